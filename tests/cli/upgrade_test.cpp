#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program.h"
#include "cli/run_files.h"

// emconform diff, from the program: what it says of healthy targets, and of broken ones.
namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::RunningMock;
using testing::Scratch;
using Json = nlohmann::json;

/// Runs of the embedded mock, each made once for all tests.
class Upgrade : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { folder = new Scratch; }
  static void TearDownTestSuite() {
    delete folder;
    folder = nullptr;
  }

  /// The run file of a run with these options; "" is the mock as it is.
  static std::string run(const std::string& name, std::vector<std::string> options) {
    const std::string file = name + "/run.ndjson";
    if (std::filesystem::exists(*folder / file)) return file;
    options.insert(options.begin(), {"run", "--output", name});
    const Finished finished = emconform(options, folder->path());
    EXPECT_TRUE(std::filesystem::exists(*folder / file)) << finished.err;
    return file;
  }
  static std::string plain() { return run("plain", {}); }
  static std::string broken(const std::string& defect) { return run(defect, {"--defect", defect}); }

  static Finished diff(const std::string& older, const std::string& newer,
                       std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"diff", older, newer});
    return emconform(more, folder->path());
  }

  static Json json_of(const std::string& older, const std::string& newer) {
    diff(older, newer, {"--report", "json=diff.json"});
    return Json::parse(testing::read_file(*folder / "diff.json"));
  }

  static bool holds(const Json& json, const std::string& change, const std::string& what) {
    for (const Json& one : json["differences"])
      if (one["class"] == change && one["what"].get<std::string>().starts_with(what)) return true;
    return false;
  }

  static Scratch* folder;
};
Scratch* Upgrade::folder = nullptr;

std::string last_line(const std::string& text) {
  const std::size_t end = text.rfind('\n', text.size() - 2);
  return text.substr(end + 1);
}

TEST_F(Upgrade, TwoRunsOfOneTargetDoNotDiffer) {
  const Finished finished = diff(plain(), run("again", {"-j", "1"}));
  EXPECT_EQ(finished.exit_status, 0) << finished.out << finished.err;
  EXPECT_EQ(last_line(finished.out),
            "DIFF: 0 regressions, 0 breaking changes, 0 slower, 0 lost evidence, 0 other changes, "
            "0 compatible additions, 0 gained evidence, 0 fixes\n");
}

TEST_F(Upgrade, HealthyTargetsWithOtherDataBreakNothing) {
  const RunningMock mock({"--seed", "7", "--sessions", "90"});
  folder->write("password", "emconform\n");
  const std::vector<std::string> to_mock = {"--target", mock.url(), "--username",      "emconform",
                                            "--seed",   "5",        "--password-file", "password"};
  const std::string newers[] = {
      run("other data", to_mock),
      run("few", {"--variant", "sessions.one"}),
      run("none", {"--variant", "tasks.none"}),
      run("running", {"--variant", "sessions.running"}),
      run("awkward", {"--variant", "names.awkward"}),
      run("headers", {"--variant", "headers.more"}),
      run("charset", {"--variant", "content_type.charset"}),
      run("more", {"--variant", "more.fields"}),
  };
  for (const std::string& newer : newers) {
    const Finished finished = diff(plain(), newer);
    EXPECT_EQ(finished.exit_status, 0) << newer << "\n" << finished.out;
    EXPECT_THAT(last_line(finished.out), HasSubstr("DIFF: 0 regressions, 0 breaking changes,"));
  }
  const Json json = json_of(plain(), newers[0]);
  EXPECT_THAT(json["warnings"].dump(), HasSubstr("the seeds differ"));
  EXPECT_THAT(json["warnings"].dump(), HasSubstr("the targets differ"));
}

