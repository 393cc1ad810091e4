#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/mock.h"

// Small conversions of text that requests, representations and encoders share.
namespace emconform::mock {

char lower_letter(char letter);
char upper_letter(char letter);
std::string lower(std::string_view text);

/// Equal but for the case of ASCII letters.
bool same_letters(std::string_view left, std::string_view right);

/// The parts between separators, empty parts included.
std::vector<std::string_view> split(std::string_view text, char separator);

std::string_view trim(std::string_view text);

/// Percent sequences decoded; a '+' is a blank if `plus_is_blank`.
std::string percent_decode(std::string_view text, bool plus_is_blank);

/// All but letters, digits and "-_.!*()" encoded, with lower-case digits as release 12 does it.
std::string percent_encode(std::string_view text);

std::string base64_encode(std::string_view bytes);
std::optional<std::string> base64_decode(std::string_view text);

/// One character of UTF-8 text and the bytes it took; U+FFFD and 1 where the text is none.
struct CodePoint {
  char32_t value{};
  std::size_t length{};
};
CodePoint code_point_at(std::string_view text, std::size_t position);

/// "2026-06-15T05:50:44.62": as many digits after the point as needed, none if none.
std::string date_time(Time time);

/// "Mon, 15 Jun 2026 05:50:44 GMT", as RFC 9110 wants it in the Date header.
std::string http_date(Time time);

}  // namespace emconform::mock
