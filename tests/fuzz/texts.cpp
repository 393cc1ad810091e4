#include <fmt/format.h>

#include <string>

#include "fuzz/fuzz.h"
#include "model/href.h"
#include "model/instant.h"
#include "model/link_place.h"
#include "transport/http.h"

// The short texts that representations are made of: times, URLs, URNs; and what names a target.

namespace {

using namespace emconform;

void read_times(std::string_view text) {
  parse_http_date(text);
  time_in_name(text);
  if (const auto time = parse_date_time(text)) {
    const auto again = parse_date_time(to_string(time->instant));
    fuzz::require(again && again->instant == time->instant, "a time is written as it is read");
    fuzz::require(again->utc, "a time is written in UTC");
  }
}

void read_href(std::string_view text) {
  const auto href = split_href(text);
  if (!href) return;
  fuzz::require(text.starts_with(fmt::format("{}://{}", href->scheme, href->authority)),
                "a URL begins with its authority");
  fuzz::require(target_of(*href).starts_with('/'), "a URL's target has a path");
  last_segment(href->path);
  fits_template(*href, "/jobs/{ID}?format=Entity", "6a");
  fits_template(*href, "/{*}/{ID}", "6a");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  read_times(text);
  read_href(text);
  if (const auto uid = split_uid(text))
    fuzz::require(text == fmt::format("urn:veeam:{}:{}", uid->type, uid->id),
                  "a UID is made of its parts");
  if (const auto place = split_link_place(text))
    fuzz::require(text == fmt::format("link:{}:{}:{}", place->rel, place->type, place->part),
                  "a place in a link is made of its parts");
  if (const auto base = base_url(std::string(text))) {
    const auto again = base_url(*base);
    fuzz::require(again && *again == *base, "a base URL stands for itself");
  }
  return 0;
}
