#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/fake_target.h"
#include "run/reader.h"
#include "run/recorded_answers.h"
#include "run/traffic_recorder.h"

namespace emconform {
namespace {

using testing::answer;
using testing::FakeTarget;
using ::testing::HasSubstr;

Request get(const std::string& target, const std::string& purpose = {},
            std::vector<Header> headers = {}) {
  return {.target = target, .headers = std::move(headers), .body = {}, .purpose = purpose};
}

RecordedExchange held(const Request& request, int status) {
  RecordedExchange exchange{.request = request};
  exchange.response = Response{.status = status};
  return exchange;
}

int status(const Transport& transport, const Request& request) {
  const auto response = transport(request);
  return response ? response->status : 0;
}

TEST(TrafficRecorder, KeepsEqualBodiesOnceAndTheOrderOfSending) {
  FakeTarget target;
  target.on("GET /a", answer(200, "same"));
  target.on("GET /b", answer(200, "same"));
  target.on("GET /c", [](const Request&) -> Result<Response> {
    return fail({.what = "refused", .fault = Fault::Target});
  });
  TrafficRecorder recorder(target.transport());
  const Transport transport = recorder.transport();
  for (const char* const path : {"/a", "/c", "/b"}) static_cast<void>(transport(get(path)));
  const Redactor redactor;
  const auto recording = recorder.finish({.base = "http://em"}, redactor, nullptr);
  ASSERT_EQ(recording->exchanges.size(), 3U);
  EXPECT_EQ(recording->exchanges[1].request.target, "/c");
  EXPECT_EQ(recording->exchanges[1].error->what, "refused");
  EXPECT_EQ(recording->bodies, std::vector<std::string>{"same"});
  EXPECT_EQ(recording->exchanges[0].body, recording->exchanges[2].body);
  EXPECT_EQ(recording->exchanges[0].base, "http://em");
}

TEST(TrafficRecorder, SaysOfBodiesBeyondItsLimitThatTheyAreNotThere) {
  FakeTarget target;
  target.on("GET /a", answer(200, "12345"));
  target.on("GET /b", answer(200, "6789"));
  TrafficRecorder recorder(target.transport(), 8);
  const Transport transport = recorder.transport();
  for (const char* const path : {"/a", "/b", "/a"}) static_cast<void>(transport(get(path)));
  const Redactor redactor;
  const auto recording = recorder.finish({}, redactor, nullptr);
  EXPECT_TRUE(recording->exchanges[0].body && recording->exchanges[2].body);
  EXPECT_FALSE(recording->exchanges[1].body);
  EXPECT_EQ(recording->exchanges[1].body_bytes, 4U);
  RecordedAnswers answers(*recording);
  const auto response = answers.transport()(get("/b"));
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().what, HasSubstr("holds no body"));
  EXPECT_EQ(response.error().fault, Fault::Usage);
}

TEST(TrafficRecorder, LeavesOutWhatItCannotSearchForSecrets) {
  const std::string secret = "very-secret";
  std::string utf16;
  for (const char c : secret) utf16 += {c, '\0'};
  FakeTarget target;
  target.on("GET /a", answer(200, utf16));
  target.on("GET /b", answer(200, std::string("harmless\0", 9)));
  TrafficRecorder recorder(target.transport());
  const Transport transport = recorder.transport();
  for (const char* const path : {"/a", "/b"}) static_cast<void>(transport(get(path)));
  Redactor redactor;
  redactor.add_secret(secret, "password");
  const auto recording = recorder.finish({}, redactor, nullptr);
  EXPECT_THAT(recording->exchanges[0].why_no_body, HasSubstr("secrets"));
  EXPECT_EQ(recording->bodies[0], "");
  EXPECT_EQ(recording->exchanges[1].why_no_body, "");
}

TEST(RecordedAnswers, ComeInTheOrderOfTheRecordingAndTheLastOneStays) {
  Recording recording;
  recording.exchanges = {held(get("/a"), 503), held(get("/b"), 204), held(get("/a"), 200)};
  RecordedAnswers answers(recording);
  const Transport transport = answers.transport();
  EXPECT_EQ(status(transport, get("/a")), 503);
  EXPECT_EQ(status(transport, get("/a")), 200);
  EXPECT_EQ(status(transport, get("/a")), 200);
  EXPECT_EQ(status(transport, get("/b")), 204);
}

TEST(RecordedAnswers, AreThoseOfTheSamePurposeAndSession) {
  const std::vector<Header> old{{"X-RestSvcSessionId", "old"}},
      renewed{{"x-restsvcsessionid", "new"}};
  Recording recording;
  recording.exchanges = {held(get("/a", "one", old), 401), held(get("/a", "one", renewed), 200),
                         held(get("/a", "two", renewed), 201)};
  RecordedAnswers answers(recording);
  const Transport transport = answers.transport();
  EXPECT_EQ(status(transport, get("/a", "two", renewed)), 201);
  EXPECT_EQ(status(transport, get("/a", "one", renewed)), 200);
  EXPECT_EQ(status(transport, get("/a", "two", old)), 201) << "whichever session it was sent in";
  EXPECT_EQ(status(transport, get("/a", "three", old)), 401) << "whatever it is sent for";
  EXPECT_EQ(status(transport, get("/a", "three", {})), 0) << "not without any session";
}

TEST(RecordedAnswers, WhatIsAskedAgainIsNotAnsweredByWhatWasSaidBefore) {
  Recording recording;
  recording.exchanges = {held(get("/a", "list"), 200)};
  RecordedAnswers answers(recording);
  const auto again = answers.transport()(get("/a", std::string(asked_again) + "list"));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().fault, Fault::Usage);
  EXPECT_THAT(again.error().what, HasSubstr("does not hold this request"));
}

TEST(RecordedAnswers, NothingIsBlamedForACleanedBodysLength) {
  Recording recording;
  recording.exchanges = {held(get("/a"), 200)};
  recording.bodies = {"<password>"};
  recording.exchanges[0].body = 0;
  recording.exchanges[0].body_bytes = 3;
  RecordedAnswers answers(recording);
  EXPECT_EQ(answers.transport()(get("/a"))->encoded_bytes, 3U);
}

}  // namespace
}  // namespace emconform
