#include "model/href.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace emconform {
namespace {

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_hex(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  });
}

/// Takes the next '/'-separated segment off the front; skips doubled slashes.
std::optional<std::string_view> take_segment(std::string_view& path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  if (path.empty()) return std::nullopt;
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool segments_fit(std::string_view path, std::string_view pattern, std::string_view id) {
  for (;;) {
    const auto expected = take_segment(pattern);
    const auto actual = take_segment(path);
    if (!expected || !actual) return !expected && !actual;
    if (*expected == "{*}") continue;
    if (!equal_ignoring_case(*actual, *expected == "{ID}" ? id : *expected)) return false;
  }
}

}  // namespace

std::optional<Href> split_href(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '#';
      }))
    return std::nullopt;
  Href href;
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  href.scheme = text.substr(0, colon);
  if (!equal_ignoring_case(href.scheme, "http") && !equal_ignoring_case(href.scheme, "https"))
    return std::nullopt;
  text.remove_prefix(colon + 3);
  href.authority = text.substr(0, text.find_first_of("/?"));
  if (href.authority.empty() || href.authority.find('@') != std::string_view::npos)
    return std::nullopt;
  text.remove_prefix(href.authority.size());
  href.path = text.substr(0, text.find('?'));
  text.remove_prefix(href.path.size());
  if (!text.empty()) href.query = text.substr(1);
  return href;
}

std::string target_of(const Href& href) {
  std::string target(href.path.empty() ? "/" : href.path);
  if (!href.query.empty()) target.append("?").append(href.query);
  return target;
}

bool is_guid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

std::optional<Uid> split_uid(std::string_view text) {
  constexpr std::string_view prefix = "urn:veeam:";
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const Uid uid{.type = text.substr(0, colon), .id = text.substr(colon + 1)};
  if (!is_word(uid.type) || !is_word(uid.id)) return std::nullopt;
  return uid;
}

std::string_view last_segment(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool fits_template(const Href& href, std::string_view path_template, std::string_view id) {
  const std::size_t mark = path_template.find('?');
  const std::string_view query =
      mark == std::string_view::npos ? std::string_view{} : path_template.substr(mark + 1);
  std::string_view path = href.path;
  const auto api = take_segment(path);
  return api && equal_ignoring_case(*api, "api") && href.query == query &&
         segments_fit(path, path_template.substr(0, mark), id);
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                            (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += digits[byte >> 4U];
      encoded += digits[byte & 15U];
    }
  }
  return encoded;
}

std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const char* const digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
      decoded += static_cast<char>(value);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

}  // namespace emconform
