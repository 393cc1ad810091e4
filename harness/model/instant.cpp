#include "model/instant.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace emconform {
namespace {

using Ticks = Instant::duration;  // tenths of a microsecond
constexpr std::size_t fraction_digits = 7;

/// Reads a text from the left; every step says whether it fitted.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool literal(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// Exactly `digits` digits.
  bool number(std::size_t digits, int& value) {
    if (rest_.size() < digits) return false;
    value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return false;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return true;
  }

  /// ".5", ".1234567": 1 to 7 digits, in ticks.
  bool fraction(Ticks& ticks) {
    const std::size_t end = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    if (end == 0 || end > fraction_digits) return false;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < fraction_digits; ++i)
      value = value * 10 + (i < end ? rest_[i] - '0' : 0);
    ticks = Ticks(value);
    rest_.remove_prefix(end);
    return true;
  }

  bool skip(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

std::optional<Instant> instant_of(int year, int month, int day, int hour, int minute, int second) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

/// "2026-06-15<separator>05:50:44[.fraction]" at the front of the reader.
std::optional<Instant> read_date_time(Reader& in, char separator) {
  int year{}, month{}, day{}, hour{}, minute{}, second{};
  if (!in.number(4, year) || !in.literal('-') || !in.number(2, month) || !in.literal('-') ||
      !in.number(2, day) || !in.literal(separator) || !in.number(2, hour) || !in.literal(':') ||
      !in.number(2, minute) || !in.literal(':') || !in.number(2, second))
    return std::nullopt;
  Ticks ticks{};
  if (in.literal('.') && !in.fraction(ticks)) return std::nullopt;
  auto instant = instant_of(year, month, day, hour, minute, second);
  if (instant) *instant += ticks;
  return instant;
}

constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool read_month(Reader& in, int& month) {
  for (std::size_t i = 0; i < month_names.size(); ++i) {
    if (!in.skip(month_names[i])) continue;
    month = static_cast<int>(i) + 1;
    return true;
  }
  return false;
}

}  // namespace

std::optional<DateTime> parse_date_time(std::string_view text) {
  Reader in(text);
  const auto instant = read_date_time(in, 'T');
  if (!instant) return std::nullopt;
  DateTime result{.instant = *instant, .has_zone = !in.at_end(), .utc = false};
  if (in.at_end()) return result;
  if (in.literal('Z')) {
    result.utc = true;
    return in.at_end() ? std::optional(result) : std::nullopt;
  }
  const bool east = in.literal('+');
  int hours{}, minutes{};
  if ((!east && !in.literal('-')) || !in.number(2, hours) || !in.literal(':') ||
      !in.number(2, minutes) || !in.at_end() || hours > 14 || minutes > 59)
    return std::nullopt;
  const auto offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
  result.instant += east ? -offset : offset;
  return result;
}

std::optional<Instant> parse_http_date(std::string_view text) {
  // IMF-fixdate alone: RFC 9110 forbids to generate the two obsolete forms.
  const std::size_t comma = text.find(", ");
  if (comma == std::string_view::npos) return std::nullopt;
  Reader in(text.substr(comma + 2));
  int year{}, month{}, day{}, hour{}, minute{}, second{};
  if (!in.number(2, day) || !in.literal(' ') || !read_month(in, month) || !in.literal(' ') ||
      !in.number(4, year) || !in.literal(' ') || !in.number(2, hour) || !in.literal(':') ||
      !in.number(2, minute) || !in.literal(':') || !in.number(2, second) || !in.skip(" GMT") ||
      !in.at_end())
    return std::nullopt;
  return instant_of(year, month, day, hour, minute, second);
}

std::optional<Instant> time_in_name(std::string_view name) {
  const std::size_t at = name.rfind('@');
  if (at == std::string_view::npos) return std::nullopt;
  Reader in(name.substr(at + 1));
  const auto instant = read_date_time(in, ' ');
  return in.at_end() ? instant : std::nullopt;
}

std::string to_string(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  time.hours().count(), time.minutes().count(), time.seconds().count());
  if (const auto fraction = time.subseconds().count(); fraction != 0) {
    text += fmt::format(".{:07}", fraction);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + "Z";
}

}  // namespace emconform
