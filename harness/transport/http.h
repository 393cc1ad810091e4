#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/exchange.h"
#include "model/result.h"

// HTTP over libcurl: the only user of libcurl.
namespace emconform {

struct TransportOptions {
  std::string base{};                   // "https://em01:9398": scheme and authority, no path
  bool insecure = false;                // -k: certificate and host name are not verified
  std::string cacert{}, cert{}, key{};  // PEM files
  std::vector<std::string> resolve{};   // "host:port:address", as curl
  std::string proxy{};                  // "": none; proxies of the environment are never used
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds first_byte{30'000};  // from the request to the answer's first byte
  std::chrono::milliseconds max_time{60'000};    // one whole exchange
  std::size_t max_body = 128u << 20;             // bytes, after a Content-Encoding was undone
  std::size_t large_body = 16u << 20;            // bytes; what is longer is received one at a time
  std::size_t max_headers = 256u << 10;          // bytes, all header lines of an exchange together
  std::size_t max_header_lines = 1000;           // of an exchange, interim answers' (1xx) too
  std::size_t connections = 8;                   // kept alive at the most
  /// Once true, transfers are given up: GETs at once, logons and logoffs after a moment (stop.h).
  const std::atomic<bool>* stop = nullptr;
};

/// Error::what of a transfer that was given up because of TransportOptions::stop.
inline constexpr const char* interrupted = "interrupted";

/// What is known of the connection's TLS after the first exchange: "TLSv1.3", subject, issuer,
/// expiry of the certificate.
struct TlsFacts {
  std::string protocol{}, subject{}, issuer{}, expires{};
};

/// A client of one target. Thread-safe; connections are kept alive and reused, and more senders
/// than `connections` wait for each other. HTTP/1.1, and TLS of version 1.2 or newer. Redirects are
/// not followed, nothing but the request's own headers and Host, User-Agent is sent (a GET with an
/// empty body has no Content-Length, a POST has). The request's target goes out byte for byte.
/// Compression is not asked for, but may come unasked (RFC 9110, section 12.5.3): gzip, deflate and
/// br are undone.
class HttpClient {
 public:
  explicit HttpClient(TransportOptions options);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// The answer, as received: interim answers (1xx) and trailers are left out, and a status or
  /// header line that ended in a lone LF keeps it, since only CRLF is a line end.
  /// Errors have Fault::Target and a remedy: refused, unknown host, timeout (which phase), TLS not
  /// trusted (names --cacert and -k), host name mismatch, plain HTTP on a TLS port and the reverse,
  /// broken framing, a coding that cannot be undone, too large. Fault::Usage: a file of --cacert,
  /// --cert, --key or an entry of
  /// --resolve is wrong. Fault::Harness: the request holds what no request may (blanks or control
  /// characters in the target, line ends in a header); nothing was sent.
  Result<Response> send(const Request& request);

  /// Facts of the first TLS connection; nullopt before it or without TLS.
  std::optional<TlsFacts> tls() const;

 private:
  struct State;
  class Lease;
  Result<Response> exchange(const Request& request);

  std::unique_ptr<State> state_;
};

/// Splits what the user gave as --target into a base URL: "em01" -> "https://em01:9398",
/// "http://em01/api/" -> "http://em01:9399". Without a port it is Veeam's default, 9398 with TLS
/// and 9399 without. Refuses user info, other schemes and paths other than /api, with Fault::Usage.
Result<std::string> base_url(const std::string& target);

}  // namespace emconform
