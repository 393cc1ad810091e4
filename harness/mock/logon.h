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

/// What the token is base64 of.
enum class TokenForm {
  SessionIdText,  // the 36 characters of the SessionId
  Bytes,          // the 16 bytes of the SessionId, in the order of .NET
  Unrelated       // 16 bytes that tell nothing of the SessionId
};

struct LogonRules {
  TokenForm token_form = TokenForm::SessionIdText;
  std::optional<std::size_t> most_requests{};  // after which a logon session ends
};

/// The logon sessions. A session that is not used for 15 minutes expires. Thread-safe.
class Logons {
 public:
  explicit Logons(LogonRules rules = {}) : rules_{rules} {}

  /// Opens a session and returns its SessionId.
  std::string open(Time now);
  /// The token of a session that was opened.
  std::string token(const std::string& session_id) const;

  /// Judges a token; an open session counts as used.
  Credential look_up(const std::optional<std::string>& token, Time now);

  /// False if no such session is open.
  bool is_open(const std::string& session_id, Time now) const;
  bool close(const std::string& session_id, Time now);

  std::size_t open_count(Time now) const;

 private:
  struct Session {
    Time last_use{};
    std::size_t requests = 0;
    std::string token{};
  };
  bool is_open_unlocked(const std::string& session_id, Time now) const;
  bool is_open_unlocked(const Session& session, Time now) const;
  std::optional<std::string> session_id_of(const std::string& token) const;

  LogonRules rules_;
  mutable std::mutex mutex_;
  std::map<std::string, Session> sessions_;         // by SessionId
  std::map<std::string, std::string> id_by_bytes_;  // for tokens of 16 bytes: SessionIds
  std::set<std::string> closed_;
};

}  // namespace emconform::mock
