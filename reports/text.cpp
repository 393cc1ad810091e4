#include "reports/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace emconform {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

/// The first character of a text that is not empty (RFC 3629: no overlong forms, no surrogates).
Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) -> char32_t { return static_cast<unsigned char>(text[i]); };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < bytes) return {};
  char32_t code = lead & (0xffU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return {};
    code = (code << 6U) | (byte(i) & 0x3fU);
  }
  const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  if (overlong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return {};
  return {code, bytes, true};
}

/// Calls `visit(character, its bytes)` for each character.
template <class Visit>
void for_each_character(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const Character character = first_character(text);
    visit(character, text.substr(0, character.bytes));
    text.remove_prefix(character.bytes);
  }
}

bool is_xml_character(char32_t code) {
  return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xfffe) ||
         code >= 0x10000;
}

/// Invisible, or turns the direction of writing.
bool is_treacherous(char32_t code) {
  return (code >= 0x80 && code <= 0x9f) || code == 0xad || code == 0x61c ||
         (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2060 && code <= 0x206f) || code == 0xfeff ||
         (code >= 0xfff9 && code <= 0xffff && code != 0xfffd) ||
         (code >= 0xe0000 && code <= 0xe0fff);
}

std::string escaped(char32_t code) {
  switch (code) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const auto number = static_cast<std::uint32_t>(code);
  return number < 0x80 ? fmt::format("\\x{:02x}", number) : fmt::format("\\u{:04x}", number);
}

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

}  // namespace

std::string legal_in_xml(std::string_view text) {
  std::string legal;
  legal.reserve(text.size());
  while (!text.empty()) {
    // Printable ASCII, nearly all there is, is taken in one piece.
    const auto plain = static_cast<std::size_t>(
        std::find_if(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) < 0x20; }) -
        text.begin());
    legal += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Character character = first_character(text);
    const bool is_legal = character.valid && is_xml_character(character.code);
    legal += is_legal ? text.substr(0, character.bytes) : replacement;
    text.remove_prefix(character.bytes);
  }
  return legal;
}

std::string visible(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for_each_character(text, [&](const Character& character, std::string_view bytes) {
    if (!character.valid)
      shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes.front()));
    else if (character.code < 0x20 || character.code == 0x7f || is_treacherous(character.code))
      shown += escaped(character.code);
    else
      shown += bytes;
  });
  return shown;
}

std::string in_one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  constexpr std::string_view dots = "...";
  std::size_t end = bytes > dots.size() ? bytes - dots.size() : 0;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) --end;
  return std::string(text.substr(0, end)).append(dots);
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80;  // not the rest of a character
  }));
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t column = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const std::size_t wide = width_of(word);
    if (column > 0 && column + 1 + wide > width) {
      lines.emplace_back();
      column = 0;
    }
    if (column > 0) {
      lines.back() += ' ';
      ++column;
    }
    lines.back() += word;
    column += wide;
  }
  return lines;
}

}  // namespace emconform
