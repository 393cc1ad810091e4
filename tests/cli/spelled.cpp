#include "cli/spelled.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>

namespace emconform::testing {
namespace {

constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string in_base64(std::string_view bytes) {
  std::string text;
  unsigned bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8U | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) text += digits[bits >> (count - 6) & 63U];
  }
  if (count > 0) text += digits[bits << (6 - count) & 63U];
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::string for_urls(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

/// Each byte in a form of its own: "%2f".
std::string each(std::string_view text, fmt::format_string<unsigned char> form) {
  std::string all;
  for (const char c : text) all += fmt::format(form, static_cast<unsigned char>(c));
  return all;
}

std::string in_case(std::string text, int (*letter)(int)) {
  for (char& c : text) c = static_cast<char>(letter(static_cast<unsigned char>(c)));
  return text;
}

/// The 16 bytes of a GUID as .NET keeps them: three groups of them backwards.
std::string net_bytes(std::string digits_of_guid) {
  std::erase(digits_of_guid, '-');
  std::string bytes;
  for (std::size_t i = 0; i < 32; i += 2)
    bytes += static_cast<char>(std::stoi(digits_of_guid.substr(i, 2), nullptr, 16));
  std::reverse(bytes.begin(), bytes.begin() + 4);
  std::reverse(bytes.begin() + 4, bytes.begin() + 6);
  std::reverse(bytes.begin() + 6, bytes.begin() + 8);
  return bytes;
}

constexpr std::size_t beginning = 4;

std::size_t hash_of_beginning(const char* text) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, text, beginning);
  return bits * 2654435761U >> 12U;
}

/// The values that are in themselves as good as the session's id.
std::vector<std::string> keys_of(const std::string& guid) {
  return {guid, in_case(guid, std::toupper), in_base64(guid), in_base64(net_bytes(guid))};
}

}  // namespace

std::vector<std::string> echoes_of(const std::string& secret) {
  return {secret,
          in_base64(secret),
          for_urls(in_base64(secret)),
          in_base64("x:" + secret),
          in_base64("xy:" + secret + "!"),
          in_base64("xyz" + secret + "?&"),
          each(secret, "%{:02x}"),
          each(secret, "%{:02X}"),
          each(secret, "%25{:02X}"),
          each(secret, "\\u{:04x}"),
          each(secret, "&#{};"),
          each(secret, "&#x{:X};"),
          each(secret, "{:02x}"),
          each(secret, "{:02X}")};
}

std::vector<std::string> echoes_of_session(const std::string& guid) {
  std::string bare = guid, mixed = guid;
  std::erase(bare, '-');
  for (std::size_t i = 0; i < mixed.size(); i += 2) mixed[i] = in_case(mixed, std::toupper)[i];
  std::vector<std::string> all = {"urn:uuid:" + guid,
                                  "urn:veeam:LogonSession:" + in_case(guid, std::toupper),
                                  "{" + mixed + "}",
                                  bare,
                                  each(net_bytes(guid), "{:02X}"),
                                  "X-RestSvcSessionId=" + in_base64(guid) + "; Path=/api;"};
  for (const std::string& key : keys_of(guid))
    for (std::string& echo : echoes_of(key)) all.push_back(std::move(echo));
  return all;
}

void Traces::add_parts(std::string_view text, std::size_t length) {
  lengths_.insert(length);
  for (std::size_t i = 0; i + length <= text.size(); ++i) {
    parts_.emplace(text.substr(i, length));
    beginnings_[hash_of_beginning(text.data() + i)] = true;
  }
}

void Traces::add_secret(const std::string& secret) {
  add_parts(secret, 6);
  for (const std::string& echo : echoes_of(secret)) {
    const std::size_t length = std::max<std::size_t>(8, 6 * (echo.size() / secret.size()));
    // What stands around the secret in a longer text is no secret.
    const bool is_inside = echo.find_first_of("%&\\") == std::string::npos && echo.size() > 20;
    add_parts(is_inside ? std::string_view(echo).substr(4, echo.size() - 8) : echo, length);
  }
}

void Traces::add_session(const std::string& guid) {
  std::string bare = guid;
  std::erase(bare, '-');
  for (const std::string& digits_of_guid : {bare, each(net_bytes(guid), "{:02x}")}) {
    add_parts(digits_of_guid, 12);
    add_parts(in_case(digits_of_guid, std::toupper), 12);
  }
  for (const std::string& key : keys_of(guid)) {
    add_parts(key, 12);
    // Nine characters of a GUID are no chance; six, with its hyphens and its version, may be.
    const std::size_t length = key.find('-') == std::string::npos ? 16 : 12;
    for (const char* const before : {"", "x:", "xy:"}) {
      const std::string text = in_base64(before + key);
      add_parts(std::string_view(text).substr(4, text.size() - 8), length);
    }
  }
}

/// What stands before and behind a part of a text, so that it is seen where it comes from.
std::string_view around(std::string_view text, std::size_t at, std::size_t length) {
  constexpr std::size_t margin = 80;
  const std::size_t begin = at - std::min(at, margin);
  return text.substr(begin, at + length + margin - begin);
}

std::set<std::string> Traces::found_in(std::string_view text) const {
  std::map<std::string_view, std::string_view> found;
  for (std::size_t i = 0; i + beginning <= text.size(); ++i) {
    if (!beginnings_[hash_of_beginning(text.data() + i)]) continue;
    for (const std::size_t length : lengths_)
      if (const auto part = parts_.find(text.substr(i, length)); part != parts_.end())
        found.try_emplace(*part, around(text, i, length));
  }
  std::set<std::string> told;
  for (const auto& [part, place] : found) told.insert(fmt::format("{} in {}", part, place));
  return told;
}

}  // namespace emconform::testing
