#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Points in time as the API and HTTP write them.
namespace emconform {

/// UTC, to a tenth of a microsecond: the finest that the API's DateTime can hold.
using Instant =
    std::chrono::sys_time<std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>>;

/// A DateTime of a representation: "2026-06-15T05:50:44.62Z", fraction of 0 to 7 digits.
struct DateTime {
  Instant instant{};
  bool has_zone = false;  // ended in Z or an offset (the offset is taken into account)
  bool utc = false;       // ended in Z
};

/// Parses xs:dateTime strictly; nullopt for anything else, 30 February included.
std::optional<DateTime> parse_date_time(std::string_view text);

/// Parses an HTTP Date: "Sat, 21 Nov 2026 11:38:00 GMT" (RFC 9110, 5.6.7).
std::optional<Instant> parse_http_date(std::string_view text);

/// Parses the time in a session's Name, "<object>@2026-06-15 05:50:44[.fraction]" (what stands
/// after the last '@'); nullopt if there is none.
std::optional<Instant> time_in_name(std::string_view name);

/// "2026-06-15T05:50:44.62Z": fraction without trailing zeros, as the API writes it.
std::string to_string(Instant instant);

/// An interval in which the server's clock surely was.
struct Interval {
  Instant earliest{}, latest{};
};

}  // namespace emconform
