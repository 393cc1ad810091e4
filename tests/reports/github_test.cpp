#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "reports/reports.h"
#include "reports/samples.h"
#include "support/golden.h"

namespace emconform {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string text_of(const RunResult& run) {
  std::ostringstream out;
  write_github(run, out);
  return std::move(out).str();
}

std::vector<std::string> lines_of(const RunResult& run) {
  std::istringstream in(text_of(run));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::size_t commands(const std::vector<std::string>& lines, const std::string& name) {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(),
      [&](const std::string& line) { return line.starts_with("::" + name + " title="); }));
}

/// A run in which `rules` rules are broken, in as many ways.
RunResult run_with(std::size_t rules, Verdict verdict, Level level) {
  RunResult run = conforming_run();
  const CaseResult like = run.results.front();
  run.results.clear();
  for (std::size_t i = 0; i < rules; ++i) {
    run.results.push_back(like);
    run.results.back().check = fmt::format("rule.r{}", i);
    run.results.back().verdict = verdict;
    run.results.back().level = level;
    run.results.back().findings = {{"/", "this", "that"}};
    run.results.back().findings_in_all = 1;
  }
  return run;
}

TEST(GithubReport, IsAsReviewed) {
  expect_golden(text_of(sample_run()), "reports/sample.github.txt");
  expect_golden(text_of(conforming_run()), "reports/conforming.github.txt");
  expect_golden(text_of(hostile_run()), "reports/hostile.github.txt");
}

TEST(GithubReport, ShowsTenErrorsAndTenWarningsAndCountsTheOthers) {
  RunResult run = run_with(14, Verdict::Fail, Level::Must);
  const RunResult warned = run_with(11, Verdict::Warn, Level::Should);
  run.results.insert(run.results.end(), warned.results.begin(), warned.results.end());
  const auto lines = lines_of(run);
  EXPECT_EQ(commands(lines, "error"), 10U);
  EXPECT_EQ(commands(lines, "warning"), 10U);
  EXPECT_EQ(commands(lines, "notice"), 1U);
  EXPECT_EQ(lines.size(), 21U);
  EXPECT_THAT(lines.back(), HasSubstr("not shown here: 4 more errors, 1 more warning"));
}

TEST(GithubReport, TheGravestComeFirst) {
  RunResult run = run_with(9, Verdict::Error, Level::Must);
  for (const Level level : {Level::Derived, Level::Must}) {
    RunResult failed = run_with(1, Verdict::Fail, level);
    failed.results[0].check = fmt::format("rule.{}", name_of(level));
    run.results.push_back(failed.results[0]);
  }
  run.gate = {"too little was verified"};
  const auto lines = lines_of(run);
  EXPECT_THAT(lines[0], StartsWith("::error title=rule.must on"));
  EXPECT_THAT(lines[1], StartsWith("::error title=rule.derived on"));
  EXPECT_THAT(lines[2], HasSubstr("too little was verified"));
  EXPECT_THAT(lines[3], StartsWith("::error title=rule.r0 on"));
}

TEST(GithubReport, ResultsThatFailAlikeAreOneAnnotation) {
  const auto lines = lines_of(sample_run());
  EXPECT_THAT(lines,
              Contains(HasSubstr("list [session, no Accept, reference] and 7 more variants")));
  EXPECT_EQ(commands(lines, "error"), 4U);  // two rules, the gate, no answer
}

TEST(GithubReport, EachSaysRuleEndpointMessageAndHowToRepeatIt) {
  const std::string line = lines_of(sample_run()).front();
  for (const char* part :
       {"title=links.required on /backupTaskSessions::",
        "/Ref[1]/Links: expected a link with Rel Up and Type BackupServerReference, got Rel "
        "Alternate and Type BackupTaskSession (and 30 more)",
        "%0Arule (must): Every link relation", "%0Asource: GET /backupTaskSessions",
        "%0Arepeat: curl -sS", "%0Aexplain: emconform explain links.required"})
    EXPECT_THAT(line, HasSubstr(part));
}

TEST(GithubReport, EscapesWhatIsMarkupInACommand) {
  RunResult run = run_with(1, Verdict::Fail, Level::Must);
  run.results[0].endpoint = "/a,b:c%d";
  run.results[0].findings = {{"/100%", "x::y", "1\r\n::error::z"}};
  EXPECT_THAT(lines_of(run).front(),
              StartsWith("::error title=rule.r0 on /a%2Cb%3Ac%25d::/100%25: expected x::y, got "
                         "1  ::error::z%0A"));
}

TEST(GithubReport, NoLineIsACommandOfTheTarget) {
  std::vector<RunResult> runs = {hostile_run(), RunResult{}};
  for (std::uint32_t seed = 0; seed < 100; ++seed) runs.push_back(random_run(seed));
  for (RunResult& run : runs) {
    const std::string evil = "\n::stop-commands::x\r::set-env name=A::b ##[error]x ###vso[task";
    run.target = evil;
    for (CaseResult& result : run.results) result.note = result.check = result.endpoint = evil;
    for (const std::string& line : lines_of(run)) {
      EXPECT_TRUE(line.starts_with("::error title=") || line.starts_with("::warning title=") ||
                  line.starts_with("::notice title="))
          << line;
      EXPECT_THAT(line, Not(HasSubstr("##")));
      EXPECT_EQ(line.find('\r'), std::string::npos);
      const std::size_t end = line.find("::", 2);  // of the properties
      EXPECT_EQ(line.substr(0, end).find(','), std::string::npos) << line;
      EXPECT_LT(end, 1000U);
    }
  }
}

TEST(GithubReport, ARunThatIsNotWholeOrVerifiedTooLittleIsAnError) {
  RunResult run = conforming_run();
  EXPECT_EQ(commands(lines_of(run), "error"), 0U);
  run.complete = false;
  run.aborted = "interrupted";
  EXPECT_THAT(lines_of(run).front(), HasSubstr("::interrupted"));
  EXPECT_THAT(lines_of({.complete = true}).front(), HasSubstr("::nothing was judged"));
}

}  // namespace
}  // namespace emconform
