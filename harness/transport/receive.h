#pragma once

#include <curl/curl.h>
#include <fmt/format.h>

#include <cstddef>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>

#include "transport/failure.h"
#include "transport/http.h"
#include "transport/stop.h"

// What libcurl's callbacks make of an answer, and where they stop it; private to this folder.
namespace emconform {

/// Sets an option of libcurl.
template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
  // An option that this libcurl does not know is a fault of the build.
  if (const CURLcode code = curl_easy_setopt(curl, option, value); code != CURLE_OK)
    throw std::runtime_error(fmt::format("libcurl refuses option {}: {}", static_cast<int>(option),
                                         curl_easy_strerror(code)));
}

/// What the callbacks know of the transfer, and what they take from it.
struct Received {
  CURL* curl = nullptr;
  const TransportOptions& options;
  std::unique_lock<std::mutex> large_body{};  // locked by the one transfer with a large body
  Response response{};
  std::size_t header_bytes = 0;  // of all header sections, interim ones too
  std::size_t header_lines = 0;  // likewise
  std::size_t interim = 0;       // answers (1xx)
  bool has_headers = false;      // a header section came to its end
  bool has_body = false;
  bool has_bytes_behind = false;  // more came at once with the end of the answer
  Stop stop = Stop::None;
  std::string beginning{};  // of an answer without a status line
  std::string tls_protocol{};
  StopWatch stop_watch;
};

/// Has the handle's next transfer fill `received`.
void set_receiver(CURL* curl, Received& received);

/// Whether bytes wait to be read on the connection of the handle's last transfer.
bool has_unread_bytes(CURL* curl);

/// Whether the body was sent in a coding other than its own (RFC 9110, section 8.4).
bool is_encoded(const Response& response);

/// Without the blanks and line ends around it.
std::string_view trimmed(std::string_view text);

}  // namespace emconform
