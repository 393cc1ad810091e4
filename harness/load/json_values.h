#pragma once

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// Values of JSON objects that a schema has allowed. Internal to load.
namespace emconform {

/// A text; "" if it is not there.
inline std::string text_in(const nlohmann::json& object, const char* key) {
  return object.value(key, std::string());
}

/// A list of texts; empty if it is not there.
inline std::vector<std::string> texts_in(const nlohmann::json& object, const char* key) {
  return object.value(key, std::vector<std::string>());
}

/// A whole number; the nearest one that Integer can hold.
template <class Integer>
Integer integer_of(const nlohmann::json& value) {
  using Limits = std::numeric_limits<Integer>;
  if (value.is_number_unsigned())
    return static_cast<Integer>(
        std::min(value.get<std::uint64_t>(), static_cast<std::uint64_t>(Limits::max())));
  if (value.is_number_integer())
    return static_cast<Integer>(std::clamp(value.get<std::int64_t>(),
                                           static_cast<std::int64_t>(Limits::min()),
                                           static_cast<std::int64_t>(Limits::max())));
  // A schema's "integer" admits 3.0 and 1e30.
  const double number = value.get<double>();
  if (number >= static_cast<double>(Limits::max())) return Limits::max();
  if (number <= static_cast<double>(Limits::min())) return Limits::min();
  return static_cast<Integer>(number);
}

template <class Integer>
Integer integer_in(const nlohmann::json& object, const char* key, Integer otherwise) {
  const auto found = object.find(key);
  return found == object.end() ? otherwise : integer_of<Integer>(*found);
}

}  // namespace emconform
