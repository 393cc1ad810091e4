#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "cli/program.h"

// --watch, in the hands of somebody who writes cases.
namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using testing::read_file;
using testing::Scratch;
using testing::Started;

const std::string new_endpoint = std::string(TEST_DIR) + "/data/cli/new_endpoint/";

template <class Condition>
bool comes_true(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

std::size_t times(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(WatchedRun, GoesAgainWhenACaseFileChangesAndOutlivesOneThatIsWrong) {
  const Scratch folder;
  const std::string suite = read_file(new_endpoint + "cases/repositories.json");
  std::filesystem::create_directory(folder / "cases");
  folder.write("cases/repositories.json", suite);
  Started run({"run", "--watch", "--contracts", new_endpoint + "contracts", "--cases", "cases",
               "--filter", "repositories"},
              folder.path());
  const auto waits = [&](std::size_t runs) {
    return comes_true([&] { return times(run.err(), "waiting for a change") == runs; });
  };
  ASSERT_TRUE(waits(1)) << run.err();
  folder.write("cases/repositories.json", suite.substr(1));  // no JSON: nothing is run
  EXPECT_TRUE(waits(2)) << run.err();
  EXPECT_THAT(run.err(), HasSubstr("not well-formed JSON"));
  folder.write("cases/repositories.json", suite);
  EXPECT_TRUE(waits(3)) << run.err();
  const Finished finished = run.end_by(SIGINT);
  EXPECT_EQ(times(finished.out, "emconform: CONFORMS"), 2U) << finished.out << finished.err;
}

TEST(WatchedRun, NeedsSomethingToWatch) {
  const Scratch folder;
  const Finished finished = emconform({"run", "--watch"}, folder.path());
  EXPECT_EQ(finished.exit_status, 2);
  EXPECT_THAT(finished.err, HasSubstr("give --cases, --contracts or --waivers"));
}

}  // namespace
}  // namespace emconform
