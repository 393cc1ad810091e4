#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <memory>
#include <sstream>

#include "cli/program.h"
#include "cli/run_files.h"
#include "mock/mock.h"
#include "reports/run_file.h"
#include "support/relay.h"

// Whatever ends a run: its sessions are logged off, and what was judged is reported as a part.
namespace emconform {
namespace {

using test::Asked;
using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using testing::Scratch;
using testing::Started;
using Clock = std::chrono::steady_clock;

/// Whether a request that begins so was received.
auto asked_for(const std::string& start) {
  return [start](const std::vector<Asked>& requests) {
    return std::any_of(requests.begin(), requests.end(),
                       [&](const Asked& asked) { return asked.line().starts_with(start); });
  };
}

class Survival : public ::testing::Test {
 protected:
  Survival() { folder.write("password", "emconform\n"); }

  std::vector<std::string> arguments(const std::string& target,
                                     const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all = {"run",       "--target",        target,    "--username",
                                    "emconform", "--password-file", "password"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  std::unique_ptr<mock::Server> server = std::move(*mock::Server::start({}));
  Scratch folder{};
};

/// Where in a run a signal comes, and what the target does from there on.
struct Phase {
  const char* name;
  std::string line;      // of the request that it comes at: how it begins
  std::string answer{};  // to this and all alike; "": the target's own, "none": none at all
  std::size_t sessions_left = 0;
};

void PrintTo(const Phase& phase, std::ostream* out) { *out << phase.name; }

class InEachPhase : public Survival,
                    public ::testing::WithParamInterface<std::tuple<Phase, int>> {};

TEST_P(InEachPhase, ASignalEndsTheRunQuicklyAndLogsOff) {
  const Phase& phase = std::get<Phase>(GetParam());
  const int signal = std::get<int>(GetParam());
  const test::Relay relay(
      server->port(), [&](const Asked& asked, std::string answer) -> std::optional<std::string> {
        if (!asked.line().starts_with(phase.line) || phase.answer.empty()) return answer;
        if (phase.answer == "none") return std::nullopt;
        return phase.answer;
      });
  Started program(arguments(relay.base(), {"--report", "junit=junit.xml"}), folder.path());
  ASSERT_TRUE(relay.wait_until(asked_for(phase.line)));
  const auto start = Clock::now();
  const Finished finished = program.end_by(signal);
  EXPECT_LT(Clock::now() - start, std::chrono::seconds{4});
  EXPECT_EQ(finished.exit_status, 130) << finished.err;
  EXPECT_EQ(server->open_logon_sessions(), phase.sessions_left);
  const std::string junit = testing::read_file(folder / "junit.xml");
  EXPECT_THAT(junit, HasSubstr("</testsuites>"));
  EXPECT_THAT(junit, HasSubstr("interrupted"));
  const Finished report = emconform({"report", "emconform-report/run.ndjson"}, folder.path());
  EXPECT_EQ(report.exit_status, 130) << report.err;
  EXPECT_EQ(report.out, finished.out);
}

constexpr const char* busy =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    Signals, InEachPhase,
    ::testing::Combine(
        ::testing::Values(Phase{"AtTheFirstRequest", "GET /api/", "none"},
                          Phase{"AtTheLogon", "POST /api/sessionMngr/"},
                          // Nobody can log off what was never answered; the report says so.
                          Phase{"AtALogonWithoutAnAnswer", "POST /api/sessionMngr/", "none", 1},
                          Phase{"AmongExchanges", "GET /api/jobs"},
                          Phase{"AtAnExchangeWithoutAnAnswer", "GET /api/jobs", "none"},
                          Phase{"AtALogoff", "DELETE /api/logonSessions/"},
                          Phase{"WhileABusyTargetIsWaitedFor", "GET /api/jobs", busy}),
        ::testing::Values(SIGINT, SIGTERM)),
    [](const auto& param) {
      return std::string(std::get<0>(param.param).name) +
             (std::get<1>(param.param) == SIGINT ? "Interrupted" : "Terminated");
    });

/// As if the network died in the middle: nobody waits for many logoffs that have no answer.
TEST_F(Survival, ASignalIsHeededWhenNothingIsAnsweredAnyMore) {
  std::atomic<bool> silent{false};
  const test::Relay relay(
      server->port(), [&](const Asked& asked, std::string answer) -> std::optional<std::string> {
        if (asked.line().starts_with("GET /api/jobs")) silent = true;
        if (silent) return std::nullopt;
        return answer;
      });
  Started program(arguments(relay.base(), {"--filter", "/jobs"}), folder.path());
  ASSERT_TRUE(relay.wait_until(asked_for("GET /api/jobs")));
  const auto start = Clock::now();
  const Finished finished = program.end_by(SIGINT);
  EXPECT_LT(Clock::now() - start, std::chrono::seconds{5});
  EXPECT_EQ(finished.exit_status, 130);
  EXPECT_THAT(finished.out, HasSubstr("a logon session could not be logged off"));
}

TEST_F(Survival, ASecondSignalOfAnyKindEndsItAtOnce) {
  const test::Relay relay(
      server->port(), [&](const Asked& asked, std::string answer) -> std::optional<std::string> {
        if (asked.method == "DELETE") return std::nullopt;
        return answer;
      });
  Started program(arguments(relay.base(), {"--filter", "window.*"}), folder.path());
  ASSERT_TRUE(relay.wait_until(asked_for("GET /api/backupSessions")));
  kill(program.pid(), SIGINT);
  ASSERT_TRUE(relay.wait_until(asked_for("DELETE")));
  const auto start = Clock::now();
  EXPECT_EQ(program.end_by(SIGTERM).exit_status, 128 + SIGTERM);
  EXPECT_LT(Clock::now() - start, std::chrono::milliseconds{500});
}

TEST_F(Survival, OfAKilledRunWhatWasJudgedIsReportedAsAPart) {
  const test::Relay relay(server->port());
  for (const std::size_t moment : {5U, 30U, 80U, 200U, 333U}) {
    const std::size_t before = relay.requests().size();
    Started program(arguments(relay.base(), {"-j", "2"}), folder.path());
    ASSERT_TRUE(
        relay.wait_until([&](const auto& requests) { return requests.size() >= before + moment; }));
    EXPECT_EQ(program.end_by(SIGKILL).exit_status, 128 + SIGKILL);
    const Finished report =
        emconform({"report", "emconform-report/run.ndjson.part", "--report", "junit=again.xml"},
                  folder.path());
    EXPECT_EQ(report.exit_status, 130) << report.err;
    EXPECT_THAT(report.out, HasSubstr("INTERRUPTED"));
    EXPECT_THAT(testing::read_file(folder / "again.xml"),
                ::testing::AllOf(HasSubstr("</testsuites>"), HasSubstr("the run was cut off")));
    std::filesystem::remove_all(folder / "emconform-report");
  }
}

/// The run file of a small run, whole.
std::string small_run_file(const Scratch& folder) {
  EXPECT_EQ(emconform({"run", "--filter", "jobs/list"}, folder.path()).exit_status, 0);
  RunResult run = run_file_in(folder);
  run.exchanges.resize(3);
  std::erase_if(run.results, [](const CaseResult& result) {
    return std::any_of(result.exchanges.begin(), result.exchanges.end(),
                       [](std::size_t index) { return index >= 3; });
  });
  run.results.resize(5);
  run.rules.resize(3);
  run.requirements.resize(2);
  run.planned = run.results.size();
  std::ostringstream file;
  write_run_file(run, file);
  return std::move(file).str();
}

bool tells_of_a_torn_line(const RunResult& run) {
  return std::any_of(run.notes.begin(), run.notes.end(), [](const std::string& note) {
    return note.find("torn") != std::string::npos;
  });
}

TEST(TornRunFile, WhereverItEndsItIsAPartAndNeverConforms) {
  const Scratch folder;
  const std::string whole = small_run_file(folder);
  const std::size_t first_line = whole.find('\n');
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    std::istringstream in(whole.substr(0, size));
    const auto run = read_run_file(in, "run.ndjson.part");
    ASSERT_EQ(run.has_value(), size >= first_line) << size;
    if (!run) continue;
    EXPECT_FALSE(run->complete) << size;
    EXPECT_EQ(run->exit_status, 130) << size;
    const bool is_torn = whole[size - 1] != '\n' && whole[size] != '\n';
    EXPECT_EQ(tells_of_a_torn_line(*run), is_torn) << size;
  }
}

TEST(TornRunFile, IsReportedByTheProgram) {
  const Scratch folder;
  const std::string whole = small_run_file(folder);
  const std::size_t end = whole.rfind("{\"kind\":\"end\"");
  for (const std::size_t size : {end - 1, end, end + 1, whole.size() - 2}) {
    folder.write("torn", whole.substr(0, size));
    const Finished report =
        emconform({"report", "torn", "--report", "junit=torn.xml"}, folder.path());
    EXPECT_EQ(report.exit_status, 130) << size << report.err;
    EXPECT_THAT(testing::read_file(folder / "torn.xml"), HasSubstr("</testsuites>"));
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{100}}) {
    folder.write("torn", whole.substr(0, size));
    EXPECT_EQ(emconform({"report", "torn"}, folder.path()).exit_status, 2);
  }
}

TEST(TornRunFile, DamageInTheMiddleIsRefused) {
  const Scratch folder;
  const std::string whole = small_run_file(folder);
  const std::size_t middle = whole.find("{\"kind\":\"result\"");
  ASSERT_NE(middle, std::string::npos);
  std::string halved = whole, zeroed = whole, doubled = whole;
  halved.erase(middle + 20, 10);
  zeroed.replace(middle, 10, 10, '\0');
  doubled.insert(middle, whole.substr(0, whole.find('\n') + 1));
  for (const std::string& damaged : {halved, zeroed, doubled}) {
    folder.write("damaged", damaged);
    const Finished report = emconform({"report", "damaged"}, folder.path());
    EXPECT_EQ(report.exit_status, 2) << report.out;
    EXPECT_THAT(report.err, HasSubstr("damaged:"));
  }
}

/// A limit of the size of files, as a full disk: writes beyond it fail.
class FileLimit {
 public:
  explicit FileLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileLimit() { setrlimit(RLIMIT_FSIZE, &before_); }
  FileLimit(const FileLimit&) = delete;
  FileLimit& operator=(const FileLimit&) = delete;

