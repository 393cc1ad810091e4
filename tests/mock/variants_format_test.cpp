#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "mock/client.h"

namespace emconform::mock {
namespace {

Options with(const std::string& variant) {
  return {.sessions = 60, .now = fixed_now(), .variant = variant};
}

const std::vector<std::string>& paths() {
  static const std::vector<std::string> all{
      "/api/",
      "/api/jobs",
      "/api/jobs?format=Entity",
      "/api/backupSessions?format=Entity",
      "/api/backupTaskSessions?format=Entity",
      "/api/systemSessions",
      "/api/jobs/none",
      "/api/query?type=BackupJobSession&filter=JobName==%22%C3%96ffentliche%20Ordner%20(t%C3%A4gli"
      "ch)%22&pageSize=2"};
  return all;
}

/// Each mock listens on a port of its own.
std::string without_port(std::string text, const Client& client) {
  const std::string port = ":" + std::to_string(const_cast<Client&>(client).server().port());
  for (auto at = text.find(port); at != std::string::npos; at = text.find(port, at))
    text.erase(at, port.size());
  return text;
}

std::string local_name(std::string_view name) {
  const auto colon = name.find(':');
  return std::string{colon == std::string_view::npos ? name : name.substr(colon + 1)};
}

/// What an XML document says: names without prefix, attributes by name, texts without the white
/// space between elements.
std::string meaning_of(const pugi::xml_node& node) {
  std::map<std::string, std::string> attributes;
  for (const pugi::xml_attribute& attribute : node.attributes())
    if (!std::string_view{attribute.name()}.starts_with("xmlns"))
      attributes[attribute.name()] = attribute.value();
  std::string result = '<' + local_name(node.name());
  for (const auto& [name, value] : attributes) result += ' ' + name + '=' + value + ';';
  result += '>';
  const bool has_elements = std::any_of(node.begin(), node.end(), [](const pugi::xml_node& child) {
    return child.type() == pugi::node_element;
  });
  for (const pugi::xml_node& child : node) {
    if (child.type() == pugi::node_element) result += meaning_of(child);
    if (!has_elements && (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata))
      result += child.value();
  }
  return result + "</>";
}

std::string xml_meaning(Client& client, const std::string& path) {
  pugi::xml_document document;
  const std::string body = client.get(path).body;
  const auto parsed = document.load_buffer(body.data(), body.size(),
                                           pugi::parse_default | pugi::parse_ws_pcdata_single);
  EXPECT_TRUE(parsed) << path << ": " << parsed.description();
  EXPECT_NE(std::string{document.document_element().name()}, "") << path;
  return without_port(meaning_of(document.document_element()), client);
}

/// Absent and null say the same.
nlohmann::json without_nulls(const nlohmann::json& json) {
  if (json.is_array()) {
    auto result = nlohmann::json::array();
    for (const auto& item : json) result.push_back(without_nulls(item));
    return result;
  }
  if (!json.is_object()) return json;
  auto result = nlohmann::json::object();
  for (const auto& [name, value] : json.items())
    if (!value.is_null()) result[name] = without_nulls(value);
  return result;
}

nlohmann::json json_meaning(Client& client, const std::string& path) {
  const std::string body = client.get(path, "application/json").body;
  auto parsed = nlohmann::json::parse(body, nullptr, false);
  EXPECT_FALSE(parsed.is_discarded()) << path;
  const std::string normal = without_nulls(parsed).dump();
  return nlohmann::json::parse(without_port(normal, client));
}

struct Form {
  std::string variant, accept, path, sign;  // what only this form of the answer holds
};

void PrintTo(const Form& form, std::ostream* out) { *out << form.variant; }

class OtherBytes : public ::testing::TestWithParam<Form> {};

TEST_P(OtherBytes, ShowWhatIsUnusual) {
  Client plain{with("")}, unusual{with(GetParam().variant)};
  const Answer usual = plain.get(GetParam().path, GetParam().accept);
  const Answer answer = unusual.get(GetParam().path, GetParam().accept);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(usual.body.find(GetParam().sign), std::string::npos);
  EXPECT_NE(answer.body.find(GetParam().sign), std::string::npos) << answer.body.substr(0, 600);
}

TEST_P(OtherBytes, SayTheSame) {
  Client plain{with("")}, unusual{with(GetParam().variant)};
  for (const std::string& path : paths()) {
    EXPECT_EQ(xml_meaning(unusual, path), xml_meaning(plain, path)) << path;
    EXPECT_EQ(json_meaning(unusual, path), json_meaning(plain, path)) << path;
  }
}

const std::string json = "application/json";
const std::string jobs = "/api/jobs";

INSTANTIATE_TEST_SUITE_P(
    Variants, OtherBytes,
    ::testing::Values(
        Form{"bom", "", jobs, "\xEF\xBB\xBF<?xml"}, Form{"bom", json, jobs, "\xEF\xBB\xBF{"},
        Form{"json.escapes", json, jobs, "\\u00d6ffentliche"},
        Form{"json.order", json, jobs, R"({"Refs":[{"Type":"JobReference")"},
        Form{"json.pretty", json, jobs, "{\r\n  \"Refs\" : ["},
        Form{"json.without_nulls", json, jobs, "/backupSessions\",\"Type\""},
        Form{"xml.attribute_order", "", jobs, "<Ref UID="},
        Form{"xml.comments", "", "/api/jobs?format=Entity", "<![CDATA["},
        Form{"xml.declaration", "", jobs, "standalone='yes'"},
        Form{"xml.empty_elements", "", "/api/jobs?format=Entity", "<Description></Description>"},
        Form{"xml.prefix", "", jobs, "<v:Ref "}, Form{"xml.pretty", "", jobs, "\r\n  <Ref"},
        Form{"xml.references", "", jobs, "Name='&#xD6;ffentliche"}),
    [](const auto& param) {
      std::string name = param.param.variant + (param.param.accept.empty() ? "" : "_as_json");
      std::replace(name.begin(), name.end(), '.', '_');
      return name;
    });

TEST(FormatVariants, LeaveTheDeclarationOut) {
  Client plain{with("")}, client{with("xml.no_declaration")};
  EXPECT_TRUE(client.get(jobs).body.starts_with("<EntityReferences"));
  for (const std::string& path : paths())
    EXPECT_EQ(xml_meaning(client, path), xml_meaning(plain, path)) << path;
}

TEST(FormatVariants, LeaveNullsOut) {
  Client client{with("json.without_nulls")};
  for (const std::string& path : paths())
    EXPECT_EQ(client.get(path, json).body.find("null"), std::string::npos) << path;
}

TEST(FormatVariants, WriteHeaderNamesInOtherLetters) {
  Client lower{with("headers.lower_case")}, upper{with("headers.upper_case")};
  const auto count = [](const Answer& answer, int (*kind)(int)) {
    std::size_t letters = 0;
    for (const auto& [name, value] : answer.headers)
      letters += static_cast<std::size_t>(
          std::count_if(name.begin(), name.end(), [&](char c) { return kind(c) != 0; }));
    return letters;
  };
  for (const auto& answer : {lower.get(jobs), lower.log_on()}) {
    EXPECT_EQ(count(answer, std::isupper), 0U);
    EXPECT_GT(count(answer, std::islower), 20U);
  }
  for (const auto& answer : {upper.get(jobs), upper.log_on()}) {
    EXPECT_EQ(count(answer, std::islower), 0U);
    EXPECT_GT(count(answer, std::isupper), 20U);
  }
}

TEST(FormatVariants, NameTheCharset) {
  Client client{with("content_type.charset")}, quoted{with("content_type.quoted")};
  EXPECT_EQ(client.get(jobs).header("Content-Type"), "application/xml; charset=utf-8");
  EXPECT_EQ(client.get(jobs, json).header("Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(quoted.get(jobs).header("Content-Type"), "Application/XML;Charset=\"UTF-8\"");
  EXPECT_EQ(quoted.get(jobs, json).header("Content-Type"), "Application/JSON;Charset=\"UTF-8\"");
}

TEST(FormatVariants, KeepErrorsShort) {
  Client client{with("errors.bare")};
  const Json error = client.json("/api/jobs/none");
  EXPECT_EQ(error.size(), 2U) << error;
  EXPECT_EQ(error["StatusCode"], 404);
  EXPECT_FALSE(error["Message"].get<std::string>().empty());
}

TEST(FormatVariants, SayHowToAuthenticate) {
  Client client{with("errors.challenge")};
  for (const Answer& answer :
       {client.get_with(jobs, {}), client.log_on("/api/sessionMngr/", "nobody:x")}) {
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.headers.count("WWW-Authenticate"), 1U);
    EXPECT_EQ(answer.header("WWW-Authenticate"), "Basic Realm=RestSvc");
  }
}

TEST(FormatVariants, AddHeadersAndACookie) {
  Client client{with("headers.more")};
  EXPECT_TRUE(client.get(jobs).header("Set-Cookie").starts_with("BALANCER="));
  const Answer logon = client.log_on();
  EXPECT_EQ(logon.headers.count("Set-Cookie"), 2U);
  const auto [first, last] = logon.headers.equal_range("Set-Cookie");
  EXPECT_TRUE(std::any_of(first, last, [](const auto& one) {
    return one.second.starts_with("X-RestSvcSessionId=") &&
           one.second.ends_with("; HttpOnly; Secure; SameSite=Strict");
  }));
}

TEST(FormatVariants, ReverseLinks) {
  Client plain{with("")}, client{with("links.order")};
  const std::string path = first_item(plain, jobs);
  auto usual = links_of(xml(plain.get(path))->root());
  const auto reversed = links_of(xml(client.get(path))->root());
  ASSERT_EQ(usual.size(), reversed.size());
  std::reverse(usual.begin(), usual.end());
  for (std::size_t i = 0; i < usual.size(); ++i) EXPECT_EQ(usual[i].rel, reversed[i].rel);
}

TEST(FormatVariants, AddWhatNoPageKnows) {
  Client attributes{with("more.attributes")}, fields{with("more.fields")},
      links{with("more.links")};
  const auto root = xml(attributes.get("/api/backupSessions?format=Entity"));
  const pugi::xml_node item = root->root().first_child();
  EXPECT_EQ(std::string{item.attribute("FutureKind").value()}, "new");
  EXPECT_EQ(std::string{item.child("Links").first_child().attribute("FutureWeight").value()}, "1");
  const Json with_attributes = attributes.json("/api/backupSessions?format=Entity");
  EXPECT_EQ(with_attributes["BackupJobSessions"][0]["Links"][0]["FutureWeight"], "1");

  Client plain{with("")};  // has the same ids
  const std::string path = first_item(plain, jobs);
  const Json job = fields.json(path + "?format=Entity");
  EXPECT_EQ(job["FutureNumber"], std::int64_t{1} << 40U);
  EXPECT_EQ(job["FutureObject"]["State"], "Future");
  EXPECT_TRUE(job["FutureNothing"].is_null());

  const auto offered = links_of(xml(links.get(path))->root());
  EXPECT_EQ(offered.front().rel, "Future");
  EXPECT_EQ(links.get(path_of(offered.front().href)).status, 200);
}

}  // namespace
}  // namespace emconform::mock
