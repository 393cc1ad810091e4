#pragma once

#include <curl/curl.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "model/result.h"
#include "transport/http.h"

// Why an exchange failed, in words; private to this folder.
namespace emconform {

/// Why we refuse what libcurl would have gone on with.
enum class Stop {
  None,
  FirstByteLate,
  HeadersTooLarge,
  TooManyHeaders,
  HeadersCutShort,
  BodyTooLarge,
  BodyCutShort,
  NotHttp,
};

/// What was seen of an exchange up to its failure.
struct Failure {
  CURLcode code = CURLE_OK;
  std::string detail{};  // libcurl's own words
  Stop stop = Stop::None;
  std::string beginning{};   // of an answer that is not HTTP
  bool has_status = false;   // a status line came
  bool has_headers = false;  // the header section came to its end
  bool is_encoded = false;   // the body has a Content-Encoding
  std::size_t body = 0;      // bytes
  std::size_t interim = 0;   // answers (1xx) that came before
};

/// A field of the target's certificate as libcurl prints it ("Subject"); "" where it is not known.
std::string certificate_field(CURL* curl, std::string_view name);

/// The handle is that of the failed transfer: its times and the certificate are looked at.
Error explain(CURL* curl, const TransportOptions& options, const Failure& failure);

}  // namespace emconform
