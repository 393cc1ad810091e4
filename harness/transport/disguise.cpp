#include "transport/disguise.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "model/href.h"
#include "transport/encodings.h"

namespace emconform {
namespace {

std::string upper(std::string_view text) {
  std::string changed(text);
  for (char& c : changed)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  return changed;
}

std::string without(std::string_view text, char left_out) {
  std::string rest(text);
  std::erase(rest, left_out);
  return rest;
}

std::string for_urls(std::string text) {  // RFC 4648, section 5
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

/// The bytes in the order in which the text shows them.
std::string bytes_as_shown(std::string_view guid) {
  const std::string digits = without(guid, '-');
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return bytes;
}

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

/// A GUID, in lower case, as servers and clients write it: always in the same order.
std::vector<std::string> spelled(const std::string& guid) {
  const std::string digits = without(guid, '-');
  std::vector<std::string> all;
  for (const std::string& text : {guid, digits, hexadecimal(guid_bytes(guid))})
    for (const std::string& one : {text, upper(text)}) all.push_back(one);
  for (const std::string& bytes : {guid, upper(guid), guid_bytes(guid), bytes_as_shown(guid)}) {
    const std::string token = base64(bytes);
    for (const std::string& one : {token, without(token, '=')})
      for (const std::string& spelling : {one, for_urls(one)}) all.push_back(spelling);
  }
  return all;
}

/// The GUID that a token is made of; "" if of none.
std::string guid_in(const std::string& token) {
  if (is_guid(token)) return lower(token);
  const auto bytes = from_base64(token);
  if (!bytes) return {};
  if (is_guid(*bytes)) return lower(*bytes);
  return bytes->size() == 16 ? guid_text(*bytes) : std::string{};
}

}  // namespace

std::string word_for_secret(std::string_view name) { return "withheld" + without(name, ' '); }

Disguise::Disguise(const std::vector<NamedSecret>& secrets) {
  const auto is_of_session = [](const NamedSecret& secret) {
    return secret.name == "session" || secret.name == "session id";
  };
  // First the ids: a token may be made of one in more ways than can be told from the token.
  for (const NamedSecret& secret : secrets)
    if (is_of_session(secret) && is_guid(secret.text)) add_guid(lower(secret.text));
  for (const NamedSecret& secret : secrets)
    if (is_of_session(secret) && !stand_ins_.contains(secret.text)) add_token(secret.text);
}

void Disguise::add_guid(const std::string& guid) {
  const auto [made, is_new] =
      guids_.try_emplace(guid, fmt::format("5e551000-0000-4000-a000-{:012}", guids_.size() + 1));
  if (!is_new) return;
  const auto from = spelled(guid), to = spelled(made->second);
  for (std::size_t i = 0; i < from.size(); ++i) stand_ins_.try_emplace(from[i], to[i]);
}

/// Of what it is made is known to the target alone: what is base64 stays base64 of as many bytes.
void Disguise::add_token(const std::string& token) {
  if (const std::string guid = guid_in(token); !guid.empty()) {
    add_guid(guid);
    return;
  }
  const std::string number = fmt::format("{:04}", ++tokens_);
  const std::string letters = "madeUpToken" + number;
  std::string made = token;
  std::size_t next = 0;
  for (char& c : made) {
    const bool is_plain =
        (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c & 0x80) != 0;
    if (is_plain) c = letters[next++ % letters.size()];
  }
  stand_ins_.try_emplace(token, std::move(made));
}

std::string Disguise::of(std::string_view found, std::string_view name) const {
  const auto known = stand_ins_.find(found);
  return known == stand_ins_.end() ? word_for_secret(name) : known->second;
}

}  // namespace emconform
