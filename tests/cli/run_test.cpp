#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "cli/program.h"
#include "load/files.h"
#include "mock/mock.h"
#include "reports/run_file.h"
#include "run/plan.h"

namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::RunningMock;
using testing::Scratch;

RunResult run_file_in(const Scratch& folder) {
  std::ifstream in(folder / "emconform-report/run.ndjson", std::ios::binary);
  auto run = read_run_file(in, "run.ndjson");
  EXPECT_TRUE(run) << (run ? "" : run.error().what);
  return run ? *run : RunResult{};
}

/// A sentence per result that did not pass, for the message of a failing test.
std::string troubles_of(const RunResult& run) {
  std::string text;
  for (const CaseResult& result : run.results)
    if (result.verdict == Verdict::Fail || result.verdict == Verdict::Error ||
        result.verdict == Verdict::Warn || result.verdict == Verdict::Inconclusive)
      text += std::string(name_of(result.verdict)) + " " + result.suite + "/" + result.case_name +
              " [" + result.variant + "] " + result.check + " " + result.note +
              (result.findings.empty()
                   ? ""
                   : result.findings[0].where + " expected " + result.findings[0].expected +
                         " actual " + result.findings[0].actual) +
              "\n";
  return text;
}

std::set<std::string> failed_checks(const RunResult& run) {
  std::set<std::string> checks;
  for (const CaseResult& result : run.results)
    if (result.verdict == Verdict::Fail || result.verdict == Verdict::Warn)
      checks.insert(result.check);
  return checks;
}

TEST(Run, JudgesTheHealthyMockAsConforming) {
  const Scratch folder;
  const Finished finished = emconform({"run"}, folder.path());
  const RunResult run = run_file_in(folder);
  EXPECT_EQ(finished.exit_status, 0) << finished.out << finished.err;
  EXPECT_THAT(troubles_of(run), IsEmpty());
  EXPECT_GT(count(run.results).pass, 500U);
  EXPECT_THAT(finished.out, HasSubstr("CONFORMS"));
  EXPECT_TRUE(std::filesystem::exists(folder / "emconform-report/junit.xml"));
}

TEST(Run, JudgesSomethingOnEveryEndpointOfTheSuites) {
  const Scratch folder;
  emconform({"run"}, folder.path());
  std::set<std::string> judged;
  for (const CaseResult& result : run_file_in(folder).results)
    if (result.witnesses > 0) judged.insert(result.endpoint);
  const auto knowledge = load_knowledge({}, {}, known_checks());
  ASSERT_TRUE(knowledge);
  for (const Suite& suite : knowledge->suites)
    EXPECT_TRUE(judged.contains(suite.endpoint)) << suite.endpoint;
}

/// Everything of a run that is not a time.
std::vector<std::string> outline(const RunResult& run) {
  std::vector<std::string> lines;
  for (const CaseResult& r : run.results)
    lines.push_back(r.suite + "/" + r.case_name + " [" + r.variant + "] " + r.check + " " +
                    std::string(name_of(r.verdict)));
  return lines;
}

TEST(Run, OrderOfResultsDoesNotDependOnTheNumberOfWorkers) {
  const Scratch one, eight;
  emconform({"run", "-j", "1"}, one.path());
  emconform({"run", "-j", "8"}, eight.path());
  const auto expected = outline(run_file_in(one));
  ASSERT_FALSE(expected.empty());
  EXPECT_EQ(outline(run_file_in(eight)), expected);
}

TEST(Run, ReportOfARunFileIsTheReportOfTheRun) {
  const Scratch folder;
  emconform({"run"}, folder.path());
  const Finished report = emconform(
      {"report", "emconform-report/run.ndjson", "--report", "junit=again.xml"}, folder.path());
  EXPECT_EQ(report.exit_status, 0) << report.err;
  EXPECT_EQ(testing::read_file(folder / "again.xml"),
            testing::read_file(folder / "emconform-report/junit.xml"));
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

class Tls : public ::testing::Test {
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
  const Scratch plain;
  emconform({"run"}, plain.path());
  EXPECT_EQ(outline(run_file_in(folder)), outline(run_file_in(plain)));
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

std::vector<std::string> defect_ids() {
  std::vector<std::string> ids;
  for (const mock::Defect& defect : mock::defects()) ids.emplace_back(defect.id);
  return ids;
}

class EachDefect : public ::testing::TestWithParam<std::string> {};

TEST_P(EachDefect, IsFoundByTheRuleThatItBreaks) {
  const auto all = mock::defects();
  const auto defect = std::find_if(all.begin(), all.end(),
                                   [](const mock::Defect& d) { return d.id == GetParam(); });
  ASSERT_NE(defect, all.end());
  const Scratch folder;
  const std::string rule(defect->breaks);
  const Finished finished =
      emconform({"run", "--defect", GetParam(), "--filter", rule}, folder.path());
  const RunResult run = run_file_in(folder);
  EXPECT_TRUE(failed_checks(run).contains(rule))
      << defect->summary << "\nfound only:\n"
      << troubles_of(run).substr(0, 2000) << finished.err;
  EXPECT_EQ(finished.exit_status, 1) << finished.err;
}

INSTANTIATE_TEST_SUITE_P(OfTheMock, EachDefect, ::testing::ValuesIn(defect_ids()),
                         [](const auto& param) {
                           std::string name = param.param;
                           for (char& c : name)
                             if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                           return name;
                         });

TEST(Defects, AreAtLeastThirtyOverAllFamilies) {
  std::set<std::string> families;
  for (const mock::Defect& defect : mock::defects())
    families.insert(std::string(defect.breaks.substr(0, defect.breaks.find('.'))));
  EXPECT_GE(mock::defects().size(), 30U);
  for (const std::string& id : known_checks())
    EXPECT_TRUE(families.contains(id.substr(0, id.find('.')))) << id;
}

}  // namespace
}  // namespace emconform
