#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/suite.h"

namespace emconform {

/// The ledger as a table that fits `width` columns: each rule in as many lines as it needs, below
/// it the checks that enforce it, or in one line why none does; at the end how many there are.
std::string rule_table(const std::vector<Requirement>& requirements, std::size_t width);

}  // namespace emconform
