#include "run/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace emconform {
namespace {

class PlanTest : public ::testing::Test {
 protected:
  PlanTest() {
    Contract job{.resource = "Job", .uid_type = "Job"};
    job.reference = FormRule{.root = "EntityRef", .type = "JobReference"};
    job.entity = FormRule{.root = "Job", .type = "Job"};
    job.reference_list = ListRule{"EntityReferences", {"Ref", "Refs"}};
    job.entity_list = ListRule{"Jobs", {"Job", "Jobs"}};
    job.query_type = "Job";
    job.query_properties = {{.name = "Name", .at = "Name"},
                            {.name = "NextRun", .type = FieldType::DateTime, .at = "NextRun"}};
    knowledge.contracts = {job};
    knowledge.suites = {suite("jobs", "/jobs", Shape::List), suite("more", "/more", Shape::List)};
  }

  static Case list_case() {
    return {.name = "list",
            .auth = {Auth::Session, Auth::Cookie},
            .accept = {Accept{std::nullopt, Format::Xml, {}},
                       Accept{"application/json", Format::Json, {}}},
            .form = {Form::Reference, Form::Entity},
            .status = {200},
            .shape = Shape::List,
            .checks = {"*"}};
  }

  static Suite suite(const std::string& name, const std::string& endpoint, Shape shape) {
    return {.name = name,
            .endpoint = endpoint,
            .contract = "Job",
            .shape = shape,
            .cases = {list_case()}};
  }

  Knowledge knowledge{};
};

std::set<std::string> names_of(const Plan& plan) {
  std::set<std::string> names;
  for (const Unit& unit : plan.units)
    for (const CaseResult& result : results_of(unit))
      names.insert(result.suite + "/" + result.case_name + "/" + result.variant + "/" +
                   result.check);
  return names;
}

TEST_F(PlanTest, MultipliesAuthAcceptAndForm) {
  const Plan plan = make_plan(knowledge, {.whole_matrix = true});
  EXPECT_EQ(plan.units.size(), 2U * 2 * 2 * 2);
  EXPECT_EQ(plan.whole, plan.units.size());
  EXPECT_EQ(plan.units.front().variant, "session, no Accept, reference");
}

TEST_F(PlanTest, NamesEveryResultDifferently) {
  const Plan plan = make_plan(knowledge, {});
  EXPECT_EQ(names_of(plan).size(), plan.results);
}

TEST_F(PlanTest, TakesOnlyTheChecksThatACaseNames) {
  knowledge.suites[0].cases[0].checks = {"http.*"};
  for (const Unit& unit : make_plan(knowledge, {}).units) {
    if (unit.suite->name != "jobs") continue;
    for (const Check* check : unit.checks) EXPECT_TRUE(check->id.starts_with("http."));
  }
}

TEST_F(PlanTest, ExpandsQueryRelationsOverPropertiesAndOperators) {
  Case filter{.name = "filter",
              .accept = {Accept{std::nullopt, Format::Xml, {}}},
              .form = {Form::Entity},
              .relation = "query.filter"};
  knowledge.suites = {suite("query", "/query", Shape::Query)};
  knowledge.suites[0].cases = {filter};
  const Plan plan = make_plan(knowledge, {.whole_matrix = true});
  ASSERT_EQ(plan.units.size(), 8U) << "two operators for a string, six for a time";
  EXPECT_EQ(plan.units.front().variant, "Name ==, no Accept, entity");
}

TEST_F(PlanTest, FiltersByRuleSuiteCaseAndEndpoint) {
  const auto count = [&](const std::string& glob) {
    return make_plan(knowledge, {.filters = {glob}}).results;
  };
  const std::size_t all = make_plan(knowledge, {}).results;
  EXPECT_EQ(count("*"), all);
  EXPECT_EQ(count("jobs"), all / 2);
  EXPECT_EQ(count("jobs/list"), all / 2);
  EXPECT_EQ(count("/more"), all / 2);
  EXPECT_EQ(count("http.status"), make_plan(knowledge, {}).units.size());
  EXPECT_EQ(count("nothing"), 0U);
}

TEST_F(PlanTest, AFilterCanNameOneRuleOfOneCase) {
  const Plan plan = make_plan(knowledge, {.filters = {"jobs/list/http.status"}});
  ASSERT_FALSE(plan.units.empty());
  EXPECT_EQ(plan.results, plan.units.size());
  for (const Unit& unit : plan.units) {
    EXPECT_EQ(unit.suite->name, "jobs");
    EXPECT_EQ(unit.checks.front()->id, "http.status");
  }
}

TEST_F(PlanTest, LevelLeavesLowerRulesOut) {
  for (const Unit& unit : make_plan(knowledge, {.level = Level::Must}).units)
    for (const Check* check : unit.checks) EXPECT_EQ(check->level, Level::Must);
}

TEST_F(PlanTest, ShardsAreAPartitionAndShareOneHash) {
  const Plan whole = make_plan(knowledge, {});
  std::set<std::string> seen;
  for (int shard = 1; shard <= 3; ++shard) {
    const Plan part = make_plan(knowledge, {.shard = shard, .shards = 3});
    EXPECT_EQ(part.hash, whole.hash);
    for (const std::string& name : names_of(part)) EXPECT_TRUE(seen.insert(name).second) << name;
  }
  EXPECT_EQ(seen, names_of(whole));
}

TEST_F(PlanTest, LeavesProbesOutUnlessTheyAreAskedFor) {
  knowledge.suites[0].cases[0].probe = true;
  EXPECT_EQ(make_plan(knowledge, {.filters = {"jobs"}}).units.size(), 0U);
  EXPECT_GT(make_plan(knowledge, {.filters = {"jobs"}, .probe_methods = true}).units.size(), 0U);
}

TEST_F(PlanTest, HashChangesWithThePlan) {
  const std::string before = make_plan(knowledge, {}).hash;
  knowledge.suites[0].cases[0].name = "other";
  EXPECT_NE(make_plan(knowledge, {}).hash, before);
}

TEST(KnownChecks, AreUnique) {
  const auto ids = known_checks();
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

}  // namespace
}  // namespace emconform
