#include "run/replay.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "load/files.h"
#include "mock/mock.h"
#include "model/recording.h"
#include "reports/har.h"
#include "transport/http.h"

// A recording says what the run said that made it: run, write the HAR, read it, judge it again.
namespace emconform {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr mock::Time clock_of_mocks =
    std::chrono::sys_days{std::chrono::November / 21 / 2026} + std::chrono::hours{11};

const Knowledge& knowledge() {
  static const Knowledge all = *load_knowledge({}, {}, known_checks());
  return all;
}

/// All that is said of each result but how long it took.
std::vector<std::string> said(const RunResult& run) {
  std::vector<std::string> all;
  for (const CaseResult& r : run.results) {
    std::string text = fmt::format("{}/{} [{}] {} {} {} {} {} {} {}", r.suite, r.case_name,
                                   r.variant, r.check, name_of(r.verdict), r.witnesses, r.undecided,
                                   r.findings_in_all, r.no_data, r.note);
    for (const Finding& finding : r.findings)
      text += fmt::format("\n  {}: {}, not {}", finding.where, finding.expected, finding.actual);
    all.push_back(std::move(text));
  }
  return all;
}

std::vector<std::string> differences(const RunResult& a, const RunResult& b) {
  const auto one = said(a), other = said(b);
  std::vector<std::string> all;
  if (one.size() != other.size())
    all.push_back(fmt::format("{} results, not {}", other.size(), one.size()));
  for (std::size_t i = 0; i < std::min(one.size(), other.size()) && all.size() < 5; ++i)
    if (one[i] != other[i]) all.push_back(fmt::format("- {}\n+ {}\n", one[i], other[i]));
  return all;
}

Recording through_har(const Recording& recording) {
  std::stringstream file;
  write_har(recording, file);
  auto read = read_har(file, "run.har");
  EXPECT_TRUE(read) << read.error().what;
  return read ? std::move(*read) : Recording{};
}

RunResult replayed(const RunResult& run) {
  const Recording recording = through_har(*run.recording);
  const Plan plan = make_plan(knowledge(), plan_options_of(*recording.run));
  const std::atomic<bool> stop{false};
  auto result = replay(recording, plan, knowledge(), {}, {}, stop);
  EXPECT_TRUE(result) << result.error().what;
  return result ? std::move(*result) : RunResult{};
}

struct Ways {
  int jobs = 1;
  bool anonymize = false;
  PlanOptions plan{};
};

RunResult recorded(const mock::Options& mock_options, const std::string& base,
                   const Transport& transport, const Ways& ways) {
  RunOptions options{.base = base,
                     .credentials = {mock_options.username, "emconform-password"},
                     .jobs = ways.jobs};
  options.record = true;
  options.anonymize = ways.anonymize;
  const std::atomic<bool> stop{false};
  auto result = run(make_plan(knowledge(), ways.plan), knowledge(), options, {.version = "test"},
                    transport, {}, stop);
  EXPECT_TRUE(result) << result.error().what;
  return result ? std::move(*result) : RunResult{};
}

mock::Options small_mock() {
  return {.sessions = 60, .now = clock_of_mocks, .password = "emconform-password"};
}

/// Over a socket, so that the bytes are those of a server.
RunResult recorded(mock::Options options, const Ways& ways = {}) {
  auto server = mock::Server::start(options);
  EXPECT_TRUE(server) << server.error();
  HttpClient client({.base = (*server)->url()});
  return recorded(
      options, (*server)->url(), [&](const Request& request) { return client.send(request); },
      ways);
}

TEST(Replay, SaysOfAHealthyTargetWhatTheRunSaid) {
  const RunResult run = recorded(small_mock(), {.jobs = 4});
  EXPECT_EQ(run.exit_status, 0);
  const RunResult again = replayed(run);
  EXPECT_THAT(differences(run, again), IsEmpty());
  EXPECT_EQ(again.exit_status, 0);
  EXPECT_EQ(again.release, run.release);
  EXPECT_EQ(again.dialect, run.dialect);
  EXPECT_EQ(again.gate, run.gate);
  EXPECT_THAT(again.notes.front(), HasSubstr("nothing was sent"));
}

// Requests are made of names that the target has: of those in the recording no answer is known.
TEST(Replay, OfAnAnonymizedRunBlamesTheTargetForNothing) {
  const RunResult run = recorded(small_mock(), {.jobs = 2, .anonymize = true});
  const RunResult again = replayed(run);
  ASSERT_EQ(again.results.size(), run.results.size());
  std::size_t others = 0;
  for (std::size_t i = 0; i < run.results.size(); ++i) {
    const CaseResult &first = run.results[i], &second = again.results[i];
    if (first.verdict == second.verdict) continue;
    EXPECT_NE(second.verdict, Verdict::Fail) << said(again)[i];
    EXPECT_NE(second.verdict, Verdict::Warn) << said(again)[i];
    if (second.note.find("the recording does not hold") != std::string::npos) ++others;
  }
  EXPECT_GT(others, 0U);
  EXPECT_LT(others * 20, run.results.size());
  EXPECT_EQ(again.exit_status, 5);
}

class EachVariant : public ::testing::TestWithParam<const char*> {};

TEST_P(EachVariant, IsReplayedAsItWasRun) {
  mock::Options options = small_mock();
  options.variant = GetParam();
  const RunResult run = recorded(options, {.jobs = 2});
  EXPECT_THAT(differences(run, replayed(run)), IsEmpty());
}

std::string name_of_test(const ::testing::TestParamInfo<const char*>& info) {
  std::string name = info.param;
  for (char& c : name)
    if (c == '.' || c == '-') c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(OfTheMock, EachVariant,
                         ::testing::Values("release.13", "answers.unavailable_once",
                                           "logon.expires", "sessions.moving", "token.unrelated",
                                           "xml.comments"),
                         name_of_test);

class EachDefect : public ::testing::TestWithParam<const char*> {};

TEST_P(EachDefect, IsFoundInTheRecordingAsInTheRun) {
  mock::Options options = small_mock();
  options.defect = GetParam();
  const RunResult run = recorded(options);
  EXPECT_EQ(run.exit_status, 1);
  const RunResult again = replayed(run);
  EXPECT_THAT(differences(run, again), IsEmpty());
  EXPECT_EQ(again.exit_status, 1);
}

INSTANTIATE_TEST_SUITE_P(OfTheMock, EachDefect,
                         ::testing::Values("body.cut_off", "error.utf_16",
                                           "header.control_character", "length.twice",
                                           "logon.token_as_guid", "access.unknown_token",
                                           "links.other_host", "query.and_as_or"),
                         name_of_test);

}  // namespace
}  // namespace emconform
