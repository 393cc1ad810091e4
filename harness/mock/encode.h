#pragma once

#include <string>

#include "mock/document.h"

namespace emconform::mock {

/// The XML form, with declaration and namespaces. Characters that XML 1.0 forbids are left out,
/// bytes that are no UTF-8 become U+FFFD.
std::string encode_xml(const Document& document);

/// The JSON form as release 12 sends it: PascalCase names, null for what is absent.
std::string encode_json(const Document& document);

}  // namespace emconform::mock
