#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "model/results.h"

// Several targets beside each other: what came of each endpoint.
namespace emconform {

/// The roll-up of an endpoint's results on one target.
struct FleetCell {
  Verdict verdict = Verdict::NotTestable;  // the gravest
  std::size_t alike = 0;                   // results that have it
  std::size_t results = 0;                 // 0: the target was not asked for it
};

struct FleetRow {
  std::string endpoint{};
  std::vector<FleetCell> cells{};  // one for each target
};

/// A row for each endpoint, in the order in which they first occur.
using FleetTable = std::vector<FleetRow>;
FleetTable fleet_table(std::span<const RunResult> runs);

/// "pass", "3 failed", "-".
std::string in_words(const FleetCell& cell);

}  // namespace emconform
