#pragma once

#include "model/result.h"
#include "model/results.h"
#include "run/runner.h"

namespace emconform {

/// What the reports say of a run that could not start: one result, with Verdict::Error, tells why.
/// `about` brings what is known of the target; `why` is the error of run(), which may quote what
/// the target said: secrets are left out of it and, where the options ask for that, names.
RunResult not_started(RunResult about, const Plan& plan, const Knowledge& knowledge,
                      const Error& why, const RunOptions& options);

}  // namespace emconform
