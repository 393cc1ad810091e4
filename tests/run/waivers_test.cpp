#include "run/waivers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/runner.h"

namespace emconform {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const Finding no_up{"/Ref[3]/Links", "a link with Rel Up", "Alternate"};
const Finding no_name{"/Ref[3]/@Name", "a name", "none"};

CaseResult failure(std::vector<Finding> findings, const std::string& endpoint = "/jobs",
                   const std::string& rule = "links.required") {
  CaseResult result{.suite = "jobs",
                    .endpoint = endpoint,
                    .check = rule,
                    .verdict = Verdict::Fail,
                    .witnesses = 3,
                    .findings = std::move(findings)};
  result.findings_in_all = result.findings.size();
  return result;
}

CaseResult with_verdict(Verdict verdict, const std::string& endpoint = "/jobs") {
  return {.suite = "jobs",
          .endpoint = endpoint,
          .check = "links.required",
          .verdict = verdict,
          .witnesses = verdict == Verdict::Pass ? 3U : 0U};
}

Waiver waiver(const std::string& message = "/Ref[*]/Links: expected a link with Rel Up") {
  return {.rule = "links.required",
          .endpoint = "/jobs*",
          .message = message,
          .ticket = "EM-1",
          .owner = "Ada",
          .reason = "fixed in 13.1",
          .since = "2026-11-01",
          .expires = "2026-12-24",
          .most = 2};
}

RunResult run_of(std::vector<CaseResult> results, std::vector<Waiver> waivers) {
  RunResult run{.release = "v1_7"};
  run.started = parse_date_time("2026-11-21T10:00:00Z")->instant;
  run.complete = run.whole_suite = true;
  run.results = std::move(results);
  run.planned = run.results.size();
  for (Waiver& one : waivers) run.waivers.push_back({.waiver = std::move(one)});
  apply_waivers(run);
  run.gate = gate(run);
  run.exit_status = exit_status(run);
  return run;
}

RunResult run_with(const Waiver& waiver, std::vector<CaseResult> results) {
  return run_of(std::move(results), {waiver});
}

const CaseResult passed = with_verdict(Verdict::Pass, "/querySvc");

TEST(Waiver, CoversWhatItWasWrittenFor) {
  const RunResult run = run_with(waiver(), {failure({no_up}), passed});
  EXPECT_EQ(run.results[0].verdict, Verdict::Waived);
  EXPECT_EQ(run.results[0].waiver, 0U);
  EXPECT_EQ(run.results[0].note, "EM-1 (Ada), until 2026-12-24: fixed in 13.1");
  EXPECT_THAT(run.results[0].findings, SizeIs(1)) << "it stays visible";
  EXPECT_EQ(run.waivers[0].matched, 1U);
  EXPECT_EQ(run.waivers[0].age_days, 20);
  EXPECT_EQ(run.waivers[0].broken, "");
  EXPECT_EQ(run.exit_status, 0);
}

TEST(Waiver, CoversNothingElse) {
  struct Other {
    const char* what;
    CaseResult result;
  };
  const Other others[] = {{"another rule", failure({no_up}, "/jobs", "links.named")},
                          {"another endpoint", failure({no_up}, "/backups")}};
  for (const Other& other : others) {
    const RunResult run = run_with(waiver(), {failure({no_up}), other.result});
    EXPECT_EQ(run.results[1].verdict, Verdict::Fail) << other.what;
    EXPECT_EQ(run.exit_status, 1) << other.what;
  }
}

TEST(Waiver, CoversNoResultThatHasOtherFindingsToo) {
  const RunResult run = run_with(waiver(), {failure({no_up, no_name}), failure({no_up})});
  EXPECT_EQ(run.results[0].verdict, Verdict::Fail);
  EXPECT_THAT(run.results[0].note, HasSubstr("cover 1 of its 2 kinds"));
  EXPECT_EQ(run.exit_status, 1);
}

TEST(Waiver, CoversTogetherWithOthers) {
  const RunResult run = run_of({failure({no_up, no_name})},
                               {waiver(), waiver("/Ref[*]/@Name: expected a name, got none")});
  EXPECT_EQ(run.results[0].verdict, Verdict::Waived);
  EXPECT_EQ(run.exit_status, 0);
}

TEST(Waiver, CoversWarningsButNoErrors) {
  CaseResult warning = failure({no_up}), error = failure({no_up});
  warning.verdict = Verdict::Warn;
  error.verdict = Verdict::Error;
  const RunResult run = run_with(waiver(), {warning, error});
  EXPECT_EQ(run.results[0].verdict, Verdict::Waived);
  EXPECT_EQ(run.results[1].verdict, Verdict::Error);
  EXPECT_EQ(run.exit_status, 4);
}

TEST(Waiver, HoldsToTheEndOfItsLastDay) {
  Waiver last_day = waiver(), day_before = waiver();
  last_day.expires = "2026-11-21";
  day_before.expires = "2026-11-20";
  EXPECT_EQ(run_with(last_day, {failure({no_up})}).exit_status, 0);
  const RunResult run = run_with(day_before, {failure({no_up})});
  EXPECT_EQ(run.exit_status, 6);
  EXPECT_EQ(run.waivers[0].broken, "it expired on 2026-11-20");
}

TEST(Waiver, CoversNoMoreResultsThanItMay) {
  const CaseResult one = failure({no_up});
  EXPECT_EQ(run_with(waiver(), {one, one}).exit_status, 0);
  const RunResult run = run_with(waiver(), {one, one, one});
  EXPECT_EQ(run.exit_status, 6);
  EXPECT_EQ(run.waivers[0].broken, "it covers 3 results, and may cover 2");
}

TEST(Waiver, IsWrongWhenTheMessageHasChanged) {
  const RunResult run = run_with(waiver(), {failure({no_name})});
  EXPECT_EQ(run.exit_status, 6);
  EXPECT_EQ(run.waivers[0].broken,
            "it was written for another message; there is now: /Ref[*]/@Name: expected a name, got "
            "none");
}

TEST(Waiver, IsWrongWhenNothingIsBrokenAnyMore) {
  const RunResult run = run_with(waiver(), {with_verdict(Verdict::Pass)});
  EXPECT_EQ(run.exit_status, 6);
  EXPECT_THAT(run.waivers[0].broken, HasSubstr("nothing is broken any more"));
  EXPECT_THAT(run_with(waiver(), {passed}).waivers[0].broken, HasSubstr("no case asks"));
}

TEST(Waiver, IsNotWrongWhereNobodyCouldTell) {
  RunResult part = run_with(waiver(), {failure({no_up})});
  part.results = {with_verdict(Verdict::Pass)};
  const auto broken_in = [](RunResult run) {
    apply_waivers(run);
    return run.waivers[0].broken;
  };
  EXPECT_NE(broken_in(part), "") << "a whole run";
  RunResult filtered = part, shard = part, aborted = part, blind = part, older = part;
  filtered.whole_suite = false;
  shard.shards = 2;
  aborted.complete = false;
  blind.results = {with_verdict(Verdict::NotTestable)};
  older.waivers[0].waiver.first_release = "v1_8";
  for (const RunResult& run : {filtered, shard, aborted, blind, older})
    EXPECT_EQ(broken_in(run), "");
}

TEST(Waiver, HoldsForItsReleasesOnly) {
  Waiver old = waiver(), later = waiver(), same = waiver();
  old.last_release = "v1_6";
  later.first_release = "v1_10";
  same.first_release = same.last_release = "v1_7";
  EXPECT_EQ(run_with(old, {failure({no_up})}).exit_status, 1);
  EXPECT_EQ(run_with(later, {failure({no_up})}).exit_status, 1);
  EXPECT_EQ(run_with(same, {failure({no_up})}).exit_status, 0);
}

TEST(Waiver, DoesNotHideAnUnwaivedFailureBehindItsOwnFault) {
  Waiver expired = waiver();
  expired.expires = "2026-11-02";
  EXPECT_EQ(run_with(expired, {failure({no_up}), failure({no_up}, "/backups")}).exit_status, 1);
}

TEST(WaiversOfTheCaller, TakeThePlaceOfTheRunsOwn) {
  RunResult run = run_with(waiver(), {failure({no_up})});
  run.results = {failure({no_up})};  // as a run file has it
  run.exit_status = 1;
  judge_again(run, std::vector<Waiver>{waiver()});
  EXPECT_EQ(run.exit_status, 0);
  run.results = {failure({no_up})};
  judge_again(run, std::vector<Waiver>{});
  EXPECT_EQ(run.exit_status, 1);
}

TEST(WaiversOfTheCaller, MakeNoInterruptedRunWhole) {
  RunResult run = run_with(waiver(), {failure({no_up})});
  run.results = {failure({no_up})};
  run.exit_status = 130;
  judge_again(run, std::vector<Waiver>{waiver()});
  EXPECT_EQ(run.exit_status, 130);
}

TEST(ProposedWaivers, CoverAllThatFailedAndNothingElse) {
  RunResult run = run_of({failure({no_up}), failure({no_up, no_name}), failure({no_up}, "/backups"),
                          with_verdict(Verdict::Pass)},
                         {});
  Waiver like = waiver("");
  like.expires.clear();
  const std::vector<Waiver> proposed = proposed_waivers(run, like);
  ASSERT_THAT(proposed, SizeIs(3));
  EXPECT_EQ(proposed[0].endpoint, "/backups");
  EXPECT_EQ(proposed[1].message, "/Ref[*]/@Name: expected a name, got none");
  EXPECT_EQ(proposed[2].most, 2U);
  EXPECT_EQ(proposed[2].since, "2026-11-21");
  EXPECT_EQ(proposed[2].expires, "2027-02-19");
  EXPECT_EQ(proposed[2].first_release, "v1_7");
  for (CaseResult& result : run.results) result.waiver.reset();
  EXPECT_EQ(run_of(run.results, proposed).exit_status, 0);
}

TEST(ProposedWaivers, KeepWhatIsStillRightAndReplaceWhatIsNot) {
  Waiver stale = waiver("another message");
  const RunResult run =
      run_of({failure({no_up}), failure({no_name}, "/querySvc")}, {waiver(), stale});
  const std::vector<Waiver> proposed = proposed_waivers(run, waiver());
  ASSERT_THAT(proposed, SizeIs(2));
  EXPECT_EQ(proposed[0].message, waiver().message);
  EXPECT_EQ(proposed[1].endpoint, "/querySvc");
}

TEST(ProposedWaivers, SayWhatAllMessagesBeginWithWhereTheyDiffer) {
  const Finding other{"/Ref[3]/Links", "a link with Rel Up", "Down"};
  const RunResult run = run_of({failure({no_up, other})}, {});
  const std::vector<Waiver> proposed = proposed_waivers(run, waiver());
  ASSERT_THAT(proposed, SizeIs(1));
  EXPECT_EQ(proposed[0].message, "/Ref[*]/Links: expected a link with Rel Up");
  EXPECT_EQ(proposed[0].most, 1U) << "results, not findings";
}

}  // namespace
}  // namespace emconform
