#include "run/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "load/files.h"
#include "model/release.h"
#include "run/fake_target.h"
#include "run/release.h"

namespace emconform {
namespace {

using testing::answer;
using testing::FakeTarget;
using testing::give_logon;
using ::testing::HasSubstr;

constexpr const char* welcome =
    R"({"SupportedVersions":{"SupportedVersions":[{"Name":"v1_6","Links":[]},)"
    R"({"Name":"v1_7","Links":[]}]},"Links":[]})";

class RunnerTest : public ::testing::Test {
 protected:
  RunnerTest() {
    give_logon(target);
    target.on("GET /api/", answer(200, welcome));
    Contract job{.resource = "Job", .uid_type = "Job"};
    job.reference = FormRule{.root = "EntityRef", .type = "JobReference"};
    job.reference_list = ListRule{"EntityReferences", {"Ref", "Refs"}};
    knowledge.contracts = {job};
    Case list{.name = "list",
              .auth = {Auth::Session},
              .accept = {Accept{std::nullopt, Format::Xml, {}}},
              .form = {Form::Reference},
              .status = {200},
              .shape = Shape::List,
              .checks = {"http.status", "body.root"}};
    for (const char* name : {"a", "b", "c", "d"})
      knowledge.suites.push_back({.name = name,
                                  .endpoint = std::string("/") + name,
                                  .contract = "Job",
                                  .shape = Shape::List,
                                  .cases = {list}});
    target.on("GET /api/a", answer(200, list_body));
    target.on("GET /api/b", answer(200, list_body));
    target.on("GET /api/c", answer(500, "<Error/>"));
    target.on("GET /api/d", [](const Request&) -> Result<Response> {
      return fail({.what = "connection reset", .fault = Fault::Target});
    });
  }

  Result<RunResult> run_it(int jobs = 2) {
    RunOptions options{.base = "http://em:9399", .credentials = {"user", "secret"}, .jobs = jobs};
    options.fail_fast = fail_fast;
    return run(make_plan(knowledge, {}), knowledge, options, {.version = "test"},
               target.transport(), listener, stop);
  }

  static constexpr const char* list_body =
      R"(<EntityReferences xmlns="http://www.veeam.com/ent/v1.0"/>)";
  FakeTarget target{};
  Knowledge knowledge{};
  RunListener listener{};
  std::atomic<bool> stop{false};
  bool fail_fast = false;
};

const CaseResult& find(const RunResult& run, const std::string& suite, const std::string& check) {
  for (const CaseResult& result : run.results)
    if (result.suite == suite && result.check == check) return result;
  throw std::out_of_range(suite + " " + check);
}

TEST_F(RunnerTest, JudgesEachAnswer) {
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().what;
  EXPECT_EQ(find(*result, "a", "http.status").verdict, Verdict::Pass);
  EXPECT_EQ(find(*result, "c", "http.status").verdict, Verdict::Fail);
  EXPECT_EQ(result->exit_status, 1);
  EXPECT_TRUE(result->complete);
  EXPECT_EQ(result->results.size(), result->planned);
}

TEST_F(RunnerTest, AnUnexpectedStatusLeavesTheOtherRulesUnjudgedWithTheReason) {
  const auto result = run_it();
  const CaseResult& root = find(*result, "c", "body.root");
  EXPECT_EQ(root.verdict, Verdict::NotTestable);
  EXPECT_THAT(root.note, HasSubstr("500"));
}

TEST_F(RunnerTest, AMissingAnswerIsAnErrorAndNoVerdictOnTheTarget) {
  const auto result = run_it();
  const CaseResult& status = find(*result, "d", "http.status");
  EXPECT_EQ(status.verdict, Verdict::Error);
  EXPECT_THAT(status.note, HasSubstr("connection reset"));
}

TEST_F(RunnerTest, ResultsComeInThePlansOrderWhateverTheWorkers) {
  std::vector<std::string> told;
  listener.result = [&](const CaseResult& result) { told.push_back(result.suite); };
  const auto result = run_it(8);
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
  EXPECT_EQ(told.size(), result->results.size());
}

TEST_F(RunnerTest, LogsOffWhateverHappens) {
  run_it();
  EXPECT_EQ(target.count("POST"), 1U);
  EXPECT_EQ(target.count("DELETE"), 1U);
}

TEST_F(RunnerTest, LearnsReleaseAndDialect) {
  const auto result = run_it();
  EXPECT_EQ(result->release, "v1_7");
  EXPECT_EQ(result->dialect, "PascalCase");
}

TEST_F(RunnerTest, RefusesATargetThatIsNoEnterpriseManager) {
  for (const char* body : {"<html><body/></html>", "It works!", "{}", ""}) {
    target.on("GET /api/", answer(200, body));
    const auto result = run_it();
    ASSERT_FALSE(result) << body;
    EXPECT_EQ(result.error().fault, Fault::Target);
    EXPECT_THAT(result.error().what, HasSubstr("no Veeam Backup Enterprise Manager"));
  }
  EXPECT_EQ(target.count("POST"), 0U) << "no password goes to a stranger";
}

TEST_F(RunnerTest, StopSendsNothingButTheLogoff) {
  listener.started = [&](const RunResult&) { stop = true; };
  const auto result = run_it();
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->complete);
  EXPECT_EQ(result->exit_status, 130);
  EXPECT_EQ(target.count("GET /api/a"), 0U);
  EXPECT_EQ(target.count("DELETE"), 1U);
}

TEST_F(RunnerTest, FailFastStopsAtTheFirstFailure) {
  fail_fast = true;
  const auto result = run_it(1);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->exit_status, 1);
  EXPECT_EQ(target.count("GET /api/d"), 0U);
  EXPECT_FALSE(result->complete);
}

