#pragma once

#include <string>
#include <string_view>

#include "load/decode.h"

// The two halves of decode().
namespace emconform {

/// `body` may begin with a byte order mark.
Result<Representation> decode_xml(std::string_view body, const DecodeLimits& limits);

/// `body` has no byte order mark.
Result<Representation> decode_json(std::string_view body, const DecodeLimits& limits);

/// An Error that says why a body cannot be decoded.
tl::unexpected<Error> malformed(std::string where, std::string what);

}  // namespace emconform
