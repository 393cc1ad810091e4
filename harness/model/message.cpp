#include "model/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "model/href.h"

namespace emconform {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/// What stands for the particular at the beginning of a text, and how long that is.
struct Particular {
  std::size_t length = 0;
  std::string_view name{};
};

std::size_t digits_in(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return static_cast<std::size_t>(end - text.begin());
}

std::optional<Particular> guid_at(std::string_view text) {
  constexpr std::size_t length = 36;
  if (text.size() < length || !is_guid(text.substr(0, length))) return std::nullopt;
  return Particular{length, "{ID}"};
}

/// "2026-06-15T05:50:44.62Z", with what of it is there behind the day.
std::optional<Particular> time_at(std::string_view text) {
  constexpr std::string_view day = "dddd-dd-dd";
  if (text.size() < day.size()) return std::nullopt;
  for (std::size_t i = 0; i < day.size(); ++i)
    if (day[i] == 'd' ? !is_digit(text[i]) : text[i] != day[i]) return std::nullopt;
  std::size_t end = day.size();
  if (end + 1 < text.size() && (text[end] == 'T' || text[end] == ' ') && is_digit(text[end + 1]))
    ++end;
  constexpr std::string_view of_times = "0123456789:.";
  while (end > day.size() && end < text.size() && of_times.find(text[end]) != std::string::npos)
    ++end;
  while (text[end - 1] == '.' || text[end - 1] == ':') --end;  // of the sentence
  if (end > day.size() && end < text.size() && text[end] == 'Z') ++end;
  return Particular{end, "{time}"};
}

std::optional<Particular> place_at(std::string_view text) {
  if (text.front() != '[') return std::nullopt;
  const std::size_t digits = digits_in(text.substr(1));
  if (digits == 0 || digits + 1 >= text.size() || text[digits + 1] != ']') return std::nullopt;
  return Particular{digits + 2, "[*]"};
}

std::optional<Particular> authority_at(std::string_view text) {
  constexpr std::string_view before = "://";
  if (!text.starts_with(before)) return std::nullopt;
  const std::size_t end = std::min(text.find_first_of("/?#\"' ", before.size()), text.size());
  return Particular{end, "://{host}"};
}

std::optional<Particular> number_at(std::string_view text) {
  constexpr std::size_t shortest = 4;  // a status is no particular
  const std::size_t digits = digits_in(text);
  if (digits < shortest) return std::nullopt;
  return Particular{digits, "{n}"};
}

}  // namespace

std::string message_of(const Finding& finding) {
  return fmt::format("{}: expected {}, got {}", finding.where, finding.expected, finding.actual);
}

std::string kind_of(const Finding& finding) {
  Finding alone = finding;
  // What stands for others of its shape says how many they are (checks/representatives.h).
  if (const auto others = alone.actual.rfind(" (and "); alone.actual.ends_with(" more alike)"))
    alone.actual.erase(others);
  return without_particulars(message_of(alone));
}

std::string without_particulars(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    // Nothing begins inside of a word: v1_7 stays, and so does the end of a longer number.
    const bool inside = i > 0 && (is_letter(text[i - 1]) || is_digit(text[i - 1]));
    std::optional<Particular> found = place_at(rest);
    if (!found) found = authority_at(rest);
    if (!found && !inside) found = guid_at(rest);
    if (!found && !inside) found = time_at(rest);
    if (!found && !inside) found = number_at(rest);
    result += found ? found->name : rest.substr(0, 1);
    i += found ? found->length : 1;
  }
  return result;
}

}  // namespace emconform
