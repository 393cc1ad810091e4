#include "mock/client.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

namespace emconform::mock {

namespace {

void collect_links(const pugi::xml_node& node, std::vector<SeenLink>& links) {
  if (std::string_view{node.name()} == "Link")
    links.push_back({node.attribute("Rel").value(), node.attribute("Href").value(),
                     node.attribute("Type").value(), node.attribute("Name").value()});
  for (const pugi::xml_node child : node.children()) collect_links(child, links);
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

Json Answer::json() const { return Json::parse(body, nullptr, false); }

Client::Client(const Options& options) {
  auto started = Server::start(options);
  if (!started) {
    ADD_FAILURE() << started.error();
    return;
  }
  server_ = std::move(*started);
  http_ = std::make_unique<httplib::Client>("127.0.0.1", server_->port());
  http_->set_keep_alive(true);
  http_->set_tcp_nodelay(true);
  http_->set_url_encode(false);
  http_->set_read_timeout(300);  // seconds: 50,000 sessions under sanitizers, on a busy machine
  const Answer logon = log_on();
  token_ = logon.header("X-RestSvcSessionId");
  session_id_ = xml(logon)->root().child("SessionId").text().get();
}

Answer Client::get(const std::string& path, const std::string& accept) {
  httplib::Headers headers{{"X-RestSvcSessionId", token_}};
  if (!accept.empty()) headers.emplace("Accept", accept);
  return get_with(path, headers);
}

Answer Client::get_with(const std::string& path, const httplib::Headers& headers) {
  return send("GET", path, headers);
}

Answer Client::send(const std::string& method, const std::string& path,
                    const httplib::Headers& headers, const std::string& body) {
  httplib::Request request;
  request.method = method;
  request.path = path;
  request.headers = headers;
  // cpp-httplib adds "*/*" if there is no Accept; an empty one says as little as none.
  if (!request.has_header("Accept")) request.headers.emplace("Accept", "");
  request.body = body;
  const auto result = http_->send(request);
  if (!result) {
    ADD_FAILURE() << method << ' ' << path << ": " << httplib::to_string(result.error());
    return {};
  }
  return {result->status, result->headers, result->body};
}

Answer Client::log_on(const std::string& path, const std::string& user) {
  return send("POST", path, {{"Authorization", "Basic " + base64(user)}, {"Content-Length", "0"}});
}

std::string base64(const std::string& bytes) {
  std::vector<unsigned char> out(4 * ((bytes.size() + 2) / 3) + 1);
  const std::vector<unsigned char> in(bytes.begin(), bytes.end());
  const int length = EVP_EncodeBlock(out.data(), in.data(), static_cast<int>(in.size()));
  return {out.begin(), out.begin() + length};
}

std::string path_of(const std::string& href) {
  const auto scheme = href.find("//");
  return scheme == std::string::npos ? href : href.substr(href.find('/', scheme + 2));
}

std::unique_ptr<Xml> xml(const Answer& answer) {
  auto result = std::make_unique<Xml>();
  result->result = result->document.load_buffer(answer.body.data(), answer.body.size());
  return result;
}

std::vector<SeenLink> links_of(const pugi::xml_node& node) {
  std::vector<SeenLink> links;
  collect_links(node.child("Links"), links);
  return links;
}

std::vector<SeenLink> all_links(const Xml& xml) {
  std::vector<SeenLink> links;
  collect_links(xml.root(), links);
  return links;
}

std::vector<pugi::xml_node> items_of(const Xml& xml) {
  const auto children = xml.root().children();
  return {children.begin(), children.end()};
}

std::string first_item(Client& client, const std::string& collection) {
  const auto seen = xml(client.get(collection));
  const std::string href = seen->root().first_child().attribute("Href").value();
  EXPECT_FALSE(href.empty()) << collection;
  return path_of(href.substr(0, href.find('?')));
}

Time fixed_now() {
  using namespace std::chrono;
  return sys_days{year{2026} / 6 / 15} + hours{12};
}

}  // namespace emconform::mock
