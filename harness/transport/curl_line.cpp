#include <algorithm>
#include <optional>

#include "model/href.h"
#include "transport/encodings.h"
#include "transport/redact.h"

namespace emconform {
namespace {

/// No shell looks inside of single quotes.
std::string single_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'')
      quoted += R"('\'')";
    else
      quoted += c;
  }
  return quoted + '\'';
}

bool continues_a_name(std::string_view text) {
  if (text.empty()) return false;
  const char c = text.front();
  return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/// The text with the token as a variable: "X-RestSvcSessionId: $TOKEN". Where the rest of the text
/// means something to a shell, only the variable stands in double quotes.
std::string quoted(std::string_view text, std::string_view token) {
  const std::size_t at = token.empty() ? std::string_view::npos : text.find(token);
  if (at == std::string_view::npos) return single_quoted(text);
  const std::string_view before = text.substr(0, at), after = text.substr(at + token.size());
  const auto plain = [](std::string_view part) {
    return part.find_first_of("\"\\$`!") == std::string_view::npos;
  };
  if (!plain(before) || !plain(after) || after.find(token) != std::string_view::npos)
    return single_quoted(before) + "\"$TOKEN\"" + (after.empty() ? "" : quoted(after, token));
  return std::string("\"")
      .append(before)
      .append(continues_a_name(after) ? "${TOKEN}" : "$TOKEN")
      .append(after)
      .append("\"");
}

bool is_basic_credentials(const Header& header) {
  constexpr std::string_view scheme = "Basic ";
  if (!equal_ignoring_case(header.name, "Authorization")) return false;
  const std::string_view value = header.value;
  if (!equal_ignoring_case(value.substr(0, scheme.size()), scheme)) return false;
  const auto credentials = from_base64(value.substr(scheme.size()));
  return credentials && credentials->find(':') != std::string::npos;
}

/// What makes curl send this method, and no header of its own making beside.
std::string method_options(const Request& request) {
  const bool with_body = !request.body.empty() || request.method == "POST";
  std::string options;
  if (request.method == "HEAD") options += " -I";
  if (request.method != "HEAD" && request.method != (with_body ? "POST" : "GET"))
    options += " -X " + single_quoted(request.method);
  if (!header(request.headers, "Accept")) options += " -H 'Accept:'";
  if (with_body && !header(request.headers, "Content-Type")) options += " -H 'Content-Type:'";
  return options;
}

/// curl reads [] and {} as patterns, drops dot segments and fragments, and encodes what is not
/// ASCII.
std::string address_options(const Request& request, std::string_view base) {
  const std::string url = std::string(base) + request.target;
  const bool rewritten =
      url.find('#') != std::string::npos ||
      std::any_of(url.begin(), url.end(), [](char c) { return static_cast<signed char>(c) < 0; });
  std::string options;
  if (url.find_first_of("[]{}") != std::string::npos) options += " -g";
  if (rewritten) options += " --request-target " + single_quoted(request.target);
  if (!rewritten && url.find("/.") != std::string::npos) options += " --path-as-is";
  return options + ' ' + single_quoted(rewritten ? std::string(base) + '/' : url);
}

}  // namespace

std::string curl_line(const Request& request, std::string_view base, std::string_view token,
                      bool insecure) {
  std::string line = "curl -sS";
  if (insecure) line += " -k";
  line += method_options(request);
  for (const Header& header : request.headers) {
    if (is_basic_credentials(header))
      line += R"( -u "$USERNAME:$PASSWORD")";
    else if (header.value.empty())
      line += " -H " + single_quoted(header.name + ';');
    else
      line += " -H " + quoted(header.name + ": " + header.value, token);
  }
  if (!request.body.empty() || request.method == "POST")
    line += " --data-raw " + single_quoted(request.body);
  return line + address_options(request, base);
}

}  // namespace emconform
