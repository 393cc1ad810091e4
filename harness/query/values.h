#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/contract.h"
#include "query/filter.h"

// What two values of a property have to do with each other. Used inside this folder only.
namespace emconform::query {

/// A number that stands for the value in its order: of numbers, times, the listed
/// values of an enumeration and booleans; nullopt for all else.
std::optional<std::int64_t> rank(const QueryProperty& property, std::string_view value);

/// Whether two values are the same one; Unknown where the documentation does not say.
Truth equality(const QueryProperty& property, std::string_view a, std::string_view b);

/// <0, 0, >0 for numbers, times and the listed values of an enumeration; nullopt for all else.
std::optional<int> order(const QueryProperty& property, std::string_view a, std::string_view b);

/// Whether `op` holds between two values that compare as `order` (<0, 0, >0).
Truth holds(Operator op, int order);

/// Unknown stays unknown.
Truth negated(Truth value);

/// Whether < and > mean something for the property: numbers, times and enumerations.
bool is_ordered(const QueryProperty& property);

}  // namespace emconform::query
