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
  /// Elements, attributes, texts, values together; a body may hold more if it has so many bytes for
  /// each. Real lists have 15 and more: a body that is nothing but nodes takes 50 times its own
  /// memory.
  std::size_t nodes = 500'000;
  std::size_t bytes_per_node = 10;
};

/// Decodes a body by what it looks like: '{' or '[' first is JSON, all else is held to be XML.
/// The error's `what` says why the body is not well-formed, `where` the line and column.
/// XML is judged by libxml2 (no DTD, no entities beyond the five, undeclared prefixes refused) and
/// read by pugixml; JSON must be UTF-8 and one value, may begin with a byte order mark.
Result<Representation> decode(std::string_view body, const DecodeLimits& limits = {});

}  // namespace emconform
