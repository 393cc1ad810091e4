#include "reports/markdown_text.h"

#include <algorithm>

#include "reports/text.h"

namespace emconform {
namespace {

std::size_t longest_run(std::string_view text, char wanted) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// More backticks than stand in a row in the text: nothing in it ends the code.
std::string fence_for(std::string_view text, std::size_t least) {
  return std::string(std::max(longest_run(text, '`') + 1, least), '`');
}

/// Spaces keep backticks at the ends apart from the fence; a reader takes one of each away.
std::string span(const std::string& text) {
  if (text.empty()) return "";
  const std::string fence = fence_for(text, 1);
  const bool is_blank = text.find_first_not_of(' ') == std::string::npos;
  const auto at_end = [](char c) { return c == '`' || c == ' '; };
  const bool padded = !is_blank && (at_end(text.front()) || at_end(text.back()));
  const std::string pad = padded ? " " : "";
  return fence + pad + text + pad + fence;
}

/// What starts a mention, a reference or a link wherever it stands, also as an entity or behind a
/// backslash: only code keeps readers off it. Its length at the beginning of the text.
std::size_t trigger_at(std::string_view text) {
  constexpr std::string_view triggers = "@#!~%$&^";
  if (const std::size_t run = std::min(text.find_first_not_of(triggers), text.size()); run > 0)
    return run;
  if (text.starts_with("://")) return 3;
  const bool is_www = text.size() >= 4 && (text[0] | 0x20) == 'w' && (text[1] | 0x20) == 'w' &&
                      (text[2] | 0x20) == 'w' && text[3] == '.';
  return is_www ? 4 : 0;
}

}  // namespace

std::string md_code(std::string_view text, std::size_t most) {
  return span(visible(shortened(text, most)));
}

std::string md_cell(std::string_view text) {
  constexpr std::size_t most = 200;
  constexpr std::string_view broken_bar = "\xc2\xa6";
  std::string cell;
  for (const char c : visible(shortened(text, most))) c == '|' ? cell += broken_bar : cell += c;
  return span(cell);
}

std::string md_prose(std::string_view text) {
  constexpr std::string_view markup = "\\`*_{}[]<>|=\"'";
  const std::string line = visible(text);
  std::string prose;
  for (std::string_view rest = line; !rest.empty();) {
    if (const std::size_t trigger = trigger_at(rest); trigger > 0) {
      prose += span(std::string(rest.substr(0, trigger)));
      rest.remove_prefix(trigger);
      continue;
    }
    if (markup.find(rest.front()) != std::string_view::npos) prose += '\\';
    prose += rest.front();
    rest.remove_prefix(1);
  }
  return prose;
}

std::string md_block(const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string code;
  for (const std::string& line : lines) code += visible(line) + "\n";
  const std::string fence = fence_for(code, 3);
  return fence + "sh\n" + code + fence + "\n";
}

}  // namespace emconform
