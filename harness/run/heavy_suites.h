#pragma once

#include <map>
#include <mutex>

#include "model/suite.h"
#include "run/outcome.h"

namespace emconform {

/// Suites whose answers are so large that two of their units at the same time would fill the
/// memory, and keep the target busy. Until a suite's first unit has shown it, each may be.
/// Thread-safe.
class HeavySuites {
 public:
  /// Held while a unit is run; owns the lock if no other such unit may run.
  std::unique_lock<std::mutex> turn_of(const Suite& suite);
  /// What a unit of the suite came to.
  void note(const Suite& suite, const Outcome& outcome);

 private:
  std::mutex mutex_{}, one_at_a_time_{};
  std::map<const Suite*, bool> heavy_{};  // guarded by mutex_
};

}  // namespace emconform
