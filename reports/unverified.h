#pragma once

#include <string>
#include <vector>

#include "model/verified.h"

namespace emconform {

/// What was not verified for one and the same reason.
struct UnverifiedGroup {
  std::string why{};
  std::vector<std::string> rules{};  // "times.name (should)"; of what must be kept the id alone
  std::vector<std::string> requirements{};
};
std::vector<UnverifiedGroup> unverified_groups(const Verification& verification);

}  // namespace emconform
