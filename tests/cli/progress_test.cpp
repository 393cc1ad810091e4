#include "cli/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "cli/program.h"
#include "cli/watch.h"

namespace emconform {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;
using testing::Scratch;
using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

TEST(ProgressLine, SaysHowManyHowFastAndHowLong) {
  EXPECT_EQ(progress_line(0, 100, seconds(0), 80), "0 of 100 results");
  EXPECT_EQ(progress_line(50, 100, seconds(10), 80), "50 of 100 results, 5/s, 10 s left");
  EXPECT_EQ(progress_line(10, 7000, seconds(10), 80), "10 of 7000 results, 1/s, 116 min left");
  EXPECT_EQ(progress_line(100, 100, seconds(10), 80), "100 of 100 results, 10/s, 0 s left");
}

TEST(ProgressLine, LeavesTheLastColumnFree) {
  EXPECT_EQ(progress_line(50, 100, seconds(10), 20), "50 of 100 results, ");
  EXPECT_EQ(progress_line(50, 100, seconds(10), 1), "");
  EXPECT_EQ(progress_line(50, 100, seconds(10), 0), "");
}

CaseResult failure() {
  return {.suite = "jobs",
          .endpoint = "/jobs",
          .case_name = "list",
          .check = "links.required",
          .verdict = Verdict::Fail,
          .findings = {{"/Ref[1]", "a link", "\x1b[2Jnone\n"}}};
}

std::string told(Progress::Style style) {
  CaptureStderr();
  {
    Progress progress(style);
    progress.count(1, 2);
    progress.tell_of(failure());
    progress.tell_of({.check = "http.status", .verdict = Verdict::Pass});
  }
  return GetCapturedStderr();
}

TEST(Progress, IsSilentUnlessAskedForOrOnATerminal) { EXPECT_EQ(told({}), ""); }

TEST(Progress, TellsOfFailuresAsTheyComeAndOfNothingElse) {
  EXPECT_EQ(told({.failures = true}),
            "fail: links.required on /jobs, list: /Ref[1]: expected a link, got \\x1b[2Jnone\\n\n");
}

TEST(Progress, TakesItsLineAwayForAFailureAndAtTheEnd) {
  const std::string text = told({.line = true, .failures = true});
  EXPECT_THAT(text, HasSubstr("\r1 of 2 results"));
  EXPECT_THAT(text, HasSubstr("\r\033[Kfail: "));
  EXPECT_TRUE(told({.line = true}).ends_with("\r\033[K"));
}

TEST(Watch, SeesFilesThatChangeComeAndGo) {
  const Scratch folder;
  folder.write("a.json", "1");
  std::atomic<bool> stop{false};
  Watch watch({folder.path(), folder / "waivers"});
  folder.write("a.json", "22");
  EXPECT_TRUE(watch.wait(stop)) << "changed";
  folder.write("b.json", "1");
  EXPECT_TRUE(watch.wait(stop)) << "came";
  std::filesystem::remove(folder / "b.json");
  EXPECT_TRUE(watch.wait(stop)) << "went";
  folder.write("waivers", "{}");
  EXPECT_TRUE(watch.wait(stop)) << "a file that was not there";
}

TEST(Watch, OverlooksOtherFilesAndEndsWhenItIsToStop) {
  const Scratch folder;
  Watch watch({folder.path()});
  folder.write("a.json~", "1");
  std::atomic<bool> stop{false};
  std::jthread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));  // three looks
    stop = true;
  });
  EXPECT_FALSE(watch.wait(stop));
}

}  // namespace
}  // namespace emconform
