#pragma once

#include <string>

#include "mock/document.h"
#include "mock/style.h"

namespace emconform::mock {

/// The XML form, with declaration and namespaces. Characters that XML 1.0 forbids are left out,
/// bytes that are no UTF-8 become U+FFFD.
std::string encode_xml(const Document& document, const XmlStyle& style = {});

/// The JSON form; unless styled, as release 12 sends it: PascalCase names, null for what is absent.
std::string encode_json(const Document& document, const JsonStyle& style = {});

}  // namespace emconform::mock
