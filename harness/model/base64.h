#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace emconform {

/// RFC 4648, section 4, with padding.
std::string base64(std::string_view bytes);

/// The bytes of a base64 text with its padding; nullopt if it is none.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace emconform
