#include "model/selftest.h"

#include <gtest/gtest.h>

namespace emconform {
namespace {

using Ids = std::vector<std::string>;

Trial defect(std::string id, std::string breaks, Ids found_by) {
  return {.id = std::move(id), .breaks = std::move(breaks), .found_by = std::move(found_by)};
}

Selftest proven() {
  return {
      .whole = true,
      .rules = {{.id = "a"}, {.id = "b"}},
      .defects = {defect("1", "a", {"a"}), defect("2", "b", {"a", "b"}), defect("3", "b", {"b"})},
      .variants = {{.id = "plain"}}};
}

TEST(Shortcomings, AreNoneWhenEachRuleAloneFindsADefect) {
  EXPECT_TRUE(shortcomings(proven()).none());
}

TEST(Shortcomings, NameDefectsThatSurvive) {
  Selftest selftest = proven();
  selftest.defects[1].found_by.clear();
  EXPECT_EQ(shortcomings(selftest).survivors, Ids{"2"});
  EXPECT_FALSE(shortcomings(selftest).none());
}

TEST(Shortcomings, NameDefectsThatOnlyOtherRulesFind) {
  Selftest selftest = proven();
  selftest.defects[1].found_by = {"a"};
  EXPECT_EQ(shortcomings(selftest).misjudged, Ids{"2"});
}

TEST(Shortcomings, NameRulesThatNoDefectProves) {
  Selftest selftest = proven();
  selftest.defects[2].found_by = {"a", "b"};
  EXPECT_EQ(shortcomings(selftest).unproven, Ids{"b"});
  selftest.rules.push_back({.id = "c"});
  EXPECT_EQ(shortcomings(selftest).unproven, (Ids{"b", "c"}));
  selftest.whole = false;  // a part says nothing of rules that it does not touch
  EXPECT_EQ(shortcomings(selftest).unproven, Ids{"b"});
}

TEST(Shortcomings, NameHealthyServersThatWereBlamedOrCouldNotBeJudged) {
  Selftest selftest = proven();
  selftest.variants.push_back({.id = "blamed", .alarms = {"Fail: x"}, .alarms_in_all = 1});
  selftest.variants.push_back({.id = "refused", .error = "logon refused"});
  EXPECT_EQ(shortcomings(selftest).false_alarms, (Ids{"blamed", "refused"}));
}

// Rules do not know of each other: what is left out is what is not found.
TEST(Shortcomings, AppearWhenAnyRuleIsLeftOut) {
  for (const char* rule : {"a", "b"}) {
    Selftest selftest = proven();
    for (Trial& trial : selftest.defects) std::erase(trial.found_by, rule);
    EXPECT_FALSE(shortcomings(selftest).none()) << rule;
  }
}

}  // namespace
}  // namespace emconform
