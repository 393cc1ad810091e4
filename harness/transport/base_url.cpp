#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "model/href.h"
#include "transport/http.h"

namespace emconform {
namespace {

constexpr std::string_view example = "for example https://em01:9398";

auto refused(const std::string& target, std::string what,
             std::string remedy = std::string(example)) {
  return fail({.where = target.empty() ? "--target" : "--target " + target,
               .what = std::move(what),
               .remedy = std::move(remedy),
               .fault = Fault::Usage});
}

bool is_port(std::string_view text) {
  unsigned number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, number);
  return fault == std::errc{} && rest == end && number >= 1 && number <= 65535;
}

bool is_ipv6_literal(std::string_view host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return false;
  std::array<unsigned char, 16> address{};
  const std::string text(host.substr(1, host.size() - 2));
  return inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

/// Letters, digits, "-", "_", "."; bytes outside of ASCII are left to libcurl (IDN).
bool is_host_name(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return c == '-' || c == '_' || c == '.' || (c >= '0' && c <= '9') ||
           ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<signed char>(c) < 0;
  });
}

}  // namespace

Result<std::string> base_url(const std::string& target) {
  if (target.empty()) return refused(target, "no target was given");
  // Before all else, because the message must not repeat a password, which may hold any character.
  if (target.find('@') != std::string::npos)
    return refused("", "the target holds user information",
                   "give the name with --username and the password with --password-env, "
                   "--password-file or --password-stdin");
  const std::size_t scheme_end = target.find("://");
  std::string_view rest(target);
  if (scheme_end != std::string::npos) rest.remove_prefix(scheme_end + 3);
  const std::size_t authority_end = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view authority = rest.substr(0, authority_end);
  if (std::any_of(target.begin(), target.end(),
                  [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }))
    return refused(target, "the target holds blanks or control characters");

  std::string_view scheme = "https";
  if (scheme_end != std::string::npos) {
    scheme = std::string_view(target).substr(0, scheme_end);
    if (equal_ignoring_case(scheme, "https"))
      scheme = "https";
    else if (equal_ignoring_case(scheme, "http"))
      scheme = "http";
    else
      return refused(target, fmt::format("the scheme '{}' is unknown", scheme),
                     "use https:// or http://");
  }

  const std::string_view path = rest.substr(authority_end);
  if (!path.empty() && path != "/" && path != "/api" && path != "/api/")
    return refused(target, fmt::format("the target has the path '{}'", path),
                   "give scheme, host and port only; /api is added");

  // Veeam's defaults: 9398 with TLS, 9399 without.
  std::string_view host = authority, port = scheme == "https" ? "9398" : "9399";
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    host = authority.substr(0, colon);
    port = authority.substr(colon + 1);
    if (bracket == std::string_view::npos && port.find(':') != std::string_view::npos)
      return refused(target, "the target has more than one colon",
                     "an IPv6 address stands in brackets: https://[2001:db8::1]:9398");
    if (!is_port(port))
      return refused(target, fmt::format("'{}' is no port", port), "a port is 1 to 65535");
  }
  if (host.empty()) return refused(target, "the target has no host");
  if (!is_host_name(host) && !is_ipv6_literal(host))
    return refused(target, fmt::format("'{}' is no host name or address", host));
  return fmt::format("{}://{}:{}", scheme, host, port);
}

}  // namespace emconform
