#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "cli/program.h"
#include "cli/run_files.h"

// Each way in which a run could be green without having looked: none may exit 0.
namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::read_file;
using testing::RunningMock;
using testing::Scratch;
using testing::Started;

constexpr const char* run_file = "emconform-report/run.ndjson";
constexpr const char* part_file = "emconform-report/run.ndjson.part";

/// The embedded mock, or another one, judged in a folder of its own.
class QuietlyGreen : public ::testing::Test {
 protected:
  Finished run(std::vector<std::string> more) {
    more.insert(more.begin(), "run");
    return emconform(more, folder.path());
  }
  Finished run_against(const RunningMock& mock, std::vector<std::string> more,
                       const std::string& password = "emconform\n") {
    folder.write("password", password);
    for (const std::string& word :
         {std::string("--target"), mock.url(), std::string("--username"), std::string("emconform"),
          std::string("--password-file"), std::string("password")})
      more.push_back(word);
    return run(std::move(more));
  }
  Finished report(const std::string& file) { return emconform({"report", file}, folder.path()); }

  Scratch folder{};
};

TEST_F(QuietlyGreen, ATargetWithoutSessions) {
  const RunningMock mock({"--sessions", "0"});
  const Finished finished = run_against(mock, {});
  EXPECT_EQ(finished.exit_status, 5) << finished.out;
  EXPECT_THAT(finished.out, HasSubstr("nothing was judged on /backupSessions/{ID}"));
  EXPECT_EQ(report(run_file).exit_status, 5);
}

TEST_F(QuietlyGreen, AFilterThatFitsNothing) {
  for (const char* more : {"--dry-run", "--verbose"})
    EXPECT_EQ(run({"--filter", "nothing.*", more}).exit_status, 2);
  EXPECT_EQ(run({"--filter", "times.name", "--level", "must"}).exit_status, 2)
      << "the filter fits a should rule alone";
}

TEST_F(QuietlyGreen, AShardWithoutWork) {
  const Finished finished = run({"--filter", "/jobs", "--shard", "2/2"});
  EXPECT_EQ(finished.exit_status, 5) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("shard 2/2 has nothing to do"));
  EXPECT_EQ(run({"--shard", "99/99"}).exit_status, 5);
  EXPECT_EQ(report(run_file).exit_status, 2) << "the other 98 shards are missing";
}

TEST_F(QuietlyGreen, ACaseWhoseChecksFitNothing) {
  const auto with_checks = [&](const std::string& checks) {
    folder.write("cases/idle.json",
                 R"({"name": "idle", "endpoint": "/jobs", "contract": "Job", "shape": "list",)"
                 R"( "cases": [{"name": "list", "checks": )" +
                     checks + "}]}");
    return run({"--cases", "cases", "--filter", "idle"});
  };
  const Finished none = with_checks(R"(["logon.*"])");
  EXPECT_EQ(none.exit_status, 5) << none.err;
  EXPECT_THAT(none.out, HasSubstr("the case idle/list judges nothing"));
  const Finished some = with_checks(R"(["http.*", "query.*"])");
  EXPECT_EQ(some.exit_status, 5) << some.err;
  EXPECT_THAT(some.out, HasSubstr("'query.*'"));
  EXPECT_EQ(with_checks(R"(["http.*"])").exit_status, 0);
}

TEST_F(QuietlyGreen, ARunThatStopsAtItsFirstFailure) {
  const Finished finished = run({"--defect", "links.alternate_type", "-j", "1", "--fail-fast"});
  EXPECT_EQ(finished.exit_status, 1) << finished.err;
  EXPECT_EQ(report(run_file).exit_status, 1);
  EXPECT_THAT(finished.err, HasSubstr("run.ndjson (incomplete: stopped at the first failure"));
  EXPECT_THAT(finished.out, HasSubstr("the run ended before it")) << "of rules not reached";
}

TEST_F(QuietlyGreen, StrictGateNamesWhatNobodyLookedAtAndWhy) {
  const Finished finished = run({"--filter", "links.*", "--gate", "strict"});
  EXPECT_EQ(finished.exit_status, 5) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("no witness for rules http.status, "));
  EXPECT_THAT(finished.out, HasSubstr("left out by --filter or --level"));
  EXPECT_THAT(finished.out, HasSubstr("no witness for requirements "));
  const Finished again = report(run_file);
  EXPECT_EQ(again.exit_status, 5);
  EXPECT_EQ(again.out, finished.out);
}

/// What `report` makes of a good run's file that something happened to.
class SpoiledRunFile : public QuietlyGreen {
 protected:
  SpoiledRunFile() {
    const Finished good = run({"--filter", "/jobs/{ID}", "--filter", "enterpriseManager"});
    EXPECT_EQ(good.exit_status, 0) << good.out << good.err;
    text = read_file(folder / run_file);
    EXPECT_EQ(report(run_file).exit_status, 0);
  }
  Finished report_of(const std::string& spoiled) {
    folder.write("spoiled.ndjson", spoiled);
    return report("spoiled.ndjson");
  }
  std::size_t line_of(const std::string& kind, std::size_t from = 0) const {
    const std::size_t found = text.find("{\"kind\":\"" + kind + "\"", from);
    EXPECT_NE(found, std::string::npos);
    return found;
  }

