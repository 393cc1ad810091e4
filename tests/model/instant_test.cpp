#include "model/instant.h"

#include <gtest/gtest.h>

namespace emconform {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

struct Read {
  const char* text;
  const char* utc;  // as to_string writes it
  bool has_zone;
  bool is_utc;
};

TEST(ParseDateTime, ReadsWhatTheApiWrites) {
  const Read samples[] = {
      {"2026-06-15T05:50:44Z", "2026-06-15T05:50:44Z", true, true},
      {"2026-06-15T05:50:44", "2026-06-15T05:50:44Z", false, false},
      {"2026-06-15T05:50:44.6Z", "2026-06-15T05:50:44.6Z", true, true},
      {"2026-06-15T05:50:44.62Z", "2026-06-15T05:50:44.62Z", true, true},
      {"2026-06-15T05:50:44.627Z", "2026-06-15T05:50:44.627Z", true, true},
      {"2026-06-15T05:50:44.6271Z", "2026-06-15T05:50:44.6271Z", true, true},
      {"2026-06-15T05:50:44.62714Z", "2026-06-15T05:50:44.62714Z", true, true},
      {"2026-06-15T05:50:44.627148Z", "2026-06-15T05:50:44.627148Z", true, true},
      {"2026-06-15T05:50:44.6271483Z", "2026-06-15T05:50:44.6271483Z", true, true},
      {"2026-06-15T05:50:44.6271483", "2026-06-15T05:50:44.6271483Z", false, false},
      {"2026-06-15T05:50:44.0000001Z", "2026-06-15T05:50:44.0000001Z", true, true},
      {"2026-06-15T05:50:44.9999999Z", "2026-06-15T05:50:44.9999999Z", true, true},
      {"2026-06-15T05:50:44.0Z", "2026-06-15T05:50:44Z", true, true},
      {"2026-06-15T05:50:44.500Z", "2026-06-15T05:50:44.5Z", true, true},
      {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", true, true},
      {"2000-02-29T23:59:59Z", "2000-02-29T23:59:59Z", true, true},
      {"1601-01-01T00:00:00Z", "1601-01-01T00:00:00Z", true, true},
      {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", true, true},
      {"9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z", true, true},
      {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z", true, true},
  };
  for (const auto& [text, utc, has_zone, is_utc] : samples) {
    const auto time = parse_date_time(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(to_string(time->instant), utc);
    EXPECT_EQ(time->has_zone, has_zone) << text;
    EXPECT_EQ(time->utc, is_utc) << text;
  }
}

TEST(ParseDateTime, TakesOffsetsIntoAccount) {
  const Read samples[] = {
      {"2026-06-15T05:50:44+02:00", "2026-06-15T03:50:44Z", true, false},
      {"2026-06-15T05:50:44-05:30", "2026-06-15T11:20:44Z", true, false},
      {"2026-06-15T05:50:44.25+00:00", "2026-06-15T05:50:44.25Z", true, false},
      {"2026-01-01T01:00:00+02:00", "2025-12-31T23:00:00Z", true, false},
      {"2024-02-28T23:00:00-01:00", "2024-02-29T00:00:00Z", true, false},
      {"2026-02-28T23:00:00-01:00", "2026-03-01T00:00:00Z", true, false},
      {"2026-06-15T05:50:44+14:00", "2026-06-14T15:50:44Z", true, false},
      {"2026-06-15T05:50:44-14:00", "2026-06-15T19:50:44Z", true, false},
  };
  for (const auto& [text, utc, has_zone, is_utc] : samples) {
    const auto time = parse_date_time(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(to_string(time->instant), utc) << text;
    EXPECT_EQ(time->has_zone, has_zone) << text;
    EXPECT_EQ(time->utc, is_utc) << text;
  }
}

TEST(ParseDateTime, KnowsTheLengthOfEveryMonth) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const auto text_of = [](int y, int month, int day) {
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT12:00:00Z", y, month, day);
    return std::string(text);
  };
  for (const int y : {1900, 2000, 2023, 2024, 2100}) {
    const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    for (int month = 1; month <= 12; ++month) {
      const int last = days[month - 1] + (leap && month == 2 ? 1 : 0);
      EXPECT_TRUE(parse_date_time(text_of(y, month, last))) << text_of(y, month, last);
      EXPECT_FALSE(parse_date_time(text_of(y, month, last + 1))) << text_of(y, month, last + 1);
      EXPECT_FALSE(parse_date_time(text_of(y, month, 0)));
    }
    EXPECT_FALSE(parse_date_time(text_of(y, 0, 1)));
    EXPECT_FALSE(parse_date_time(text_of(y, 13, 1)));
  }
}

TEST(ParseDateTime, RefusesEverythingElse) {
  for (const char* text : {"",
                           "Z",
                           "2026",
                           "2026-06-15",
                           "2026-06-15T",
                           "2026-06-15T05:50Z",
                           "2026-06-15 05:50:44Z",
                           "2026-06-15t05:50:44z",
                           "2026-06-15T05:50:44z",
                           "2026-06-15T05:50:44.Z",
                           "2026-06-15T05:50:44.12345678Z",
                           "2026-06-15T05:50:44,5Z",
                           "2026-06-15T05:50:44ZZ",
                           "2026-06-15T05:50:44Z ",
                           " 2026-06-15T05:50:44Z",
                           "2026-06-15T05:50:44 Z",
                           "2026-06-15T05:50:44+0200",
                           "2026-06-15T05:50:44+02",
                           "2026-06-15T05:50:44+2:00",
                           "2026-06-15T05:50:44+15:00",
                           "2026-06-15T05:50:44+02:60",
                           "2026-06-15T05:50:44+02:00Z",
                           "2026-06-15T24:00:00Z",
                           "2026-06-15T23:60:00Z",
                           "2026-06-15T23:59:60Z",
                           "2026-6-15T05:50:44Z",
                           "26-06-15T05:50:44Z",
                           "-2026-06-15T05:50:44Z",
                           "+2026-06-15T05:50:44Z",
                           "12026-06-15T05:50:44Z",
                           "2026/06/15T05:50:44Z",
                           "2026-06-15T05-50-44Z",
                           "2026-06-15T-5:50:44Z",
                           "2026-02-30T05:50:44Z",
                           "06/15/2026 05:50:44",
                           "Mon, 15 Jun 2026 05:50:44 GMT",
                           "1781502644"})
    EXPECT_FALSE(parse_date_time(text)) << text;
}

TEST(ParseDateTime, IsTheInverseOfToString) {
  const Instant start = sys_days(year(2024) / 2 / 28);
  for (std::int64_t i = 0; i < 4000; ++i) {
    const Instant instant = start + i * 7777777 * Instant::duration(1) + i * 61min;
    const auto again = parse_date_time(to_string(instant));
    ASSERT_TRUE(again) << to_string(instant);
    EXPECT_EQ(again->instant, instant) << to_string(instant);
    EXPECT_TRUE(again->utc);
  }
}

TEST(ParseHttpDate, ReadsTheOneFormThatServersSend) {
  struct Sample {
    const char* text;
    const char* utc;
  };
  for (const auto& [text, utc] : {Sample{"Sat, 21 Nov 2026 11:38:00 GMT", "2026-11-21T11:38:00Z"},
                                  {"Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"},
                                  {"Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59Z"},
                                  {"Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"}}) {
    const auto instant = parse_http_date(text);
    ASSERT_TRUE(instant) << text;
    EXPECT_EQ(to_string(*instant), utc);
  }
  int month = 0;
  for (const char* name :
       {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}) {
    const auto instant = parse_http_date("Mon, 05 " + std::string(name) + " 2026 01:02:03 GMT");
    ASSERT_TRUE(instant) << name;
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(*instant));
    EXPECT_EQ(static_cast<unsigned>(date.month()), static_cast<unsigned>(++month));
  }
}

TEST(ParseHttpDate, RefusesEverythingElse) {
  for (const char* text : {"", ", ", "Sat, 21 Nov 2026 11:38:00", "Sat, 21 Nov 2026 11:38:00 UTC",
                           "Sat, 21 Nov 2026 11:38:00 +0000", "Sat, 21 Nov 2026 11:38:00 GMT ",
                           "Sat, 1 Nov 2026 11:38:00 GMT", "Sat, 31 Nov 2026 11:38:00 GMT",
                           "Sat, 29 Feb 2026 11:38:00 GMT", "Sat, 21 nov 2026 11:38:00 GMT",
                           "Sat, 21 Foo 2026 11:38:00 GMT", "Sat, 21 Nov 2026 25:38:00 GMT",
                           "21 Nov 2026 11:38:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 1994", "2026-11-21T11:38:00Z"})
    EXPECT_FALSE(parse_http_date(text)) << text;
}

TEST(TimeInName, IsWhatStandsBehindTheLastAt) {
  struct Sample {
    const char* name;
    const char* utc;
  };
  for (const auto& [name, utc] :
       {Sample{"Backup Job 1@2026-06-15 05:50:44", "2026-06-15T05:50:44Z"},
        {"Backup Job 1@2026-06-15 05:50:44.62", "2026-06-15T05:50:44.62Z"},
        {"srv01@2026-06-15 05:50:44.6271483", "2026-06-15T05:50:44.6271483Z"},
        {"admin@example.com@2024-02-29 00:00:00", "2024-02-29T00:00:00Z"},
        {"@2026-06-15 05:50:44", "2026-06-15T05:50:44Z"}}) {
    const auto instant = time_in_name(name);
    ASSERT_TRUE(instant) << name;
    EXPECT_EQ(to_string(*instant), utc);
  }
  for (const char* name :
       {"", "@", "Backup Job 1", "Backup Job 1@", "Job@2026-06-15", "Job@2026-06-15T05:50:44",
        "Job@2026-06-15 05:50:44Z", "Job@2026-06-15 05:50:44.", "Job@2026-02-29 05:50:44",
        "Job@2026-06-15 05:50:44 (1)", "2026-06-15 05:50:44", "Job@2026-06-15 05:50:44@x"})
    EXPECT_FALSE(time_in_name(name)) << name;
}

TEST(ToString, WritesTheFractionWithoutTrailingZeros) {
  const Instant noon = sys_days(year(2026) / 11 / 21) + 12h;
  using Ticks = Instant::duration;
  EXPECT_EQ(to_string(noon), "2026-11-21T12:00:00Z");
  EXPECT_EQ(to_string(noon + 100ms), "2026-11-21T12:00:00.1Z");
  EXPECT_EQ(to_string(noon + 10ms), "2026-11-21T12:00:00.01Z");
  EXPECT_EQ(to_string(noon + 1us), "2026-11-21T12:00:00.000001Z");
  EXPECT_EQ(to_string(noon + Ticks(1)), "2026-11-21T12:00:00.0000001Z");
  EXPECT_EQ(to_string(noon - Ticks(1)), "2026-11-21T11:59:59.9999999Z");
  EXPECT_EQ(to_string(Instant{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_string(Instant{} - Ticks(1)), "1969-12-31T23:59:59.9999999Z");
}

}  // namespace
}  // namespace emconform
