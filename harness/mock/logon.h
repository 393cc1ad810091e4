#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mock/mock.h"

namespace emconform::mock {

/// What became of the token that a request bears.
enum class TokenState { Missing, Empty, Malformed, Unknown, LoggedOff, Expired, Open };

struct Credential {
  TokenState state = TokenState::Missing;
  std::string session_id{};  // of the session that the token names, open or not
};

/// The token of a logon session: base64 of the text of its SessionId. Clients compute it.
std::string token_of(const std::string& session_id);

/// The logon sessions. A session that is not used for 15 minutes expires. Thread-safe.
class Logons {
 public:
  /// Opens a session and returns its SessionId.
  std::string open(Time now);

  /// Judges a token; an open session counts as used.
  Credential look_up(const std::optional<std::string>& token, Time now);

  /// False if no such session is open.
  bool is_open(const std::string& session_id, Time now) const;
  bool close(const std::string& session_id, Time now);

  std::size_t open_count(Time now) const;

 private:
  bool is_open_unlocked(const std::string& session_id, Time now) const;

  mutable std::mutex mutex_;
  std::map<std::string, Time> last_use_;  // by SessionId
  std::set<std::string> closed_;
};

}  // namespace emconform::mock
