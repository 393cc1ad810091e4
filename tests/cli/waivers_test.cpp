#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "cli/run_files.h"

// Waivers in the hands of a user: proposed from a run's failures, applied, refused.
namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::read_file;
using testing::Scratch;

class Waivers : public ::testing::Test {
 protected:
  Finished call(const std::vector<std::string>& arguments) {
    return emconform(arguments, folder.path());
  }
  /// A run of the mock with a defect, or healthy.
  Finished run(const std::string& defect, std::vector<std::string> more = {}) {
    more.insert(more.begin(), "run");
    if (!defect.empty()) more.insert(more.end(), {"--defect", defect});
    return call(more);
  }
  Finished waive(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"waive", run_file, "--output", "waivers.json"});
    return call(more);
  }

  static constexpr const char* run_file = "emconform-report/run.ndjson";
  Scratch folder{};
};

const std::vector<std::string> decided = {"--ticket", "EM-7",     "--owner",
                                          "Ada",      "--reason", "known"};

TEST_F(Waivers, OfAFailedRunLetTheSameThrough) {
  ASSERT_EQ(run("links.up_missing").exit_status, 1);
  const Finished proposed = waive(decided);
  ASSERT_EQ(proposed.exit_status, 0) << proposed.err;
  EXPECT_EQ(call({"lint", "--waivers", "waivers.json"}).exit_status, 0);
  const Finished waived = run("links.up_missing", {"--waivers", "waivers.json"});
  EXPECT_EQ(waived.exit_status, 0) << waived.out;
  EXPECT_THAT(waived.out, HasSubstr("EM-7 links.required on /backupSessions: "));
  EXPECT_THAT(read_file(folder / "emconform-report/junit.xml"), HasSubstr("EM-7 (Ada), until"));
  EXPECT_EQ(call({"report", run_file}).exit_status, 0) << "the run file holds its waivers";
}

TEST_F(Waivers, CoverNoOtherDefect) {
  run("links.up_missing");
  waive(decided);
  EXPECT_EQ(run("identity.name_missing", {"--waivers", "waivers.json"}).exit_status, 1);
}

TEST_F(Waivers, ThatAreStaleEndAHealthyRunWithSix) {
  run("links.up_missing");
  waive(decided);
  const Finished healthy = run("", {"--waivers", "waivers.json"});
  EXPECT_EQ(healthy.exit_status, 6);
  EXPECT_THAT(healthy.out, HasSubstr("nothing is broken any more that it covers"));
  EXPECT_THAT(healthy.out, HasSubstr("emconform: WAIVERS  exit 6"));
  EXPECT_EQ(run("", {"--waivers", "waivers.json", "--filter", "http.*"}).exit_status, 0)
      << "a part of the suite tells nothing of what is stale";
}

TEST_F(Waivers, CanBeAppliedToARunOfYesterday) {
  run("links.up_missing");
  waive(decided);
  EXPECT_EQ(call({"report", run_file}).exit_status, 1);
  EXPECT_EQ(call({"report", run_file, "--waivers", "waivers.json"}).exit_status, 0);
}

TEST_F(Waivers, AreNotProposedFromAPartOfARun) {
  for (const std::vector<std::string>& part : {std::vector<std::string>{"--filter", "links.*"},
                                               {"--level", "must"},
                                               {"--fail-fast"},
                                               {"--max-requests", "50"}}) {
    run("links.up_missing", part);
    const Finished refused = waive(decided);
    EXPECT_EQ(refused.exit_status, 2) << part.front();
    EXPECT_THAT(refused.err, HasSubstr("from whole runs only")) << part.front();
    EXPECT_FALSE(std::filesystem::exists(folder / "waivers.json"));
  }
}

TEST_F(Waivers, HaveToBeDecidedByAPerson) {
  run("links.up_missing");
  EXPECT_THAT(waive().err, HasSubstr("fill in what is TODO"));
  const Finished refused = run("links.up_missing", {"--waivers", "waivers.json"});
  EXPECT_EQ(refused.exit_status, 2);
  EXPECT_THAT(refused.err, HasSubstr("/waivers/0/ticket: is still TODO"));
}

TEST_F(Waivers, OfAConformingRunAreNone) {
  run("");
  const Finished none = call({"waive", run_file});
  EXPECT_EQ(none.exit_status, 0);
  EXPECT_EQ(none.out, "{\n  \"waivers\": []\n}\n");
}

}  // namespace
}  // namespace emconform
