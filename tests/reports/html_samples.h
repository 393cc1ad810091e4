#pragma once

#include <cstddef>
#include <string>

#include "model/results.h"

// Results of runs for the HTML report, beside those of samples.h.
namespace emconform {

/// sample_run() with waivers, one of them broken, and with the headers and bodies of the exchanges.
RunResult signed_run();

/// 5,000 results of which 500 failed, each in another way.
RunResult large_run();

/// Each text tries to become markup, script, style, a link or a direction of writing; one name is
/// of a million characters. Every text holds "evil", and would call evil() if it ran.
RunResult evil_run();

/// The target did not answer: no result but that.
RunResult aborted_run();

}  // namespace emconform
