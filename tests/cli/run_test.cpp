#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <set>

#include "cli/run_files.h"
#include "load/files.h"
#include "reports/reports.h"
#include "reports/run_file.h"
#include "run/plan.h"
#include "run/runner.h"

namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::RunningMock;
using testing::Scratch;

/// One run against the healthy mock, looked at from many sides.
class HealthyRun : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    judged_in = std::make_unique<Scratch>();
    healthy = emconform({"run", "-j", "1"}, judged_in->path());
    judged_run = run_file_in(*judged_in);
  }
  static void TearDownTestSuite() { judged_in.reset(); }

  // What the suite sets up can be kept in statics alone.
  // NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
  static inline std::unique_ptr<Scratch> judged_in{};
  static inline Finished healthy{};
  static inline RunResult judged_run{};
  // NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)
};

TEST_F(HealthyRun, Conforms) {
  EXPECT_EQ(healthy.exit_status, 0) << healthy.out << healthy.err;
  EXPECT_THAT(troubles_of(judged_run), IsEmpty());
  EXPECT_GT(count(judged_run.results).pass, 500U);
  EXPECT_THAT(healthy.out, HasSubstr("CONFORMS"));
}

TEST_F(HealthyRun, JudgesSomethingOnEveryEndpointOfTheSuites) {
  std::set<std::string> judged;
  for (const CaseResult& result : judged_run.results)
    if (result.witnesses > 0) judged.insert(result.endpoint);
  const auto knowledge = load_knowledge({}, {}, known_checks());
  ASSERT_TRUE(knowledge);
  for (const Suite& suite : knowledge->suites)
    EXPECT_TRUE(judged.contains(suite.endpoint)) << suite.endpoint;
}

TEST_F(HealthyRun, JudgesEveryRule) {
  std::set<std::string> judged;
  for (const CaseResult& result : judged_run.results)
    if (result.witnesses > 0) judged.insert(result.check);
  for (const std::string& id : known_checks()) EXPECT_TRUE(judged.contains(id)) << id;
}

TEST_F(HealthyRun, PassesTheStrictGate) {
  RunResult strict = judged_run;
  strict.strict_gate = true;
  EXPECT_THAT(gate(strict), IsEmpty());
}

TEST_F(HealthyRun, NamesEachResultOnce) {
  const auto names = outline(judged_run);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
}

TEST_F(HealthyRun, HasTheSameResultsInTheSameOrderWithManyWorkers) {
  const Scratch eight;
  emconform({"run", "-j", "8"}, eight.path());
  EXPECT_EQ(outline(run_file_in(eight)), outline(judged_run));
}

TEST_F(HealthyRun, IsReportedAgainFromItsRunFile) {
  const Finished report = emconform(
      {"report", "emconform-report/run.ndjson", "--report", "junit=again.xml"}, judged_in->path());
  EXPECT_EQ(report.exit_status, 0) << report.err;
  EXPECT_EQ(report.out, healthy.out);
  EXPECT_EQ(testing::read_file(*judged_in / "again.xml"),
            testing::read_file(*judged_in / "emconform-report/junit.xml"));
}

TEST_F(HealthyRun, TellsNobodyThePasswordOrAToken) {
  const std::string everything = healthy.out + healthy.err +
                                 testing::read_file(*judged_in / "emconform-report/run.ndjson") +
                                 testing::read_file(*judged_in / "emconform-report/junit.xml");
  EXPECT_THAT(everything, Not(HasSubstr("only-for-the-embedded-mock")));
  EXPECT_THAT(everything, HasSubstr("$TOKEN"));
}

TEST(Run, FilterChoosesRulesCasesAndEndpoints) {
  const Scratch folder;
  const Finished finished =
      emconform({"run", "--filter", "links.*", "--filter", "jobs/list"}, folder.path());
  EXPECT_EQ(finished.exit_status, 0) << finished.out;
  for (const CaseResult& result : run_file_in(folder).results)
    EXPECT_TRUE(result.check.starts_with("links.") || result.suite == "jobs") << result.check;
}

TEST(Run, TakesOptionsFromAConfigFileAndTheCommandLineWins) {
  const Scratch folder;
  folder.write("config.json", R"({"filter": ["links.*"], "jobs": 1, "output": "from-config"})");
  const Finished finished =
      emconform({"run", "--config", "config.json", "--output", "from-command-line"}, folder.path());
  EXPECT_EQ(finished.exit_status, 0) << finished.out << finished.err;
  std::ifstream in(folder / "from-command-line/run.ndjson", std::ios::binary);
  const auto run = read_run_file(in, "run.ndjson");
  ASSERT_TRUE(run);
  for (const CaseResult& result : run->results) EXPECT_TRUE(result.check.starts_with("links."));
  EXPECT_FALSE(std::filesystem::exists(folder / "from-config"));
}

TEST(Run, AFilterThatFitsNothingIsAUsageError) {
  const Scratch folder;
  const Finished finished = emconform({"run", "--filter", "nothing.*"}, folder.path());
  EXPECT_EQ(finished.exit_status, 2);
  EXPECT_THAT(finished.err, HasSubstr("no case fits"));
}

TEST(Run, DryRunSendsNothingAndWritesNothing) {
  const Scratch folder;
  const Finished finished =
      emconform({"run", "--target", "http://127.0.0.1:1", "--dry-run"}, folder.path());
  EXPECT_EQ(finished.exit_status, 0) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("plan sha256"));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

class Tls : public HealthyRun {
 protected:
  Scratch folder{};
  RunningMock mock{{"--tls", "--certificate-file", (folder / "cert.pem").string()}};
  std::filesystem::path password = folder.write("password", "emconform\n");

  Finished run(std::vector<std::string> more) {
    std::vector<std::string> arguments = {"run",       "--target",        mock.url(), "--username",
                                          "emconform", "--password-file", "password"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return emconform(arguments, folder.path());
  }
};

TEST_F(Tls, WithItsCertificateTheResultIsTheSameAsWithoutTls) {
  const Finished finished = run({"--cacert", "cert.pem"});
  EXPECT_EQ(finished.exit_status, 0) << finished.out << finished.err;
  EXPECT_EQ(outline(run_file_in(folder)), outline(judged_run));
}

TEST_F(Tls, WithoutItsCertificateTheRunEndsWith4AndNamesTheRemedy) {
  const Finished finished = run({});
  EXPECT_EQ(finished.exit_status, 4);
  EXPECT_THAT(finished.err, HasSubstr("--cacert"));
}

TEST_F(Tls, InsecureIsNamedInTheReport) {
  const Finished finished = run({"-k", "--filter", "/jobs"});
  EXPECT_EQ(finished.exit_status, 0) << finished.out << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("not verified (--insecure)"));
}

}  // namespace
}  // namespace emconform
