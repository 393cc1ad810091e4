#include "run/traffic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "run/fake_target.h"

namespace emconform {
namespace {

using std::chrono::milliseconds;
using testing::answer;
using testing::FakeTarget;
using ::testing::HasSubstr;

constexpr const char* guid = "0f27043e-9ca1-e2d7-39b6-d8c468eb54d9";

class TrafficTest : public ::testing::Test {
 protected:
  TrafficTest() { target.on("", answer(200)); }

  static Request get(const std::string& path) { return {.target = path}; }
  static Error no_answer(const std::string& what = "timed out") {
    return {.what = what, .fault = Fault::Target};
  }

  FakeTarget target{};
  std::atomic<bool> stop{false};
};

TEST_F(TrafficTest, LetsThroughWhatChangesNothing) {
  Traffic traffic(target.transport(), {}, stop);
  for (const Request& request :
       {Request{.method = "GET", .target = "/api/jobs?filter=Name==%22action=start%22"},
        Request{.method = "HEAD", .target = "/api/jobs"},
        Request{.method = "POST", .target = "/api/sessionMngr/?v=latest"},
        Request{.method = "DELETE", .target = std::string("/api/logonSessions/") + guid}})
    EXPECT_TRUE(traffic.send(request)) << request.method << ' ' << request.target;
  EXPECT_EQ(traffic.requests(), 4U);
}

TEST_F(TrafficTest, SendsNothingThatMightChangeTheTarget) {
  const std::string job = std::string("/api/jobs/") + guid;
  for (const bool probe : {false, true})
    for (const Request& request :
         {Request{.method = "POST", .target = job + "?action=start"},
          Request{.method = "POST", .target = "/api/backupServers"},
          Request{.method = "POST", .target = "/api/sessionMngr/../jobs"},
          Request{.method = "GET", .target = job + "?action=start"},
          Request{.method = "GET", .target = job + "?x=1&ACTION=start"},
          Request{.method = "GET", .target = job + "?%61ction=start"},
          Request{.method = "DELETE", .target = job},
          Request{.method = "DELETE", .target = "/api/logonSessions/"},
          Request{.method = "DELETE", .target = "/api/logonSessions/../jobs"},
          Request{.method = "OPTIONS", .target = job},
          Request{.method = "PUT", .target = job, .body = "<Job/>"}}) {
      Traffic traffic(target.transport(), {.probe_methods = probe}, stop);
      const auto sent = traffic.send(request);
      ASSERT_FALSE(sent) << request.method << ' ' << request.target;
      EXPECT_EQ(sent.error().fault, Fault::Harness);
    }
  EXPECT_EQ(target.requests().size(), 0U);
}

TEST_F(TrafficTest, SendsOtherMethodsOnlyWhenTheyAreAskedFor) {
  for (const char* method : {"PUT", "PATCH"}) {
    const Request request{.method = method, .target = "/api/jobs"};
    Traffic careful(target.transport(), {}, stop);
    const auto refused = careful.send(request);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().remedy, HasSubstr("--probe-methods"));
    Traffic probing(target.transport(), {.probe_methods = true}, stop);
    EXPECT_TRUE(probing.send(request));
  }
}

TEST_F(TrafficTest, EndsWhenTheBudgetIsUsedUpButLogsOff) {
  Traffic traffic(target.transport(), {.requests = 2}, stop);
  EXPECT_TRUE(traffic.send(get("/api/a")));
  EXPECT_TRUE(traffic.send(get("/api/b")));
  EXPECT_FALSE(traffic.over());
  EXPECT_FALSE(traffic.send(get("/api/c")));
  ASSERT_TRUE(traffic.over());
  EXPECT_THAT(*traffic.over(), HasSubstr("2 requests"));
  EXPECT_TRUE(
      traffic.send({.method = "DELETE", .target = std::string("/api/logonSessions/") + guid}));
  EXPECT_EQ(target.requests().size(), 3U);
}

TEST_F(TrafficTest, NeverExceedsTheBudgetHoweverManyAsk) {
  Traffic traffic(target.transport(), {.requests = 50}, stop);
  {
    std::vector<std::jthread> threads;
    threads.reserve(8);
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        for (int j = 0; j < 20; ++j) static_cast<void>(traffic.send(get("/api/a")));
      });
  }
  EXPECT_EQ(target.requests().size(), 50U);
}

