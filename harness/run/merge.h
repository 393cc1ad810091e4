#pragma once

#include <string>
#include <vector>

#include "model/result.h"
#include "model/results.h"

// The shards of a run, put together again.
namespace emconform {

/// A run and where it comes from, for messages.
struct NamedRun {
  std::string name{};
  RunResult run{};
};

/// One run for each target, in the order in which the targets occur. Shards of one plan become the
/// run that was not sharded; that they are whole is proved: each is there once, and the names of
/// all their results have the plan's hash. Of waivers, gate and exit status nothing is said yet:
/// judge_again() does. Errors (Fault::Usage): shards are missing, twice there, or of different
/// plans; two whole runs of one target.
Result<std::vector<RunResult>> merged(std::vector<NamedRun> runs);

}  // namespace emconform
