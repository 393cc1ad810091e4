#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/runner.h"

namespace emconform {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CaseResult result(const std::string& endpoint, const std::string& check, Verdict verdict,
                  std::size_t witnesses) {
  return {.endpoint = endpoint, .check = check, .verdict = verdict, .witnesses = witnesses};
}

RunResult run_of(std::vector<CaseResult> results) {
  RunResult run;
  run.complete = true;
  run.results = std::move(results);
  return run;
}

int status_of(RunResult run, bool strict = false) {
  run.gate = gate(run, strict);
  return exit_status(run);
}

const CaseResult passed = result("/jobs", "links.required", Verdict::Pass, 3);
const CaseResult skipped = result("/jobs", "times.utc", Verdict::NotTestable, 0);

TEST(Gate, LetsThroughWhatWasJudged) { EXPECT_EQ(status_of(run_of({passed, skipped})), 0); }

TEST(Gate, StopsARunWithoutResults) {
  EXPECT_THAT(gate(run_of({}), false), Contains(HasSubstr("no case was selected")));
  EXPECT_EQ(status_of(run_of({})), 5);
}

TEST(Gate, StopsARunThatSkippedEverything) { EXPECT_EQ(status_of(run_of({skipped})), 5); }

TEST(Gate, StopsARunThatIsInconclusiveAllOver) {
  EXPECT_EQ(status_of(run_of({result("/jobs", "a.b", Verdict::Inconclusive, 0)})), 5);
}

TEST(Gate, NamesTheEndpointOnWhichNothingWasJudged) {
  const auto reasons =
      gate(run_of({passed, passed, result("/nas/jobs", "a.b", Verdict::NotTestable, 0)}), false);
  EXPECT_THAT(reasons, ::testing::ElementsAre(HasSubstr("/nas/jobs")));
}

TEST(Gate, DoesNotAskForWhatTheTargetDoesNotHave) {
  CaseResult nothing = result("/nas/jobs/{ID}/backupSessions", "a.b", Verdict::NotTestable, 0);
  nothing.no_data = true;
  EXPECT_EQ(status_of(run_of({passed, passed, nothing})), 0);
}

TEST(Gate, NeverLetsAnIncompleteRunConform) {
  RunResult run = run_of({passed});
  run.complete = false;
  EXPECT_EQ(status_of(run), 5);
}

TEST(Gate, StopsARunThatJudgedUnderHalfOfItsResults) {
  EXPECT_EQ(status_of(run_of({passed, skipped})), 0) << "half is enough";
  EXPECT_EQ(status_of(run_of({passed, skipped, skipped})), 5);
}

TEST(StrictGate, DemandsAWitnessForEveryMustRule) {
  EXPECT_EQ(status_of(run_of({passed, skipped}), true), 5);
  EXPECT_THAT(gate(run_of({passed, skipped}), true),
              ::testing::ElementsAre(HasSubstr("times.utc")));
  CaseResult should = skipped;
  should.level = Level::Should;
  EXPECT_THAT(gate(run_of({passed, should}), true), IsEmpty());
}

TEST(StrictGate, IsContentWhenARuleWasSeenAnywhere) {
  EXPECT_EQ(status_of(run_of({passed, skipped, result("/x", "times.utc", Verdict::Pass, 1)}), true),
            0);
}

TEST(ExitStatus, TakesTheGravest) {
  const CaseResult failed = result("/jobs", "a.b", Verdict::Fail, 1);
  const CaseResult error = result("/jobs", "a.b", Verdict::Error, 0);
  const CaseResult warned = result("/jobs", "a.b", Verdict::Warn, 1);
  EXPECT_EQ(status_of(run_of({passed, warned})), 0);
  EXPECT_EQ(status_of(run_of({passed, error})), 4);
  EXPECT_EQ(status_of(run_of({passed, error, failed})), 1) << "4 only where no rule is broken";
  RunResult interrupted = run_of({passed, failed});
  interrupted.aborted = "interrupted";
  EXPECT_EQ(status_of(interrupted), 130);
}

TEST(VerdictOf, NeedsAWitnessToPass) {
  const Finding finding{.where = "/"};
  EXPECT_EQ(verdict_of({}, Level::Must), Verdict::NotTestable);
  EXPECT_EQ(verdict_of({.undecided = 1}, Level::Must), Verdict::Inconclusive);
  EXPECT_EQ(verdict_of({.witnesses = 1, .undecided = 1}, Level::Must), Verdict::Pass);
  EXPECT_EQ(verdict_of({.witnesses = 1, .findings = {finding}}, Level::Must), Verdict::Fail);
  EXPECT_EQ(verdict_of({.findings = {finding}}, Level::Derived), Verdict::Fail);
  EXPECT_EQ(verdict_of({.findings = {finding}}, Level::Should), Verdict::Warn);
}

}  // namespace
}  // namespace emconform
