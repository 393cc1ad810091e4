#pragma once

#include <string>
#include <vector>

#include "model/results.h"

namespace emconform {

/// Why the outcome of a run (outcome_of, summary.h) is what it is: a sentence or two.
std::string reason_of(const RunResult& run);

/// What whoever relies on the outcome must know of how it came about: that anybody may have
/// answered, that the run is not whole, that only a part of the suite was judged. A sentence each.
struct Reservation {
  std::string label{};  // "INSECURE"
  std::string text{};
};
std::vector<Reservation> reservations_of(const RunResult& run);

}  // namespace emconform
