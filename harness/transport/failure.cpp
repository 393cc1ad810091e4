#include "transport/failure.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

namespace emconform {
namespace {

/// The two halves of an Error that are texts.
struct Words {
  std::string what{}, remedy{};
};

constexpr std::string_view look_at_bytes =
    "look at the bytes: repeat the request with curl --raw -i";

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string with_scheme(std::string_view scheme, std::string_view base) {
  return fmt::format("{}{}", scheme, base.substr(base.find("://")));
}

curl_off_t number(CURL* curl, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(curl, info, &value);
  return value;
}

/// Whether TCP's part of the connection is done; libcurl's times tell it only after TLS.
bool is_connected(CURL* curl) {
  long port = 0;
  curl_easy_getinfo(curl, CURLINFO_LOCAL_PORT, &port);
  return port > 0;
}

/// A printable form of what is not known to be a text.
std::string printable(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += byte >= ' ' && byte < 0x7F ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
  }
  return text;
}

Words without_answer(const TransportOptions& options, std::string what) {
  if (options.base.starts_with("https"))
    return {std::move(what),
            "check the target's own log for the reason; if it asks for a client certificate, give "
            "one with --cert FILE and --key FILE"};
  return {std::move(what),
          fmt::format("if the port speaks TLS, use {}", with_scheme("https", options.base))};
}

Words connect_failure(CURL* curl, const TransportOptions& options) {
  const std::string whose = options.proxy.empty() ? "" : " to the proxy";
  long fault = 0;
  curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &fault);
  if (fault == ECONNREFUSED)
    return {fmt::format("the connection{} was refused", whose),
            "check host and port: Enterprise Manager listens on 9398 (https) and 9399 (http)"};
  if (fault == ECONNRESET && options.proxy.empty())
    return without_answer(options, "the connection was reset before the answer");
  return {fmt::format("no connection{}: {}", whose,
                      std::generic_category().message(static_cast<int>(fault))),
          "check host, port, network and firewall"};
}

Words timeout(CURL* curl, const TransportOptions& options, const Failure& failure) {
  // The message libcurl has for CURLOPT_LOW_SPEED_TIME.
  if (holds(failure.detail, "too slow"))
    return {fmt::format("the answer came to a standstill after {} bytes of body", failure.body),
            "check the network and the load of the target"};
  const bool connecting = number(curl, CURLINFO_PRETRANSFER_TIME_T) == 0;
  const bool connect_limit =
      connecting && (options.max_time.count() == 0 || options.connect_timeout < options.max_time);
  const std::string in_time =
      fmt::format("within {}", connect_limit ? options.connect_timeout : options.max_time);
  const std::string_view option = connect_limit ? "--connect-timeout" : "--max-time";
  if (connecting && number(curl, CURLINFO_NAMELOOKUP_TIME_T) == 0)
    return {"the name server gave no address " + in_time,
            "check the name, or give its address with --resolve HOST:PORT:ADDRESS"};
  if (connecting && !is_connected(curl))
    return {"no connection " + in_time,
            fmt::format("check host, port and firewall, or raise {}", option)};
  if (connecting)
    return {"the TLS handshake was not done " + in_time,
            fmt::format("check that the port speaks TLS, or raise {}", option)};
  if (number(curl, CURLINFO_STARTTRANSFER_TIME_T) == 0)
    return {"the request was sent and not one byte came back " + in_time,
            "check the load of the target, or raise --max-time"};
  return {fmt::format("the answer was not complete {}: {} came", in_time,
                      failure.has_headers ? fmt::format("{} bytes of body", failure.body)
                                          : std::string("not even all header lines")),
          "raise --max-time"};
}

