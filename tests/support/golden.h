#pragma once

#include <string>

// Reports are compared with files that are reviewed like code.
namespace emconform {

/// Fails the test unless `actual` is the file tests/golden/<name>, byte for byte. With
/// UPDATE_GOLDEN=1 in the environment the file is rewritten instead.
void expect_golden(const std::string& actual, const std::string& name);

}  // namespace emconform
