#pragma once

#include <string>
#include <string_view>

#include "model/base64.h"

// The spellings under which one value goes over the wire.
namespace emconform {

/// The 16 bytes of a GUID text as .NET's Guid.ToByteArray() orders them: the first three groups
/// little-endian. The text must be a GUID (is_guid).
std::string guid_bytes(std::string_view guid);

/// The reverse of guid_bytes, in lower case; the argument has 16 bytes.
std::string guid_text(std::string_view bytes);

}  // namespace emconform
