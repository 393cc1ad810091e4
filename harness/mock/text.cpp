#include "mock/text.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace emconform::mock {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

bool is_letter_or_digit(char letter) {
  const char small = lower_letter(letter);
  return (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
}

}  // namespace

char lower_letter(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

char upper_letter(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

std::string lower(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(), lower_letter);
  return result;
}

bool same_letters(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower_letter(a) == lower_letter(b); });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string percent_decode(std::string_view text, bool plus_is_blank) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex_digits.find(lower_letter(text[i + 1]));
      const auto low = hex_digits.find(lower_letter(text[i + 2]));
      if (high != std::string_view::npos && low != std::string_view::npos) {
        result += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    result += text[i] == '+' && plus_is_blank ? ' ' : text[i];
  }
  return result;
}

std::string percent_encode(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    if (is_letter_or_digit(letter) ||
        std::string_view{"-_.!*()"}.find(letter) != std::string_view::npos) {
      result += letter;
    } else {
      const auto byte = static_cast<unsigned char>(letter);
      result += {'%', hex_digits[byte / 16], hex_digits[byte % 16]};
    }
  }
  return result;
}

std::string base64_encode(std::string_view bytes) {
  std::vector<unsigned char> in(bytes.begin(), bytes.end());
  std::vector<unsigned char> out(4 * ((in.size() + 2) / 3) + 1);
  const int length = EVP_EncodeBlock(out.data(), in.data(), static_cast<int>(in.size()));
  return {out.begin(), out.begin() + length};
}

std::optional<std::string> base64_decode(std::string_view text) {
  const auto padding = text.size() - std::min(text.size(), text.find_last_not_of('=') + 1);
  const bool in_alphabet = std::all_of(
      text.begin(), text.end() - static_cast<std::ptrdiff_t>(padding),
      [](char letter) { return is_letter_or_digit(letter) || letter == '+' || letter == '/'; });
  if (text.size() % 4 != 0 || padding > 2 || !in_alphabet) return std::nullopt;
  std::vector<unsigned char> in(text.begin(), text.end());
  std::vector<unsigned char> out(3 * (in.size() / 4) + 1);
  const int length = EVP_DecodeBlock(out.data(), in.data(), static_cast<int>(in.size()));
  if (length < 0) return std::nullopt;
  return std::string{out.begin(), out.begin() + length - static_cast<std::ptrdiff_t>(padding)};
}

CodePoint code_point_at(std::string_view text, std::size_t position) {
  const auto byte = [&](std::size_t offset) {
    return position + offset < text.size() ? static_cast<unsigned char>(text[position + offset])
                                           : static_cast<unsigned char>(0);
  };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  auto value = static_cast<char32_t>(first & (0xFFU >> (length + 1)));
  bool well_formed = first >= 0xC2 && first <= 0xF4;
  for (std::size_t i = 1; i < length; ++i) {
    well_formed = well_formed && (byte(i) & 0xC0U) == 0x80;
    value = value << 6U | (byte(i) & 0x3FU);
  }
  well_formed = well_formed && value >= smallest[length] && value <= 0x10FFFF &&
                (value < 0xD800 || value > 0xDFFF);
  return well_formed ? CodePoint{value, length} : CodePoint{0xFFFD, 1};
}

std::string date_time(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::string result =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", int{date.year()}, unsigned{date.month()},
                  unsigned{date.day()}, clock.hours().count(), clock.minutes().count(),
                  clock.seconds().count());
  if (const auto fraction = clock.subseconds().count(); fraction != 0) {
    result += fmt::format(".{:06}", fraction);
    result.erase(result.find_last_not_of('0') + 1);
  }
  return result;
}

std::string http_date(Time time) {
  constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     weekdays[std::chrono::weekday{day}.c_encoding()], unsigned{date.day()},
                     months[unsigned{date.month()} - 1], int{date.year()}, clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace emconform::mock
