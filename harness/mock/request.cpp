#include "mock/request.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "mock/text.h"

namespace emconform::mock {

namespace {

constexpr std::string_view token_name = "X-RestSvcSessionId";

const std::string* find_header(const RawRequest& raw, std::string_view name) {
  const auto found =
      std::find_if(raw.headers.begin(), raw.headers.end(),
                   [&](const Header& header) { return same_letters(header.name, name); });
  return found == raw.headers.end() ? nullptr : &found->value;
}

std::optional<std::string> cookie_token(const RawRequest& raw) {
  for (const Header& header : raw.headers) {
    if (!same_letters(header.name, "Cookie")) continue;
    for (const std::string_view part : split(header.value, ';')) {
      const std::string_view cookie = trim(part);
      const auto equals = cookie.find('=');
      if (equals != std::string_view::npos && same_letters(cookie.substr(0, equals), token_name))
        return std::string{trim(cookie.substr(equals + 1))};
    }
  }
  return std::nullopt;
}

std::optional<std::string> header_token(const RawRequest& raw) {
  if (const std::string* value = find_header(raw, token_name)) return std::string{trim(*value)};
  return std::nullopt;
}

std::optional<std::string> basic_of(const RawRequest& raw) {
  const std::string* value = find_header(raw, "Authorization");
  constexpr std::string_view scheme = "Basic ";
  if (value == nullptr || !same_letters(std::string_view{*value}.substr(0, scheme.size()), scheme))
    return std::nullopt;
  return base64_decode(trim(std::string_view{*value}.substr(scheme.size())));
}

std::string accept_of(const RawRequest& raw) {
  std::string accept;
  for (const Header& header : raw.headers)
    if (same_letters(header.name, "Accept")) accept += (accept.empty() ? "" : ",") + header.value;
  return accept;
}

/// '+' is taken for a blank, as WCF does in query strings (inferred, not documented).
std::vector<Parameter> parameters_of(std::string_view query) {
  std::vector<Parameter> parameters;
  for (const std::string_view part : split(query, '&')) {
    if (part.empty()) continue;
    const auto equals = part.find('=');
    const auto value = equals == std::string_view::npos ? "" : part.substr(equals + 1);
    parameters.push_back({.written = std::string{part.substr(0, equals)},
                          .name = lower(percent_decode(part.substr(0, equals), true)),
                          .value = percent_decode(value, true)});
  }
  return parameters;
}

}  // namespace

Request parse_request(const RawRequest& raw, std::string_view scheme, std::string_view authority) {
  Request request{.method = raw.method == "HEAD" ? "GET" : raw.method};
  std::string_view target = raw.target;
  target = target.substr(0, target.find('#'));
  const auto question = target.find('?');
  if (question != std::string_view::npos)
    request.parameters = parameters_of(target.substr(question + 1));
  // Doubled and trailing slashes are tolerated: a public template posts to /api//sessionMngr.
  for (const std::string_view segment : split(target.substr(0, question), '/'))
    if (!segment.empty()) request.segments.push_back(percent_decode(segment, false));
  if (!request.segments.empty() && same_letters(request.segments.front(), "api")) {
    request.below_api = true;
    request.segments.erase(request.segments.begin());
  }
  const std::string format = lower(parameter(request, "format").value_or(""));
  request.entity = format == "entity" || format == "entities";
  request.accept = accept_of(raw);
  // Seen on real servers: application/json anywhere in Accept gives JSON, all else gives XML.
  request.format = lower(request.accept).find("application/json") == std::string::npos
                       ? Format::Xml
                       : Format::Json;
  const std::string* host = find_header(raw, "Host");
  request.api = fmt::format("{}://{}/api", scheme,
                            host == nullptr || host->empty() ? authority : std::string_view{*host});
  // Vendor page "Authentication and Security": the cookie wins over the header.
  request.token = cookie_token(raw);
  request.token_in_cookie = request.token.has_value();
  request.header_token = header_token(raw);
  if (!request.token_in_cookie) request.token = request.header_token;
  request.basic = basic_of(raw);
  return request;
}

std::optional<std::string> parameter(const Request& request, std::string_view name) {
  const auto found =
      std::find_if(request.parameters.begin(), request.parameters.end(),
                   [&](const Parameter& candidate) { return candidate.name == name; });
  if (found == request.parameters.end()) return std::nullopt;
  return found->value;
}

Reply error_reply(int status, std::string message) {
  constexpr std::array<std::pair<int, std::string_view>, 7> names{{{400, "BadRequest"},
                                                                   {401, "Unauthorized"},
                                                                   {403, "Forbidden"},
                                                                   {404, "NotFound"},
                                                                   {405, "MethodNotAllowed"},
                                                                   {500, "InternalServerError"},
                                                                   {501, "NotImplemented"}}};
  const auto name = std::find_if(names.begin(), names.end(),
                                 [&](const auto& entry) { return entry.first == status; });
  Object error{
      {{"FirstChanceExceptionMessage"},
       {"Message", std::move(message), Place::Attribute},
       {"StackTrace"},
       {"Status", std::string{name == names.end() ? "Error" : name->second}, Place::Attribute},
       {"StatusCode", std::int64_t{status}, Place::Attribute}}};
  return {.status = status, .document = Document{"Error", std::move(error)}};
}

std::string* header(Response& response, std::string_view name) {
  const auto found =
      std::find_if(response.headers.begin(), response.headers.end(),
                   [&](const Header& candidate) { return same_letters(candidate.name, name); });
  return found == response.headers.end() ? nullptr : &found->value;
}

}  // namespace emconform::mock
