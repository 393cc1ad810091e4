#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "query/entities.h"

namespace emconform::query {
namespace {

std::optional<Comparison> drawn(const char* property, Operator op,
                                const std::vector<Resource>& entities) {
  const Contract contract = session_contract();
  return draw(*find_property(contract, property), op, pointers(entities));
}

std::vector<Resource> named(const std::vector<std::string>& names) {
  std::vector<Resource> entities;
  entities.reserve(names.size());
  for (const auto& name : names) entities.push_back(entity({{"Name", name}}));
  return entities;
}

TEST(Draw, PrefersTheValueThatHalvesTheEntities) {
  const auto value = drawn("Name", Operator::Equal, named({"a", "b", "b", "c"}));
  ASSERT_TRUE(value);
  EXPECT_EQ(value->value, "b");
  EXPECT_EQ(value->property, "Name");
  EXPECT_EQ(value->op, Operator::Equal);
}

TEST(Draw, LeavesEnoughOnBothSidesForOrderedTypesInAnAnswerOfOnePage) {
  std::vector<Resource> entities;
  entities.reserve(1000);
  for (int i = 0; i < 1000; ++i) entities.push_back(entity({{"TotalSize", fmt::to_string(i)}}));
  for (const Operator op : {Operator::Less, Operator::GreaterOrEqual}) {
    const auto value = drawn("TotalSize", op, entities);
    ASSERT_TRUE(value);
    const int drawn_value = std::stoi(value->value);
    const int holds = op == Operator::Less ? drawn_value : 1000 - drawn_value;
    EXPECT_GE(holds, 20);
    EXPECT_LE(holds, 100);
  }
}

TEST(Draw, IsTheSameEveryTime) {
  const auto entities = named({"b", "a", "c"});
  const auto first = drawn("Name", Operator::NotEqual, entities);
  const auto second = drawn("Name", Operator::NotEqual, entities);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->value, second->value);
}

TEST(Draw, GivesNothingWhereNothingSeparates) {
  EXPECT_FALSE(drawn("Name", Operator::Equal, {}));
  EXPECT_FALSE(drawn("Name", Operator::Equal, named({"a"})));
  EXPECT_FALSE(drawn("Name", Operator::Equal, named({"a", "a"})));
  EXPECT_FALSE(drawn("Name", Operator::Equal, named({"a", "A"})));  // undocumented collation
  EXPECT_FALSE(drawn("Result", Operator::Greater,
                     {entity({{"Result", "Failed"}}), entity({{"Result", "None"}})}));
  EXPECT_FALSE(drawn("EndTime", Operator::Equal,
                     {entity({{"EndTimeUTC", "2026-06-15T05:50:44Z"}}), entity({}), entity({})}));
}

TEST(Draw, LeavesOutWhatAFilterCannotCarrySafely) {
  for (const std::string value :
       {"say \"hi\"", "tab\there", "a;b", "a,b", R"(DOM\user)", "", "end "}) {
    const auto drawn_value = drawn("Name", Operator::Equal, named({value, value, "x", "y"}));
    ASSERT_TRUE(drawn_value) << value;
    EXPECT_EQ(drawn_value->value, "x") << value;
  }
}

TEST(Draw, TakesRoughNamesOnlyWhereTheySeparateBetter) {
  EXPECT_EQ(drawn("Name", Operator::Equal, named({"Jäger & Co", "plain"}))->value, "plain");
  EXPECT_EQ(drawn("Name", Operator::Equal, named({"Jäger & Co", "Jäger & Co", "x", "y"}))->value,
            "Jäger & Co");
}

TEST(Draw, TakesOnlyListedValuesOfEnumerations) {
  const auto value = drawn("Result", Operator::NotEqual,
                           {entity({{"Result", "None"}}), entity({{"Result", "None"}}),
                            entity({{"Result", "Failed"}}), entity({{"Result", "Success"}})});
  ASSERT_TRUE(value);
  EXPECT_EQ(value->value, "Failed");
}

TEST(Draw, TakesUidsFromLinks) {
  std::vector<Resource> entities(2);
  entities[0].links.push_back(server_link("a", "6a0f19a8-3c5d-4b3e-9f0e-0a1b2c3d4e5f"));
  entities[1].links.push_back(server_link("b", "7a0f19a8-3c5d-4b3e-9f0e-0a1b2c3d4e5f"));
  const auto value = drawn("BackupServerUid", Operator::Equal, entities);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->value, "6a0f19a8-3c5d-4b3e-9f0e-0a1b2c3d4e5f");
}

}  // namespace
}  // namespace emconform::query
