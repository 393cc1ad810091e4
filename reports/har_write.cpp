#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "model/base64.h"
#include "model/href.h"
#include "model/results.h"
#include "reports/har.h"
#include "reports/har_entry.h"

namespace emconform {
namespace har {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::microseconds;

std::string latin1(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0U | byte >> 6U);
      text += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return text;
}

/// For people: what is no UTF-8 was most likely meant so.
std::string readable(std::string_view text) {
  return is_utf8(text) ? std::string(text) : latin1(text);
}

using Write = std::string (*)(std::string_view);

Json headers_json(const std::vector<Header>& headers, Write write) {
  Json all = Json::array();
  for (const Header& header : headers)
    all.push_back({{"name", write(header.name)}, {"value", write(header.value)}});
  return all;
}

std::string as_it_is(std::string_view text) { return std::string(text); }

/// As it is, or byte by byte if a part of it is no UTF-8.
Write way_to_write(const Response& response) {
  const auto is_plain = [](const std::string& text) { return is_utf8(text); };
  const auto& lines = response.header_lines;
  const auto& headers = response.headers;
  const bool plain = is_plain(response.status_line) &&
                     std::all_of(lines.begin(), lines.end(), is_plain) &&
                     std::all_of(headers.begin(), headers.end(), [&](const Header& header) {
                       return is_plain(header.name) && is_plain(header.value);
                     });
  return plain ? as_it_is : latin1;
}

Json name_value(std::string_view text) {
  const std::size_t equals = std::min(text.find('='), text.size());
  return {{"name", readable(text.substr(0, equals))},
          {"value", readable(text.substr(std::min(equals + 1, text.size())))}};
}

template <class Add>
void each_part(std::string_view text, char separator, Add add) {
  while (!text.empty()) {
    std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (!part.empty()) add(part);
  }
}

Json request_cookies(const std::vector<Header>& headers) {
  Json all = Json::array();
  for (const Header& header : headers)
    if (equal_ignoring_case(header.name, "Cookie"))
      each_part(header.value, ';', [&](std::string_view part) { all.push_back(name_value(part)); });
  return all;
}

Json response_cookies(const std::vector<Header>& headers) {
  Json all = Json::array();
  for (const Header& header : headers)
    if (equal_ignoring_case(header.name, "Set-Cookie"))
      all.push_back(name_value(std::string_view(header.value).substr(0, header.value.find(';'))));
  return all;
}

Json query_string(const std::string& target) {
  Json all = Json::array();
  const std::size_t mark = std::min(target.find('?'), target.size());
  each_part(std::string_view(target).substr(mark == target.size() ? mark : mark + 1), '&',
            [&](std::string_view part) {
              Json one = name_value(part);
              for (const char* const key : {"name", "value"})
                one[key] = readable(percent_decode(one[key].get<std::string>()));
              all.push_back(std::move(one));
            });
  return all;
}

Json request_json(const RecordedExchange& exchange) {
  const Request& request = exchange.request;
  return {{"method", readable(request.method)},
          {"url", readable(exchange.base + request.target)},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", request_cookies(request.headers)},
          {"headers", headers_json(request.headers, readable)},
          {"queryString", query_string(request.target)},
          {"headersSize", -1},
          {"bodySize", request.body.size()}};
}

Json content_json(const RecordedExchange& exchange, const std::string* body) {
  Json content = {
      {"size", exchange.body_bytes},
      {"mimeType", readable(header(exchange.response->headers, "Content-Type").value_or(""))}};
  if (!exchange.why_no_body.empty()) content["comment"] = exchange.why_no_body;
  if (body == nullptr) return content;
  if (is_utf8(*body)) {
    content["text"] = *body;
  } else {
    content["text"] = base64(*body);
    content["encoding"] = "base64";
  }
  return content;
}

/// "HTTP/1.1 200 OK" -> version, reason.
std::pair<std::string, std::string> parts_of(std::string_view line) {
  const std::size_t version = std::min(line.find(' '), line.size());
  const std::size_t reason =
      std::min(line.find(' ', std::min(version + 1, line.size())), line.size());
  std::string_view text = line.substr(std::min(reason + 1, line.size()));
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return {readable(line.substr(0, version)), readable(text)};
}

Json no_answer(const RecordedExchange& exchange) {
  Json response = {{"status", 0},
                   {"statusText", ""},
                   {"httpVersion", ""},
                   {"cookies", Json::array()},
                   {"headers", Json::array()},
                   {"content", {{"size", 0}, {"mimeType", ""}}},
                   {"redirectURL", ""},
                   {"headersSize", -1},
                   {"bodySize", -1}};
  if (exchange.error) response["_error"] = readable(exchange.error->what);
  return response;
}

Json response_json(const RecordedExchange& exchange, const std::string* body) {
  if (!exchange.response) return no_answer(exchange);
  const Response& response = *exchange.response;
  const auto [version, reason] = parts_of(response.status_line);
  return {{"status", response.status},
          {"statusText", reason},
          {"httpVersion", version},
          {"cookies", response_cookies(response.headers)},
          {"headers", headers_json(response.headers, way_to_write(response))},
          {"content", content_json(exchange, body)},
          {"redirectURL", readable(header(response.headers, "Location").value_or(""))},
          {"headersSize", -1},
          {"bodySize", response.encoded_bytes.value_or(exchange.body_bytes)}};
}

double milliseconds(microseconds time) { return static_cast<double>(time.count()) / 1000; }

/// HAR has how long each phase took; -1: there was none. `ssl` is a part of `connect`.
Json timings_json(const Timing& timing) {
  const microseconds connected =
      timing.new_connection ? std::max(timing.connect, timing.tls) : microseconds{0};
  const microseconds first_byte = std::max(timing.first_byte, connected);
  const bool has_tls = timing.new_connection && timing.tls > timing.connect;
  return {{"blocked", -1},
          {"dns", -1},
          {"connect", timing.new_connection ? milliseconds(connected) : -1},
          {"ssl", has_tls ? milliseconds(timing.tls - timing.connect) : -1},
          {"send", 0},
          {"wait", milliseconds(first_byte - connected)},
          {"receive", milliseconds(std::max(timing.total, first_byte) - first_byte)}};
}

Json lines_json(const Response& response) {
  const Write write = way_to_write(response);
  Json json = {{"status_line", write(response.status_line)}, {"header_lines", Json::array()}};
  for (const std::string& line : response.header_lines) json["header_lines"].push_back(write(line));
  if (write == latin1) json["latin1"] = true;
  return json;
}

std::string_view name_of(Fault fault) {
  return fault == Fault::Target ? "target" : fault == Fault::Usage ? "usage" : "harness";
}

Json own_json(const RecordedExchange& exchange) {
  Json own = {{"purpose", readable(exchange.request.purpose)}};
  if (exchange.error)
    own["error"] = {{"where", readable(exchange.error->where)},
                    {"what", readable(exchange.error->what)},
                    {"remedy", readable(exchange.error->remedy)},
                    {"fault", name_of(exchange.error->fault)}};
  if (!exchange.why_no_body.empty()) own["why_no_body"] = exchange.why_no_body;
  if (!exchange.response) return own;
  const Response& response = *exchange.response;
  own.update(lines_json(response));
  own["body_bytes"] = exchange.body_bytes;
  if (response.encoded_bytes) own["encoded_bytes"] = *response.encoded_bytes;
  if (response.has_bytes_behind) own["bytes_behind"] = true;
  const Timing& timing = response.timing;
  own["timing"] = {{"connect", timing.connect.count()},
                   {"tls", timing.tls.count()},
                   {"first_byte", timing.first_byte.count()},
                   {"total", timing.total.count()},
                   {"new_connection", timing.new_connection}};
  return own;
}

std::string to_text(std::chrono::system_clock::time_point time) {
  return to_string(std::chrono::floor<microseconds>(time));
}

}  // namespace

