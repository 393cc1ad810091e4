#include "reports/har.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/reports.h"
#include "reports/run_file.h"
#include "reports/samples.h"

namespace emconform {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Json = nlohmann::json;
using std::chrono::microseconds;

std::string written(const Recording& recording) {
  std::ostringstream out;
  write_har(recording, out);
  return std::move(out).str();
}

Result<Recording> read(const std::string& text) {
  std::istringstream in(text);
  return read_har(in, "x.har");
}

Recording read_well(const std::string& text) {
  auto recording = read(text);
  EXPECT_TRUE(recording) << recording.error().what;
  return recording ? std::move(*recording) : Recording{};
}

std::string complaint(const std::string& text) {
  const auto recording = read(text);
  return recording ? "" : recording.error().where + ": " + recording.error().what;
}

/// What a file of somebody else's says of one exchange.
RecordedExchange entry(const std::string& request, const std::string& response) {
  Recording recording = read_well(fmt::format(
      R"({{"log":{{"entries":[{{"request":{},"response":{}}}]}}}})", request, response));
  EXPECT_EQ(recording.exchanges.size(), 1U);
  return recording.exchanges.empty() ? RecordedExchange{} : recording.exchanges.front();
}

constexpr const char* get = R"({"method":"GET","url":"https://em01:9398/api/jobs"})";

Recording sample_recording() {
  Recording recording;
  recording.run = RecordedRun{.version = "0.1.0",
                              .suite_hash = "ab",
                              .plan_hash = "cd",
                              .target = "https://em01:9398",
                              .base = "https://em01:9398",
                              .filters = {"jobs/*"},
                              .sample = 4,
                              .seed = 18446744073709551615U,
                              .clock_tolerance = std::chrono::seconds(120),
                              .camel_case = true};
  recording.bodies = {"<Jobs/>", std::string("\xFF\0\xFE", 3)};
  const auto sent = std::chrono::sys_days{std::chrono::November / 21 / 2026} +
                    std::chrono::hours(11) + microseconds(1);
  Response answer{.status = 200,
                  .status_line = "HTTP/1.1 200 OK",
                  .header_lines = {"Content-Type: application/xml", " folded", "X: a", "x: b"},
                  .headers = {{"Content-Type", "application/xml folded"}, {"X", "a"}, {"x", "b"}}};
  answer.timing = {.sent = sent,
                   .connect = microseconds(300),
                   .tls = microseconds(1300),
                   .first_byte = microseconds(5301),
                   .total = microseconds(6001),
                   .new_connection = true};
  answer.has_bytes_behind = true;
  Request request{.target = "/api/jobs?format=Entity&a=b%20c",
                  .headers = {{"Cookie", "X-RestSvcSessionId=abc; b=c"}, {"Accept", "*/*"}}};
  request.purpose = "jobs";
  RecordedExchange good{.request = request, .base = "https://em01:9398", .sent = sent};
  good.response = answer;
  good.body = 0;
  good.body_bytes = 7;
  RecordedExchange odd = good;
  odd.response->status_line = "HTTP/1.1 500 \xE9";
  odd.response->headers[1].value = "\xE4";
  odd.response->encoded_bytes = 99;
  odd.body = 1;
  odd.body_bytes = 1000;
  RecordedExchange bare = good;
  bare.body.reset();
  bare.body_bytes = 70;
  bare.why_no_body = "too large";
  RecordedExchange failed{.request = request, .base = "https://em01:9398", .sent = sent};
  failed.error =
      Error{"https://em01:9398", "the connection was refused", "start it", Fault::Target};
  recording.exchanges = {good, odd, bare, failed};
  return recording;
}

TEST(Har, IsReadAsItWasWritten) {
  const Recording recording = sample_recording();
  const Recording again = read_well(written(recording));
  EXPECT_EQ(written(again), written(recording));
  ASSERT_EQ(again.exchanges.size(), 4U);
  const Response& good = *again.exchanges[0].response;
  EXPECT_EQ(good.header_lines, recording.exchanges[0].response->header_lines);
  EXPECT_EQ(good.headers.size(), 3U);
  EXPECT_EQ(good.timing.total, microseconds(6001));
  EXPECT_EQ(good.timing.sent, recording.exchanges[0].sent);
  EXPECT_TRUE(good.has_bytes_behind);
  EXPECT_EQ(again.exchanges[0].request.purpose, "jobs");
  EXPECT_EQ(again.exchanges[1].response->status_line, "HTTP/1.1 500 \xE9");
  EXPECT_EQ(again.exchanges[1].response->headers[1].value, "\xE4");
  EXPECT_EQ(again.bodies[*again.exchanges[1].body], recording.bodies[1]);
  EXPECT_EQ(again.exchanges[1].body_bytes, 1000U);
  EXPECT_EQ(again.exchanges[2].why_no_body, "too large");
  EXPECT_EQ(again.exchanges[3].error->what, "the connection was refused");
  EXPECT_EQ(again.run->seed, recording.run->seed);
  EXPECT_EQ(again.run->filters, recording.run->filters);
  EXPECT_EQ(again.run->camel_case, true);
}

TEST(Har, RunFilesHoldARecordingWithEachBodyOnce) {
  RunResult run = conforming_run();
  Recording recording = sample_recording();
  recording.exchanges.push_back(recording.exchanges[0]);
  run.recording = std::make_shared<const Recording>(recording);
  std::ostringstream out;
  write_run_file(run, out);
  const std::string text = out.str();
  EXPECT_EQ(text.find("<Jobs/>"), text.rfind("<Jobs/>"));
  EXPECT_THAT(text, HasSubstr(R"("body_of":0)"));
  std::istringstream in(text);
  const auto again = read_run_file(in, "run.ndjson");
  ASSERT_TRUE(again) << again.error().what;
  ASSERT_NE(again->recording, nullptr);
  EXPECT_EQ(written(*again->recording), written(recording));
}

TEST(Har, OfARunThatWasNotRecordedThereIsNone) {
  RunResult run = conforming_run();
  EXPECT_THAT(why_no_har(run), HasSubstr("--record"));
  run.recording = std::make_shared<const Recording>();
  EXPECT_EQ(why_no_har(run), "");
}

// What Chromium's importer reads (devtools-frontend, models/har/HARFormat.ts).
TEST(Har, HasWhatANetworkPanelDemands) {
  const Json log = Json::parse(written(sample_recording()))["log"];
  EXPECT_EQ(log["version"], "1.2");
  EXPECT_TRUE(log["creator"]["name"].is_string() && log["creator"]["version"].is_string());
  for (const Json& one : log["entries"]) {
    EXPECT_EQ(one["startedDateTime"], "2026-11-21T11:00:00.000001Z");
    double sum = 0;
    for (const char* const phase : {"blocked", "dns", "connect", "send", "wait", "receive"})
      sum += std::max(0.0, one["timings"][phase].get<double>());
    EXPECT_DOUBLE_EQ(one["time"].get<double>(), sum);
    EXPECT_TRUE(one["cache"].is_object());
    const Json &request = one["request"], &response = one["response"];
    for (const char* const key : {"method", "url", "httpVersion"})
      EXPECT_TRUE(request[key].is_string()) << key;
    for (const char* const key : {"cookies", "headers", "queryString"})
      EXPECT_TRUE(request[key].is_array()) << key;
    for (const char* const key : {"headersSize", "bodySize"})
      EXPECT_TRUE(request[key].is_number() && response[key].is_number()) << key;
    EXPECT_TRUE(response["status"].is_number());
    for (const char* const key : {"statusText", "httpVersion", "redirectURL"})
      EXPECT_TRUE(response[key].is_string()) << key;
    EXPECT_TRUE(response["cookies"].is_array() && response["headers"].is_array());
    EXPECT_TRUE(response["content"]["size"].is_number());
    EXPECT_TRUE(response["content"]["mimeType"].is_string());
  }
  const Json& first = log["entries"][0];
  EXPECT_EQ(first["timings"]["ssl"], 1.0);
  EXPECT_EQ(first["timings"]["connect"], 1.3);
  EXPECT_EQ(first["time"], 6.001);
  EXPECT_EQ(first["request"]["queryString"][1]["value"], "b c");
  EXPECT_EQ(first["request"]["cookies"][0]["value"], "abc");
  EXPECT_EQ(first["response"]["content"]["text"], "<Jobs/>");
  EXPECT_EQ(log["entries"][1]["response"]["content"]["encoding"], "base64");
  EXPECT_EQ(log["entries"][3]["response"]["status"], 0);
}

TEST(Har, OfOthersIsReadLiberally) {
  const RecordedExchange exchange =
      entry(R"({"method":"GET","url":"https://em01:9398/api/jobs?a=b#top","headers":)"
            R"([{"name":":authority","value":"em01"},{"name":"accept","value":"*/*"},7,null]})",
            R"({"status":200,"headers":null,"content":{"size":-1,"mimeType":5,)"
            R"("text":"PEpv\nYnMvPg==","encoding":"base64"},"bodySize":-1})");
  EXPECT_EQ(exchange.base, "https://em01:9398");
  EXPECT_EQ(exchange.request.target, "/api/jobs?a=b");
  ASSERT_EQ(exchange.request.headers.size(), 1U);
  EXPECT_EQ(exchange.body_bytes, 7U);
  EXPECT_EQ(exchange.response->status_line, "");
}

TEST(Har, SaysWhichBodiesAreMissing) {
  const auto why = [](const std::string& response) { return entry(get, response).why_no_body; };
  EXPECT_EQ(why(R"({"status":200,"content":{"size":77}})"), "it was left out");
  EXPECT_EQ(why(R"({"status":200,"content":{"size":7,"comment":"evicted"}})"), "evicted");
  EXPECT_EQ(why(R"({"status":200})"), "it was left out");
  EXPECT_EQ(why(R"({"status":200,"content":{"text":"?","encoding":"base64"}})"),
            "its base64 cannot be read");
  EXPECT_EQ(why(R"({"status":200,"content":{"text":"?","encoding":"gzip"}})"),
            "its encoding is unknown");
  EXPECT_EQ(why(R"({"status":204,"content":{}})"), "");
  EXPECT_EQ(why(R"({"status":200,"content":{"size":0}})"), "");
  EXPECT_EQ(why(R"({"status":200,"content":{"text":""}})"), "");
}

TEST(Har, AnExchangeWithoutAnAnswerHasNone) {
  for (const char* const response : {"null", "{}", R"({"status":0})", R"({"status":"200"})",
                                     R"({"status":-1,"_error":"net::ERR_FAILED"})"}) {
    const RecordedExchange exchange = entry(get, response);
    EXPECT_FALSE(exchange.response.has_value()) << response;
  }
  EXPECT_EQ(entry(get, R"({"status":0,"_error":"net::ERR_FAILED"})").error->what,
            "net::ERR_FAILED");
}

TEST(Har, IsRefusedWithThePlaceOfWhatIsWrong) {
  EXPECT_THAT(complaint(""), HasSubstr("x.har: this is no HAR, since no JSON"));
  EXPECT_THAT(complaint("{\"log\":\x1b}"), HasSubstr("no JSON"));
  EXPECT_THAT(complaint("{\"log\":\x1b}"), ::testing::Not(HasSubstr("\x1b")));
  EXPECT_THAT(complaint("[]"), HasSubstr("is no object"));
  EXPECT_THAT(complaint("{}"), HasSubstr("/log is missing"));
  EXPECT_THAT(complaint(R"({"log":{}})"), HasSubstr("/log/entries is missing"));
  EXPECT_THAT(complaint(R"({"log":{"entries":{}}})"), HasSubstr("/log/entries is no array"));
  EXPECT_THAT(complaint(R"({"log":{"entries":[7]}})"),
              HasSubstr("/log/entries/0/request is no object"));
  EXPECT_THAT(complaint(R"({"log":{"entries":[{"request":{"method":"GET"}}]}})"),
              HasSubstr("/log/entries/0/request/url is missing"));
  EXPECT_THAT(complaint(R"({"log":{"entries":[],"_emconform":{"schema":2}}})"),
              HasSubstr("/log/_emconform/schema is 2"));
  EXPECT_THAT(complaint(std::string(200, '[')), HasSubstr("nested more than 64 levels"));
}

TEST(Har, ThatIsTooLargeIsNotReadToItsEnd) {
  std::istringstream in(R"({"log":{"entries":[)" + std::string(100'000, ' ') + "]}}");
  const auto recording = read_har(in, "x.har", 1000);
  ASSERT_FALSE(recording);
  EXPECT_THAT(recording.error().what, HasSubstr("larger than"));
  EXPECT_LT(in.tellg(), 70'000);
}

}  // namespace
}  // namespace emconform
