#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/exchange.h"
#include "model/suite.h"
#include "transport/redact.h"

// The harness's own logon sessions: every one that it opens, it logs off.
namespace emconform {

struct Credentials {
  std::string username{}, password{};
};

/// The user of Auth::BasicUnknown. Made up: wrong passwords for a real one could lock its account.
inline constexpr const char* unknown_user = "emconform-no-such-user";

/// What a logon answered.
struct Token {
  std::string value{};       // of X-RestSvcSessionId
  std::string session_id{};  // GUID, for the logoff
};

/// The token and session id in an answer to POST /sessionMngr; an Error (Fault::Target) says what
/// is missing. Clients take the token from the header, the cookie, or compute it from the body:
/// so does this, since what is missing is for the checks to blame.
Result<Token> token_of(const Exchange& logon);

/// Adds the token and session id in an answer to POST /sessionMngr, if it has them, as secrets.
void keep_secrets(const Response& logon, Redactor& redactor);

/// Thread-safe.
class Logon {
 public:
  Logon(Transport transport, Credentials credentials, Redactor& redactor);
  ~Logon();  // logs off what is still open
  Logon(const Logon&) = delete;
  Logon& operator=(const Logon&) = delete;

  /// Opens the session that the run works with. Errors: no answer, credentials refused.
  Result<void> open();
  /// Opens it again, unless another worker already did since `stale` was current. A few times only:
  /// a target that refuses every session is not to be flooded with logons.
  Result<void> reopen(const std::string& stale);
  /// Notes a session that a case's own POST opened.
  void opened(const Token& token);
  /// Notes that this is the id of a logon session, maybe somebody else's: the target lists them,
  /// and a token can be computed from each.
  void keep_secret(std::string_view session_id);
  /// Logs everything off; the session ids of those that could not be.
  std::vector<std::string> close_all();

  /// The headers that authorize a request in this way. LoggedOff opens and closes a session of its
  /// own the first time.
  Result<std::vector<Header>> headers(Auth auth);
  std::string token() const;
  std::string session_id() const;

 private:
  Result<Token> log_on(const char* purpose);
  Result<void> log_off(const Token& token);
  Result<Token> logged_off();
  Result<Token> open_and_close();

  Transport transport_;
  Credentials credentials_;
  Redactor& redactor_;
  mutable std::mutex mutex_{};  // guards what follows
  std::mutex opening_{};        // held while a session is opened on behalf of many workers
  Token current_{};
  std::optional<Result<Token>> logged_off_{};  // guarded by opening_; a failure is remembered too
  int reopens_left_ = 5;                       // guarded by opening_
  std::vector<Token> open_{};
};

}  // namespace emconform
