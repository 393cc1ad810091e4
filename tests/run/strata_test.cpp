#include "run/strata.h"

#include <gtest/gtest.h>

#include <set>

namespace emconform {
namespace {

Contract sessions() {
  Contract contract;
  contract.entity =
      FormRule{.fields = {{.name = "State", .values = {"Working", "Stopped"}},
                          {.name = "Result", .values = {"Success", "Warning", "Failed"}},
                          {.name = "Name"}}};
  return contract;
}

Resource session(int hour, const std::string& state, const std::string& result) {
  Resource resource;
  resource.fields = {{"CreationTimeUTC", "2026-06-15T" + std::to_string(hour + 10) + ":00:00Z"},
                     {"State", state},
                     {"Result", result},
                     {"Name", std::to_string(hour)}};
  return resource;
}

Resources pointers(const std::vector<Resource>& all) {
  Resources resources;
  for (const Resource& one : all) resources.push_back(&one);
  return resources;
}

std::set<std::string> values(const Resources& resources, const std::string& field) {
  std::set<std::string> found;
  for (const Resource* one : resources) found.emplace(text_of(*one, field).value_or(""));
  return found;
}

TEST(Strata, TakesAllOfAShortList) {
  const std::vector<Resource> all{session(1, "Stopped", "Success"),
                                  session(2, "Stopped", "Failed")};
  EXPECT_EQ(strata(pointers(all), sessions(), 2, 7).size(), 2U);
  EXPECT_EQ(strata({}, sessions(), 4, 7).size(), 0U);
}

TEST(Strata, TakesTheOldestTheNewestAndRareValues) {
  std::vector<Resource> all;
  for (int hour = 0; hour < 12; ++hour) all.push_back(session(hour, "Stopped", "Success"));
  all[5] = session(5, "Stopped", "Failed");
  all[7] = session(7, "Working", "Warning");
  std::swap(all[0], all[9]);  // order is not age
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Resources chosen = strata(pointers(all), sessions(), 4, seed);
    EXPECT_EQ(chosen.size(), 4U);
    EXPECT_EQ(values(chosen, "Name"), (std::set<std::string>{"0", "11", "5", "7"})) << seed;
  }
}

TEST(Strata, TakesWhatAloneHasALink) {
  std::vector<Resource> all;
  for (int hour = 0; hour < 12; ++hour) all.push_back(session(hour, "Stopped", "Success"));
  all[6].links = {{.rel = "Related", .type = "VmRestorePoint"}};
  EXPECT_TRUE(values(strata(pointers(all), sessions(), 3, 1), "Name").contains("6"));
}

TEST(Strata, SpreadsReferencesFromWhereTheSeedSays) {
  std::vector<Resource> all(100);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].fields = {{"Name", std::to_string(i)}};
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const Resources chosen = strata(pointers(all), sessions(), 5, seed);
    EXPECT_EQ(chosen.size(), 5U);
    EXPECT_TRUE(values(chosen, "Name").contains("0"));
    EXPECT_TRUE(values(chosen, "Name").contains("99"));
    seen.merge(values(chosen, "Name"));
  }
  EXPECT_GT(seen.size(), 50U);
}

TEST(Strata, AreTheSameForTheSameSeed) {
  std::vector<Resource> all(50);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].fields = {{"Name", std::to_string(i)}};
  EXPECT_EQ(strata(pointers(all), sessions(), 4, 3), strata(pointers(all), sessions(), 4, 3));
}

}  // namespace
}  // namespace emconform
