#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli/program.h"
#include "mock/mock.h"
#include "support/relay.h"
#include "transport/http.h"

// --anonymize: what a run writes can be sent to the vendor.
namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Scratch;
using Json = nlohmann::json;

constexpr const char* username = R"(TECH\jane.doe)";

/// All that the mock answers at these places, asked for without the program.
std::vector<Json> answers_of(const mock::Server& server) {
  HttpClient client({.base = server.url()});
  const auto logon =
      client.send({.method = "POST",
                   .target = "/api/sessionMngr/",
                   // TECH\jane.doe:emconform
                   .headers = {{"Authorization", "Basic VEVDSFxqYW5lLmRvZTplbWNvbmZvcm0="}}});
  EXPECT_TRUE(logon && logon->status == 201);
  const std::string token(header(logon->headers, "X-RestSvcSessionId").value_or(""));
  std::vector<Json> answers;
  for (const char* const place :
       {"backupServers", "jobs", "nas/jobs", "agents/jobs", "repositories",
        "agents/discoveredComputers", "backupSessions", "backupTaskSessions", "vmRestorePoints"}) {
    const auto answer =
        client.send({.target = std::string("/api/") + place + "?format=Entity",
                     .headers = {{"X-RestSvcSessionId", token}, {"Accept", "application/json"}}});
    EXPECT_TRUE(answer && answer->status == 200) << place;
    answers.push_back(Json::parse(answer->body));
  }
  return answers;
}

/// The values of some members, wherever they stand.
void collect(const Json& json, std::set<std::string>& names) {
  if (json.is_object() && json.contains("UID") && json.contains("Name")) {
    const std::string name = json["Name"];
    names.insert(name.substr(0, name.find('@')));
  }
  if (!json.is_structured()) return;
  for (const auto& [key, value] : json.items()) {
    const bool is_name = key == "JobName" || key == "VmDisplayName" || key == "VmName" ||
                         key == "Description" || key == "UserName";
    if (is_name && value.is_string()) names.insert(value.get<std::string>());
    collect(value, names);
  }
}

std::string escaped_for_json(const std::string& text) {
  const std::string quoted = Json(text).dump();
  return quoted.substr(1, quoted.size() - 2);
}

std::string escaped_for_xml(const std::string& text) {
  const std::map<char, std::string> escapes = {
      {'&', "&amp;"}, {'<', "&lt;"}, {'"', "&quot;"}, {'>', "&gt;"}};
  std::string escaped;
  for (const char c : text) escaped += escapes.contains(c) ? escapes.at(c) : std::string(1, c);
  return escaped;
}

std::string percent_encoded(const std::string& text) {
  std::ostringstream encoded;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.')
      encoded << c;
    else
      encoded << '%' << std::hex << std::uppercase << (static_cast<unsigned>(c) >> 4U & 15U)
              << (static_cast<unsigned>(c) & 15U);
  return encoded.str();
}

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// Whether the text holds the words, and no more letters at either end.
bool holds(const std::string& text, const std::string& words) {
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
    if ((at == 0 || !is_letter(text[at - 1])) &&
        (at + words.size() == text.size() || !is_letter(text[at + words.size()])))
      return true;
  return false;
}

std::vector<std::string> names_in(const std::string& text, const std::set<std::string>& names) {
  std::vector<std::string> found;
  for (const std::string& name : names)
    for (const std::string& spelling :
         {name, escaped_for_json(name), escaped_for_xml(name),
          escaped_for_json(escaped_for_xml(name)), percent_encoded(name)})
      if (holds(text, spelling)) {
        found.push_back(spelling);
        break;
      }
  return found;
}

/// Which readings a result names depends on who read first: what it says does not.
std::string without_times(const std::string& run_file) {
  std::istringstream lines(run_file);
  std::string clean;
  for (std::string line; std::getline(lines, line);) {
    Json json = Json::parse(line);
    for (const char* const key :
         {"took_us", "started", "finished", "command", "exchanges", "sent", "latency"})
      json.erase(key);
    clean += json.dump() + '\n';
  }
  return clean;
}

class Anonymize : public ::testing::Test {
 protected:
  Anonymize() { folder.write("password", "emconform\n"); }

  /// The mock's clock stands, so that two runs see the same data.
  static std::unique_ptr<mock::Server> start(const std::string& defect) {
    auto server = mock::Server::start({.sessions = 60,
                                       .clock_stands = true,
                                       .username = username,
                                       .password = "emconform",
                                       .defect = defect});
    EXPECT_TRUE(server) << server.error();
    return std::move(*server);
  }

