#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/runner.h"

namespace emconform {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
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

int status_of(RunResult run) {
  run.gate = gate(run);
  return exit_status(run);
}

RunResult strict(RunResult run) {
  run.strict_gate = true;
  return run;
}

/// So many results with a verdict, so many without.
RunResult judged_and_not(std::size_t judged, std::size_t not_judged) {
  std::vector<CaseResult> results(judged, result("/jobs", "links.required", Verdict::Pass, 3));
  results.resize(judged + not_judged, result("/jobs", "links.type", Verdict::NotTestable, 0));
  return run_of(std::move(results));
}

const CaseResult passed = result("/jobs", "links.required", Verdict::Pass, 3);
const CaseResult skipped = result("/jobs", "links.type", Verdict::NotTestable, 0);

TEST(Gate, LetsThroughWhatWasJudged) { EXPECT_EQ(status_of(run_of({passed, skipped})), 0); }

TEST(Gate, StopsARunWithoutResults) {
  EXPECT_THAT(gate(run_of({})), Contains(HasSubstr("no case was selected")));
  EXPECT_EQ(status_of(run_of({})), 5);
}

TEST(Gate, StopsARunThatSkippedEverything) { EXPECT_EQ(status_of(run_of({skipped})), 5); }

TEST(Gate, StopsARunThatIsInconclusiveAllOver) {
  EXPECT_EQ(status_of(run_of({result("/jobs", "a.b", Verdict::Inconclusive, 0)})), 5);
}

TEST(Gate, NamesTheEndpointOnWhichNothingWasJudged) {
  const auto reasons =
      gate(run_of({passed, passed, result("/nas/jobs", "links.type", Verdict::NotTestable, 0)}));
  EXPECT_THAT(reasons, ElementsAre(HasSubstr("/nas/jobs")));
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
  EXPECT_EQ(status_of(judged_and_not(49, 51)), 5);
  EXPECT_EQ(status_of(judged_and_not(50, 50)), 0) << "half is enough";
  EXPECT_EQ(status_of(judged_and_not(51, 49)), 0);
  EXPECT_THAT(gate(judged_and_not(49, 51)),
              ElementsAre("only 49 of 100 selected results were judged"));
}

TEST(Gate, TakesNoPassThatRestsOnNothing) {
  EXPECT_EQ(status_of(run_of({result("/jobs", "a.b", Verdict::Pass, 0)})), 5);
}

TEST(Gate, LooksAtEachSuiteOfAnEndpoint) {
  CaseResult empty = result("/query", "a.b", Verdict::NotTestable, 0);
  empty.suite = "queryJob";
  empty.note = "no jobs";
  EXPECT_THAT(gate(run_of({passed, result("/query", "a.b", Verdict::Pass, 1), empty})),
              ElementsAre("nothing was judged on /query (suite queryJob): not testable: no jobs"));
}

TEST(Gate, StopsARunThatAWholeFamilyOfRulesJudgedNothingIn) {
  const CaseResult other = result("/jobs", "window.other", Verdict::NotTestable, 0);
  CaseResult window = result("/jobs", "window.created_within", Verdict::Inconclusive, 0);
  window.note = "no Date";
  EXPECT_THAT(gate(run_of({passed, passed, window, other})),
              ElementsAre("nothing was judged by the window rules: inconclusive: no Date"));
  EXPECT_EQ(status_of(run_of({passed, result("/jobs", "window.x", Verdict::Pass, 1), window})), 0);
}

TEST(Gate, StopsARunWithACaseThatJudgesNothing) {
  RunResult run = run_of({passed});
  run.idle = {"cases/jobs.json:12: the case jobs/list judges nothing"};
  EXPECT_EQ(gate(run), run.idle);
  EXPECT_EQ(status_of(run), 5);
}

TEST(Gate, TellsAShardWithoutWorkFromAnEmptySelection) {
  RunResult run = run_of({});
  run.shard = run.shards = 9;
  EXPECT_THAT(gate(run), ElementsAre(HasSubstr("shard 9/9 has nothing to do")));
}

TEST(StrictGate, DemandsAWitnessForEveryMustAndDerivedRule) {
  for (const Level level : {Level::Must, Level::Derived}) {
    CaseResult unseen = result("/jobs", "links.type", Verdict::NotTestable, 0);
    unseen.level = level;
    unseen.note = "no links";
    const RunResult run = strict(run_of({passed, unseen}));
    EXPECT_EQ(status_of(run), 5);
    EXPECT_THAT(gate(run), ElementsAre("no witness for rule links.type: not testable: no links"));
  }
  CaseResult should = result("/jobs", "links.type", Verdict::NotTestable, 0);
  should.level = Level::Should;
  EXPECT_THAT(gate(strict(run_of({passed, should}))), IsEmpty());
}

TEST(StrictGate, DemandsRulesThatNoResultIsOf) {
  RunResult run = strict(run_of({passed}));
  run.rules = {{.id = "links.type", .scope = Scope::LeftOut},
               {.id = "links.count", .scope = Scope::LeftOut},
               {.id = "a.b", .scope = Scope::Nowhere},
               {.id = "c.d", .level = Level::Should, .scope = Scope::Nowhere}};
  EXPECT_THAT(gate(run),
              ElementsAre("no witness for rules links.type, links.count: left out by --filter or "
                          "--level",
                          "no witness for rule a.b: no case asks for it"));
}

TEST(StrictGate, LeavesToOtherShardsWhatIsTheirs) {
  RunResult run = strict(run_of({passed}));
  run.rules = {{.id = "links.type", .scope = Scope::OtherShard}};
  run.requirements = {{"LINK-01", Level::Must, {"links.type"}}};
  EXPECT_EQ(status_of(run), 0);
}

TEST(StrictGate, DemandsAWitnessForEveryRequirementThatHasChecks) {
  RunResult run = strict(run_of({passed}));
  run.rules = {{.id = "links.required"}, {.id = "links.named", .level = Level::Should}};
  run.requirements = {{"LINK-01", Level::Must, {"links.named", "links.required"}},
                      {"LINK-02", Level::Derived, {"links.named"}},
                      {"LINK-03", Level::Should, {"links.named"}},
                      {"LINK-04", Level::Must, {}}};
  EXPECT_THAT(gate(run),
              ElementsAre("no witness for requirement LINK-02: the run holds no result of it"));
}

TEST(StrictGate, IsContentWhenARuleWasSeenAnywhere) {
  EXPECT_EQ(
      status_of(strict(run_of({passed, skipped, result("/x", "links.type", Verdict::Pass, 1)}))),
      0);
}

TEST(JudgeAgain, LetsNoFileConformThatHoldsLessOrWorseThanItSays) {
  const auto read_as_conforming = [](RunResult run, std::size_t planned) {
    run.planned = planned;
    run.exit_status = 0;
    judge_again(run);
    return run.exit_status;
  };
  EXPECT_EQ(read_as_conforming(run_of({passed, passed}), 2), 0);
  EXPECT_EQ(read_as_conforming(run_of({passed, passed}), 3), 5) << "a result is missing";
  EXPECT_EQ(read_as_conforming(run_of({}), 0), 5);
  EXPECT_EQ(read_as_conforming(run_of({passed, result("/a", "a.b", Verdict::Fail, 1)}), 2), 1);
  RunResult judged_by_the_gate = judged_and_not(1, 9);
  judged_by_the_gate.knows_all_rules = true;
  EXPECT_EQ(read_as_conforming(judged_by_the_gate, 10), 5);
}

TEST(JudgeAgain, MakesNothingBetter) {
  for (const int status : {1, 3, 4, 5, 130}) {
    RunResult run = run_of({passed});
    run.planned = 1;
    run.exit_status = status;
    judge_again(run);
    EXPECT_EQ(run.exit_status, status);
  }
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