  std::string text{};
};

TEST_F(SpoiledRunFile, CutOff) {
  for (std::size_t parts = 0; parts < 20; ++parts) {
    const Finished finished = report_of(text.substr(0, text.size() * parts / 20));
    EXPECT_NE(finished.exit_status, 0) << parts;
    if (parts > 0) {
      EXPECT_THAT(finished.out, HasSubstr("INTERRUPTED"));
    }
  }
  EXPECT_EQ(report_of(text.substr(0, line_of("end"))).exit_status, 130) << "only the end is lost";
}

TEST_F(SpoiledRunFile, WithoutSomeOfItsResults) {
  std::string spoiled = text;
  const std::size_t from = line_of("result");
  spoiled.erase(from, text.find('\n', from) + 1 - from);
  const Finished finished = report_of(spoiled);
  EXPECT_EQ(finished.exit_status, 5);
  EXPECT_THAT(finished.out, HasSubstr("planned results"));
}

TEST_F(SpoiledRunFile, WithoutAnyResult) {
  const std::size_t from = line_of("exchange");
  std::string spoiled = text;
  spoiled.erase(from, line_of("witnesses") - from);
  EXPECT_EQ(report_of(spoiled).exit_status, 5);
}

TEST_F(SpoiledRunFile, OfAnotherVersion) {
  std::string spoiled = text;
  spoiled.replace(spoiled.find("\"schema\":1"), 10, "\"schema\":9");
  const Finished finished = report_of(spoiled);
  EXPECT_EQ(finished.exit_status, 2);
  EXPECT_THAT(finished.err, HasSubstr("schema 9"));
}

TEST_F(QuietlyGreen, TheReportsOfARunBeforeAreNotTakenForThoseOfARefusedLogon) {
  const RunningMock mock({});
  ASSERT_EQ(run_against(mock, {"--filter", "/jobs"}).exit_status, 0);
  const Finished refused = run_against(mock, {}, "wrong\n");
  EXPECT_EQ(refused.exit_status, 4) << refused.err;
  EXPECT_THAT(read_file(folder / "emconform-report/junit.xml"), HasSubstr("the logon was refused"));
  EXPECT_THAT(read_file(folder / run_file), HasSubstr("run.start"));
  EXPECT_FALSE(std::filesystem::exists(folder / part_file));
}

class EndedRun : public QuietlyGreen {
 protected:
  /// Ends a run of everything when some results are judged, and by far not all.
  Finished ended_by(int signal) {
    Started started({"run", "-j", "1"}, folder.path());
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    while (read_file(folder / part_file).find("\"kind\":\"result\"") == std::string::npos) {
      if (started.has_ended() || std::chrono::steady_clock::now() > deadline) {
        ADD_FAILURE() << "no result was written while the run went on";
        break;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return started.end_by(signal);
  }
};

TEST_F(EndedRun, KilledLeavesAReadablePartAndTheEarlierFile) {
  folder.write(run_file, "earlier");
  EXPECT_EQ(ended_by(SIGKILL).exit_status, 128 + SIGKILL);
  EXPECT_EQ(read_file(folder / run_file), "earlier");
  const Finished finished = report(part_file);
  EXPECT_EQ(finished.exit_status, 130) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("INTERRUPTED"));
  EXPECT_THAT(finished.out, HasSubstr("the run was cut off"));
  EXPECT_THAT(finished.out, HasSubstr("the run ended before it"));
  EXPECT_THAT(finished.out, Not(HasSubstr(" 0 results")));
}

TEST_F(EndedRun, InterruptedIsReportedAndNeverConforms) {
  const Finished interrupted = ended_by(SIGINT);
  EXPECT_EQ(interrupted.exit_status, 130) << interrupted.err;
  EXPECT_THAT(interrupted.err, HasSubstr("stopping"));
  EXPECT_THAT(interrupted.err, HasSubstr("run.ndjson (incomplete: interrupted)"));
  EXPECT_FALSE(std::filesystem::exists(folder / part_file));
  const Finished again = report(run_file);
  EXPECT_EQ(again.exit_status, 130);
  EXPECT_EQ(again.out, interrupted.out);
}

TEST_F(QuietlyGreen, AMissingRunFileNamesThePartBesideIt) {
  folder.write(part_file, "");
  const Finished finished = report(run_file);
  EXPECT_EQ(finished.exit_status, 2);
  EXPECT_THAT(finished.err, HasSubstr(part_file));
}

}  // namespace
}  // namespace emconform
