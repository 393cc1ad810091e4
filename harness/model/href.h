#pragma once

#include <optional>
#include <string>
#include <string_view>

// Parts of the URLs and URNs that the API serves. Hand-written parsers: these texts come from the
// server, and std::regex overflows the stack on long ones.
namespace emconform {

/// An absolute URL in its parts; nothing is percent-decoded.
struct Href {
  std::string_view scheme{};     // "https"
  std::string_view authority{};  // "em01:9398"
  std::string_view path{};       // "/api/jobs/6a..."
  std::string_view query{};      // "format=Entity"; without '?', "" if there is none
};

/// Splits an absolute http or https URL; nullopt if it is none, or holds blanks or control
/// characters, a fragment or user info.
std::optional<Href> split_href(std::string_view text);

/// "/api/jobs/6a?format=Entity" of an absolute Href: what is requested on the target's authority.
std::string target_of(const Href& href);

/// 8-4-4-4-12 hexadecimal digits, in any letter case.
bool is_guid(std::string_view text);

/// "urn:veeam:<type>:<id>" in its parts; nullopt if it is none (characters: [A-Za-z0-9_-]).
struct Uid {
  std::string_view type{}, id{};
};
std::optional<Uid> split_uid(std::string_view text);

/// The last segment of a path: "6a.." of "/api/jobs/6a..".
std::string_view last_segment(std::string_view path);

/// Whether a path with query fits a template: literal segments in any letter case, "{ID}" equal to
/// `id` in any letter case, "{*}" any one non-empty segment. "/jobs/{ID}?format=Entity" fits
/// "/api/jobs/6a..?format=Entity": the template has no "/api". A query in the template demands
/// exactly that query; no query in it demands none.
bool fits_template(const Href& href, std::string_view path_template, std::string_view id);

/// The text with its ASCII letters in lower case.
std::string lower(std::string_view text);

/// Equality without regard to ASCII letter case.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Percent-encodes all but unreserved characters (RFC 3986), for a value inside a query.
std::string percent_encode(std::string_view text);

/// The reverse; what is no escape ("%zz", a last "%") stays as it is.
std::string percent_decode(std::string_view text);

}  // namespace emconform
