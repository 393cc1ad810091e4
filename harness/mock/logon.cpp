#include "mock/logon.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <random>
#include <utility>

#include "mock/text.h"

namespace emconform::mock {

namespace {

// Vendor page "Authentication and Security": a session ends after 15 minutes without a request.
constexpr auto idle_limit = std::chrono::minutes{15};

std::string new_session_id() {
  std::random_device random;
  std::array<std::uint32_t, 4> words{};
  for (std::uint32_t& word : words) word = random();
  words[1] = (words[1] & 0xFFFF0FFFU) | 0x4000U;  // version 4
  words[2] = (words[2] & 0x3FFFFFFFU) | 0x80000000U;
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:08x}", words[0], words[1] >> 16U,
                     words[1] & 0xFFFFU, words[2] >> 16U, words[2] & 0xFFFFU, words[3]);
}

bool is_guid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0)
      return false;
  }
  return true;
}

/// The 16 bytes that .NET keeps of a GUID: its first three groups with the least byte first.
std::string bytes_of_guid(std::string_view guid) {
  constexpr std::array<std::size_t, 16> places{6,  4,  2,  0,  11, 9,  16, 14,
                                               19, 21, 24, 26, 28, 30, 32, 34};
  std::string bytes;
  for (const std::size_t place : places) {
    unsigned value = 0;
    std::from_chars(guid.data() + place, guid.data() + place + 2, value, 16);
    bytes += static_cast<char>(value);
  }
  return bytes;
}

}  // namespace

std::string token_of(const std::string& session_id) { return base64_encode(session_id); }

std::string Logons::open(Time now) {
  const std::lock_guard lock{mutex_};
  std::string session_id = new_session_id();
  Session session{.last_use = now};
  if (rules_.token_form == TokenForm::SessionIdText) {
    session.token = token_of(session_id);
  } else {
    const std::string bytes =
        bytes_of_guid(rules_.token_form == TokenForm::Bytes ? session_id : new_session_id());
    id_by_bytes_[bytes] = session_id;
    session.token = base64_encode(bytes);
  }
  sessions_[session_id] = std::move(session);
  return session_id;
}

std::string Logons::token(const std::string& session_id) const {
  const std::lock_guard lock{mutex_};
  const auto found = sessions_.find(session_id);
  return found == sessions_.end() ? std::string{} : found->second.token;
}

Credential Logons::look_up(const std::optional<std::string>& token, Time now) {
  if (!token) return {TokenState::Missing};
  if (token->empty()) return {TokenState::Empty};
  const std::lock_guard lock{mutex_};
  const auto session_id = session_id_of(*token);
  if (!session_id) return {TokenState::Malformed};
  if (closed_.contains(*session_id)) return {TokenState::LoggedOff, *session_id};
  if (!sessions_.contains(*session_id)) return {TokenState::Unknown, *session_id};
  Session& session = sessions_[*session_id];
  ++session.requests;
  if (!is_open_unlocked(session, now)) return {TokenState::Expired, *session_id};
  session.last_use = now;
  return {TokenState::Open, *session_id};
}

bool Logons::is_open(const std::string& session_id, Time now) const {
  const std::lock_guard lock{mutex_};
  return is_open_unlocked(session_id, now);
}

bool Logons::close(const std::string& session_id, Time now) {
  const std::lock_guard lock{mutex_};
  if (!is_open_unlocked(session_id, now)) return false;
  sessions_.erase(session_id);
  closed_.insert(session_id);
  return true;
}

std::size_t Logons::open_count(Time now) const {
  const std::lock_guard lock{mutex_};
  return static_cast<std::size_t>(
      std::count_if(sessions_.begin(), sessions_.end(),
                    [&](const auto& entry) { return is_open_unlocked(entry.second, now); }));
}

bool Logons::is_open_unlocked(const std::string& session_id, Time now) const {
  const auto found = sessions_.find(session_id);
  return found != sessions_.end() && is_open_unlocked(found->second, now);
}

bool Logons::is_open_unlocked(const Session& session, Time now) const {
  // Open to the end of its last request, which may ask for the session itself.
  return now - session.last_use <= idle_limit &&
         (!rules_.most_requests || session.requests <= *rules_.most_requests);
}

// Clients compute the token from the SessionId's text, so that form is taken whatever is given.
std::optional<std::string> Logons::session_id_of(const std::string& token) const {
  auto bytes = base64_decode(token);
  if (!bytes) return std::nullopt;
  if (const auto found = id_by_bytes_.find(*bytes); found != id_by_bytes_.end())
    return found->second;
  if (!is_guid(*bytes)) return std::nullopt;
  return bytes;
}

}  // namespace emconform::mock