 private:
  rlimit before_{};
};

TEST_F(Survival, AFullDiskInMidRunIsNoticedAtOnce) {
  const test::Relay relay(server->port());
  constexpr rlim_t bytes = 500'000;  // a whole run takes more than 2 MB
  std::optional<Started> program;
  {
    const FileLimit limit(bytes);
    program.emplace(arguments(relay.base(), {"--report", "junit=junit.xml"}), folder.path());
  }
  const Finished finished = program->end();
  EXPECT_EQ(finished.exit_status, 3);
  EXPECT_THAT(finished.err, HasSubstr("run.ndjson.part"));
  EXPECT_THAT(finished.err, HasSubstr("File too large"));
  EXPECT_EQ(server->open_logon_sessions(), 0U);
  EXPECT_LT(relay.requests().size(), 600U) << "it does not go on when nothing is kept";
  // The JUnit file has room: it tells what was judged, and that it is not all.
  const std::string junit = testing::read_file(folder / "junit.xml");
  EXPECT_TRUE(junit.ends_with("</testsuites>\n"));
  EXPECT_NE(junit.find("File too large"), std::string::npos);
  const Finished report = emconform({"report", "emconform-report/run.ndjson.part"}, folder.path());
  EXPECT_EQ(report.exit_status, 130) << report.err;
}

TEST_F(Survival, AFullDiskAtTheStartLeavesNoSession) {
  std::optional<Started> program;
  {
    const FileLimit limit(2000);
    program.emplace(arguments(server->url()), folder.path());
  }
  const Finished finished = program->end();
  EXPECT_EQ(finished.exit_status, 3);
  EXPECT_THAT(finished.err, HasSubstr("File too large"));
  EXPECT_EQ(server->open_logon_sessions(), 0U);
}

/// Runs a shell line in the folder; $E is the program.
int shell(const Scratch& folder, const std::string& line) {
  const std::string command =
      fmt::format("cd '{}' && E='{}' && {}", folder.path().string(), testing::program(), line);
  const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe,cert-env33-c)
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

constexpr const char* run_jobs = "\"$E\" run --filter jobs/list";

TEST(Streams, AStandardOutputThatTakesNothingIsAnErrorAndTheReportsAreWritten) {
  for (const char* const how : {">&-", ">/dev/full"}) {
    const Scratch folder;
    EXPECT_EQ(shell(folder, fmt::format("{} {} 2>err", run_jobs, how)), 3) << how;
    EXPECT_THAT(testing::read_file(folder / "err"),
                HasSubstr("standard output: cannot be written"));
    EXPECT_THAT(testing::read_file(folder / "emconform-report/junit.xml"),
                HasSubstr("</testsuites>"));
    EXPECT_EQ(emconform({"report", "emconform-report/run.ndjson"}, folder.path()).exit_status, 0);
    EXPECT_EQ(shell(folder, fmt::format("\"$E\" list rules {} 2>err", how)), 3) << how;
  }
}

TEST(Streams, AReaderThatGoesAwayIsAnError) {
  const Scratch folder;
  // More than a pipe holds.
  EXPECT_EQ(shell(folder, "{ \"$E\" run -v 2>err; echo $? >status; } | head -1 >/dev/null"), 0);
  EXPECT_EQ(testing::read_file(folder / "status"), "3\n");
  EXPECT_THAT(testing::read_file(folder / "err"), HasSubstr("standard output: cannot be written"));
  EXPECT_TRUE(std::filesystem::exists(folder / "emconform-report/run.ndjson"));
}

TEST(Streams, WithoutAStandardErrorTheResultIsTheSame) {
  const Scratch folder;
  EXPECT_EQ(shell(folder, fmt::format("{} >out 2>&-", run_jobs)), 0);
  EXPECT_THAT(testing::read_file(folder / "out"), HasSubstr("CONFORMS"));
  EXPECT_EQ(shell(folder, fmt::format("{} >out 2>/dev/full", run_jobs)), 0);
  EXPECT_EQ(shell(folder, fmt::format("{} >out 2>&- <&-", run_jobs)), 0);
}

TEST(Streams, AllClosedNoFileIsTakenForOne) {
  const Scratch folder;
  EXPECT_EQ(shell(folder, fmt::format("{} <&- >&- 2>&-", run_jobs)), 3);
  const Finished report = emconform({"report", "emconform-report/run.ndjson"}, folder.path());
  EXPECT_EQ(report.exit_status, 0) << report.err;
}

TEST_F(Survival, ReportsThatCannotBeWrittenDoNotKeepOthersFromBeingWritten) {
  // Found out at the end only: the folder goes away under the file.
  const test::Relay relay(server->port(), [&](const Asked& asked, std::string answer) {
    if (asked.method == "DELETE") std::filesystem::remove_all(folder / "gone");
    return answer;
  });
  const Finished finished =
      emconform(arguments(relay.base(), {"--filter", "jobs/list", "--report", "junit=gone/a.xml",
                                         "--report", "junit=b.xml"}),
                folder.path());
  EXPECT_EQ(finished.exit_status, 3);
  EXPECT_THAT(finished.err, HasSubstr("gone/a.xml"));
  EXPECT_THAT(testing::read_file(folder / "b.xml"), HasSubstr("</testsuites>"));
  EXPECT_THAT(finished.out, HasSubstr("CONFORMS"));
}

TEST_F(Survival, APlaceThatNobodyMayWriteToIsNamedBeforeAnythingIsSent) {
  const test::Relay relay(server->port());
  folder.write("file", "");
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"--output", "/proc/emconform"},
        std::vector<std::string>{"--output", "file"},
        std::vector<std::string>{"--report", "junit=/proc/self/junit.xml"}}) {
    const Finished finished = emconform(arguments(relay.base(), more), folder.path());
    EXPECT_EQ(finished.exit_status, 3) << finished.out;
    EXPECT_THAT(finished.err, HasSubstr("cannot be written"));
  }
  EXPECT_THAT(relay.requests(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace emconform