TEST_F(Upgrade, EachDefectHasItsClassAndIsAFixTheOtherWayRound) {
  struct Sample {
    const char *defect, *rule, *what;
  };
  const Sample samples[] = {
      {"fields.creation_time_missing", "fields.required", "field CreationTimeUTC"},
      {"fields.flag_as_text", "fields.type", "field"},
      {"fields.result_ok", "fields.enumeration", "value"},
      {"links.up_missing", "links.required", "link Up"},
      {"media.text_xml", "http.media_type", "media type"},
      {"status.unknown_session_400", "http.status", "status"},
      {"times.no_zone", "times.utc", "field"},
      {"logon.user_name_missing", "fields.required", "field UserName"}};
  for (const Sample& sample : samples) {
    const Json there = json_of(plain(), broken(sample.defect));
    EXPECT_EQ(there["exit_status"], 1) << sample.defect;
    EXPECT_TRUE(holds(there, "regression", sample.rule)) << sample.defect << there.dump(1);
    EXPECT_TRUE(holds(there, "breaking change", sample.what)) << sample.defect << there.dump(1);
    EXPECT_EQ(there["counts"]["fix"], 0) << sample.defect;
    const Json back = json_of(broken(sample.defect), plain());
    EXPECT_EQ(back["exit_status"], 0) << sample.defect << back.dump(1);
    EXPECT_TRUE(holds(back, "fix", sample.rule)) << sample.defect;
    EXPECT_EQ(back["counts"]["regression"], 0) << sample.defect;
  }
}

TEST_F(Upgrade, TheNextReleaseChangesTheCasingAndNothingElseThatBreaks) {
  const Json json = json_of(plain(), run("release.13", {"--variant", "release.13"}));
  EXPECT_EQ(json["exit_status"], 1);
  EXPECT_EQ(json["counts"]["regression"], 0);
  EXPECT_EQ(json["counts"]["breaking change"], 1);
  EXPECT_TRUE(holds(json, "breaking change", "casing of property names"));
  EXPECT_TRUE(holds(json, "other change", "precision of CreationTimeUTC"));
}

TEST_F(Upgrade, WhatAFilterLeftOutIsLostEvidenceAndNoRegression) {
  const Finished finished = diff(plain(), run("part", {"--filter", "/jobs"}));
  EXPECT_EQ(finished.exit_status, 0) << finished.out;
  EXPECT_THAT(finished.out, HasSubstr("left cases or rules out"));
  EXPECT_THAT(finished.out, HasSubstr("not in the plan of this run"));
  EXPECT_THAT(last_line(finished.out), Not(HasSubstr(" 0 lost evidence")));
}

TEST_F(Upgrade, ShardsInAFolderAreOneRun) {
  run("shards/1", {"--shard", "1/2"});
  run("shards/2", {"--shard", "2/2"});
  const Finished finished = diff(plain(), "shards");
  EXPECT_EQ(finished.exit_status, 0) << finished.out << finished.err;
  EXPECT_THAT(last_line(finished.out), HasSubstr("DIFF: 0 regressions, 0 breaking changes,"));
  EXPECT_EQ(diff(plain(), "shards/1").exit_status, 2) << "half of a run";
}

TEST_F(Upgrade, EveryFormatIsWritten) {
  const Finished finished = diff(
      plain(), broken("links.up_missing"),
      {"--report", "html=r/diff.html", "--report", "md=r/diff.md", "--report", "json=r/d.json"});
  EXPECT_EQ(finished.exit_status, 1);
  EXPECT_THAT(finished.err, IsEmpty());
  EXPECT_THAT(testing::read_file(*folder / "r/diff.html"), HasSubstr("Content-Security-Policy"));
  EXPECT_THAT(testing::read_file(*folder / "r/diff.md"), HasSubstr("## Breaking changes: "));
  EXPECT_TRUE(Json::accept(testing::read_file(*folder / "r/d.json")));
}

TEST_F(Upgrade, WrongUseIsRefused) {
  folder->write("garbage.ndjson", "{}\n");
  std::filesystem::create_directories(*folder / "empty");
  EXPECT_EQ(diff(plain(), "garbage.ndjson").exit_status, 2);
  EXPECT_EQ(diff("missing.ndjson", plain()).exit_status, 2);
  EXPECT_THAT(diff(plain(), "empty").err, HasSubstr("there is no run file in the folder"));
  EXPECT_EQ(diff(plain(), plain(), {"--report", "junit=x.xml"}).exit_status, 2);
  EXPECT_EQ(diff(plain(), plain(), {"--report", "md=/proc/none/x.md"}).exit_status, 3);
  EXPECT_EQ(emconform({"diff", plain()}, folder->path()).exit_status, 2);
}

}  // namespace
}  // namespace emconform