  Finished run(const std::string& target, std::vector<std::string> more) {
    std::vector<std::string> all = {"run",      "--target",         target,     "--username",
                                    username,   "--password-file",  "password", "-v",
                                    "--report", "junit=junit.xml",  "--report", "html=report.html",
                                    "--report", "json=report.json", "--report", "md=summary.md"};
    all.insert(all.end(), more.begin(), more.end());
    return emconform(all, folder.path());
  }
  std::string run_file() const {
    return testing::read_file(folder / "emconform-report/run.ndjson");
  }

  Scratch folder{};
};

/// Names in JSON end in a letter that those in XML lack: findings quote them, in both forms.
std::optional<std::string> with_other_names(const test::Asked&, std::string answer) {
  if (answer.find("application/json") == std::string::npos) return answer;
  for (const std::string key : {"Name", "JobName", "VmDisplayName", "VmName", "Description"}) {
    const std::string mark = '"' + key + "\":\"";
    for (auto at = answer.find(mark); at != std::string::npos; at = answer.find(mark, at + 1)) {
      std::size_t end = at + mark.size();
      while (answer[end] != '"') end += answer[end] == '\\' ? 2 : 1;
      answer.insert(end, "x");
    }
  }
  return answer;
}

TEST_F(Anonymize, NoNameOfTheTargetIsInAnythingThatIsWritten) {
  const auto server = start("");
  const test::Relay relay(server->port(), with_other_names);
  std::set<std::string> names = {"127.0.0.1", username, "jane.doe", "vbr01", "vbr02"};
  for (const Json& answer : answers_of(*server)) collect(answer, names);
  std::erase_if(names, [](const std::string& name) { return name.size() < 3; });
  ASSERT_GT(names.size(), 25U);
  std::set<std::string> others;
  for (const std::string& name : names) others.insert(name + 'x');
  const auto everything = [&](const Finished& finished) {
    EXPECT_EQ(finished.exit_status, 1) << finished.err;
    std::string all = finished.out + run_file();
    for (const char* const file : {"junit.xml", "report.html", "report.json", "summary.md"})
      all += testing::read_file(folder / file);
    return all;
  };
  const std::string open = everything(run(relay.base(), {}));
  EXPECT_GT(names_in(open, names).size() + names_in(open, others).size(), 20U);

  const std::string written = everything(run(relay.base(), {"--anonymize"}));
  EXPECT_THAT(names_in(written, names), IsEmpty());
  EXPECT_THAT(names_in(written, others), IsEmpty());
  for (const char* const there : {"host-1", "user-1", "job-1", "machine-1", "server-1", "JobName",
                                  "VmDisplayName", "/api/backupSessions", "v1_7"})
    EXPECT_THAT(written, HasSubstr(there));
}

TEST_F(Anonymize, NoNameIsInFindingsOfOneDefect) {
  const auto server = start("relation.entity_job_name");
  std::set<std::string> names = {"127.0.0.1", username, "jane.doe", "vbr01", "vbr02"};
  for (const Json& answer : answers_of(*server)) collect(answer, names);
  std::erase_if(names, [](const std::string& name) { return name.size() < 3; });
  const Finished finished = run(server->url(), {"--anonymize"});
  EXPECT_EQ(finished.exit_status, 1) << finished.err;
  EXPECT_THAT(names_in(finished.out + run_file(), names), IsEmpty());
}

TEST_F(Anonymize, NoNameIsInARecording) {
  const auto server = start("");
  std::set<std::string> names = {"127.0.0.1", username, "jane.doe", "vbr01", "vbr02"};
  for (const Json& answer : answers_of(*server)) collect(answer, names);
  std::erase_if(names, [](const std::string& name) { return name.size() < 3; });
  const Finished finished = run(server->url(), {"--anonymize", "--report", "har=run.har"});
  EXPECT_EQ(finished.exit_status, 0) << finished.err;
  const std::string har = testing::read_file(folder / "run.har");
  EXPECT_THAT(names_in(har, names), IsEmpty());
  EXPECT_THAT(names_in(run_file(), names), IsEmpty());
  EXPECT_THAT(har, HasSubstr("http://host-1:"));
}

TEST_F(Anonymize, ManyWorkersSayTheSameAsOne) {
  const auto server = start("");
  const test::Relay relay(server->port(), with_other_names);
  const std::vector<std::string> jobs = {"--anonymize", "--filter", "relation.*", "-j"};
  const auto said_by = [&](const std::string& workers) {
    std::vector<std::string> more = jobs;
    more.push_back(workers);
    run(relay.base(), more);
    return without_times(run_file());
  };
  const std::string by_one = said_by("1");
  EXPECT_THAT(by_one, HasSubstr("job-2"));
  EXPECT_EQ(said_by("8"), by_one);
}

}  // namespace
}  // namespace emconform
