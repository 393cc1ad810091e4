#include "checks/http.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "checks/expectation.h"
#include "model/href.h"

namespace emconform {
namespace {

constexpr int no_content = 204;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f; }

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_control);
}

/// RFC 9110, 5.6.2: a token.
bool is_token(std::string_view text) {
  constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
  });
}

/// All values of a header. Raw lines count: a lenient client hides what is repeated. Recordings
/// have no lines.
std::vector<std::string_view> values_of(const Response& response, std::string_view name) {
  std::vector<std::string_view> values;
  for (const std::string& line : response.header_lines) {
    const std::string_view text = line;
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos &&
        equal_ignoring_case(trimmed(text.substr(0, colon)), name))
      values.push_back(trimmed(text.substr(colon + 1)));
  }
  if (response.header_lines.empty())
    for (const Header& header : response.headers)
      if (equal_ignoring_case(header.name, name)) values.push_back(trimmed(header.value));
  return values;
}

std::string_view media_type_of(Format format) {
  return format == Format::Xml ? "application/xml" : "application/json";
}

/// The format that a body looks like; nullopt if it looks like neither.
std::optional<Format> format_of(const Exchange& exchange) {
  if (exchange.representation) return exchange.representation->format;
  std::string_view body = exchange.response->body;
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  const std::size_t start = body.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return std::nullopt;
  if (body[start] == '<') return Format::Xml;
  if (body[start] == '{' || body[start] == '[') return Format::Json;
  return std::nullopt;
}

/// "Name: charset=utf-8" is the only parameter that has a meaning here (RFC 7303, RFC 8259).
std::optional<std::string> wrong_charset(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string_view parameter = trimmed(parameters.substr(0, parameters.find(';')));
    parameters.remove_prefix(std::min(parameters.size(), parameters.find(';')));
    if (!parameters.empty()) parameters.remove_prefix(1);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos ||
        !equal_ignoring_case(trimmed(parameter.substr(0, equals)), "charset"))
      continue;
    std::string_view value = trimmed(parameter.substr(equals + 1));
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    if (!equal_ignoring_case(value, "utf-8")) return std::string(value);
  }
  return std::nullopt;
}

}  // namespace

Judgement expected_status(const Exchange& exchange, const Contract&) {
  Judgement judgement{.witnesses = 1};
  const auto& statuses = exchange.expected.statuses;
  const int status = exchange.response->status;
  if (std::find(statuses.begin(), statuses.end(), status) == statuses.end())
    judgement.findings.push_back(
        {"status", fmt::format("{}", fmt::join(statuses, " or ")), std::to_string(status)});
  return judgement;
}

// "Content-type: Possible values: application/xml, application/json." Real answers were seen with
// and without parameters.
Judgement media_type(const Exchange& exchange, const Contract&) {
  if (exchange.response->body.empty()) return {.note = "there is no body"};
  Judgement judgement{.witnesses = 1};
  const auto report = [&](std::string_view expected, std::string_view actual) {
    judgement.findings.push_back({"header Content-Type", std::string(expected), cut(actual)});
  };
  const auto values = values_of(*exchange.response, "Content-Type");
  if (values.empty()) report("a Content-Type", "none");
  if (values.size() > 1) report("one Content-Type", fmt::format("{} of them", values.size()));
  if (values.empty()) return judgement;

  const std::string_view value = values.front();
  const std::size_t semicolon = std::min(value.find(';'), value.size());
  const std::string_view type = trimmed(value.substr(0, semicolon));
  const auto said =
      equal_ignoring_case(type, media_type_of(Format::Xml))    ? std::optional(Format::Xml)
      : equal_ignoring_case(type, media_type_of(Format::Json)) ? std::optional(Format::Json)
                                                               : std::nullopt;
  const auto& wanted = exchange.expected.format;
  if (!said)
    report(wanted ? media_type_of(*wanted) : "application/xml or application/json", value);
  else if (wanted && *said != *wanted)
    report(media_type_of(*wanted), value);
  if (const auto charset = wrong_charset(value.substr(semicolon)))
    report("charset utf-8, if any", *charset);
  const auto real = format_of(exchange);
  if (said && real != said)
    judgement.findings.push_back(
        {"body", fmt::format("{}, as Content-Type says", media_type_of(*said)),
         real ? std::string(media_type_of(*real)) : "neither XML nor JSON"});
  return judgement;
}

