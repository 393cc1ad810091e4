#pragma once

#include <optional>
#include <string>
#include <string_view>

// The spellings under which one value goes over the wire;.
namespace emconform {

/// RFC 4648, section 4, with padding.
std::string base64(std::string_view bytes);

/// The bytes of a base64 text with its padding; nullopt if it is none.
std::optional<std::string> from_base64(std::string_view text);

/// The 16 bytes of a GUID text as .NET's Guid.ToByteArray() orders them: the first three groups
/// little-endian. The text must be a GUID (is_guid).
std::string guid_bytes(std::string_view guid);

/// The reverse of guid_bytes, in lower case; the argument has 16 bytes.
std::string guid_text(std::string_view bytes);

}  // namespace emconform
