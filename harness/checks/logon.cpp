#include "checks/logon.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "checks/expectation.h"
#include "model/href.h"

namespace emconform {
namespace {

constexpr std::string_view token_name = "X-RestSvcSessionId";
constexpr int created = 201;

/// Strict base64 with padding (RFC 4648, section 4); nullopt for anything else.
std::optional<std::string> base64_decoded(std::string_view text) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.empty() || text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && text[text.size() - 1 - padding] == '=') ++padding;
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text.substr(0, text.size() - padding)) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
  }
  return bytes;
}

/// The text of 16 bytes as a GUID; Windows swaps the bytes of its first three parts.
std::string guid_of(std::string_view bytes, bool swapped) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::array<std::size_t, 8> order = {3, 2, 1, 0, 5, 4, 7, 6};
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    const std::size_t at = swapped && i < 8 ? order[i] : i;
    const auto byte = static_cast<unsigned char>(bytes[at]);
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

bool is_token_of(std::string_view bytes, std::string_view session_id) {
  if (bytes.size() == 16)
    return equal_ignoring_case(guid_of(bytes, true), session_id) ||
           equal_ignoring_case(guid_of(bytes, false), session_id);
  return equal_ignoring_case(bytes, session_id);
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Set-Cookie: X-RestSvcSessionId=<token>; Path=/api;
void judge_cookie(std::string_view cookie, std::string_view token, Judgement& judgement) {
  bool has_path = false;
  bool first = true;
  while (!cookie.empty()) {
    const std::string_view part = trimmed(cookie.substr(0, cookie.find(';')));
    cookie.remove_prefix(std::min(cookie.find(';'), cookie.size() - 1) + 1);
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::string_view name = part.substr(0, equals);
    const std::string_view value = part.substr(std::min(equals + 1, part.size()));
    if (first) {
      if (name != token_name) return;  // another cookie
      ++judgement.witnesses;
      if (value != token)
        judgement.findings.push_back(
            {"header Set-Cookie", "the token of X-RestSvcSessionId", "another value"});
    } else if (equal_ignoring_case(name, "Path")) {
      has_path = true;
      if (value != "/api")
        judgement.findings.push_back({"header Set-Cookie", "Path=/api", "Path=" + cut(value)});
    }
    first = false;
  }
  if (!has_path) judgement.findings.push_back({"header Set-Cookie", "Path=/api", "no Path"});
}

}  // namespace

// The token is base64 of the SessionId's text, or of its bytes. One printed answer has a token that
// is of another GUID (api-facts, 11.2), so that is not judged. Tokens are never shown.
Judgement logon_token(const Exchange& exchange, const Contract&) {
  const Response& response = *exchange.response;
  if (exchange.request.method != "POST" || response.status != created)
    return {.note = "no logon session was created"};
  Judgement judgement{.witnesses = 1};
  const auto token = header(response.headers, token_name);
  if (!token || token->empty()) {
    judgement.findings.push_back({"header X-RestSvcSessionId", "a token", "none"});
    return judgement;
  }
  const auto bytes = base64_decoded(*token);
  const auto session_id =
      exchange.representation ? text_of(exchange.representation->root, "SessionId") : std::nullopt;
  if (!bytes) {
    judgement.findings.push_back({"header X-RestSvcSessionId", "base64", "something else"});
  } else if (session_id && !is_token_of(*bytes, *session_id)) {
    ++judgement.undecided;
    judgement.note = "the token is not that of the answer's SessionId";
  }
  for (const Header& each : response.headers)
    if (equal_ignoring_case(each.name, "Set-Cookie")) judge_cookie(each.value, *token, judgement);
  return judgement;
}

}  // namespace emconform