// "Content-length: The length of the response body." is promised by every page, so an answer of
// unknown length (chunked) departs from them. RFC 9112, 6.3: both headers together are an attack.
Judgement content_length(const Exchange& exchange, const Contract&) {
  const Response& response = *exchange.response;
  const auto values = values_of(response, "Content-Length");
  const bool has_transfer_encoding = !values_of(response, "Transfer-Encoding").empty();
  Judgement judgement{.witnesses = 1};
  const auto report = [&](std::string expected, std::string actual) {
    judgement.findings.push_back({"header Content-Length", std::move(expected), std::move(actual)});
  };
  if (has_transfer_encoding)
    report("a Content-Length and no Transfer-Encoding",
           values.empty() ? "Transfer-Encoding alone" : "both");
  // RFC 9110, 8.6: a 204 has none; a server that says 0 does no harm.
  else if (values.empty() && response.status != no_content)
    report("a Content-Length", "none");
  if (values.size() > 1) report("one Content-Length", fmt::format("{} of them", values.size()));

  // RFC 9110, 8.6: it counts the bytes that were sent, compressed if they were.
  const std::size_t received = response.encoded_bytes.value_or(response.body.size());
  // The answer to HEAD gives the length of what GET would answer.
  const bool comparable = !has_transfer_encoding && exchange.request.method != "HEAD";
  for (const std::string_view value : values) {
    std::size_t length = 0;
    const char* end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, length);
    if (error != std::errc() || stop != end)
      report("a plain number", cut(value));
    else if (comparable && length != received)
      report(fmt::format("{}, the bytes received", received), std::to_string(length));
  }
  return judgement;
}

// RFC 9112, 4 and 5; RFC 9110, 5.5. Values are not shown: some are secrets.
Judgement message_framing(const Exchange& exchange, const Contract&) {
  const Response& response = *exchange.response;
  if (response.status_line.empty()) return {.note = "the recording has no raw header"};
  Judgement judgement{.witnesses = 1 + response.header_lines.size()};
  const auto report = [&](std::string where, std::string_view expected, std::string_view actual) {
    judgement.findings.push_back({std::move(where), std::string(expected), cut(actual)});
  };
  // curl writes HTTP/2 so; the minor version went away.
  const std::string_view line = response.status_line;
  const std::size_t blank = std::min(line.find(' '), line.size());
  const std::string_view version = line.substr(0, blank);
  const std::string_view rest = line.substr(std::min(blank + 1, line.size()));
  const std::string_view code = rest.substr(0, 3);
  if ((version != "HTTP/1.1" && version != "HTTP/1.0" && version != "HTTP/2") ||
      code != fmt::format("{:03}", response.status) || (rest.size() > 3 && rest[3] != ' ') ||
      has_control(line))
    report("status line", "HTTP/1.1, a blank, three digits, a blank, a reason", line);
  for (std::size_t i = 0; i < response.header_lines.size(); ++i) {
    const std::string_view text = response.header_lines[i];
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    const std::string where = fmt::format("header line {}", i + 1);
    if (colon == std::string_view::npos)
      report(where, "a name, a colon, a value", "no colon");
    else if (!is_token(name))
      report(where, "a name without blanks or separators before the colon",
             fmt::format("'{}'", name));
    else if (has_control(text))
      report(where, "no control characters", fmt::format("some in {}", name));
  }
  if (response.has_bytes_behind)
    report("behind the body", "nothing until the next request", "more bytes");
  return judgement;
}

}  // namespace emconform