Words bad_certificate(CURL* curl, const Failure& failure) {
  long fault = X509_V_OK;
  curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &fault);
  if (fault == X509_V_ERR_CERT_HAS_EXPIRED)
    return {"the target's certificate has expired",
            "renew it; -k goes on without looking at it (for a test system)"};
  if (fault == X509_V_ERR_CERT_NOT_YET_VALID)
    return {"the target's certificate is not valid yet",
            "check the clocks; -k goes on without looking at it (for a test system)"};
  // libcurl's initial value: it had no fault to find in the chain.
  if (fault != X509_V_OK && fault != X509_V_ERR_UNSPECIFIED)
    return {fmt::format("the target's certificate is not trusted: {}",
                        X509_verify_cert_error_string(fault)),
            "name its issuer's certificate with --cacert FILE (PEM), or go on without looking at "
            "it with -k (for a test system)"};
  std::string names = certificate_field(curl, "X509v3 Subject Alternative Name");
  if (names.empty()) names = certificate_field(curl, "Subject");
  if (names.empty()) return {"the target's certificate was refused: " + failure.detail, {}};
  return {fmt::format("the target's certificate is for another host: it names {}", names),
          "address the target by that name (--resolve HOST:PORT:ADDRESS leads a name to an "
          "address), or go on without looking at it with -k (for a test system)"};
}

Words tls_failure(const TransportOptions& options, const Failure& failure) {
  const std::string_view detail = failure.detail;
  if (holds(detail, "wrong version number"))
    return {"the port does not speak TLS",
            fmt::format("if it speaks plain HTTP, use {}", with_scheme("http", options.base))};
  if (holds(detail, "certificate required") || holds(detail, "handshake failure"))
    return {fmt::format("the target refused the TLS connection: {}", detail),
            "if it asks for a client certificate, give one with --cert FILE and --key FILE"};
  if (holds(detail, "unsupported protocol") || holds(detail, "protocol version"))
    return {"the target speaks no TLS of version 1.2 or newer", "enable TLS 1.2 on the target"};
  if (holds(detail, "SSL_ERROR_SYSCALL") || holds(detail, "unexpected eof") ||
      holds(detail, "reset by peer"))
    return {"the connection was closed in the TLS handshake",
            fmt::format("check that the port speaks TLS; plain HTTP would be {}",
                        with_scheme("http", options.base))};
  return {fmt::format("no TLS connection: {}", detail),
          fmt::format("check that the port speaks TLS; plain HTTP would be {}",
                      with_scheme("http", options.base))};
}

Words broken_transfer(CURL* curl, const TransportOptions& options, const Failure& failure) {
  long fault = 0;
  curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &fault);
  if (holds(failure.detail, "certificate required")) return tls_failure(options, failure);
  if (holds(failure.detail, "reset by peer") || fault == ECONNRESET || fault == EPIPE) {
    if (!failure.has_status)
      return without_answer(options, "the connection was reset before the answer");
    if (!failure.has_headers)
      return {"the connection was reset before the header lines were complete",
              "check the target's own log for the reason"};
    return {fmt::format("the connection was reset after {} bytes of body", failure.body),
            "check the target's own log for the reason"};
  }
  return {fmt::format("the answer is not valid HTTP: {}", failure.detail),
          std::string(look_at_bytes)};
}

