#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace emconform {

/// libxml2 compares every attribute of an element with all others: 100,000 of them take it minutes.
constexpr std::size_t most_attributes = 1000;

inline constexpr std::string_view doctype_refused =
    "XML with a document type declaration (DOCTYPE)";

/// Markup that is not even shown to libxml2.
struct RefusedMarkup {
  std::size_t offset = 0;
  std::string why{};
};

/// The first document type declaration, or element with too many attributes; nullopt if there is
/// none. For encodings in which markup is ASCII; of an ill-formed text it may say anything.
std::optional<RefusedMarkup> refused_markup(std::string_view xml);

}  // namespace emconform
