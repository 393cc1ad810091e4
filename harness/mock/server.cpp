#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>

#include "mock/certificate.h"
#include "mock/hooks.h"
#include "mock/mock.h"
#include "mock/service.h"
#include "mock/text.h"

namespace emconform::mock {

namespace {

constexpr const char* address = "127.0.0.1";
// cpp-httplib gives a thread to each connection, idle ones included.
constexpr std::size_t thread_count = 64;
constexpr std::size_t longest_request_body = 1'048'576;

RawRequest raw_request(const httplib::Request& request) {
  RawRequest raw{.method = request.method, .target = request.target};
  for (const auto& [name, value] : request.headers) raw.headers.push_back({name, value});
  return raw;
}

/// A body is written as a stream of known length, so that cpp-httplib does not compress it: what
/// a client counts is what Content-Length says.
void write(Response response, httplib::Response& to) {
  if (response.delay.count() != 0) std::this_thread::sleep_for(response.delay);
  to.status = response.status;
  std::string type;
  if (const std::string* value = header(response, "Content-Type")) type = *value;
  for (const Header& one : response.headers)
    if (one.name != "Content-Type") to.set_header(one.name, one.value);
  if (response.body.empty()) return;
  const std::size_t length = response.declared_length.value_or(response.body.size());
  const auto pause = response.pause;
  const auto body = std::make_shared<const std::string>(std::move(response.body));
  if (response.chunked) {
    to.set_chunked_content_provider(type, [body](std::size_t, httplib::DataSink& sink) {
      sink.write(body->data(), body->size());
      sink.done();
      return true;
    });
    return;
  }
  to.set_content_provider(length, type,
                          [body, pause](std::size_t, std::size_t, httplib::DataSink& sink) {
                            if (pause.count() == 0) return sink.write(body->data(), body->size());
                            const std::size_t half = body->size() / 2;
                            const bool written = sink.write(body->data(), half);
                            std::this_thread::sleep_for(pause);
                            return written && sink.write(body->data() + half, body->size() - half);
                          });
}

bool has_body(const httplib::Request& request) {
  return request.has_header("Transfer-Encoding") ||
         (request.has_header("Content-Length") &&
          request.get_header_value("Content-Length") != "0");
}

/// cpp-httplib adds headers of its own and writes them as they are named.
void rename_headers(httplib::Response& response, char (*change)(char)) {
  httplib::Headers renamed;
  for (const auto& [name, value] : response.headers) {
    std::string changed = name;
    std::transform(changed.begin(), changed.end(), changed.begin(), change);
    renamed.emplace(std::move(changed), value);
  }
  response.headers = std::move(renamed);
}

void set_header_case(httplib::Server& server, HeaderCase header_case) {
  if (header_case == HeaderCase::AsUsual) return;
  server.set_post_routing_handler(
      [header_case](const httplib::Request&, httplib::Response& response) {
        rename_headers(response, header_case == HeaderCase::Lower ? lower_letter : upper_letter);
      });
}

void configure(httplib::Server& server, const Traits& traits) {
  server.set_tcp_nodelay(true);  // otherwise every answer waits 40 ms for an acknowledgement
  server.set_keep_alive_max_count(traits.closes_connections ? 1 : 1'000'000);
  set_header_case(server, traits.header_case);
  server.set_keep_alive_timeout(1);
  server.set_payload_max_length(longest_request_body);
  server.new_task_queue = [] { return new httplib::ThreadPool(thread_count); };
  // Not SO_REUSEPORT, cpp-httplib's default: a port in use is to be an error.
  server.set_socket_options([](int socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
}

}  // namespace

struct Server::State {
  State(const Options& options, const Hooks& hooks, const Traits& traits)
      : service{options, hooks, traits} {}
  ~State() {
    if (http) http->stop();
    if (thread.joinable()) thread.join();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void route_everything_to_service() {
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
      write(service.answer(raw_request(request), authority), response);
    };
    // cpp-httplib reads a request's body only for a routed handler, so requests with a body go on.
    http->set_pre_routing_handler(
        [answer](const httplib::Request& request, httplib::Response& response) {
          if (has_body(request) && request.method != "GET" && request.method != "HEAD")
            return httplib::Server::HandlerResponse::Unhandled;
          answer(request, response);
          return httplib::Server::HandlerResponse::Handled;
        });
    const std::string everything = R"([\s\S]*)";
    http->Post(everything, httplib::Server::Handler{answer});
    http->Put(everything, httplib::Server::Handler{answer});
    http->Patch(everything, httplib::Server::Handler{answer});
    http->Delete(everything, httplib::Server::Handler{answer});
  }

  Service service;
  Certificate certificate{};
  std::unique_ptr<httplib::Server> http{};
  int port = 0;
  std::string authority{}, url{};
  std::thread thread{};
};

tl::expected<std::unique_ptr<Server>, std::string> Server::start(const Options& options) {
  const Hooks* hooks = hooks_of(options.defect);
  if (hooks == nullptr)
    return tl::unexpected{fmt::format("There is no defect \"{}\".", options.defect)};
  if (!options.defect.empty() && !options.variant.empty())
    return tl::unexpected{std::string{"A defect and a variant cannot be combined."}};
  const VariantEntry* variant = variant_of(options.variant);
  const bool is_plain = variant == nullptr || options.variant.empty();
  return start(options, is_plain ? *hooks : variant->hooks);
}

tl::expected<std::unique_ptr<Server>, std::string> Server::start(Options options,
                                                                 const Hooks& hooks) {
  const VariantEntry* variant = variant_of(options.variant);
  if (variant == nullptr)
    return tl::unexpected{fmt::format("There is no variant \"{}\".", options.variant)};
  hooks.prepare(options);
  auto state = std::make_unique<State>(options, hooks, variant->traits);
  if (options.tls) {
    auto made = make_certificate();
    if (!made) return tl::unexpected{made.error()};
    state->certificate = std::move(*made);
    state->http = std::make_unique<httplib::SSLServer>(state->certificate.certificate.get(),
                                                       state->certificate.key.get());
  } else {
    state->http = std::make_unique<httplib::Server>();
  }
  if (!state->http->is_valid())
    return tl::unexpected{std::string{"The mock cannot use its certificate."}};
  configure(*state->http, variant->traits);
  state->route_everything_to_service();

  if (options.port == 0) {
    state->port = state->http->bind_to_any_port(address);
  } else if (options.port > 0 && options.port <= 65535 &&
             state->http->bind_to_port(address, options.port)) {
    state->port = options.port;
  }
  if (state->port <= 0)
    return tl::unexpected{
        fmt::format("The mock cannot listen on {}:{}; is the port in use?", address, options.port)};
  state->authority = fmt::format("{}:{}", address, state->port);
  state->url = fmt::format("{}://{}", options.tls ? "https" : "http", state->authority);
  state->thread = std::thread{[http = state->http.get()] { http->listen_after_bind(); }};
  while (!state->http->is_running()) std::this_thread::sleep_for(std::chrono::microseconds{100});
  return std::unique_ptr<Server>{new Server{std::move(state)}};
}

Server::Server(std::unique_ptr<State> state) : state_{std::move(state)} {}
Server::~Server() = default;

int Server::port() const { return state_->port; }
std::string Server::url() const { return state_->url; }
const std::string& Server::certificate() const { return state_->certificate.pem; }
std::size_t Server::open_logon_sessions() const { return state_->service.open_logon_sessions(); }

}  // namespace emconform::mock