TEST_F(RunnerTest, KeepsNoSecretOfAServerThatEchoesIt) {
  target.on("GET /api/c", [](const Request& request) {
    return answer(500,
                  "<Error Message='" + testing::sent_header(request, "X-RestSvcSessionId") + "'/>");
  });
  target.on("GET /api/d", [](const Request&) -> Result<Response> {
    return fail({.what = "cannot send secret-password-here token-1", .fault = Fault::Target});
  });
  const auto result = run_it();
  for (const CaseResult& one : result->results)
    EXPECT_THAT(one.note, ::testing::Not(HasSubstr("token-1")));
  for (const ExchangeRecord& one : result->exchanges) {
    EXPECT_THAT(one.error, ::testing::Not(HasSubstr("token-1")));
    EXPECT_THAT(one.curl, ::testing::Not(HasSubstr("token-1")));
  }
}

TEST(Release, ComparesVersionsByTheirNumbers) {
  EXPECT_TRUE(is_before("v1", "v1_1"));
  EXPECT_TRUE(is_before("v1_3", "v1_4"));
  EXPECT_TRUE(is_before("v1_7", "v1_10"));
  EXPECT_FALSE(is_before("v1_7", "v1_7"));
  EXPECT_FALSE(is_before("v1_7", "v1_4"));
  EXPECT_TRUE(is_before("", "v1"));
}

TEST(Release, AsksAnOldTargetForNothingThatCameLater) {
  const auto knowledge = load_knowledge({}, {}, known_checks());
  const Plan plan = make_plan(knowledge.value(), {});
  std::map<std::string, int> excused;  // by version
  for (const char* version : {"v1_2", "v1_4", "v1_5", "v1_7", ""})
    for (const Unit& unit : plan.units) excused[version] += came_later(unit, version) ? 1 : 0;
  EXPECT_GT(excused["v1_2"], excused["v1_4"]);
  EXPECT_GT(excused["v1_4"], excused["v1_5"]);
  EXPECT_GT(excused["v1_5"], 0);
  EXPECT_EQ(excused["v1_7"], 0);
  EXPECT_EQ(excused[""], 0);
}

}  // namespace
}  // namespace emconform
