#pragma once

#include <string>
#include <vector>

#include "cli/program.h"
#include "model/results.h"

// What a finished program wrote into its run file.
namespace emconform {

/// The run file in the default output folder; an empty run and a test failure if there is none.
RunResult run_file_in(const testing::Scratch& folder);

/// A sentence per result that did not pass, for the message of a failing test.
std::string troubles_of(const RunResult& run);

/// Everything of a run that is not a time.
std::vector<std::string> outline(const RunResult& run);

}  // namespace emconform
