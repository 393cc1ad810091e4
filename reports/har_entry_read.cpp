#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "model/base64.h"
#include "model/results.h"
#include "reports/har_entry.h"

namespace emconform::har {
namespace {

using Json = nlohmann::json;
using std::chrono::microseconds;

/// nullptr: it is missing, or null.
const Json* find(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string text(const Json& object, const char* key) {
  const Json* value = find(object, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string{};
}

std::string demanded_text(const At& at, const char* key) {
  const Json* value = find(at.json, key);
  if (value == nullptr) throw Bad(fmt::format("{}/{} is missing", at.pointer, key));
  if (!value->is_string()) throw Bad(fmt::format("{}/{} is no text", at.pointer, key));
  return value->get<std::string>();
}

bool fact(const Json& object, const char* key) {
  const Json* value = find(object, key);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

template <class Integer>
std::optional<Integer> number(const Json& object, const char* key) {
  const Json* value = find(object, key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number_unsigned() && std::in_range<Integer>(value->get<std::uint64_t>()))
    return value->get<Integer>();
  if (value->is_number_integer() && !value->is_number_unsigned() &&
      std::in_range<Integer>(value->get<std::int64_t>()))
    return value->get<Integer>();
  return std::nullopt;
}

template <class Integer>
Integer demanded_number(const At& at, const char* key) {
  const auto value = number<Integer>(at.json, key);
  if (!value) throw Bad(fmt::format("{}/{} is no number of its kind", at.pointer, key));
  return *value;
}

std::vector<std::string> texts(const At& at, const char* key) {
  std::vector<std::string> all;
  const Json* array = find(at.json, key);
  if (array == nullptr) return all;
  if (!array->is_array()) throw Bad(fmt::format("{}/{} is no array", at.pointer, key));
  for (const Json& one : *array) {
    if (!one.is_string()) throw Bad(fmt::format("{}/{} holds what is no text", at.pointer, key));
    all.push_back(one.get<std::string>());
  }
  return all;
}

/// The bytes whose numbers are those of the characters.
std::string from_latin1(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if ((lead == 0xC2 || lead == 0xC3) && i + 1 < text.size())
      bytes +=
          static_cast<char>((lead == 0xC3 ? 0x40U : 0U) | static_cast<unsigned char>(text[++i]));
    else
      bytes += text[i];
  }
  return bytes;
}

/// HTTP/2 has the request line and the status among its headers: ":method".
std::vector<Header> headers_of(const Json& message, bool latin1) {
  std::vector<Header> headers;
  const Json* array = find(message, "headers");
  if (array == nullptr || !array->is_array()) return headers;
  for (const Json& one : *array) {
    Header header{text(one, "name"), text(one, "value")};
    if (header.name.empty() || header.name.starts_with(':')) continue;
    if (latin1) header = {from_latin1(header.name), from_latin1(header.value)};
    headers.push_back(std::move(header));
  }
  return headers;
}

/// "https://em01:9398/api/jobs" -> "https://em01:9398", "/api/jobs".
std::pair<std::string, std::string> split_url(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) return {"", url};
  const std::size_t path = std::min(url.find_first_of("/?", scheme + 3), url.size());
  std::string target = url.substr(path);
  if (!target.starts_with('/')) target.insert(0, "/");
  return {url.substr(0, path), target};
}

std::chrono::system_clock::time_point time_in(const std::string& text) {
  const auto time = parse_date_time(text);
  if (!time) return {};
  return std::chrono::floor<std::chrono::system_clock::duration>(time->instant);
}

Request request_of(const At& entry, const Json& own, std::string& base) {
  const Json* json = find(entry.json, "request");
  if (json == nullptr || !json->is_object())
    throw Bad(fmt::format("{}/request is no object", entry.pointer));
  const At at{*json, entry.pointer + "/request"};
  Request request{.method = demanded_text(at, "method")};
  std::tie(base, request.target) = split_url(demanded_text(at, "url"));
  // What a browser shows behind '#' it does not send.
  if (own.is_null()) request.target = request.target.substr(0, request.target.find('#'));
  request.headers = headers_of(*json, false);
  request.purpose = text(own, "purpose");
  return request;
}

std::optional<Error> error_of(const At& entry, const Json& response, const Json& own) {
  if (const Json* error = find(own, "error")) {
    const std::string fault = text(*error, "fault");
    return Error{.where = text(*error, "where"),
                 .what = text(*error, "what"),
                 .remedy = text(*error, "remedy"),
                 .fault = fault == "harness" ? Fault::Harness
                          : fault == "usage" ? Fault::Usage
                                             : Fault::Target};
  }
  const std::string what = text(response, "_error");
  if (what.empty()) return std::nullopt;
  return Error{.where = entry.pointer, .what = what, .fault = Fault::Target};
}

Timing timing_of(const Json& own) {
  const Json* json = find(own, "timing");
  if (json == nullptr) return {};
  const auto time = [&](const char* key) {
    return microseconds(number<std::int64_t>(*json, key).value_or(0));
  };
  return {.connect = time("connect"),
          .tls = time("tls"),
          .first_byte = time("first_byte"),
          .total = time("total"),
          .new_connection = fact(*json, "new_connection")};
}

/// Without what only emconform writes: how long the exchange took is told in milliseconds.
Timing timing_in(const Json& entry) {
  const Json* time = find(entry, "time");
  const double milliseconds = time != nullptr && time->is_number() ? time->get<double>() : 0;
  constexpr double day = 24 * 3600 * 1000;
  if (!(milliseconds > 0) || milliseconds > day) return {};
  return {.total = microseconds(static_cast<std::int64_t>(milliseconds * 1000))};
}

struct Content {
  std::optional<std::string> body{};
  std::string why_not{};
};

Content content_of(const Json& response) {
  const Json* content = find(response, "content");
  if (content == nullptr) return {.why_not = "it was left out"};
  const Json* found = find(*content, "text");
  if (found == nullptr || !found->is_string()) {
    if (number<std::int64_t>(*content, "size") == 0) return {};
    const std::string comment = text(*content, "comment");
    return {.why_not = comment.empty() ? "it was left out" : comment};
  }
  std::string body = found->get<std::string>();
  const std::string encoding = text(*content, "encoding");
  if (encoding.empty()) return {.body = std::move(body)};
  if (encoding != "base64") return {.why_not = "its encoding is unknown"};
  std::erase_if(body, [](char c) { return c == ' ' || c == '\r' || c == '\n'; });
  auto bytes = from_base64(body);
  if (!bytes) return {.why_not = "its base64 cannot be read"};
  return {.body = std::move(*bytes)};
}

/// Of an answer that has none, by its status, nothing is missing.
bool has_no_body(const Request& request, int status) {
  constexpr int no_content = 204, not_modified = 304;
  return request.method == "HEAD" || status == no_content || status == not_modified;
}

void read_response(const At& entry, const Json& own, Bodies& bodies, RecordedExchange& exchange) {
  const Json* json = find(entry.json, "response");
  static const Json nothing;
  const Json& response = json == nullptr ? nothing : *json;
  const int status = number<int>(response, "status").value_or(0);
  constexpr int first = 100, last = 999;
  if (status < first || status > last) {
    exchange.error = error_of(entry, response, own);
    return;
  }
  const bool latin1 = fact(own, "latin1");
  Response answer{.status = status};
  answer.headers = headers_of(response, latin1);
  answer.status_line = text(own, "status_line");
  answer.header_lines = texts({own, entry.pointer + "/_emconform"}, "header_lines");
  if (latin1) {
    answer.status_line = from_latin1(answer.status_line);
    for (std::string& line : answer.header_lines) line = from_latin1(line);
  }
  answer.encoded_bytes = number<std::size_t>(own, "encoded_bytes");
  answer.has_bytes_behind = fact(own, "bytes_behind");
  answer.timing = own.is_null() ? timing_in(entry.json) : timing_of(own);
  answer.timing.sent = exchange.sent;
  exchange.response = std::move(answer);

  Content content = content_of(response);
  exchange.why_no_body = text(own, "why_no_body");
  if (exchange.why_no_body.empty() && !has_no_body(exchange.request, status))
    exchange.why_no_body = std::move(content.why_not);
  exchange.body_bytes = content.body ? content.body->size() : 0;
  if (const auto bytes = number<std::size_t>(own, "body_bytes")) exchange.body_bytes = *bytes;
  if (exchange.why_no_body.empty() && content.body && !content.body->empty())
    exchange.body = bodies.add(std::move(*content.body));
}

}  // namespace

std::size_t Bodies::add(std::string body) {
  const std::size_t hash = std::hash<std::string>{}(body);
  const auto [begin, end] = by_hash_.equal_range(hash);
  for (auto known = begin; known != end; ++known)
    if (bodies_[known->second] == body) return known->second;
  by_hash_.emplace(hash, bodies_.size());
  bodies_.push_back(std::move(body));
  return bodies_.size() - 1;
}

RecordedExchange read_entry(const At& entry, Bodies& bodies) {
  static const Json nothing;
  const Json* found = find(entry.json, "_emconform");
  const Json& own = found != nullptr && found->is_object() ? *found : nothing;
  RecordedExchange exchange;
  exchange.request = request_of(entry, own, exchange.base);
  exchange.sent = time_in(text(entry.json, "startedDateTime"));
  read_response(entry, own, bodies, exchange);
  return exchange;
}

RecordedRun read_recorded_run(const At& at) {
  constexpr int known_schema = 1;
  if (const int schema = demanded_number<int>(at, "schema"); schema != known_schema)
    throw Bad(
        fmt::format("{}/schema is {}, this emconform reads {}", at.pointer, schema, known_schema));
  const auto level = level_named(demanded_text(at, "level"));
  if (!level) throw Bad(fmt::format("{}/level is no level", at.pointer));
  const auto started = parse_date_time(demanded_text(at, "started"));
  if (!started) throw Bad(fmt::format("{}/started is no time", at.pointer));
  RecordedRun run{.version = demanded_text(at, "version"),
                  .suite_hash = demanded_text(at, "suite_hash"),
                  .plan_hash = demanded_text(at, "plan_hash"),
                  .target = demanded_text(at, "target"),
                  .base = demanded_text(at, "base"),
                  .tls = text(at.json, "tls"),
                  .command = text(at.json, "command"),
                  .aborted = text(at.json, "aborted"),
                  .started = started->instant,
                  .insecure = fact(at.json, "insecure"),
                  .anonymized = fact(at.json, "anonymized"),
                  .strict_gate = fact(at.json, "strict_gate"),
                  .complete = fact(at.json, "complete"),
                  .filters = texts(at, "filters"),
                  .without = texts(at, "without"),
                  .level = *level,
                  .shard = demanded_number<int>(at, "shard"),
                  .shards = demanded_number<int>(at, "shards"),
                  .whole_matrix = fact(at.json, "whole_matrix"),
                  .probe_methods = fact(at.json, "probe_methods"),
                  .sample = demanded_number<int>(at, "sample"),
                  .seed = demanded_number<std::uint64_t>(at, "seed")};
  constexpr std::int64_t day = 86'400;
  const auto tolerance = demanded_number<std::int64_t>(at, "clock_tolerance");
  if (run.shard < 1 || run.shards < run.shard || run.sample < 0 || tolerance < 0 || tolerance > day)
    throw Bad(fmt::format("{} holds a number that no run can have", at.pointer));
  run.clock_tolerance = std::chrono::seconds(tolerance);
  run.withheld = number<std::size_t>(at.json, "withheld").value_or(0);
  if (find(at.json, "camel_case") != nullptr) run.camel_case = fact(at.json, "camel_case");
  return run;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80) return false;
    if (length > 2) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      // Overlong forms, surrogates, and what lies beyond U+10FFFF.
      if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
          (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
        return false;
    }
    i += length;
  }
  return true;
}

}  // namespace emconform::har
