#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"

namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using testing::Scratch;

const std::string data = TEST_DIR "/data/cli/new_endpoint";

TEST(NewEndpoint, IsJudgedByOneContractAndOneCaseFileWithoutRebuild) {
  const Scratch folder;
  const Finished finished = emconform({"run", "--contracts", data + "/contracts", "--cases",
                                       data + "/cases", "--filter", "/repositories", "--verbose"},
                                      folder.path());
  EXPECT_EQ(finished.exit_status, 0) << finished.out << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("/repositories"));
  EXPECT_THAT(finished.out, HasSubstr("links.required"));
}

TEST(NewEndpoint, ThatBreaksItsContractFails) {
  const Scratch folder;
  const Finished finished = emconform({"run", "--contracts", data + "/contracts_that_ask_too_much",
                                       "--cases", data + "/cases", "--filter", "/repositories"},
                                      folder.path());
  EXPECT_EQ(finished.exit_status, 1) << finished.out << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("links.required"));
}

TEST(NewEndpoint, IsListedAndExplained) {
  const Scratch folder;
  const std::vector<std::string> where = {"--contracts", data + "/contracts", "--cases",
                                          data + "/cases"};
  std::vector<std::string> list = {"list", "cases"};
  list.insert(list.end(), where.begin(), where.end());
  EXPECT_THAT(emconform(list, folder.path()).out, HasSubstr("repositories/list"));
  std::vector<std::string> explain = {"explain", "repositories/list"};
  explain.insert(explain.end(), where.begin(), where.end());
  EXPECT_THAT(emconform(explain, folder.path()).out, HasSubstr("GET /repositories"));
}

}  // namespace
}  // namespace emconform
