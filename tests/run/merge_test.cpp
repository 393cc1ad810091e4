#include "run/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/plan.h"
#include "run/runner.h"

namespace emconform {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

CaseResult result(const std::string& suite) {
  return {.suite = suite,
          .endpoint = "/" + suite,
          .case_name = "list",
          .check = "http.status",
          .verdict = Verdict::Pass,
          .witnesses = 2,
          .exchanges = {0}};
}

/// Shards of a plan of three suites: a and c are in the first, b in the second.
std::vector<NamedRun> shards() {
  const std::string hash = hash_of({result("a"), result("b"), result("c")});
  std::vector<NamedRun> runs;
  for (int i = 1; i <= 2; ++i) {
    RunResult run{.version = "1", .target = "https://em", .release = "v1_7"};
    run.plan_hash = hash;
    run.shard = i;
    run.shards = 2;
    run.complete = run.whole_suite = run.knows_all_rules = true;
    run.requests = 10;
    run.combinations = 5;
    run.combinations_in_all = 9;
    run.exchanges = {{.url = i == 1 ? "of a and c" : "of b"}};
    run.results = i == 1 ? std::vector{result("a"), result("c")} : std::vector{result("b")};
    run.planned = run.results.size();
    run.rules = {{.id = "http.status"},
                 {.id = "links.named", .scope = i == 1 ? Scope::OtherShard : Scope::Here}};
    run.notes = {sampled_note(run), "the same everywhere"};
    runs.push_back({"s" + std::to_string(i), std::move(run)});
  }
  return runs;
}

std::string why_not(std::vector<NamedRun> runs) {
  const auto whole = merged(std::move(runs));
  return whole ? "" : whole.error().where + " " + whole.error().what;
}

TEST(Shards, BecomeTheRunThatWasNotSharded) {
  const auto runs = merged(shards());
  ASSERT_TRUE(runs) << runs.error().what;
  ASSERT_THAT(*runs, SizeIs(1));
  const RunResult& run = runs->front();
  EXPECT_EQ(run.results[0].suite + run.results[1].suite + run.results[2].suite, "abc");
  EXPECT_EQ(run.exchanges[run.results[0].exchanges[0]].url, "of a and c");
  EXPECT_EQ(run.exchanges[run.results[1].exchanges[0]].url, "of b");
  EXPECT_EQ(run.planned, 3U);
  EXPECT_EQ(run.requests, 20U);
  EXPECT_EQ(run.shards, 1);
  EXPECT_TRUE(run.complete);
  EXPECT_EQ(run.rules[1].scope, Scope::Here) << "it was in the second shard";
  EXPECT_THAT(run.notes, ElementsAre(HasSubstr("10 of the 18"), "the same everywhere",
                                     "put together from 2 shards"));
}

TEST(Shards, MayComeInAnyOrder) {
  auto backwards = shards();
  std::swap(backwards[0], backwards[1]);
  const auto runs = merged(std::move(backwards));
  ASSERT_TRUE(runs);
  EXPECT_EQ(hash_of(runs->front().results), runs->front().plan_hash);
}

TEST(Shards, OfWhichOneIsMissingAreRefused) {
  auto some = shards();
  some.pop_back();
  EXPECT_THAT(why_not(std::move(some)), HasSubstr("s1 is shard 1/2; shard 2 of the same plan"));
}

TEST(Shards, OfWhichOneIsThereTwiceAreRefused) {
  auto some = shards();
  some[1] = some[0];
  some[1].name = "again";
  EXPECT_THAT(why_not(std::move(some)), HasSubstr("again is shard 1/2, as s1 is"));
}

TEST(Shards, OfDifferentRunsAreRefused) {
  const auto changed = [](auto change) {
    auto some = shards();
    change(some[1].run);
    return why_not(std::move(some));
  };
  EXPECT_THAT(changed([](RunResult& run) { run.plan_hash = "other"; }), HasSubstr("its plan is"));
  EXPECT_THAT(changed([](RunResult& run) { run.suite_hash = "x"; }),
              HasSubstr("its suite hash is"));
  EXPECT_THAT(changed([](RunResult& run) { run.seed = 2; }), HasSubstr("its seed is"));
  EXPECT_THAT(changed([](RunResult& run) { run.shards = 3; }), HasSubstr("its number of shards"));
  EXPECT_THAT(changed([](RunResult& run) { run.release = "v1_8"; }), HasSubstr("target's release"));
}

TEST(Shards, WhoseResultsAreNotThoseOfThePlanAreRefused) {
  auto some = shards();
  some[1].run.results[0].suite = "bb";
  EXPECT_THAT(why_not(std::move(some)), HasSubstr("their results are not those of the plan"));
}

TEST(Shards, OfWhichOneWasCutOffAreAnIncompleteRun) {
  auto some = shards();
  some[1].run.complete = false;
  some[1].run.aborted = "the run file has no end: the run was cut off";
  some[1].run.exit_status = 130;
  some[1].run.results.clear();
  auto runs = merged(std::move(some));
  ASSERT_TRUE(runs);
  judge_again(runs->front());
  EXPECT_FALSE(runs->front().complete);
  EXPECT_EQ(runs->front().exit_status, 130);
  EXPECT_THAT(runs->front().aborted, HasSubstr("shard 2/2: the run file has no end"));
}

TEST(Shards, HaveTheGateOfTheWhole) {
  auto some = shards();
  some[0].run.gate = {"shard 1 has nothing to do"};
  some[0].run.exit_status = 5;
  auto runs = merged(std::move(some));
  judge_again(runs->front());
  EXPECT_EQ(runs->front().exit_status, 0) << ::testing::PrintToString(runs->front().gate);
}

TEST(Shards, NotesOfSomeAreSaidOfThem) {
  auto some = shards();
  some[1].run.notes.emplace_back("the target was busy");
  EXPECT_THAT(merged(std::move(some))->front().notes, Contains("shard 2/2: the target was busy"));
}

TEST(Runs, OfSeveralTargetsStayApart) {
  auto all = shards();
  for (NamedRun& shard : shards()) {
    shard.run.target = "https://other";
    all.push_back(std::move(shard));
  }
  const auto runs = merged(std::move(all));
  ASSERT_TRUE(runs);
  ASSERT_THAT(*runs, SizeIs(2));
  EXPECT_EQ((*runs)[1].target, "https://other");
}

TEST(Runs, TwoWholeOnesOfOneTargetAreRefused) {
  std::vector<NamedRun> two(2);
  two[0].name = "yesterday";
  two[1].name = "today";
  EXPECT_THAT(why_not(std::move(two)), HasSubstr("today is a whole run of , as yesterday is"));
}

TEST(Runs, TheGravestStatusIsThatOfTheFleet) {
  std::vector<RunResult> runs(3);
  const auto status = [&](int a, int b, int c) {
    runs[0].exit_status = a;
    runs[1].exit_status = b;
    runs[2].exit_status = c;
    return exit_status(runs);
  };
  EXPECT_EQ(status(0, 0, 0), 0);
  EXPECT_EQ(status(0, 5, 6), 6);
  EXPECT_EQ(status(4, 1, 6), 1);
  EXPECT_EQ(status(4, 0, 5), 4);
  EXPECT_EQ(status(1, 130, 0), 130);
  EXPECT_EQ(status(3, 130, 1), 3);
}

}  // namespace
}  // namespace emconform
