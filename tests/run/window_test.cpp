#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): setenv is POSIX
#include <time.h>    // NOLINT(modernize-deprecated-headers): tzset is POSIX

#include <atomic>
#include <regex>
#include <set>

#include "mock/document.h"
#include "mock/hooks.h"
#include "mock/mock.h"
#include "run/runner.h"
#include "transport/http.h"

// The rules about windows against the mock, whose clock stands where a test puts it.
namespace emconform {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Ages = std::vector<std::chrono::microseconds>;

const Knowledge& knowledge() {
  static const Knowledge loaded =
      load_knowledge(std::nullopt, std::nullopt, known_checks()).value();
  return loaded;
}

mock::Time at(const char* text) {
  return std::chrono::floor<std::chrono::microseconds>(parse_date_time(text)->instant);
}

/// Both sides of the window's begin, from near to far.
Ages both_sides() {
  return {days{29},      days{29} + 12h,   days{30} - 30min, days{30} - 1s,
          days{30} + 1s, days{30} + 30min, days{30} + 12h};
}

mock::Options options_at(const char* now, Ages ages = both_sides()) {
  return {.sessions = 40,
          .now = at(now),
          .clock_stands = true,
          .ages = std::move(ages),
          .password = "of-the-mock"};
}

using Rewrite = std::function<void(Response&)>;

RunResult run_against(const mock::Options& options, const mock::Hooks& hooks = {},
                      std::chrono::seconds tolerance = 0s, const Rewrite& rewrite = {}) {
  const auto server = mock::Server::start(options, hooks);
  if (!server) throw std::runtime_error(server.error());
  HttpClient client({.base = (*server)->url()});
  const Transport transport = [&](const Request& request) {
    auto response = client.send(request);
    // The mock's clock stands: no exchange takes time.
    if (response) response->timing.total = 0us;
    if (response && rewrite) rewrite(*response);
    return response;
  };
  RunOptions run_options{
      .base = (*server)->url(), .credentials = {options.username, options.password}, .jobs = 2};
  run_options.gather.clock_tolerance = tolerance;
  const std::atomic<bool> stop{false};
  const Plan plan =
      make_plan(knowledge(), {.filters = {"window.*", "relation.query_equals_collection"}});
  auto result = run(plan, knowledge(), run_options, {.version = "test"}, transport, {}, stop);
  if (!result) throw std::runtime_error(result.error().what);
  return *result;
}

/// "window.complete /backupSessions" for every rule that failed, and the notes of errors.
std::set<std::string> failures(const RunResult& run) {
  std::set<std::string> found;
  for (const CaseResult& result : run.results)
    if (result.verdict == Verdict::Fail || result.verdict == Verdict::Error)
      found.insert(result.check + " " + result.endpoint + result.note);
  return found;
}

const CaseResult& find(const RunResult& run, const std::string& check, const std::string& endpoint,
                       const std::string& variant) {
  for (const CaseResult& result : run.results)
    if (result.check == check && result.endpoint == endpoint && result.variant == variant)
      return result;
  throw std::out_of_range(check + endpoint + variant);
}

/// That a healthy mock passes, and that nothing of it was left undecided.
void expect_all_decided(const RunResult& run) {
  EXPECT_THAT(failures(run), IsEmpty());
  std::size_t witnesses = 0;
  for (const CaseResult& result : run.results) {
    EXPECT_EQ(result.undecided, 0U) << result.check << result.endpoint << result.variant;
    witnesses += result.witnesses;
  }
  EXPECT_GT(witnesses, 1000U);
}

class Zone {
 public:
  explicit Zone(const char* name) {
    setenv("TZ", name, 1);
    tzset();
  }
  ~Zone() {
    unsetenv("TZ");
    tzset();
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;
};

struct Moment {
  const char *name, *now, *zone;
};

class WindowAtMoment : public ::testing::TestWithParam<Moment> {};

TEST_P(WindowAtMoment, HoldsToTheSecond) {
  const Zone zone(GetParam().zone);
  expect_all_decided(run_against(options_at(GetParam().now)));
}

TEST_P(WindowAtMoment, IsFoundShortOrLongByTwoSeconds) {
  const Zone zone(GetParam().zone);
  const auto shorter = run_against(options_at(GetParam().now),
                                   {.select = [](const mock::Request&, mock::Selection& selection) {
                                     if (selection.created_since) *selection.created_since += 2s;
                                   }});
  EXPECT_EQ(failures(shorter),
            (std::set<std::string>{"window.complete /backupSessions",
                                   "window.complete /backupTaskSessions",
                                   "window.complete /nas/jobs/{ID}/backupSessions"}));
  const auto longer = run_against(options_at(GetParam().now),
                                  {.select = [](const mock::Request&, mock::Selection& selection) {
                                    if (selection.created_since) *selection.created_since -= 2s;
                                  }});
  for (const char* endpoint :
       {"/backupSessions", "/backupTaskSessions", "/systemSessions",
        "/nas/jobs/{ID}/backupSessions", "/backupSessions/{ID}/taskSessions"})
    EXPECT_THAT(failures(longer), Contains(std::string("window.created_within ") + endpoint));
  for (const std::string& failure : failures(longer))
    EXPECT_THAT(failure, HasSubstr("window.created_within"));
}

INSTANTIATE_TEST_SUITE_P(
    Of, WindowAtMoment,
    ::testing::Values(Moment{"LeapDay", "2028-02-29T12:00:00Z", "Europe/Berlin"},
                      Moment{"AMonthAfterLeapDay", "2028-03-30T00:00:00Z", "America/New_York"},
                      Moment{"EndOfMarch", "2026-03-31T23:59:59Z", "Europe/Berlin"},
                      Moment{"FirstOfMarch", "2026-03-01T00:00:00Z", "America/New_York"},
                      Moment{"SummerTimeInBerlin", "2026-03-29T01:30:00Z", "Europe/Berlin"},
                      Moment{"SummerTimeInNewYork", "2026-03-29T01:30:00Z", "America/New_York"},
                      Moment{"WinterTimeInBerlin", "2026-10-25T01:30:00Z", "Europe/Berlin"},
                      Moment{"WinterTimeInNewYork", "2026-10-25T01:30:00Z", "America/New_York"}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(Window, HoldsForFractionsOfAnyLength) {
  Ages ages;
  for (const auto fraction :
       {0us, 100'000us, 120'000us, 123'000us, 123'400us, 123'450us, 123'456us}) {
    ages.push_back(days{30} - 1s - fraction);  // created at a second and the fraction
    ages.push_back(days{30} + 2s - fraction);
  }
  const auto with_a_seventh_digit = [](Response& response) {
    static const std::regex six(R"((\.\d{6})Z)");
    response.body = std::regex_replace(response.body, six, "$017Z");
    for (Header& one : response.headers)
      if (one.name == "Content-Length") one.value = std::to_string(response.body.size());
  };
  expect_all_decided(
      run_against(options_at("2026-07-01T12:00:00Z", ages), {}, 0s, with_a_seventh_digit));
}

struct Fault {
  const char* name;
  const char* now;
  void (*select)(const mock::Request&, mock::Selection&);
  const char* found;
};

mock::Time a_month_before(mock::Time time) {
  const auto today = std::chrono::floor<days>(time);
  auto date = std::chrono::year_month_day{today} - std::chrono::months{1};
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return std::chrono::sys_days{date} + (time - today);
}

class FaultyWindow : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultyWindow, IsFound) {
  const auto run = run_against(options_at(GetParam().now), {.select = GetParam().select});
  EXPECT_THAT(failures(run), Contains(std::string(GetParam().found)));
}

INSTANTIATE_TEST_SUITE_P(
    Of, FaultyWindow,
    ::testing::Values(Fault{"ADayShort", "2026-07-01T12:00:00Z",
                            [](const mock::Request&, mock::Selection& s) {
                              if (s.created_since) *s.created_since += days{1};
                            },
                            "window.complete /backupSessions"},
                      Fault{"AMonthOf31Days", "2026-03-31T12:00:00Z",
                            [](const mock::Request& request, mock::Selection& s) {
                              if (s.created_since) s.created_since = a_month_before(request.time);
                            },
                            "window.created_within /backupTaskSessions"},
                      Fault{"AMonthOf28Days", "2026-03-01T12:00:00Z",
                            [](const mock::Request& request, mock::Selection& s) {
                              if (s.created_since) s.created_since = a_month_before(request.time);
                            },
                            "window.complete /backupTaskSessions"},
                      Fault{"FromLocalMidnight", "2026-07-01T12:00:00Z",
                            [](const mock::Request& request, mock::Selection& s) {
                              if (s.created_since)
                                s.created_since =
                                    std::chrono::floor<days>(request.time + 2h) - 2h - days{30};
                            },
                            "window.created_within /systemSessions"},
                      Fault{"ByEndTime", "2026-07-01T12:00:00Z",
                            [](const mock::Request&, mock::Selection& s) {
                              s.ended_since = std::exchange(s.created_since, std::nullopt);
                            },
                            "window.created_within /backupSessions"},
                      Fault{"AnHourShort", "2026-07-01T12:00:00Z",
                            [](const mock::Request&, mock::Selection& s) {
                              if (s.created_since) *s.created_since += 1h;
                            },
                            "window.complete /nas/jobs/{ID}/backupSessions"},
                      Fault{"AnHourLong", "2026-07-01T12:00:00Z",
                            [](const mock::Request&, mock::Selection& s) {
                              if (s.created_since) *s.created_since -= 1h;
                            },
                            "window.created_within /nas/jobs/{ID}/backupSessions"},
                      Fault{"OnlyWhatIsOver", "2026-07-01T12:00:00Z",
                            [](const mock::Request& request, mock::Selection& s) {
                              if (request.route == "backupSessions/{id}/taskSessions")
                                s.over = true;
                            },
                            "window.complete /backupSessions/{ID}/taskSessions"}),
    [](const auto& param) { return std::string(param.param.name); });

void keep_newest(mock::Reply& reply, std::size_t most) {
  if (reply.status != 200 || !reply.document) return;
  mock::List* list = mock::first_list(reply.document->content);
  if (list != nullptr && list->items.size() > most) list->items.resize(most);
}

TEST(Window, CutAfter1000ItemsIsFoundByTheOldestThatAreMissing) {
  mock::Options options = options_at("2026-07-01T12:00:00Z", {days{30} - 1min});
  options.sessions = 1600;
  const auto run =
      run_against(options, {.reply = [](const mock::Request& request, mock::Reply& reply) {
                    if (request.route == "backupSessions") keep_newest(reply, 1000);
                  }});
  EXPECT_EQ(failures(run), std::set<std::string>{"window.complete /backupSessions"});
  const auto& result = find(run, "window.complete", "/backupSessions", "no Accept, reference");
  ASSERT_EQ(result.findings.size(), 3U);
  EXPECT_THAT(result.findings[0].actual, HasSubstr("created at 2026-06-01T12:01:00Z"));
  EXPECT_THAT(result.findings[0].actual, HasSubstr("the oldest of 76 such items"));
}

TEST(Window, ItemsOfTheFutureAreFound) {
  const auto run = run_against(options_at("2026-07-01T12:00:00Z", {-2h}));
  EXPECT_THAT(failures(run), Contains("window.created_within /backupSessions"));
  for (const std::string& failure : failures(run))
    EXPECT_THAT(failure, HasSubstr("window.created_within"));
}

TEST(Window, OldReferencesAreFoundWhereNoEntitiesShowThem) {
  const auto run = run_against(options_at("2026-07-01T12:00:00Z"),
                               {.select =
                                    [](const mock::Request& request, mock::Selection& selection) {
                                      if (request.route == "backupTaskSessions")
                                        selection.created_since.reset();
                                    },
                                .reply =
                                    [](const mock::Request& request, mock::Reply& reply) {
                                      if (request.route == "backupTaskSessions" && request.entity)
                                        reply = mock::error_reply(500, "not today");
                                    }});
  for (const char* variant : {"no Accept, reference", "application/json, reference"}) {
    const auto& result = find(run, "window.created_within", "/backupTaskSessions", variant);
    EXPECT_EQ(result.verdict, Verdict::Fail) << variant;
    EXPECT_GE(result.witnesses, 5U);  // the oldest by Name and by query
    EXPECT_LE(result.witnesses, 10U);
  }
}

TEST(Window, WhatLiesInTheClocksToleranceIsNotBlamed) {
  for (const auto off : {-90s, 90s}) {
    const auto run =
        run_against(options_at("2026-07-01T12:00:00Z", {days{30} - 60s, days{30} + 60s}),
                    off > 0s ? mock::Hooks{.select =
                                               [](const mock::Request&, mock::Selection& s) {
                                                 if (s.created_since) *s.created_since += 90s;
                                               }}
                             : mock::Hooks{.select =
                                               [](const mock::Request&, mock::Selection& s) {
                                                 if (s.created_since) *s.created_since -= 90s;
                                               }},
                    120s);
    EXPECT_THAT(failures(run), IsEmpty());
    const char* rule = off > 0s ? "window.complete" : "window.created_within";
    EXPECT_GE(find(run, rule, "/backupSessions", "no Accept, entity").undecided, 9U);
  }
}

TEST(Window, IsInconclusiveWithoutADate) {
  const auto run = run_against(
      options_at("2026-07-01T12:00:00Z"),
      {.response = [](const mock::Request&, mock::Response& response) {
        std::erase_if(response.headers, [](const mock::Header& one) { return one.name == "Date"; });
      }});
  EXPECT_THAT(failures(run), IsEmpty());
  for (const CaseResult& result : run.results)
    if (result.check == "window.created_within") {
      EXPECT_EQ(result.verdict, Verdict::Inconclusive) << result.endpoint;
      EXPECT_THAT(result.note, HasSubstr("no Date"));
    }
}

TEST(Window, SaysWhereThereIsNoQueryToHoldAListAgainst) {
  const auto run = run_against(options_at("2026-07-01T12:00:00Z"));
  const auto& result = find(run, "window.complete", "/systemSessions", "no Accept, reference");
  EXPECT_EQ(result.verdict, Verdict::NotTestable);
  EXPECT_THAT(result.note, HasSubstr("no query for SystemSession"));
}

TEST(Window, AListThatLackedAnItemForAMomentIsNotBlamed) {
  static std::atomic<int> readings;
  readings = 0;
  const auto run = run_against(options_at("2026-07-01T12:00:00Z"),
                               {.reply = [](const mock::Request& request, mock::Reply& reply) {
                                 if (request.route == "backupTaskSessions" && !request.entity &&
                                     request.format == mock::Format::Xml && readings++ == 0)
                                   keep_newest(reply, 10);
                               }});
  EXPECT_GE(readings, 2);
  EXPECT_THAT(failures(run), IsEmpty());
}

}  // namespace
}  // namespace emconform
