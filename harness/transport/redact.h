#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/exchange.h"

// Secrets leave the program nowhere: redaction is by value, and in this one place.
namespace emconform {

/// In characters. Shorter secrets are not replaced in texts: it would mangle them.
inline constexpr std::size_t shortest_secret = 4;

/// Knows every secret of a run in all its spellings (spellings.h), escaped or not (escapes.h), and
/// the first characters of each where a text was cut off. Whichever of the id of a logon session
/// and its tokens is added, all are known. Thread-safe.
class Redactor {
 public:
  Redactor();
  ~Redactor();
  /// One of under `shortest_secret` characters is left aside.
  void add_secret(std::string_view secret, std::string_view name);  // name: "password", "session"
  /// The text with every secret replaced by "<password>", "<session>".
  std::string redact(std::string_view text) const;
  /// The text with every secret replaced by a made-up one that looks like it (disguise.h), for
  /// recordings: what is judged by its looks is judged the same. `replaced` counts the others.
  std::string disguise(std::string_view text, std::size_t& replaced) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The error as a person may see it.
Error redacted(Error error, const Redactor& redactor);

/// A shell line that repeats a request: `curl -sS -H 'Accept: ..' -H "X-RestSvcSessionId: $TOKEN"
/// 'https://..'`. The session's token is the variable $TOKEN, Basic credentials are
/// `-u "$USERNAME:$PASSWORD"`; everything else is single-quoted so that no shell sees it. With
/// these variables curl sends the same request line, headers (but User-Agent) and body as
/// HttpClient.
std::string curl_line(const Request& request, std::string_view base, std::string_view token,
                      bool insecure);

}  // namespace emconform
