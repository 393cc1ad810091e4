#pragma once

#include <cstdint>

#include "model/results.h"

// Results of runs, made up.
namespace emconform {

/// A real-looking run with every verdict, failures that are alike, and many variants. Exit 1.
RunResult sample_run();

/// A small run in which all is well. Exit 0.
RunResult conforming_run();

/// Every text is hostile: markup, control characters, escape sequences, broken UTF-8.
RunResult hostile_run();

/// Any verdicts, counts and texts; reproducible.
RunResult random_run(std::uint32_t seed);

}  // namespace emconform
