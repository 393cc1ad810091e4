#include "checks/representatives.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace emconform {
namespace {

constexpr std::string_view ends = " ,.;)";

/// The length of the quoted text at the start; quotes inside of it have a letter behind them.
std::size_t quoted_length(std::string_view text) {
  for (std::size_t end = text.find('\'', 1); end != std::string_view::npos;
       end = text.find('\'', end + 1))
    if (end + 1 == text.size() || ends.find(text[end + 1]) != std::string_view::npos)
      return end + 1;
  return text.size();
}

/// A status and a count of few say what is wrong; an id, a time or a number of bytes only where.
bool is_value(std::string_view word) {
  constexpr std::size_t status_digits = 3;
  return word.size() > status_digits &&
         std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The text without its values.
std::string shape_of(std::string_view text) {
  std::string shape;
  while (!text.empty()) {
    const bool is_quoted = text.front() == '\'';
    const bool is_name = shape.ends_with("Type ") || shape.ends_with("Rel ");
    std::size_t length = is_quoted ? quoted_length(text) : std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, length);
    if ((is_quoted && !is_name) || (!is_quoted && is_value(word)))
      shape += '*';
    else
      shape += word;
    if (length < text.size() && text[length] == ' ') {
      shape += ' ';
      ++length;
    }
    text.remove_prefix(length);
  }
  return shape;
}

}  // namespace

std::vector<Finding> representatives(std::vector<Finding> findings) {
  struct Kind {
    std::size_t first = 0, others = 0;
  };
  std::map<std::pair<std::string, std::string>, Kind> kinds;
  std::vector<Finding> shown;
  for (Finding& finding : findings) {
    const auto [kind, is_new] = kinds.try_emplace(
        {shape_of(finding.expected), shape_of(finding.actual)}, Kind{.first = shown.size()});
    if (is_new)
      shown.push_back(std::move(finding));
    else
      ++kind->second.others;
  }
  for (const auto& [shape, kind] : kinds)
    if (kind.others > 0)
      shown[kind.first].actual += fmt::format(" (and {} more alike)", kind.others);
  return shown;
}

}  // namespace emconform
