#include "mock/logon.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <random>

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

}  // namespace

std::string token_of(const std::string& session_id) { return base64_encode(session_id); }

std::string Logons::open(Time now) {
  const std::lock_guard lock{mutex_};
  std::string session_id = new_session_id();
  last_use_[session_id] = now;
  return session_id;
}

Credential Logons::look_up(const std::optional<std::string>& token, Time now) {
  if (!token) return {TokenState::Missing};
  if (token->empty()) return {TokenState::Empty};
  const auto session_id = base64_decode(*token);
  if (!session_id || !is_guid(*session_id)) return {TokenState::Malformed};
  const std::lock_guard lock{mutex_};
  if (closed_.contains(*session_id)) return {TokenState::LoggedOff, *session_id};
  if (!last_use_.contains(*session_id)) return {TokenState::Unknown, *session_id};
  if (!is_open_unlocked(*session_id, now)) return {TokenState::Expired, *session_id};
  last_use_[*session_id] = now;
  return {TokenState::Open, *session_id};
}

bool Logons::is_open(const std::string& session_id, Time now) const {
  const std::lock_guard lock{mutex_};
  return is_open_unlocked(session_id, now);
}

bool Logons::close(const std::string& session_id, Time now) {
  const std::lock_guard lock{mutex_};
  if (!is_open_unlocked(session_id, now)) return false;
  last_use_.erase(session_id);
  closed_.insert(session_id);
  return true;
}

std::size_t Logons::open_count(Time now) const {
  const std::lock_guard lock{mutex_};
  return static_cast<std::size_t>(
      std::count_if(last_use_.begin(), last_use_.end(),
                    [&](const auto& entry) { return now - entry.second <= idle_limit; }));
}

bool Logons::is_open_unlocked(const std::string& session_id, Time now) const {
  const auto found = last_use_.find(session_id);
  return found != last_use_.end() && now - found->second <= idle_limit;
}

}  // namespace emconform::mock
