#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>

#include "cli/program.h"
#include "cli/run_files.h"
#include "reports/run_file.h"
#include "run/merge.h"

// A run in parts says what the run in one piece says.
namespace emconform {
namespace {

using ::testing::ElementsAreArray;
using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using testing::read_file;
using testing::RunningMock;
using testing::Scratch;

RunResult read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  auto run = read_run_file(in, file.string());
  EXPECT_TRUE(run) << (run ? "" : run.error().what);
  return run ? *run : RunResult{};
}

/// All that reports say of the results, but times and which exchanges were told of.
std::vector<std::string> content_of(const RunResult& run) {
  std::vector<std::string> lines;
  for (const CaseResult& result : run.results) {
    // How many logon sessions there are depends on how many runs there are.
    const bool counts_sessions = result.suite.starts_with("logonSession");
    lines.push_back(fmt::format("{}/{} [{}] {} {} {} {} {}", result.suite, result.case_name,
                                result.variant, result.check, name_of(result.verdict),
                                counts_sessions ? 0 : result.witnesses, result.findings_in_all,
                                result.note));
  }
  return lines;
}

/// One mock, judged in one piece and in seven.
class Shards : public ::testing::Test {
 protected:
  static Finished run(int shard, int shards, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"run",
                                          "--target",
                                          mock->url(),
                                          "--username",
                                          "emconform",
                                          "--password-file",
                                          "password",
                                          "--shard",
                                          fmt::format("{}/{}", shard, shards),
                                          "--output",
                                          folder_of(shard, shards)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return emconform(arguments, folder->path());
  }
  static std::string folder_of(int shard, int shards) {
    return fmt::format("s{}of{}", shard, shards);
  }
  static std::string file_of(int shard, int shards) {
    return folder_of(shard, shards) + "/run.ndjson";
  }
  static std::vector<std::string> files(int shards) {
    std::vector<std::string> all;
    for (int i = 1; i <= shards; ++i) all.push_back(file_of(i, shards));
    return all;
  }
  static Finished report(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "report");
    return emconform(arguments, folder->path());
  }

  static void SetUpTestSuite() {
    folder = std::make_unique<Scratch>();
    folder->write("password", "emconform\n");
    mock = std::make_unique<RunningMock>(std::vector<std::string>{"--defect", "links.up_missing"});
    for (const int shards : {1, 7})
      for (int i = 1; i <= shards; ++i) run(i, shards);
  }
  static void TearDownTestSuite() {
    mock.reset();
    folder.reset();
  }

  static std::unique_ptr<Scratch> folder;
  static std::unique_ptr<RunningMock> mock;
};

std::unique_ptr<Scratch> Shards::folder;
std::unique_ptr<RunningMock> Shards::mock;

TEST_F(Shards, SevenTogetherSayWhatOneSays) {
  std::vector<NamedRun> shards;
  for (const std::string& file : files(7)) shards.push_back({file, read(*folder / file)});
  auto whole = merged(std::move(shards));
  ASSERT_TRUE(whole) << whole.error().what;
  const RunResult one = read(*folder / file_of(1, 1));
  EXPECT_THAT(content_of(whole->front()), ElementsAreArray(content_of(one)));
  EXPECT_EQ(whole->front().planned, one.planned);
  EXPECT_EQ(whole->front().combinations, one.combinations);
}

/// The lines of a JUnit file that say the same whenever and in however many parts a run was made.
std::vector<std::string> lasting_lines(const std::string& xml) {
  std::vector<std::string> lines;
  std::istringstream in(xml);
  bool counts_sessions = false;
  for (std::string line; std::getline(in, line);) {
    if (line.find("<testsuite ") != std::string::npos)
      counts_sessions = line.find("logonSession") != std::string::npos;
    const auto tells = [&](const char* what) { return line.find(what) != std::string::npos; };
    if (tells("name=\"requests\"") || tells("name=\"command\"") || tells("put together from") ||
        tells("name=\"witnesses\"") || tells("name=\"rules\""))
      continue;
    for (const char* attribute : {" time=\"", " timestamp=\"", " assertions=\""}) {
      // How many logon sessions there are depends on how many runs there are; and so does what the
      // suite of witnesses adds up.
      const bool is_count = attribute == std::string_view(" assertions=\"");
      if (is_count && !counts_sessions && !tells("emconform.witnesses")) continue;
      if (const auto at = line.find(attribute); at != std::string::npos)
        line.erase(at, line.find('"', at + std::string_view(attribute).size()) + 1 - at);
    }
    lines.push_back(line);
  }
  return lines;
}

TEST_F(Shards, SevenTogetherAreReportedAsOne) {
  std::vector<std::string> arguments = files(7);
  arguments.insert(arguments.end(), {"--report", "junit=merged.xml"});
  const Finished seven = report(arguments);
  const Finished one = report({file_of(1, 1), "--report", "junit=one.xml"});
  EXPECT_EQ(seven.exit_status, 1);
  EXPECT_EQ(seven.exit_status, one.exit_status);
  const auto last_line = [](const std::string& text) {
    return text.substr(text.rfind('\n', text.size() - 2) + 1);
  };
  EXPECT_EQ(last_line(seven.out), last_line(one.out));
  const auto expected = lasting_lines(read_file(*folder / "one.xml"));
  const auto found = lasting_lines(read_file(*folder / "merged.xml"));
  ASSERT_GT(expected.size(), 7000U);
  EXPECT_EQ(found.size(), expected.size());
  const auto [a, b] = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
  EXPECT_TRUE(a == found.end()) << *a << "\n" << (b == expected.end() ? "" : *b);
}

TEST_F(Shards, OfWhichOneIsMissingAreRefused) {
  std::vector<std::string> some = files(7);
  some.erase(some.begin() + 3);
  const Finished refused = report(some);
  EXPECT_EQ(refused.exit_status, 2);
  EXPECT_THAT(refused.err, HasSubstr("shard 4 of the same plan is missing"));
}

TEST_F(Shards, SayWhichPartTheyAre) {
  const Finished part = run(2, 7, {"--filter", "http.status"});
  EXPECT_THAT(part.err, HasSubstr("shard 2/7 (--shard): "));
  EXPECT_THAT(part.err, HasSubstr(" results, plan sha256 "));
}

TEST(Fleet, IsAnOverviewOfItsTargets) {
  const Scratch folder;
  const RunningMock healthy({}), broken({"--defect", "identity.name_missing"});
  folder.write("password", "emconform\n");
  const auto run = [&](const RunningMock& mock, const std::string& output) {
    return emconform({"run", "--target", mock.url(), "--username", "emconform", "--password-file",
                      "password", "--output", output},
                     folder.path());
  };
  ASSERT_EQ(run(healthy, "a").exit_status, 0);
  ASSERT_EQ(run(broken, "b").exit_status, 1);
  const Finished fleet = emconform({"report", "a/run.ndjson", "b/run.ndjson"}, folder.path());
  EXPECT_EQ(fleet.exit_status, 1);
  EXPECT_THAT(fleet.out, HasSubstr("[1] CONFORMS  " + healthy.url()));
  EXPECT_THAT(fleet.out, HasSubstr("[2] FAILS  " + broken.url()));
  EXPECT_THAT(fleet.out, HasSubstr("emconform: FLEET  2 targets: 1 CONFORMS, 1 FAILS"));
}

}  // namespace
}  // namespace emconform
