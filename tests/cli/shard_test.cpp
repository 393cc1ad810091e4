#include "cli/shard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace emconform {
namespace {

using ::testing::HasSubstr;
using Variables = std::map<std::string, std::string>;

Result<Shard> shard_in(const Variables& variables, const std::string& option = "") {
  return find_shard(option, [&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

std::string told(const Variables& variables, const std::string& option = "") {
  const auto shard = shard_in(variables, option);
  if (!shard) return shard.error().where + ": " + shard.error().what;
  return std::to_string(shard->index) + "/" + std::to_string(shard->count) + " " + shard->from;
}

TEST(Shard, IsTheWholeWhereNobodySaysOtherwise) { EXPECT_EQ(told({}), "1/1 "); }

TEST(Shard, IsFoundInEachProtocol) {
  EXPECT_EQ(told({}, "2/5"), "2/5 --shard");
  EXPECT_EQ(told({{"TEST_TOTAL_SHARDS", "5"}, {"TEST_SHARD_INDEX", "0"}}), "1/5 TEST_SHARD_INDEX");
  EXPECT_EQ(told({{"GTEST_TOTAL_SHARDS", "5"}, {"GTEST_SHARD_INDEX", "4"}}),
            "5/5 GTEST_SHARD_INDEX");
  EXPECT_EQ(told({{"EMCONFORM_SHARDS", "3"}, {"JOB_COMPLETION_INDEX", "2"}}),
            "3/3 JOB_COMPLETION_INDEX");
  EXPECT_EQ(told({{"CI_NODE_TOTAL", "3"}, {"CI_NODE_INDEX", "1"}}), "1/3 CI_NODE_INDEX");
}

TEST(Shard, OfTheOptionWinsThenTheOrderOfTheDesign) {
  const Variables all = {{"TEST_TOTAL_SHARDS", "2"},  {"TEST_SHARD_INDEX", "1"},
                         {"GTEST_TOTAL_SHARDS", "3"}, {"GTEST_SHARD_INDEX", "1"},
                         {"EMCONFORM_SHARDS", "4"},   {"JOB_COMPLETION_INDEX", "1"},
                         {"CI_NODE_TOTAL", "5"},      {"CI_NODE_INDEX", "1"}};
  EXPECT_EQ(told(all, "1/1"), "1/1 --shard");
  Variables rest = all;
  for (const char* expected : {"2/2 TEST_SHARD_INDEX", "2/3 GTEST_SHARD_INDEX",
                               "2/4 JOB_COMPLETION_INDEX", "1/5 CI_NODE_INDEX"}) {
    const std::string found = told(rest);
    EXPECT_EQ(found, expected);
    const std::string prefix = found.substr(4, found.find('_') - 4);
    std::erase_if(rest, [&](const auto& variable) {
      return variable.first.starts_with(prefix + "_") ||
             (prefix == "JOB" && variable.first == "EMCONFORM_SHARDS");
    });
  }
}

TEST(Shard, OfGitLabIsTheWholeInAJobThatIsNotParallel) {
  EXPECT_EQ(told({{"CI_NODE_TOTAL", "1"}}), "1/1 ");
}

TEST(Shard, OfAProtocolThatIsOnlyHalfThereIsRefused) {
  EXPECT_EQ(
      told({{"TEST_TOTAL_SHARDS", "3"}}),
      "TEST_TOTAL_SHARDS: is set, TEST_SHARD_INDEX is not: which shard this is cannot be told");
  EXPECT_EQ(told({{"JOB_COMPLETION_INDEX", "0"}}),
            "JOB_COMPLETION_INDEX: is set, EMCONFORM_SHARDS is not: which shard this is cannot be "
            "told");
  EXPECT_THAT(told({{"CI_NODE_TOTAL", "2"}}), HasSubstr("CI_NODE_INDEX is not"));
  EXPECT_EQ(told({{"EMCONFORM_SHARDS", "3"}}), "1/1 ") << "a setting for jobs that are sharded";
}

TEST(Shard, ThatIsNoneIsRefused) {
  for (const char* option : {"0/5", "6/5", "x/5", "2", "/", "2/", "1/5x", "-1/5", "1/99999999999"})
    EXPECT_THAT(told({}, option), HasSubstr("is no shard")) << option;
  EXPECT_THAT(told({{"TEST_TOTAL_SHARDS", "3"}, {"TEST_SHARD_INDEX", "3"}}),
              HasSubstr("the first one is 0"));
  EXPECT_THAT(told({{"CI_NODE_TOTAL", "3"}, {"CI_NODE_INDEX", "0"}}),
              HasSubstr("the first one is 1"));
  EXPECT_THAT(told({{"CI_NODE_TOTAL", ""}, {"CI_NODE_INDEX", ""}}), HasSubstr("is no shard"));
}

TEST(Shard, HasAStatusFileWhereTheRunnerWantsOne) {
  EXPECT_EQ(shard_in({{"TEST_TOTAL_SHARDS", "2"},
                      {"TEST_SHARD_INDEX", "1"},
                      {"TEST_SHARD_STATUS_FILE", "status"}})
                ->status_file,
            "status");
  EXPECT_EQ(shard_in({{"CI_NODE_TOTAL", "2"}, {"CI_NODE_INDEX", "1"}})->status_file, "");
}

}  // namespace
}  // namespace emconform
