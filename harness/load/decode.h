#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/representation.h"
#include "model/result.h"

// Bodies -> Representation: the only place that parses what a server sent.
namespace emconform {

/// Caps that hold whatever the server sends.
struct DecodeLimits {
  std::size_t depth = 64;
  std::size_t nodes = 10'000'000;  // elements, attributes, values together
};

/// Decodes a body by what it looks like: '{' or '[' first is JSON, all else is held to be XML.
/// The error's `what` says why the body is not well-formed, `where` the line and column.
/// XML is judged by libxml2 (no DTD, no entities beyond the five, undeclared prefixes refused) and
/// read by pugixml; JSON must be UTF-8 and one value, may begin with a byte order mark.
Result<Representation> decode(std::string_view body, const DecodeLimits& limits = {});

}  // namespace emconform
