#pragma once

#include <filesystem>
#include <vector>

#include "model/result.h"
#include "model/results.h"

namespace emconform {

/// Reads run files, and puts those of shards together (run/merge.h): one run for each target, in
/// the order in which the targets occur.
Result<std::vector<RunResult>> read_runs(const std::vector<std::filesystem::path>& files);

}  // namespace emconform
