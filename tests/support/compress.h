#pragma once

#include <string>

namespace emconform::test {

/// A text as one gzip member (RFC 1952).
std::string gzip(const std::string& text);

}  // namespace emconform::test
