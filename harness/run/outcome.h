#pragma once

#include <chrono>
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

/// Judges, and notes how long that took.
template <class Judge>
void judge_timed(CaseResult& result, Judge judge) {
  const auto start = std::chrono::steady_clock::now();
  set_judgement(result, judge());
  result.took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
}

/// Whether the answer has one of the statuses that are right.
bool has_expected_status(const Exchange& exchange);

/// The one exchange of a unit, which has an answer, judged by the unit's checks.
void judge_exchange(const Unit& unit, const Exchange& exchange, Outcome& outcome);

/// Sets all results of a unit that could not be judged.
void set_problem(Outcome& outcome, const Gather::Problem& problem);

}  // namespace emconform
