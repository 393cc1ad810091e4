#include "transport/escapes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace emconform {
namespace {

/// An escape at the start of a text: how long it is, and what it stands for.
struct Escape {
  std::size_t length = 0;
  std::string meaning{};
};
using Read = std::optional<Escape> (*)(std::string_view text);

std::optional<std::uint32_t> number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
    return std::nullopt;
  return value;
}

std::string utf8(std::uint32_t code) {
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xC0U | code >> 6U), byte(0x80U | (code & 0x3FU))};
  if (code < 0x10000)
    return {byte(0xE0U | code >> 12U), byte(0x80U | (code >> 6U & 0x3FU)),
            byte(0x80U | (code & 0x3FU))};
  return {byte(0xF0U | (code >> 18U & 0x07U)), byte(0x80U | (code >> 12U & 0x3FU)),
          byte(0x80U | (code >> 6U & 0x3FU)), byte(0x80U | (code & 0x3FU))};
}

std::optional<Escape> percent(std::string_view text) {
  if (text[0] != '%' || text.size() < 3) return std::nullopt;
  const auto value = number(text.substr(1, 2), 16);
  if (!value) return std::nullopt;
  return Escape{3, std::string(1, static_cast<char>(*value))};
}

std::optional<std::uint32_t> code_unit(std::string_view text) {
  return text.size() >= 6 && text.starts_with("\\u") ? number(text.substr(2, 4), 16) : std::nullopt;
}

std::optional<Escape> json(std::string_view text) {
  if (text[0] != '\\' || text.size() < 2) return std::nullopt;
  constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
  if (const auto at = letters.find(text[1]); at != std::string_view::npos)
    return Escape{2, std::string(1, meanings[at])};
  if (text[1] == 'x' && text.size() >= 4)  // no JSON, but how reports show a byte
    if (const auto byte = number(text.substr(2, 2), 16))
      return Escape{4, std::string(1, static_cast<char>(*byte))};
  const auto unit = code_unit(text);
  if (!unit) return std::nullopt;
  const bool is_high = *unit >= 0xD800 && *unit < 0xDC00;
  const auto low = is_high ? code_unit(text.substr(6)) : std::nullopt;
  if (low && *low >= 0xDC00 && *low < 0xE000)
    return Escape{12, utf8(0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00))};
  return Escape{6, utf8(*unit)};
}

std::optional<Escape> xml(std::string_view text) {
  constexpr std::size_t longest = 12;  // "&#x0010FFFF;"
  constexpr std::array<std::pair<std::string_view, char>, 5> names = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  if (text[0] != '&') return std::nullopt;
  const std::size_t end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  for (const auto& [known, meaning] : names)
    if (name == known) return Escape{end + 1, std::string(1, meaning)};
  const bool is_hex = name.starts_with("#x") || name.starts_with("#X");
  const auto code = !name.starts_with('#') ? std::nullopt
                    : is_hex               ? number(name.substr(2), 16)
                                           : number(name.substr(1), 10);
  if (!code || *code > 0x10FFFF) return std::nullopt;
  return Escape{end + 1, utf8(*code)};
}

/// A quote inside of single quotes: '\''
std::optional<Escape> shell(std::string_view text) {
  if (!text.starts_with(R"('\'')")) return std::nullopt;
  return Escape{4, "'"};
}

/// What stands between the characters of an XML text, and is none: comments, processing
/// instructions, the bounds of CDATA.
std::optional<Escape> markup(std::string_view text) {
  for (const std::string_view bound : {"<![CDATA[", "]]>"})
    if (text.starts_with(bound)) return Escape{bound.size(), ""};
  constexpr std::pair<std::string_view, std::string_view> parts[] = {{"<!--", "-->"}, {"<?", "?>"}};
  for (const auto& [begin, end] : parts)
    if (text.starts_with(begin))
      if (const auto at = text.find(end, begin.size()); at != std::string_view::npos)
        return Escape{at + end.size(), ""};
  return std::nullopt;
}

struct Language {
  std::string_view mark;    // a text without it has nothing of this language
  std::string_view starts;  // what escapes begin with, a character each
  Read read;
};
constexpr Language languages[] = {{"%", "%", percent},  {"\\", "\\", json},
                                  {"&", "&", xml},      {R"('\'')", "'", shell},
                                  {"<!", "<]", markup}, {"?>", "<]", markup}};

/// Whether an escape that begins at the start of `text` may be one that somebody cut off.
bool is_cut_off(std::string_view text) {
  constexpr std::size_t longest = 11;  // that lacks its end
  const std::size_t end = std::min(text.find("..."), text.size());
  return end <= longest &&
         text.substr(1, end - 1).find_first_not_of("0123456789abcdefABCDEFuxX#lgtmpqosn") ==
             std::string_view::npos;
}

std::optional<Unescaped> read_as(const Language& language, const Unescaped& escaped) {
  const std::string_view text = escaped.text;
  if (text.find(language.mark) == std::string_view::npos) return std::nullopt;
  Unescaped plain;
  bool differs = false;
  for (std::size_t i = 0; i < text.size();) {
    if (language.starts.find(text[i]) != std::string_view::npos) {
      if (const auto escape = language.read(text.substr(i))) {
        plain.text += escape->meaning;
        plain.origin.insert(plain.origin.end(), escape->meaning.size(), escaped.origin[i]);
        i += escape->length;
        differs = true;
        continue;
      }
      if (language.mark.size() == 1 && is_cut_off(text.substr(i))) {
        i = std::min(text.find("...", i), text.size());
        differs = true;
        continue;
      }
    }
    plain.text += text[i];
    plain.origin.push_back(escaped.origin[i]);
    ++i;
  }
  if (!differs) return std::nullopt;
  plain.origin.push_back(escaped.origin.back());
  return plain;
}

}  // namespace

std::vector<Unescaped> unescaped(std::string_view text) {
  std::vector<Unescaped> all;
  if (text.find_first_of("%\\&'<") == std::string_view::npos) return all;
  Unescaped raw{.text = std::string(text)};
  for (std::size_t i = 0; i <= text.size(); ++i) raw.origin.push_back(i);
  for (const Language& first : languages) {
    auto once = read_as(first, raw);
    if (!once) continue;
    for (const Language& second : languages)
      if (auto twice = read_as(second, *once)) all.push_back(std::move(*twice));
    all.push_back(std::move(*once));
  }
  return all;
}

}  // namespace emconform
