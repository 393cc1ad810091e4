#include "run/logon.h"

#include <fmt/format.h>

#include <algorithm>

#include "load/decode.h"
#include "model/href.h"
#include "transport/encodings.h"
#include "transport/http.h"

namespace emconform {
namespace {

constexpr const char* header_name = "X-RestSvcSessionId";
constexpr const char* logon_target = "/api/sessionMngr/?v=latest";

// Well-formed, and given out by no logon: base64 of the text of a GUID (api-facts 1, form A).
constexpr const char* unknown_guid = "00000000-dead-4bad-beef-000000000000";
constexpr const char* malformed_token = "%not*base64%";

std::string basic(const std::string& username, const std::string& password) {
  return "Basic " + base64(username + ":" + password);
}

Header cookie(const std::string& token) {
  return {"Cookie", std::string(header_name) + "=" + token};
}

std::optional<std::string> token_in_cookie(const std::vector<Header>& headers) {
  const auto set_cookie = header(headers, "Set-Cookie");
  const std::string prefix = std::string(header_name) + "=";
  if (!set_cookie || !set_cookie->starts_with(prefix)) return std::nullopt;
  const std::string_view value = set_cookie->substr(prefix.size());
  return std::string(value.substr(0, value.find(';')));
}

/// The session id that a token stands for (api-facts 1, forms A and B); "" if it is neither.
std::string session_id_in(const std::string& token) {
  const auto bytes = from_base64(token);
  if (!bytes) return {};
  if (is_guid(*bytes)) return *bytes;
  return bytes->size() == 16 ? guid_text(*bytes) : std::string{};
}

Error refused(const std::string& what, const std::string& remedy) {
  return {.where = logon_target, .what = what, .remedy = remedy, .fault = Fault::Target};
}

}  // namespace

Result<Token> token_of(const Exchange& logon) {
  if (logon.error) return fail(*logon.error);
  const Response& response = *logon.response;
  if (response.status == 401 || response.status == 403)
    return fail(refused(fmt::format("the logon was refused ({})", response.status),
                        "check --username and the password (--password-env, --password-file or "
                        "--password-stdin), and that the user may use Enterprise Manager"));
  // Which of the others it must be is for the checks to judge: a session that is open is logged
  // off.
  if (response.status / 100 != 2)
    return fail(refused(fmt::format("the logon answered {}, not 201 Created", response.status),
                        "check that --target is a Veeam Backup Enterprise Manager"));
  Token token;
  if (logon.representation)
    if (const auto id = text_of(logon.representation->root, "SessionId")) token.session_id = *id;
  if (const auto value = header(response.headers, header_name); value && !value->empty())
    token.value = *value;
  else if (const auto from_cookie = token_in_cookie(response.headers))
    token.value = *from_cookie;
  else if (!token.session_id.empty())
    token.value = base64(token.session_id);
  // It goes into headers.
  const auto is_unprintable = [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == 0x7F;
  };
  if (std::any_of(token.value.begin(), token.value.end(), is_unprintable))
    return fail(refused("the logon's token holds control characters",
                        "check that --target is a Veeam Backup Enterprise Manager"));
  if (token.session_id.empty()) token.session_id = session_id_in(token.value);
  if (token.value.empty())
    return fail(refused("the logon gave neither X-RestSvcSessionId nor a SessionId",
                        "check that --target is a Veeam Backup Enterprise Manager"));
  return token;
}

void keep_secrets(const Response& logon, Redactor& redactor) {
  Exchange exchange{.request = {}};
  exchange.response = logon;
  if (auto decoded = decode(logon.body)) exchange.representation = std::move(*decoded);
  const auto token = token_of(exchange);
  if (!token) return;
  redactor.add_secret(token->value, "session");
  redactor.add_secret(token->session_id, "session id");
}

Logon::Logon(Transport transport, Credentials credentials, Redactor& redactor)
    : transport_(std::move(transport)), credentials_(std::move(credentials)), redactor_(redactor) {
  redactor_.add_secret(credentials_.password, "password");
  redactor_.add_secret(base64(credentials_.username + ":" + credentials_.password), "credentials");
}

Logon::~Logon() {
  try {
    close_all();
  } catch (const std::exception&) {  // somebody else's has brought us here
  }
}

Result<Token> Logon::log_on(const char* purpose) {
  const Request request{
      .method = "POST",
      .target = logon_target,
      .headers = {{"Authorization", basic(credentials_.username, credentials_.password)}},
      .body = {},
      .purpose = purpose};
  Exchange exchange{.request = request};
  auto response = transport_(request);
  if (!response) return fail(std::move(response.error()));
  exchange.response = std::move(*response);
  if (auto decoded = decode(exchange.response->body)) exchange.representation = std::move(*decoded);
  return token_of(exchange);
}

Result<void> Logon::log_off(const Token& token) {
  // The id came from the target: only a GUID may decide what is deleted.
  if (!is_guid(token.session_id))
    return fail(refused("the session has no id that could be logged off", ""));
  const Request request{.method = "DELETE",
                        .target = "/api/logonSessions/" + token.session_id,
                        .headers = {{header_name, token.value}},
                        .body = {},
                        .purpose = "the logoff"};
  const auto response = transport_(request);
  if (!response) return fail(response.error());
  // 401 and 404: the session is gone already, which is what was wanted.
  const int status = response->status;
  if (status / 100 == 2 || status == 401 || status == 404) return {};
  return fail({.where = request.target,
               .what = fmt::format("the logoff answered {}", status),
               .remedy = {},
               .fault = Fault::Target});
}

void Logon::opened(const Token& token) {
  redactor_.add_secret(token.value, "session");
  redactor_.add_secret(token.session_id, "session id");
  const std::lock_guard lock(mutex_);
  open_.push_back(token);
}

void Logon::keep_secret(std::string_view session_id) {
  // A target that takes the token that no logon gave out may list it: it is no secret, and its
  // zeros stand in places that are none.
  if (equal_ignoring_case(session_id, unknown_guid)) return;
  redactor_.add_secret(session_id, "session id");
}

Result<void> Logon::open() {
  auto token = log_on("the run's logon session");
  if (!token) return fail(std::move(token.error()));
  opened(*token);
  const std::lock_guard lock(mutex_);
  current_ = std::move(*token);
  return {};
}

Result<void> Logon::reopen(const std::string& stale) {
  // One at a time: a hundred refused workers make one new session, not a hundred.
  const std::lock_guard one_at_a_time(opening_);
  if (token() != stale) return {};
  if (reopens_left_-- <= 0)
    return fail(refused("the session was refused again and again", "look at the target's log"));
  return open();
}

std::vector<std::string> Logon::close_all() {
  std::vector<Token> open;
  {
    const std::lock_guard lock(mutex_);
    open.swap(open_);
  }
  std::vector<std::string> left;
  bool has_time = true;
  for (const Token& token : open) {
    const auto closed = has_time ? log_off(token) : fail({});
    if (closed) continue;
    left.push_back(token.session_id);
    // Who wants to stop does not wait for a target that answers none of many logoffs.
    if (closed.error().what == interrupted) has_time = false;
  }
  return left;
}

Result<Token> Logon::logged_off() {
  const std::lock_guard one_at_a_time(opening_);
  if (!logged_off_) logged_off_ = open_and_close();
  return *logged_off_;
}

Result<Token> Logon::open_and_close() {
  auto token = log_on("a logon session that is logged off");
  if (!token) return token;
  opened(*token);
  if (auto closed = log_off(*token); !closed) return fail(std::move(closed.error()));
  const std::lock_guard lock(mutex_);
  std::erase_if(open_, [&](const Token& open) { return open.value == token->value; });
  return token;
}

std::string Logon::token() const {
  const std::lock_guard lock(mutex_);
  return current_.value;
}

std::string Logon::session_id() const {
  const std::lock_guard lock(mutex_);
  return current_.session_id;
}

Result<std::vector<Header>> Logon::headers(Auth auth) {
  using Headers = std::vector<Header>;
  switch (auth) {
    case Auth::Session:
      return Headers{{header_name, token()}};
    case Auth::Cookie:
      return Headers{cookie(token())};
    case Auth::CookieOverHeader:
      return Headers{{header_name, base64(unknown_guid)}, cookie(token())};
    case Auth::None:
      return Headers{};
    case Auth::Empty:
      return Headers{{header_name, ""}, cookie("")};
    case Auth::Unknown:
      return Headers{{header_name, base64(unknown_guid)}};
    case Auth::Malformed:
      return Headers{{header_name, malformed_token}};
    case Auth::LoggedOff: {
      const auto token = logged_off();
      if (!token) return fail(token.error());
      return Headers{{header_name, token->value}};
    }
    case Auth::Basic:
      return Headers{{"Authorization", basic(credentials_.username, credentials_.password)}};
    case Auth::BasicUnknown:
      return Headers{{"Authorization", basic(unknown_user, base64(unknown_guid))}};
  }
  return Headers{};
}

}  // namespace emconform
