#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "load/decode.h"

// Bodies as tests speak of them.
namespace emconform {

/// A body that must decode.
inline Representation decoded(std::string_view body) {
  auto result = decode(body);
  EXPECT_TRUE(result) << (result ? "" : result.error().where + ": " + result.error().what);
  return result.value_or(Representation{});
}

/// Why a body is refused: "line 1, column 2: not well-formed XML: ..".
inline std::string refusal(std::string_view body, const DecodeLimits& limits = {}) {
  const auto result = decode(body, limits);
  return result ? "decoded" : result.error().where + ": " + result.error().what;
}

/// All three parts of an error in one line.
inline std::string message_of(const Error& error) {
  return error.where + ": " + error.what + (error.remedy.empty() ? "" : "; ") + error.remedy;
}

/// A text that many copies of another make.
inline std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (; times > 0; --times) result += text;
  return result;
}

/// A file below tests/data.
inline std::string test_data(const std::string& name) {
  std::ifstream in(TEST_DIR "/data/" + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace emconform
