#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "cli/run_files.h"

// emconform replay, and how a run comes to be recorded, as a user types it.
namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using testing::Scratch;

/// A small run of the embedded mock, with more options.
Finished run(const Scratch& folder, std::vector<std::string> more) {
  std::vector<std::string> arguments{"run", "--filter", "jobs", "--filter", "logon"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return emconform(arguments, folder.path());
}

TEST(ReplayCommand, JudgesARecordedRunAsTheRunDid) {
  const Scratch folder;
  const Finished recorded = run(folder, {"--report", "har=run.har", "--defect", "length.missing"});
  EXPECT_EQ(recorded.exit_status, 1) << recorded.err;
  const auto outline_of_run = outline(run_file_in(folder));
  const Finished replayed = emconform({"replay", "run.har"}, folder.path());
  EXPECT_EQ(replayed.exit_status, recorded.exit_status) << replayed.err;
  EXPECT_EQ(outline(run_file_in(folder)), outline_of_run);
  EXPECT_GT(outline_of_run.size(), 100U);
  EXPECT_THAT(replayed.out, HasSubstr("nothing was sent"));
  EXPECT_TRUE(std::filesystem::exists(folder / "emconform-report/junit.xml"));
}

TEST(ReplayCommand, ARecordedRunsFileGivesTheSameHarLater) {
  const Scratch folder;
  EXPECT_EQ(run(folder, {"--report", "har=now.har"}).exit_status, 0);
  const Finished later = emconform(
      {"report", "emconform-report/run.ndjson", "--report", "har=later.har"}, folder.path());
  EXPECT_EQ(later.exit_status, 0) << later.err;
  EXPECT_EQ(testing::read_file(folder / "later.har"), testing::read_file(folder / "now.har"));
}

TEST(ReplayCommand, ARunThatWasNotRecordedHasNoHar) {
  const Scratch folder;
  EXPECT_EQ(run(folder, {}).exit_status, 0);
  const Finished refused = emconform(
      {"report", "emconform-report/run.ndjson", "--report", "har=later.har"}, folder.path());
  EXPECT_EQ(refused.exit_status, 2);
  EXPECT_THAT(refused.err, HasSubstr("the run was not recorded: run it with --record"));
  EXPECT_FALSE(std::filesystem::exists(folder / "later.har"));
}

TEST(ReplayCommand, ATargetThatIsNotThereLeavesAnEmptyHar) {
  const Scratch folder;
  folder.write("password", "x\n");
  const Finished unreachable =
      emconform({"run", "--target", "http://127.0.0.1:1", "--username", "u", "--password-file",
                 "password", "--report", "har=run.har"},
                folder.path());
  EXPECT_EQ(unreachable.exit_status, 4) << unreachable.err;
  EXPECT_EQ(emconform({"replay", "run.har"}, folder.path()).exit_status, 5);
}

TEST(ReplayCommand, WaivesWhatIsAccepted) {
  const Scratch folder;
  EXPECT_EQ(run(folder, {"--report", "har=run.har", "--defect", "length.missing"}).exit_status, 1);
  folder.write("waivers.json", R"({"waivers": []})");
  EXPECT_EQ(
      emconform({"replay", "run.har", "--waivers", "waivers.json"}, folder.path()).exit_status, 1);
  EXPECT_EQ(emconform({"replay", "run.har", "--waivers", "none.json"}, folder.path()).exit_status,
            2);
}

TEST(ReplayCommand, WhatNewerCasesAskForIsNotTestable) {
  const Scratch folder;
  EXPECT_EQ(run(folder, {"--report", "har=run.har"}).exit_status, 0);
  std::filesystem::create_directory(folder / "cases");
  std::string cases = testing::read_file(PROJECT_DIR "/cases/jobs.json");
  const std::string first = R"("cases": [)";
  cases.replace(cases.find(first), first.size(),
                first + R"({"name": "new", "query": "page=7", "auth": ["session"],)"
                        R"( "accept": ["application/json"]},)");
  folder.write("cases/jobs.json", cases);
  const Finished replayed = emconform({"replay", "run.har", "--cases", "cases"}, folder.path());
  EXPECT_EQ(replayed.exit_status, 5) << replayed.out << replayed.err;
  EXPECT_THAT(replayed.out, HasSubstr("21 results are not judged, since the recording"));
  std::size_t open = 0;
  for (const CaseResult& result : run_file_in(folder).results) {
    EXPECT_EQ(result.verdict == Verdict::NotTestable &&
                  result.note.find("the recording does not hold") != std::string::npos,
              result.case_name == "new")
        << result.case_name << ": " << result.note;
    if (result.case_name == "new") ++open;
  }
  EXPECT_EQ(open, 21U);
}

TEST(ReplayCommand, JudgesABrowsersRecordingForWhatItHolds) {
  const Scratch folder;
  const Finished judged =
      emconform({"replay", PROJECT_DIR "/tests/data/har/chrome.har"}, folder.path());
  EXPECT_EQ(judged.exit_status, 5) << judged.err;
  EXPECT_THAT(judged.out, HasSubstr("NOT VERIFIED"));
  EXPECT_THAT(judged.out, HasSubstr("WebInspector"));
}

struct Wrong {
  const char* name;
  const char* text;
  const char* complaint;
};

class WrongFile : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongFile, IsRefusedBeforeAnythingIsWritten) {
  const Scratch folder;
  folder.write("x.har", GetParam().text);
  const Finished refused = emconform({"replay", "x.har"}, folder.path());
  EXPECT_EQ(refused.exit_status, 2);
  EXPECT_THAT(refused.err, HasSubstr(GetParam().complaint));
  EXPECT_FALSE(std::filesystem::exists(folder / "emconform-report"));
}

INSTANTIATE_TEST_SUITE_P(
    Har, WrongFile,
    ::testing::Values(Wrong{"NoJson", "<html>", "since no JSON"},
                      Wrong{"NoHar", R"({"kind":"run"})", "/log is missing"},
                      Wrong{"OtherSchema", R"({"log":{"entries":[],"_emconform":{"schema":9}}})",
                            "schema is 9, this emconform reads 1"}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(ReplayCommand, AMissingFileIsNamed) {
  const Scratch folder;
  const Finished refused = emconform({"replay", "none.har"}, folder.path());
  EXPECT_EQ(refused.exit_status, 2);
  EXPECT_THAT(refused.err, HasSubstr("none.har"));
}

}  // namespace
}  // namespace emconform