TEST_F(TrafficTest, EndsWhenTheTimeForTheRunHasPassed) {
  Traffic traffic(target.transport(), {.run_time = milliseconds(1)}, stop);
  while (!traffic.over()) std::this_thread::yield();
  EXPECT_THAT(*traffic.over(), HasSubstr("--max-run-time"));
  EXPECT_FALSE(traffic.send(get("/api/a")));
}

TEST_F(TrafficTest, SpacesRequestsOut) {
  Traffic traffic(target.transport(), {.rate = 50}, stop);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(traffic.send(get("/api/a")));
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(5 * 20));
}

TEST_F(TrafficTest, RepeatsARequestThatGotNoAnswerAsOftenAsItMay) {
  std::atomic<int> asked = 0;
  target.on("GET /api/", [&](const Request&) -> Result<Response> {
    if (++asked <= 2) return fail(no_answer());
    return answer(200);
  });
  Traffic once(target.transport(), {}, stop);
  EXPECT_FALSE(once.send(get("/api/a")));
  Traffic patient(target.transport(), {.retries = 2, .backoff = milliseconds(1)}, stop);
  EXPECT_TRUE(patient.send(get("/api/a")));
  EXPECT_EQ(patient.retries(), 1U);
}

TEST_F(TrafficTest, NeverRepeatsALogon) {
  target.on("POST", [](const Request&) -> Result<Response> { return fail(no_answer()); });
  Traffic traffic(target.transport(), {.retries = 2, .backoff = milliseconds(1)}, stop);
  EXPECT_FALSE(traffic.send({.method = "POST", .target = "/api/sessionMngr/?v=latest"}));
  EXPECT_EQ(target.requests().size(), 1U);
}

TEST_F(TrafficTest, LeavesAnEndpointAloneThatHangsAgainAndAgain) {
  target.on("GET /api/slow", [](const Request&) -> Result<Response> {
    std::this_thread::sleep_for(milliseconds(700));
    return fail(no_answer());
  });
  Traffic traffic(target.transport(), {}, stop);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(traffic.send(get("/api/slow?page=1")));
  const auto refused = traffic.send(get("/api/slow?page=2"));
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().what, HasSubstr("not asked again"));
  EXPECT_THAT(refused.error().what, HasSubstr("timed out"));
  EXPECT_EQ(target.requests().size(), 3U);
  EXPECT_TRUE(traffic.send(get("/api/other")));
}

TEST_F(TrafficTest, AsksOnWhereFailuresCostNoTime) {
  target.on("GET /api/broken",
            [](const Request&) -> Result<Response> { return fail(no_answer()); });
  Traffic traffic(target.transport(), {}, stop);
  for (int i = 0; i < 30; ++i) EXPECT_FALSE(traffic.send(get("/api/broken")));
  EXPECT_EQ(target.requests().size(), 30U);
  EXPECT_FALSE(traffic.over()) << "one endpoint is not the target";
}

TEST_F(TrafficTest, GivesUpATargetThatAnswersNowhere) {
  target.on("GET", [](const Request&) -> Result<Response> { return fail(no_answer("refused")); });
  Traffic traffic(target.transport(), {}, stop);
  for (int i = 0; i < 40; ++i) EXPECT_FALSE(traffic.send(get("/api/" + std::to_string(i))));
  EXPECT_EQ(target.requests().size(), 12U);
  ASSERT_TRUE(traffic.over());
  EXPECT_THAT(*traffic.over(), HasSubstr("refused"));
}

TEST_F(TrafficTest, GoesOnWhileAnythingIsAnswered) {
  target.on("GET /api/x", [](const Request&) -> Result<Response> { return fail(no_answer()); });
  Traffic traffic(target.transport(), {}, stop);
  for (int i = 0; i < 40; ++i) {
    EXPECT_FALSE(traffic.send(get("/api/x" + std::to_string(i))));
    if (i % 5 == 0) {
      EXPECT_TRUE(traffic.send(get("/api/y")));
    }
  }
  EXPECT_FALSE(traffic.over());
}

}  // namespace
}  // namespace emconform
