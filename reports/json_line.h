#pragma once

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/instant.h"

// Reads the members of one line of a run file; each throws BadLine if its member is not as it must
// be.
namespace emconform::json_line {

using Json = nlohmann::json;

/// Why a line is refused; goes no further than read_run_file().
struct BadLine : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline const Json& member(const Json& line, const char* key) {
  const auto found = line.find(key);
  if (found == line.end()) throw BadLine(fmt::format("'{}' is missing", key));
  return *found;
}

inline std::string text(const Json& line, const char* key) {
  const Json& value = member(line, key);
  if (!value.is_string()) throw BadLine(fmt::format("'{}' is no text", key));
  return value.get<std::string>();
}

template <class Integer>
Integer to_number(const Json& value, const char* key) {
  // A negative number, a fraction or one that does not fit would be converted without a word.
  const bool fits =
      value.is_number_unsigned()
          ? std::in_range<Integer>(value.get<std::uint64_t>())
          : value.is_number_integer() && std::in_range<Integer>(value.get<std::int64_t>());
  if (!fits) throw BadLine(fmt::format("'{}' is no number of its kind", key));
  return value.get<Integer>();
}

template <class Integer>
Integer number(const Json& line, const char* key) {
  return to_number<Integer>(member(line, key), key);
}

inline std::chrono::microseconds duration(const Json& line, const char* key) {
  return std::chrono::microseconds(number<std::int64_t>(line, key));
}

inline Instant instant(const Json& line, const char* key) {
  const auto time = parse_date_time(text(line, key));
  if (!time) throw BadLine(fmt::format("'{}' is no time", key));
  return time->instant;
}

inline const Json& array(const Json& line, const char* key) {
  const Json& value = member(line, key);
  if (!value.is_array()) throw BadLine(fmt::format("'{}' is no array", key));
  return value;
}

inline std::vector<std::string> texts(const Json& line, const char* key) {
  std::vector<std::string> all;
  for (const Json& value : array(line, key)) {
    if (!value.is_string()) throw BadLine(fmt::format("'{}' holds what is no text", key));
    all.push_back(value.get<std::string>());
  }
  return all;
}

/// True or false; `otherwise` in a file that is older than the key.
inline bool fact(const Json& line, const char* key, bool otherwise) {
  if (!line.contains(key)) return otherwise;
  const Json& value = member(line, key);
  if (!value.is_boolean()) throw BadLine(fmt::format("'{}' is neither true nor false", key));
  return value.get<bool>();
}

template <class Enum>
Enum enumerator(const Json& line, const char* key,
                std::optional<Enum> (*named)(std::string_view name)) {
  const std::string name = text(line, key);
  const auto value = named(name);
  if (!value) throw BadLine(fmt::format("'{}' is no {}", name, key));
  return *value;
}

}  // namespace emconform::json_line
