#include "run/judge_recorded.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "reports/har.h"

// Recordings of browsers and proxies: tests/data/har.
namespace emconform {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Knowledge& knowledge() {
  static const Knowledge all = *load_knowledge({}, {}, known_checks());
  return all;
}

std::string text_of(const std::string& name) {
  std::ifstream in(fmt::format("{}/data/har/{}.har", TEST_DIR, name), std::ios::binary);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

RunResult judged(const std::string& text) {
  std::istringstream in(text);
  const auto recording = read_har(in, "x.har");
  EXPECT_TRUE(recording) << recording.error().what;
  if (!recording) return {};
  return judge_recorded(*recording, knowledge(), {.version = "test"}, {});
}

/// "http.status pass" of an entry, numbered from 1.
std::vector<std::string> of_entry(const RunResult& run, int number) {
  std::vector<std::string> all;
  for (const CaseResult& result : run.results)
    if (result.variant.starts_with(fmt::format("entry {}:", number)))
      all.push_back(fmt::format("{} {}{}{}", result.check, name_of(result.verdict),
                                result.note.empty() ? "" : ": ", result.note));
  return all;
}

std::vector<std::string> findings(const RunResult& run) {
  std::vector<std::string> all;
  for (const CaseResult& result : run.results)
    for (const Finding& finding : result.findings)
      all.push_back(fmt::format("{} {}: {}, not {}", result.check, finding.where, finding.expected,
                                finding.actual));
  return all;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

class EachRecorder : public ::testing::TestWithParam<const char*> {};

TEST_P(EachRecorder, OfAHealthyTargetBlamesItForNothingAndConformsNever) {
  const RunResult run = judged(text_of(GetParam()));
  EXPECT_THAT(findings(run), IsEmpty());
  EXPECT_EQ(run.exit_status, 5);
  EXPECT_EQ(run.target, "https://em01.example.com:9398");
  EXPECT_EQ(run.dialect, "PascalCase");
  ASSERT_FALSE(run.gate.empty());
  EXPECT_THAT(run.gate.front(), HasSubstr("of 50 rules, and none that compares answers"));
  std::size_t witnesses = 0;
  for (const CaseResult& result : run.results) witnesses += result.witnesses;
  EXPECT_GT(witnesses, 500U);
}

TEST_P(EachRecorder, LeavesTheRecordingsSecretsOut) {
  const std::string text = text_of(GetParam());
  const RunResult run = judged(text);
  std::string all;
  for (const ExchangeRecord& record : run.exchanges) {
    all += record.url + record.excerpt;
    for (const std::string& line : record.request_headers) all += line;
    for (const std::string& line : record.headers) all += line;
  }
  const std::string in_xml = "SessionId>", in_json = R"(SessionId\":\")";
  const auto json = text.find(in_json);
  const auto at =
      json == std::string::npos ? text.find(in_xml) + in_xml.size() : json + in_json.size();
  ASSERT_LT(at, text.size());
  EXPECT_THAT(all, Not(HasSubstr(text.substr(at, 36))));
  EXPECT_THAT(all, Not(HasSubstr("U3ByaW5nLTIwMjYh")));  // of the password Spring-2026!
  EXPECT_THAT(all, Not(HasSubstr("VEVDSFxqYW5l")));      // and of the user with it
  EXPECT_THAT(all, HasSubstr("<session"));
}

INSTANTIATE_TEST_SUITE_P(Of, EachRecorder, ::testing::Values("chrome", "firefox", "mitmproxy"),
                         [](const auto& param) { return std::string(param.param); });

TEST(JudgeRecorded, WhatABrowserLeavesOutIsNotTestable) {
  const RunResult run = judged(text_of("chrome"));
  EXPECT_THAT(of_entry(run, 8), Each(HasSubstr("not testable: the recording holds no body")));
  EXPECT_THAT(of_entry(run, 13), Each(HasSubstr("not testable: net::ERR_ABORTED")));
  EXPECT_THAT(of_entry(run, 3),
              Contains("http.content_length not testable: the recording does not hold the bytes as "
                       "they were sent"));
  // Its cookie was taken out, or it had none: the answer shows that there was a session.
  EXPECT_THAT(of_entry(run, 10), Contains("http.status pass"));
}

TEST(JudgeRecorded, ARefusalIsRightWhereNobodyWasLoggedOn) {
  EXPECT_THAT(of_entry(judged(text_of("chrome")), 11), Contains("body.error_form pass"));
  EXPECT_THAT(of_entry(judged(text_of("firefox")), 8),
              Each(HasSubstr("not testable: the recording does not show whether the credentials")));
}

TEST(JudgeRecorded, WhatIsNotKnownOfARequestIsNotHeldAgainstItsAnswer) {
  const RunResult run = judged(text_of("firefox"));
  EXPECT_THAT(of_entry(run, 6), Each(HasSubstr("does not say what _=1763725800000 means")));
  EXPECT_THAT(of_entry(run, 7), Each(HasSubstr("whether the request was right: 404")));
}

TEST(JudgeRecorded, TellsWhatItDidNotJudge) {
  const RunResult run = judged(text_of("chrome"));
  EXPECT_THAT(run.notes, Contains(HasSubstr("not of this API: 2 exchanges")));
  EXPECT_THAT(run.notes, Contains(HasSubstr("/api/hierarchyRoots")));
  EXPECT_THAT(judged(text_of("mitmproxy")).notes, Contains(HasSubstr("no suite is about them")));
}

TEST(JudgeRecorded, ABrokenRuleFails) {
  const std::string text =
      replaced(text_of("chrome"), R"(urn:veeam:BackupJobSession:)", R"(urn:veeam:Backup:)");
  const RunResult run = judged(text);
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(findings(run), Contains(HasSubstr("identity.uid")));
}

TEST(JudgeRecorded, AServerErrorFails) {
  const RunResult run =
      judged(replaced(text_of("mitmproxy"), R"("status": 200)", R"("status": 500)"));
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(findings(run), Contains(HasSubstr("http.status status: 200, not 500")));
}

TEST(JudgeRecorded, AnotherServersApiIsNotJudged) {
  const RunResult run = judged(
      R"({"log":{"entries":[{"request":{"method":"GET","url":"https://shop.example.com/api/jobs"},)"
      R"("response":{"status":200,"content":{"text":"{\"jobs\":[]}"}}}]}})");
  EXPECT_THAT(run.results, IsEmpty());
  EXPECT_EQ(run.exit_status, 5);
  EXPECT_THAT(run.notes, Contains(HasSubstr("not of this API")));
}

TEST(JudgeRecorded, AnEmptyRecordingConformsNot) {
  const RunResult run = judged(R"({"log":{"entries":[]}})");
  EXPECT_EQ(run.exit_status, 5);
  EXPECT_EQ(run.target, "no Enterprise Manager");
}

}  // namespace
}  // namespace emconform