Words short_body(CURL* curl, const Failure& failure) {
  const curl_off_t promised = number(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
  if (promised >= 0)
    return {fmt::format("the body is shorter than its Content-Length: {} of {} bytes came",
                        failure.body, promised),
            std::string(look_at_bytes)};
  return {fmt::format("the connection was closed inside of a chunked body, after {} bytes of it",
                      failure.body),
          std::string(look_at_bytes)};
}

Words stopped(const TransportOptions& options, const Failure& failure) {
  const std::string interim =
      failure.interim == 0
          ? ""
          : fmt::format(", with those of {} interim answers (1xx)", failure.interim);
  if (failure.stop == Stop::HeadersTooLarge)
    return {fmt::format("the header lines are over {} bytes long{}", options.max_headers, interim),
            std::string(look_at_bytes)};
  if (failure.stop == Stop::TooManyHeaders)
    return {fmt::format("there are over {} header lines{}", options.max_header_lines, interim),
            std::string(look_at_bytes)};
  if (failure.stop == Stop::FirstByteLate)
    return {fmt::format("the request was sent and not one byte came back within {}",
                        options.first_byte),
            "check the load of the target, or raise --first-byte-timeout"};
  if (failure.stop == Stop::HeadersCutShort)
    return {"the connection was closed before the header lines were complete",
            std::string(look_at_bytes)};
  if (failure.stop == Stop::BodyCutShort)
    return {"the body's Content-Encoding cannot be undone: nothing came out of it",
            std::string(look_at_bytes)};
  if (failure.stop == Stop::BodyTooLarge)
    return {fmt::format("the body is over {} bytes long{}", options.max_body,
                        failure.is_encoded ? " when its Content-Encoding is undone" : ""),
            "if the target really has that much to say, raise --max-body"};
  // RFC 8446, section 5.1: a record of type alert (21) or handshake (22), major version 3.
  if (failure.beginning.starts_with("\x15\x03") || failure.beginning.starts_with("\x16\x03"))
    return {"the port speaks TLS, not plain HTTP",
            fmt::format("use {}", with_scheme("https", options.base))};
  return {fmt::format("the answer has no HTTP status line; it begins with '{}'",
                      printable(failure.beginning)),
          "check that the port is that of the REST API"};
}

Words words(CURL* curl, const TransportOptions& options, const Failure& failure) {
  if (failure.stop != Stop::None) return stopped(options, failure);
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {"the host name cannot be resolved",
              "check the name, or give its address with --resolve HOST:PORT:ADDRESS"};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {"the proxy's name cannot be resolved", "check --proxy"};
    case CURLE_COULDNT_CONNECT:
      return connect_failure(curl, options);
    case CURLE_OPERATION_TIMEDOUT:
      return timeout(curl, options, failure);
    case CURLE_PEER_FAILED_VERIFICATION:
      return bad_certificate(curl, failure);
    case CURLE_SSL_CONNECT_ERROR:
      return tls_failure(options, failure);
    case CURLE_GOT_NOTHING:
      return without_answer(options, "the connection was closed without an answer");
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return broken_transfer(curl, options, failure);
    case CURLE_PARTIAL_FILE:
      return short_body(curl, failure);
    case CURLE_OUT_OF_MEMORY:
      // What libcurl says to a status or header line of over 100 kB.
      if (failure.has_headers) return {"the program is out of memory", {}};
      return {"the status line or a header line is over 100 kB long", std::string(look_at_bytes)};
    case CURLE_BAD_CONTENT_ENCODING:
      return {"the body's Content-Encoding cannot be undone: " + failure.detail,
              "none was asked for; see that nothing between here and the target compresses"};
    case CURLE_SSL_CACERT_BADFILE:
      return {fmt::format("the file of --cacert cannot be used: {}", failure.detail),
              "give certificates in PEM format"};
    case CURLE_SSL_CERTPROBLEM:
      return {fmt::format("the client certificate cannot be used: {}", failure.detail),
              "give --cert and --key in PEM format, the key without a passphrase"};
    case CURLE_SETOPT_OPTION_SYNTAX:
      return {fmt::format("an entry of --resolve cannot be used: {}", failure.detail),
              "write HOST:PORT:ADDRESS"};
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {fmt::format("the answer is not valid HTTP: {}", failure.detail),
              std::string(look_at_bytes)};
    default:
      return {fmt::format("the exchange failed: {}", failure.detail), {}};
  }
}

/// The files and entries that the user gave are the user's, all else is the target's.
Fault whose(CURLcode code) {
  if (code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CERTPROBLEM ||
      code == CURLE_SETOPT_OPTION_SYNTAX)
    return Fault::Usage;
  return Fault::Target;
}

}  // namespace

std::string certificate_field(CURL* curl, std::string_view name) {
  curl_certinfo* chain = nullptr;
  if (curl_easy_getinfo(curl, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr) return {};
  if (chain->num_of_certs == 0) return {};
  for (const curl_slist* field = chain->certinfo[0]; field != nullptr; field = field->next) {
    const std::string_view text = field->data;
    if (text.starts_with(name) && text.substr(name.size()).starts_with(':'))
      return std::string(text.substr(name.size() + 1));
  }
  return {};
}

Error explain(CURL* curl, const TransportOptions& options, const Failure& failure) {
  auto [what, remedy] = words(curl, options, failure);
  return {.where = options.base,
          .what = std::move(what),
          .remedy = std::move(remedy),
          .fault = whose(failure.code)};
}

}  // namespace emconform
