#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/representation.h"

// What two representations of one resource disagree about, whether XML or JSON wrote them.
namespace emconform {

/// One field, link or group of children that is not the same in both; nullopt where it is absent.
struct Difference {
  std::string path{};  // "CreationTimeUTC", "Links", "Includes/ObjectInJob[2]/Name"
  std::optional<std::string> left{}, right{};
};

/// Values are compared by what they mean: "true" in XML is true in JSON, times by instant, null is
/// absent, lists by their items whatever the format calls them, links without regard to order.
std::vector<Difference> differences(const Resource& left, const Resource& right);

bool are_same(const Resource& left, const Resource& right);

/// "'Backup Job 1'", "nothing": how a finding quotes a side of a difference.
std::string quoted(const std::optional<std::string>& value);

}  // namespace emconform
