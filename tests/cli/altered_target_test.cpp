#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "load/files.h"
#include "mock/mock.h"
#include "run/runner.h"
#include "transport/http.h"

// Targets that leave nothing to look at: answers of the healthy mock, altered on their way. None of
// these runs may exit 0.
namespace emconform {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AlteredTarget : public ::testing::Test {
 protected:
  using Alter = std::function<void(const Request&, Response&)>;

  static void SetUpTestSuite() {
    auto loaded = load_knowledge({}, {}, known_checks());
    ASSERT_TRUE(loaded);
    knowledge = std::move(*loaded);
    server = std::move(*mock::Server::start({}));
  }
  static void TearDownTestSuite() { server.reset(); }

  static RunResult judged(const Knowledge& by, const PlanOptions& selection, const Alter& alter) {
    HttpClient client({.base = server->url()});
    const Transport transport = [&](const Request& request) {
      auto response = client.send(request);
      if (response && request.target != "/api/" && request.method == "GET")
        alter(request, *response);
      return response;
    };
    const std::atomic<bool> stop{false};
    const auto result = run(make_plan(by, selection), by,
                            {.base = server->url(), .credentials = {"emconform", "emconform"}},
                            {.version = "test"}, transport, {}, stop);
    EXPECT_TRUE(result) << result.error().what;
    return result ? *result : RunResult{};
  }
  static RunResult judged(const PlanOptions& selection, const Alter& alter) {
    return judged(knowledge, selection, alter);
  }

  // NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
  static inline Knowledge knowledge{};
  static inline std::unique_ptr<mock::Server> server{};
  // NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)
};

void leave_as_it_is(const Request&, Response&) {}

bool all_are(const RunResult& run, Verdict verdict) {
  return std::all_of(run.results.begin(), run.results.end(),
                     [&](const CaseResult& result) { return result.verdict == verdict; });
}

/// An empty list in place of the collection at `path`.
void empty_list(const std::string& path, const Request& request, Response& response) {
  if (request.target == path)
    response.body =
        R"(<?xml version="1.0"?><EntityReferences xmlns="http://www.veeam.com/ent/v1.0"/>)";
}

void without_date(const Request&, Response& response) {
  std::erase_if(response.headers, [](const Header& one) { return one.name == "Date"; });
}

TEST_F(AlteredTarget, HealthyOneConforms) {
  const RunResult run = judged({.filters = {"window.*", "/jobs/{ID}"}}, leave_as_it_is);
  EXPECT_THAT(run.gate, IsEmpty());
  EXPECT_EQ(run.exit_status, 0);
}

TEST_F(AlteredTarget, WithoutAClockNothingInAWindowIsDecided) {
  const RunResult window = judged({.filters = {"window.*"}}, without_date);
  EXPECT_FALSE(window.results.empty());
  for (const CaseResult& result : window.results)
    EXPECT_TRUE(result.verdict == Verdict::Inconclusive || result.verdict == Verdict::NotTestable)
        << result.endpoint << ": " << name_of(result.verdict);
  EXPECT_EQ(window.exit_status, 5);

  const RunResult more = judged({.filters = {"window.*", "links.*"}}, without_date);
  EXPECT_THAT(more.gate, Contains(HasSubstr("nothing was judged by the window rules: "
                                            "inconclusive: the answer has no Date")));
  EXPECT_EQ(more.exit_status, 5) << "hundreds of other results that pass do not outweigh it";
}

TEST_F(AlteredTarget, WhoseListsMoveAllTheTime) {
  std::atomic<unsigned> number{0};
  const RunResult run = judged({.filters = {"backupSessions/reference equals entity"}},
                               [&](const Request&, Response& response) {
                                 const std::string uid = "urn:veeam:BackupJobSession:";
                                 const std::string other = fmt::format("{:08x}", ++number);
                                 for (std::size_t at = response.body.find(uid);
                                      at != std::string::npos; at = response.body.find(uid, at + 1))
                                   response.body.replace(at + uid.size(), other.size(), other);
                               });
  EXPECT_EQ(run.exit_status, 5);
  EXPECT_THAT(run.gate, Contains(HasSubstr("/backupSessions")));
}

TEST_F(AlteredTarget, WithoutAMemberForAnEndpoint) {
  const RunResult nas = judged({.filters = {"/nas/jobs/{ID}/backupSessions"}},
                               [](const Request& request, Response& response) {
                                 empty_list("/api/nas/jobs", request, response);
                               });
  EXPECT_TRUE(all_are(nas, Verdict::NotTestable));
  EXPECT_EQ(nas.exit_status, 5) << "NAS jobs are optional, but nothing else was selected";

  const PlanOptions with_others = {
      .filters = {"/nas/jobs/{ID}/backupSessions", "/jobs", "/jobs/{ID}"}};
  const RunResult others = judged(with_others, [](const Request& request, Response& response) {
    empty_list("/api/nas/jobs", request, response);
  });
  EXPECT_THAT(others.gate, IsEmpty()) << "a target need not have NAS jobs";
  EXPECT_EQ(others.exit_status, 0);
}

TEST_F(AlteredTarget, WithoutJobs) {
  const RunResult run = judged({.filters = {"/jobs/{ID}", "/backupServers", "/backupServers/{ID}"}},
                               [](const Request& request, Response& response) {
                                 empty_list("/api/jobs", request, response);
                               });
  EXPECT_THAT(run.gate, Contains(HasSubstr(
                            "nothing was judged on /jobs/{ID} (suite job): not testable: /jobs has "
                            "no member")));
  EXPECT_EQ(run.exit_status, 5) << "every target has jobs, or too little was verified";
}

TEST_F(AlteredTarget, WhoseDiscoveryListIsNotFound) {
  const RunResult run = judged({.filters = {"/jobs/{ID}", "/backupServers", "/backupServers/{ID}"}},
                               [](const Request& request, Response& response) {
                                 if (request.target == "/api/jobs") response.status = 404;
                               });
  EXPECT_THAT(run.gate, Contains(HasSubstr("status 404")));
  EXPECT_EQ(run.exit_status, 5);
}

TEST_F(AlteredTarget, ALevelThatLeavesNothing) {
  Knowledge names_only = knowledge;
  std::erase_if(names_only.suites, [](const Suite& suite) { return suite.name != "jobs"; });
  names_only.suites.front().cases.resize(1);
  names_only.suites.front().cases.front().checks = {"times.name"};
  const RunResult run = judged(names_only, {.level = Level::Must}, leave_as_it_is);
  EXPECT_THAT(run.gate, Contains("no case was selected"));
  EXPECT_EQ(run.exit_status, 5);
}

TEST_F(AlteredTarget, KnowledgeWithoutSuites) {
  Knowledge nothing = knowledge;
  nothing.suites.clear();
  const RunResult run = judged(nothing, {}, leave_as_it_is);
  EXPECT_EQ(run.exit_status, 5);
  for (const RuleInfo& rule : run.rules) EXPECT_EQ(rule.scope, Scope::Nowhere) << rule.id;
}

}  // namespace
}  // namespace emconform
