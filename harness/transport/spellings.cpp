#include "transport/spellings.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "model/href.h"
#include "transport/encodings.h"

namespace emconform {
namespace {

std::string in_letters(std::string_view text, bool upper) {
  std::string changed(text);
  for (char& c : changed) {
    if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
    if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  }
  return changed;
}

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

std::string replaced(std::string text, char from, char to) {
  std::replace(text.begin(), text.end(), from, to);
  return text;
}

/// In Latin-1, as far as it has the letters.
std::string in_latin1(std::string_view utf8) {
  std::string text;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const bool is_pair = (utf8[i] == '\xC2' || utf8[i] == '\xC3') && i + 1 < utf8.size();
    text += !is_pair ? utf8[i] : static_cast<char>(utf8[i + 1] | (utf8[i] == '\xC3' ? 0x40 : 0));
    if (is_pair) ++i;
  }
  return text;
}

/// In UTF-8, by somebody who took it for Latin-1.
std::string taken_for_latin1(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) text += byte < 0xC0 ? '\xC2' : '\xC3';
    text += byte < 0xC0 ? c : static_cast<char>(byte & 0xBFU);
  }
  return text;
}

/// As a program writes what it takes for no text.
std::string with_question_marks(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

/// The GUID of a logon session that the secret names; "" if it names none.
std::string guid_in(std::string_view secret) {
  if (is_guid(secret)) return in_letters(secret, false);
  const auto bytes = from_base64(secret);
  if (!bytes) return {};
  if (is_guid(*bytes)) return in_letters(*bytes, false);
  return bytes->size() == 16 ? guid_text(*bytes) : std::string{};
}

/// What can be made base64 of, and gives the secret away.
std::vector<std::string> values_of(std::string_view secret) {
  std::vector<std::string> values{std::string(secret), in_latin1(secret)};
  if (const std::string guid = guid_in(secret); !guid.empty()) {
    const std::string bytes = guid_bytes(guid);
    values.insert(values.end(), {guid, in_letters(guid, true), bytes, base64(bytes), base64(guid)});
  }
  return values;
}

void add_base64(Spelling spelling, std::vector<Spelling>& all) {
  Spelling for_urls = spelling, from_query = spelling;
  for_urls.text = replaced(replaced(spelling.text, '+', '-'), '/', '_');  // RFC 4648, section 5
  from_query.text = replaced(spelling.text, '+', ' ');  // as whoever reads a query undoes it
  for (Spelling& other : {std::ref(for_urls), std::ref(from_query)})
    if (other.text != spelling.text) all.push_back(std::move(other));
  all.push_back(std::move(spelling));
}

/// Base64 of the value, with padding and without, and as part of a longer text: what is the same
/// whatever stands before and behind. `before` bytes of a group of three stand before it.
void add_base64(std::string_view value, std::vector<Spelling>& all) {
  constexpr std::size_t shortest = 4;
  for (std::size_t before = 0; before < 3; ++before) {
    const std::string text = base64(std::string(before, '\0') + std::string(value));
    const std::size_t begin = (8 * before + 5) / 6;
    const std::size_t end = 8 * (before + value.size()) / 6;
    if (end < begin + shortest) continue;
    add_base64({.text = text.substr(begin, end - begin),
                .open_before = before > 0,
                .open_behind = 8 * (before + value.size()) % 6 != 0},
               all);
  }
  std::string whole = base64(value);
  add_base64({.text = whole}, all);
  whole.erase(whole.find_last_not_of('=') + 1);
  add_base64({.text = whole}, all);
}

/// What is left of them where somebody took them for a path, a query or a URN: a part, or the rest.
void add_parts(std::vector<Spelling>& all) {
  constexpr std::string_view delimiters = "/?#&=:";
  constexpr std::size_t shortest = 8;
  for (std::size_t i = 0, count = all.size(); i < count; ++i) {
    const Spelling whole = all[i];
    for (auto at = whole.text.find_first_of(delimiters); at != std::string::npos;
         at = whole.text.find_first_of(delimiters, at + 1)) {
      Spelling rest = whole, part = whole;
      rest.open_before = part.open_before = part.open_behind = false;
      rest.text = whole.text.substr(at + 1);
      part.text = rest.text.substr(0, rest.text.find_first_of(delimiters));
      for (Spelling& one : {std::ref(rest), std::ref(part)})
        if (one.text.size() >= shortest) all.push_back(std::move(one));
    }
  }
}

}  // namespace

std::vector<Spelling> spellings(std::string_view secret) {
  std::vector<Spelling> all{{.text = std::string(secret)},
                            {.text = replaced(std::string(secret), ' ', '+')},  // in a query
                            {.text = replaced(std::string(secret), '+', ' ')},  // read from one
                            {.text = in_latin1(secret)},
                            {.text = taken_for_latin1(secret)},
                            {.text = with_question_marks(std::string(secret))},
                            {.text = hexadecimal(secret), .any_case = true}};
  if (const std::string guid = guid_in(secret); !guid.empty()) {
    std::string digits = guid;
    std::erase(digits, '-');
    for (const std::string& text : {guid, digits, hexadecimal(guid_bytes(guid))})
      all.push_back({.text = text, .any_case = true});
    for (const std::string& token : {base64(guid), base64(guid_bytes(guid))})
      all.push_back({.text = token});
  }
  for (const std::string& value : values_of(secret)) add_base64(value, all);
  add_parts(all);
  return all;
}

}  // namespace emconform
