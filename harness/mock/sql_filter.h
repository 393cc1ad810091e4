#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

// The filter language of the query service, compiled to SQL: comparisons with == != < <= > >=,
// `;` (AND), `,` (OR) and parentheses; values bare or in double quotes. AND binds tighter than OR.
// Names, values of enumerations, UIDs and booleans are case-insensitive.
//
// The documentation leaves open, and here is decided:
// - Strings compare as SQL Server does by default, without regard to case; beyond ASCII, exactly.
// - Inside quotes everything is literal, and a doubled quote stands for one quote.
// - What has no value (the end of a running session) fits no comparison, `!=` neither.
namespace emconform::mock {

enum class ValueKind { Text, Uid, Choice, DateTime, Boolean, Integer };

/// A property of a query type, by which its rows can be filtered and sorted.
struct Property {
  std::string_view name;  // as documented: "CreationTime"
  ValueKind kind;
  std::string_view column;                      // in the table of the row type
  std::string_view uid_type{};                  // Uid: "Job" in urn:veeam:Job:<guid>
  std::span<const std::string_view> choices{};  // Choice: the values, in ascending order
};

/// Text, or a number: a time in microseconds since 1970, a boolean as 0 or 1, a choice by its
/// index.
using SqlValue = std::variant<std::int64_t, std::string>;

/// The WHERE expression; its parameters are numbered ?1, ?2, ...
struct SqlFilter {
  std::string where{};
  std::vector<SqlValue> parameters{};
};

/// The error is a sentence for the client. It repeats nothing of a filter that is not plain ASCII,
/// so it can stand in any representation.
tl::expected<SqlFilter, std::string> compile_filter(std::string_view filter,
                                                    std::span<const Property> properties);

/// The ORDER BY expression of the property that the client names; the error is as above.
tl::expected<std::string, std::string> compile_sort(std::string_view name,
                                                    std::span<const Property> properties);

}  // namespace emconform::mock
