#pragma once

#include <vector>

#include "run/gather.h"

// What one unit of the plan comes to.
namespace emconform {

/// A unit's results with the readings they rest on.
struct Outcome {
  std::vector<CaseResult> results{};
  std::vector<ReadingPtr> readings{};
  ReadingPtr accused{};  // whose answer kept the unit from being judged
};

/// Sets verdict, witnesses and findings of a result; a result without findings or witnesses is
/// given a note that says why.
void set_judgement(CaseResult& result, Judgement judgement);

/// Sets all results of a unit that could not be judged.
void set_problem(Outcome& outcome, const Gather::Problem& problem);

}  // namespace emconform
