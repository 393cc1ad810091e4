#include "transport/receive.h"

#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <vector>

#include "model/href.h"

namespace emconform {
namespace {

void add_header(std::vector<Header>& headers, std::string_view line) {
  // RFC 9112, section 5.2: a line that begins with a blank goes on with the one before.
  if ((line.starts_with(' ') || line.starts_with('\t')) && !headers.empty()) {
    headers.back().value.append(" ").append(trimmed(line));
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;  // stays among the raw lines
  headers.push_back(
      {std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
}

/// The connection is at hand only while a transfer is on its way.
std::string tls_protocol(CURL* curl) {
  curl_tlssessioninfo* session = nullptr;
  if (curl_easy_getinfo(curl, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || session == nullptr)
    return {};
  if (session->backend != CURLSSLBACKEND_OPENSSL || session->internals == nullptr) return {};
  return SSL_get_version(static_cast<const SSL*>(session->internals));
}

std::size_t refuse(Received& received, Stop why) {
  received.stop = why;
  return 0;
}

// libcurl hands over one whole line at a time, also those of interim answers and trailers.
std::size_t take_header_line(char* data, std::size_t, std::size_t size, void* user) noexcept {
  Received& received = *static_cast<Received*>(user);
  Response& response = received.response;
  std::string_view line(data, size);
  received.header_bytes += size;
  if (received.header_bytes > received.options.max_headers)
    return refuse(received, Stop::HeadersTooLarge);
  if (++received.header_lines > received.options.max_header_lines)
    return refuse(received, Stop::TooManyHeaders);
  if (received.has_headers) {
    if (received.has_body || !line.starts_with("HTTP/")) return size;  // a trailer
    response = {};  // what came so far was an interim answer (1xx)
    ++received.interim;
    received.has_headers = false;
  }
  if (line == "\r\n" || line == "\n") {
    received.has_headers = true;
    return size;
  }
  // RFC 9112, section 2.2: a line ends in CRLF. A lone LF stays, so that it can be judged.
  if (line.ends_with("\r\n")) line.remove_suffix(2);
  if (response.status_line.empty()) {
    response.status_line = line;
    if (received.options.base.starts_with("https"))
      received.tls_protocol = tls_protocol(received.curl);
  } else {
    response.header_lines.emplace_back(line);
    add_header(response.headers, line);
  }
  return size;
}

/// Endless bodies on all connections at once would take all connections' worth of memory. Waiting
/// for the others is not the target's fault: it does not count as time of the exchange.
void wait_for_turn(Received& received) {
  const auto start = std::chrono::steady_clock::now();
  received.large_body.lock();
  const auto limit = received.options.max_time;
  if (limit.count() == 0) return;
  const auto waited =
      std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  curl_easy_setopt(received.curl, CURLOPT_TIMEOUT_MS, static_cast<long>((limit + waited).count()));
}

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) noexcept {
  Received& received = *static_cast<Received*>(user);
  if (received.response.status_line.empty()) {
    received.beginning.assign(data, std::min<std::size_t>(size, 40));
    return refuse(received, Stop::NotHttp);
  }
  received.has_body = true;
  std::string& body = received.response.body;
  if (size > received.options.max_body - body.size()) return refuse(received, Stop::BodyTooLarge);
  if (body.size() + size > received.options.large_body && !received.large_body.owns_lock())
    wait_for_turn(received);
  // To powers of two: growing from there to the limit takes no more than the limit.
  if (const std::size_t needed = body.size() + size; needed > body.capacity())
    body.reserve(std::min(std::bit_ceil(needed), received.options.max_body));
  body.append(data, size);
  return size;
}

// Called at least once a second; what it answers other than 0 ends the transfer.
int watch(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
  Received& received = *static_cast<Received*>(user);
  if (received.stop_watch.has_run_out()) return 1;
  const auto limit = received.options.first_byte;
  if (limit.count() == 0 || received.header_bytes > 0 || received.has_body) return 0;
  curl_off_t ready = 0, now = 0;
  curl_easy_getinfo(received.curl, CURLINFO_PRETRANSFER_TIME_T, &ready);
  curl_easy_getinfo(received.curl, CURLINFO_TOTAL_TIME_T, &now);
  if (ready == 0 || std::chrono::microseconds(now - ready) < limit) return 0;
  received.stop = Stop::FirstByteLate;
  return 1;
}

// libcurl leaves out what comes behind an answer, and says so here alone.
int listen_to(CURL*, curl_infotype type, char* data, std::size_t size, void* user) noexcept {
  const std::string_view said(data, size);
  if (type == CURLINFO_TEXT &&
      (said.starts_with("Excess found") || said.starts_with("Leftovers after chunking")))
    static_cast<Received*>(user)->has_bytes_behind = true;
  return 0;
}

}  // namespace

void set_receiver(CURL* curl, Received& received) {
  set(curl, CURLOPT_HEADERFUNCTION, &take_header_line);
  set(curl, CURLOPT_HEADERDATA, &received);
  set(curl, CURLOPT_WRITEFUNCTION, &take_body);
  set(curl, CURLOPT_WRITEDATA, &received);
  set(curl, CURLOPT_XFERINFOFUNCTION, &watch);
  set(curl, CURLOPT_XFERINFODATA, &received);
  set(curl, CURLOPT_NOPROGRESS, 0L);
  set(curl, CURLOPT_DEBUGFUNCTION, &listen_to);
  set(curl, CURLOPT_DEBUGDATA, &received);
  set(curl, CURLOPT_VERBOSE, 1L);
}

bool has_unread_bytes(CURL* curl) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  if (curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket) != CURLE_OK ||
      socket == CURL_SOCKET_BAD)
    return false;
  char byte = 0;
  return ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

bool is_encoded(const Response& response) {
  const auto coding = header(response.headers, "Content-Encoding");
  return coding && !coding->empty() && !equal_ignoring_case(*coding, "identity");
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace emconform