nlohmann::ordered_json to_json(const RecordedExchange& exchange, const std::string* body) {
  const Timing timing = exchange.response ? exchange.response->timing : Timing{};
  const Json timings = timings_json(timing);
  double time = 0;
  for (const char* const phase : {"connect", "send", "wait", "receive"})
    time += std::max(0.0, timings[phase].get<double>());
  return {{"startedDateTime", to_text(exchange.sent)},
          {"time", time},
          {"request", request_json(exchange)},
          {"response", response_json(exchange, body)},
          {"cache", Json::object()},
          {"timings", timings},
          {"_emconform", own_json(exchange)}};
}

nlohmann::ordered_json to_json(const RecordedRun& run) {
  Json json = {{"schema", 1},
               {"version", run.version},
               {"suite_hash", run.suite_hash},
               {"plan_hash", run.plan_hash},
               {"target", run.target},
               {"base", run.base},
               {"tls", run.tls},
               {"command", run.command},
               {"aborted", run.aborted},
               {"started", to_string(run.started)},
               {"insecure", run.insecure},
               {"anonymized", run.anonymized},
               {"strict_gate", run.strict_gate},
               {"complete", run.complete},
               {"filters", run.filters},
               {"without", run.without},
               {"level", emconform::name_of(run.level)},
               {"shard", run.shard},
               {"shards", run.shards},
               {"whole_matrix", run.whole_matrix},
               {"probe_methods", run.probe_methods},
               {"sample", run.sample},
               {"seed", run.seed},
               {"clock_tolerance", run.clock_tolerance.count()},
               {"withheld", run.withheld}};
  if (run.camel_case) json["camel_case"] = *run.camel_case;
  return json;
}

}  // namespace har

namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void write_har(const Recording& recording, std::ostream& out) {
  const std::string version = recording.run ? recording.run->version : "";
  out << R"({"log":{"version":"1.2","creator":)"
      << text_of({{"name", "emconform"}, {"version", version}});
  if (recording.run) out << ",\"_emconform\":" << text_of(har::to_json(*recording.run));
  out << ",\"entries\":[";
  const char* separator = "\n";
  for (const RecordedExchange& exchange : recording.exchanges) {
    const std::string* body = exchange.body ? &recording.bodies[*exchange.body] : nullptr;
    out << separator << text_of(har::to_json(exchange, body));
    separator = ",\n";
  }
  out << "\n]}}\n";
}

}  // namespace emconform
