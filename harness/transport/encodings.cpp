#include "transport/encodings.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <cstddef>

namespace emconform {
namespace {

/// Where the n-th byte that a GUID's text shows stands in .NET's byte array.
constexpr std::array<std::size_t, 16> net_order = {3, 2, 1,  0,  5,  4,  7,  6,
                                                   8, 9, 10, 11, 12, 13, 14, 15};

unsigned hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  return static_cast<unsigned>((c | 0x20) - 'a') + 10;
}

}  // namespace

std::string guid_bytes(std::string_view guid) {
  std::string bytes(16, '\0');
  std::size_t digits = 0;
  for (const char c : guid) {
    if (c == '-') continue;
    assert(digits < 32);
    char& byte = bytes[net_order[digits / 2]];
    byte = static_cast<char>((static_cast<unsigned>(static_cast<unsigned char>(byte)) << 4U) |
                             hex_digit(c));
    ++digits;
  }
  assert(digits == 32);
  return bytes;
}

std::string guid_text(std::string_view bytes) {
  assert(bytes.size() == 16);
  std::string text;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += fmt::format("{:02x}", static_cast<unsigned char>(bytes[net_order[i]]));
  }
  return text;
}

}  // namespace emconform
