#include "model/verified.h"

#include <gtest/gtest.h>

namespace emconform {
namespace {

CaseResult result(const std::string& check, Verdict verdict, std::size_t witnesses,
                  const std::string& note = "") {
  return {.check = check, .verdict = verdict, .witnesses = witnesses, .note = note};
}

RunResult run_of(std::vector<RuleInfo> rules, std::vector<CaseResult> results) {
  RunResult run;
  run.complete = run.knows_all_rules = true;
  run.rules = std::move(rules);
  run.results = std::move(results);
  return run;
}

TEST(Verification, SumsTheWitnessesOfEachRule) {
  const auto all = verification_of(
      run_of({{.id = "a.b"}}, {result("a.b", Verdict::Pass, 3), result("a.b", Verdict::Warn, 2),
                               result("c.d", Verdict::Fail, 0)}));
  ASSERT_EQ(all.rules.size(), 2U) << "a rule that results alone name is not lost";
  EXPECT_EQ(all.rules[0].results, 2U);
  EXPECT_EQ(all.rules[0].witnesses, 5U);
  EXPECT_EQ(all.rules[1].witnesses, 1U) << "a finding was looked at";
  EXPECT_EQ(all.verified_rules(), 2U);
  EXPECT_EQ(all.witnesses(), 6U);
}

TEST(Verification, CountsNoWitnessOfAResultWithoutAVerdict) {
  for (const Verdict verdict : {Verdict::NotTestable, Verdict::Inconclusive, Verdict::Error})
    EXPECT_EQ(witnesses_of(result("a.b", verdict, 7)), 0U);
  EXPECT_FALSE(is_judged(result("a.b", Verdict::Pass, 0)));
}

TEST(Verification, SaysWhyARuleHasNoWitnessTheMostFrequentReasonFirst) {
  const auto all = verification_of(run_of(
      {},
      {result("a.b", Verdict::NotTestable, 0, "one"), result("a.b", Verdict::NotTestable, 0, "x"),
       result("a.b", Verdict::Inconclusive, 0, "two"),
       result("a.b", Verdict::Inconclusive, 0, "two"), result("a.b", Verdict::Error, 0)}));
  EXPECT_EQ(all.rules[0].why,
            "inconclusive: two; error: no reason is given; not testable: one; and 1 more");
}

TEST(Verification, SaysWhyARuleHasNoResult) {
  RunResult run = run_of({{.id = "a", .scope = Scope::Here},
                          {.id = "b", .scope = Scope::OtherShard},
                          {.id = "c", .scope = Scope::LeftOut},
                          {.id = "d", .scope = Scope::Nowhere}},
                         {});
  run.shard = 2;
  run.shards = 3;
  const auto all = verification_of(run).rules;
  EXPECT_EQ(all[0].why, "the run holds no result of it");
  EXPECT_EQ(all[1].why, "it is in other shards than 2/3");
  EXPECT_EQ(all[2].why, "left out by --filter or --level");
  EXPECT_EQ(all[3].why, "no case asks for it");
  run.complete = false;
  EXPECT_EQ(verification_of(run).rules[0].why, "the run ended before it");
}

TEST(Verification, ARequirementNeedsOneOfItsChecks) {
  RunResult run = run_of({{.id = "seen"}, {.id = "unseen", .scope = Scope::LeftOut}},
                         {result("seen", Verdict::Pass, 1)});
  run.requirements = {{"A-01", Level::Must, {"unseen", "seen"}},
                      {"A-02", Level::Derived, {"unseen", "gone"}},
                      {"A-03", Level::Should, {"unseen"}},
                      {"A-04", Level::Must, {}}};
  const auto all = verification_of(run);
  ASSERT_EQ(all.requirements.size(), 1U);
  EXPECT_EQ(all.requirements[0].requirement.id, "A-02");
  EXPECT_EQ(all.requirements[0].why, "left out by --filter or --level; no rule is called gone");
  EXPECT_EQ(all.demanded, 2U);
  EXPECT_EQ(all.unenforced, 1U);
}

}  // namespace
}  // namespace emconform
