#include "run/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <thread>

#include "run/fake_target.h"

namespace emconform {
namespace {

using testing::answer;
using testing::FakeTarget;
using testing::give_logon;
using testing::sent_header;

class ReaderTest : public ::testing::Test {
 protected:
  ReaderTest() {
    give_logon(target);
    EXPECT_TRUE(logon.open());
  }
  Ask jobs() const { return {.target = "/api/jobs", .expected = {.statuses = {200}}}; }

  FakeTarget target{};
  Redactor redactor{};
  Logon logon{target.transport(), {"user", "secret"}, redactor};
  std::atomic<bool> stop{false};
  Reader reader{target.transport(), logon, {.base = "http://em:9399"}, stop};
};

TEST_F(ReaderTest, DecodesTheAnswer) {
  target.on("GET /api/jobs", answer(200, "<EntityReferences/>"));
  const auto reading = reader.read(jobs());
  ASSERT_TRUE(reading->exchange.representation);
  EXPECT_EQ(reading->exchange.representation->root.element, "EntityReferences");
  EXPECT_EQ(reading->record.status, 200);
  EXPECT_EQ(reading->record.url, "http://em:9399/api/jobs");
}

TEST_F(ReaderTest, SaysWhyABodyCannotBeRead) {
  target.on("GET /api/jobs", answer(200, "<EntityReferences>"));
  const auto reading = reader.read(jobs());
  EXPECT_FALSE(reading->exchange.representation);
  EXPECT_NE(reading->exchange.malformed, "");
}

TEST_F(ReaderTest, SendsOnceWhatManyAskAtTheSameTime) {
  target.on("GET /api/jobs", answer(200, "<EntityReferences/>"));
  std::latch start(8);
  std::vector<ReadingPtr> readings(8);
  {
    std::vector<std::jthread> threads;
    threads.reserve(readings.size());
    for (auto& reading : readings)
      threads.emplace_back([&] {
        start.arrive_and_wait();
        reading = reader.read(jobs());
      });
  }
  EXPECT_EQ(target.count("GET /api/jobs"), 1U);
  for (const auto& reading : readings) EXPECT_EQ(reading, readings.front());
}

TEST_F(ReaderTest, SendsAgainWhenToldTo) {
  target.on("GET /api/jobs", answer(200, "<EntityReferences/>"));
  reader.read(jobs());
  reader.read_again(jobs());
  EXPECT_EQ(target.count("GET /api/jobs"), 2U);
}

TEST_F(ReaderTest, AsksAnewForAnotherAcceptAuthOrExpectation) {
  target.on("GET /api/jobs", answer(200, "<EntityReferences/>"));
  Ask json = jobs();
  json.accept = "application/json";
  Ask cookie = jobs();
  cookie.auth = Auth::Cookie;
  for (const Ask& ask : {jobs(), json, cookie}) reader.read(ask);
  EXPECT_EQ(target.count("GET /api/jobs"), 3U);
  EXPECT_EQ(sent_header(target.requests().back(), "Cookie"), "X-RestSvcSessionId=token-1");
}

TEST_F(ReaderTest, LogsOnAgainWhenTheSessionExpired) {
  target.on("GET /api/jobs", [](const Request& request) {
    const bool old = sent_header(request, "X-RestSvcSessionId") == "token-1";
    return old ? answer(401, "<Error/>") : answer(200, "<EntityReferences/>");
  });
  EXPECT_EQ(reader.read(jobs())->exchange.response->status, 200);
  EXPECT_EQ(logon.token(), "token-2");
}

TEST_F(ReaderTest, AsksTheSessionInPlaceOfItsOwnThatEnded) {
  const std::string ended = logon.session_id();
  target.on("GET /api/logonSessions/", [&](const Request& request) {
    if (sent_header(request, "X-RestSvcSessionId") == "token-1") return answer(401, "<Error/>");
    return answer(request.target.ends_with(ended) ? 404 : 200, "<LogonSession/>");
  });
  Ask own{.target = "/api/logonSessions/" + ended, .expected = {.statuses = {200}}};
  own.expected.id = ended;
  for (const ReadingPtr& reading : {reader.read(own), reader.read_again(own)}) {
    EXPECT_EQ(reading->exchange.response->status, 200);
    EXPECT_NE(logon.session_id(), ended);
    EXPECT_EQ(reading->exchange.expected.id, logon.session_id());
    EXPECT_EQ(reading->record.url, "http://em:9399/api/logonSessions/" + logon.session_id());
  }
}

TEST_F(ReaderTest, ListsLogonSessionsAnewWhenItsOwnEnded) {
  target.on("GET /api/logonSessions", answer(200, "<LogonSessions/>"));
  target.on("GET /api/jobs", [](const Request& request) {
    const bool old = sent_header(request, "X-RestSvcSessionId") == "token-1";
    return old ? answer(401, "<Error/>") : answer(200, "<EntityReferences/>");
  });
  const Ask sessions{.target = "/api/logonSessions", .expected = {.statuses = {200}}};
  reader.read(sessions);
  reader.read(jobs());
  reader.read(sessions);
  EXPECT_EQ(target.count("GET /api/logonSessions"), 2U);
}

TEST_F(ReaderTest, NeverLogsOnAgainWhereRefusalIsWhatIsTested) {
  target.on("GET /api/jobs", answer(401, "<Error/>"));
  Ask refused = jobs();
  refused.auth = Auth::Unknown;
  refused.expected.statuses = {401};
  reader.read(refused);
  EXPECT_EQ(target.count("POST"), 1U);
}

TEST_F(ReaderTest, StopsLoggingOnAgainWhenItNeverHelps) {
  target.on("GET /api/", answer(401, "<Error/>"));
  for (int i = 0; i < 20; ++i)
    reader.read({.target = "/api/x" + std::to_string(i), .expected = {.statuses = {200}}});
  EXPECT_LE(target.count("POST"), 6U);
}

TEST_F(ReaderTest, KeepsAnErrorOfTheTransport) {
  target.on("GET /api/jobs", [](const Request&) -> Result<Response> {
    return fail({.where = "http://em:9399", .what = "connection refused", .fault = Fault::Target});
  });
  const auto reading = reader.read(jobs());
  ASSERT_TRUE(reading->exchange.error);
  EXPECT_EQ(reading->record.error, "connection refused");
  EXPECT_EQ(reading->record.status, 0);
}

TEST_F(ReaderTest, SendsNothingOnceItIsStopped) {
  stop = true;
  EXPECT_TRUE(reader.read(jobs())->exchange.error);
  EXPECT_EQ(target.count("GET"), 0U);
}

TEST_F(ReaderTest, CurlLineRepeatsTheRequestWithoutTheToken) {
  target.on("GET /api/jobs", answer(200, "<EntityReferences/>"));
  const std::string curl = reader.read(jobs())->record.curl;
  EXPECT_THAT(curl, ::testing::HasSubstr("http://em:9399/api/jobs"));
  EXPECT_THAT(curl, ::testing::HasSubstr("$TOKEN"));
  EXPECT_THAT(curl, ::testing::Not(::testing::HasSubstr("token-1")));
}

TEST_F(ReaderTest, CurlLineOfAMadeUpUserHasNotTheRealOne) {
  target.on("POST /api/x", answer(401));
  Ask ask{.method = "POST", .target = "/api/x", .auth = Auth::BasicUnknown};
  ask.expected.statuses = {401};
  const std::string curl = reader.read(ask)->record.curl;
  EXPECT_THAT(curl, ::testing::HasSubstr("'emconform-no-such-user:x'"));
  EXPECT_THAT(curl, ::testing::Not(::testing::HasSubstr("$PASSWORD")));
}

TEST_F(ReaderTest, TakesTheSessionIdsOfOthersForSecrets) {
  const std::string other = "9e7c1111-2222-4333-8444-555566667777";
  target.on("GET /api/logonSessions",
            answer(200, R"({"LogonSessions":[{"SessionId":")" + other + R"("}]})"));
  reader.read({.target = "/api/logonSessions", .expected = {.statuses = {200}}});
  EXPECT_THAT(redactor.redact("GET /api/logonSessions/" + other),
              ::testing::Not(::testing::HasSubstr(other)));
}

TEST_F(ReaderTest, ForgetsLargeBodiesBeyondItsBudgetThatWereUsedLeastLately) {
  Reader small(target.transport(), logon, {.base = "http://em:9399", .cache_bytes = 1000}, stop);
  target.on("GET /api/", answer(200, "<A>" + std::string(1 << 20, 'x') + "</A>"));
  target.on("GET /api/small", answer(200, "<A/>"));
  for (const char* path : {"/api/small", "/api/a", "/api/b", "/api/a", "/api/c", "/api/d", "/api/e",
                           "/api/a", "/api/b", "/api/small"})
    small.read({.target = path, .expected = {.statuses = {200}}});
  EXPECT_EQ(target.count("GET /api/a"), 1U) << "one of the four that were used last";
  EXPECT_EQ(target.count("GET /api/b"), 2U);
  EXPECT_EQ(target.count("GET /api/small"), 1U);
}

/// A target that is busy the first time.
FakeTarget::Handler busy_once(int status, const std::vector<Header>& headers) {
  auto asked = std::make_shared<std::atomic<int>>(0);
  return [=](const Request&) {
    return (*asked)++ == 0 ? answer(status, "", headers) : answer(200, "<EntityReferences/>");
  };
}

TEST_F(ReaderTest, WaitsForATargetThatSaysUntilWhenItIsBusy) {
  for (const int status : {429, 503}) {
    target.on("GET /api/jobs", busy_once(status, {{"Retry-After", "0"}}));
    EXPECT_EQ(reader.read_again(jobs())->record.status, 200);
  }
  // A date counts on the target's own clock, which is not this machine's.
  target.on("GET /api/jobs", busy_once(503, {{"Retry-After", "Sat, 21 Nov 2026 11:38:00 GMT"}}));
  EXPECT_EQ(reader.read_again(jobs())->record.status, 200);
  EXPECT_EQ(reader.waits(), 3U);
}

TEST_F(ReaderTest, WaitsNeitherWithoutAWordNorForTooLong) {
  for (const char* after : {"", "soon", "-1", "86400", "Sat, 21 Nov 2037 11:38:00 GMT"}) {
    std::vector<Header> headers;
    if (*after != '\0') headers.push_back({"Retry-After", after});
    target.on("GET /api/jobs", busy_once(503, headers));
    EXPECT_EQ(reader.read_again(jobs())->record.status, 503) << after;
  }
  EXPECT_EQ(reader.waits(), 0U);
}

TEST_F(ReaderTest, GivesUpOnATargetThatIsAlwaysBusy) {
  target.on("GET /api/jobs", answer(503, "", {{"Retry-After", "0"}}));
  EXPECT_EQ(reader.read(jobs())->record.status, 503);
  EXPECT_EQ(target.count("GET /api/jobs"), 4U);
}

}  // namespace
}  // namespace emconform
