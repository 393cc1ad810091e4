#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <set>

#include "cli/program.h"
#include "mock/mock.h"
#include "support/relay.h"
#include "support/responder.h"

// Whatever a user does with it: what leaves the program harms nobody, and no logon session stays.
namespace emconform {
namespace {

using test::Asked;
using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Scratch;

/// A mock behind a relay that writes down every request.
class Harmless : public ::testing::Test {
 protected:
  Harmless() { folder.write("password", "emconform\n"); }

  std::vector<std::string> arguments(const test::Relay& relay, std::vector<std::string> more) {
    std::vector<std::string> all = {"run",       "--target",        relay.base(), "--username",
                                    "emconform", "--password-file", "password"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  Finished run(const test::Relay& relay, std::vector<std::string> more) {
    return emconform(arguments(relay, std::move(more)), folder.path());
  }

  std::unique_ptr<mock::Server> server = std::move(*mock::Server::start({}));
  Scratch folder{};
};

/// The session ids that logons answered.
class Logons {
 public:
  void note(const Asked& asked, const std::string& answer) {
    if (asked.method != "POST") return;
    const std::lock_guard lock(mutex_);
    for (const std::string mark : {"<SessionId>", R"("SessionId":")"})
      if (const auto at = answer.find(mark); at != std::string::npos)
        ids_.insert(answer.substr(at + mark.size(), 36));
  }
  bool has(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    return ids_.contains(id);
  }

 private:
  mutable std::mutex mutex_{};
  std::set<std::string> ids_{};
};

/// Why a request is none of those that may leave the program; "" if it may.
std::string harm_of(const Asked& asked, const Logons& logons) {
  const std::string line = asked.line();
  if (asked.target.find("action=") != std::string::npos) return line + ": an action";
  if (asked.method == "GET" || asked.method == "HEAD") return "";
  if (asked.method == "POST" && asked.target.starts_with("/api/sessionMngr/") &&
      asked.bytes.ends_with("\r\n\r\n"))
    return "";  // a logon, of whichever version, without a body
  const std::string logoff = "DELETE /api/logonSessions/";
  if (!line.starts_with(logoff)) return line;
  return logons.has(line.substr(logoff.size())) ? "" : line + ": somebody else's session";
}

std::vector<std::string> harms(const test::Relay& relay, const Logons& logons) {
  std::vector<std::string> all;
  for (const Asked& asked : relay.requests())
    if (std::string harm = harm_of(asked, logons); !harm.empty()) all.push_back(std::move(harm));
  return all;
}

struct Mode {
  const char* name;
  std::vector<std::string> arguments;
  int exit_status;
};

void PrintTo(const Mode& mode, std::ostream* out) { *out << mode.name; }

class InEachMode : public Harmless, public ::testing::WithParamInterface<Mode> {};

TEST_P(InEachMode, OnlyReadsAndLogsOff) {
  Logons logons;
  const test::Relay relay(server->port(), [&](const Asked& asked, std::string answer) {
    logons.note(asked, answer);
    return answer;
  });
  const Finished finished = run(relay, GetParam().arguments);
  EXPECT_EQ(finished.exit_status, GetParam().exit_status) << finished.err;
  EXPECT_THAT(relay.requests(), Not(IsEmpty()));
  EXPECT_THAT(harms(relay, logons), IsEmpty());
  EXPECT_EQ(server->open_logon_sessions(), 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Runs, InEachMode,
    ::testing::Values(Mode{"Everything", {"-j", "8"}, 0},
                      Mode{
                          "WaysToAuthorize", {"--filter", "logonSessions", "--filter", "/jobs"}, 0},
                      Mode{"Logons", {"--filter", "/sessionMngr*"}, 0},
                      Mode{"OneRuleVerbosely", {"--filter", "relation.link_resolves", "-v"}, 0},
                      Mode{"OneShard", {"--shard", "2/3", "--filter", "window.*"}, 0}),
    [](const auto& param) { return std::string(param.param.name); });

TEST_F(Harmless, StopsAtTheFirstFailure) {
  const test::Relay relay(server->port(), [](const Asked& asked, std::string answer) {
    if (asked.target == "/api/jobs") answer.replace(9, 3, "500");
    return answer;
  });
  EXPECT_EQ(run(relay, {"--fail-fast"}).exit_status, 1);
  for (const Asked& asked : relay.requests())
    EXPECT_THAT(asked.method, ::testing::AnyOf("GET", "HEAD", "POST", "DELETE"));
  EXPECT_EQ(server->open_logon_sessions(), 0U);
}

TEST_F(Harmless, AsksWithoutCredentialsOnceBeforeALogonThatFails) {
  folder.write("password", "wrong\n");
  const test::Relay relay(server->port());
  EXPECT_EQ(run(relay, {}).exit_status, 4);
  std::vector<std::string> lines;
  for (const Asked& asked : relay.requests()) lines.push_back(asked.line());
  EXPECT_THAT(lines, ::testing::ElementsAre("GET /api/", "POST /api/sessionMngr/?v=latest"));
}

TEST_F(Harmless, LogsOffASessionWhoseLogonWasAnsweredInAnUnusualWay) {
  const test::Relay relay(server->port(), [](const Asked& asked, std::string answer) {
    if (asked.method == "POST" && answer.starts_with("HTTP/1.1 201")) answer.replace(9, 3, "202");
    return answer;
  });
  EXPECT_EQ(run(relay, {"--filter", "/sessionMngr*"}).exit_status, 1);
  EXPECT_EQ(server->open_logon_sessions(), 0U);
}

TEST_F(Harmless, LogsOnAgainWhenASessionEndsInMidRun) {
  // As if somebody had ended it: from the 40th request on, its token is unknown.
  std::atomic<int> asked_so_far{0};
  std::mutex mutex;
  std::string ended;
  const test::Relay relay(server->port(), [&](const Asked& asked, std::string answer) {
    const std::string token = asked.header("X-RestSvcSessionId");
    const std::lock_guard lock(mutex);
    if (++asked_so_far == 40) ended = token;
    if (!ended.empty() && token == ended && asked.method != "DELETE")
      return std::string("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
    return answer;
  });
  const Finished finished = run(relay, {"--filter", "/jobs", "-j", "1"});
  EXPECT_FALSE(ended.empty());
  std::size_t logons = 0;
  for (const Asked& asked : relay.requests()) logons += asked.method == "POST" ? 1 : 0;
  EXPECT_GE(logons, 2U) << finished.out;
  EXPECT_EQ(server->open_logon_sessions(), 0U);
}

TEST_F(Harmless, DryRunAndReportSendNothing) {
  const test::Relay relay(server->port());
  EXPECT_EQ(run(relay, {"--dry-run"}).exit_status, 0);
  EXPECT_THAT(relay.requests(), IsEmpty());
  ASSERT_EQ(run(relay, {"--filter", "jobs/list"}).exit_status, 0);
  const std::size_t before = relay.requests().size();
  EXPECT_EQ(emconform({"report", "emconform-report/run.ndjson"}, folder.path()).exit_status, 0);
  EXPECT_EQ(relay.requests().size(), before);
}

std::string with_authority(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

TEST_F(Harmless, SendsNothingToTheHostThatHrefsAndLocationsName) {
  const test::Responder elsewhere(
      test::answer_each("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  const std::string other = elsewhere.base().substr(std::string("http://").size());
  const test::Relay relay(server->port(), [&](const Asked& asked, std::string answer) {
    test::Message message =
        test::split_message(with_authority(std::move(answer), asked.header("Host"), other));
    message.head += fmt::format("\r\nLocation: http://{}{}", other, asked.target);
    return test::to_bytes(message);
  });
  const Finished finished = run(relay, {});
  EXPECT_EQ(elsewhere.connections(), 0U);
  EXPECT_GT(relay.requests().size(), 300U) << "links were followed, on the target's own authority";
  EXPECT_THAT(finished.out, HasSubstr("results: ")) << finished.err;
  EXPECT_EQ(server->open_logon_sessions(), 0U);
}

TEST_F(Harmless, FollowsNoRedirect) {
  const test::Responder elsewhere(
      test::answer_each("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  const test::Relay relay(server->port(), [&](const Asked& asked, std::string answer) {
    if (asked.target != "/api/jobs") return answer;
    return fmt::format("HTTP/1.1 302 Found\r\nLocation: {}/api/jobs\r\nContent-Length: 0\r\n\r\n",
                       elsewhere.base());
  });
  EXPECT_EQ(run(relay, {"--filter", "/jobs"}).exit_status, 1);
  EXPECT_EQ(elsewhere.connections(), 0U);
}

}  // namespace
}  // namespace emconform
