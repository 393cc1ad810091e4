#include "load/text_position.h"

#include <fmt/format.h>

#include <algorithm>

namespace emconform {

LineColumn line_column(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  return {static_cast<std::size_t>(lines) + 1, before.size() - line_start + 1};
}

std::string to_string(LineColumn place) {
  return fmt::format("line {}, column {}", place.line, place.column);
}

std::string printable(std::string_view text) {
  constexpr std::size_t longest = 300;
  std::string result(text.substr(0, longest));
  for (char& c : result) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    if (c < ' ' || c > '~') c = '?';
  }
  result.erase(result.find_last_not_of(' ') + 1);
  if (text.size() > longest) result += "...";
  return result;
}

std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

}  // namespace emconform
