#pragma once

#include "model/result.h"
#include "model/results.h"
#include "run/logon.h"
#include "run/plan.h"

namespace emconform {

/// What the reports say of a run that could not start: one result, with Verdict::Error, tells why.
/// `about` brings what is known of the target; `why` is the error of run(), which may quote what
/// the target said: the credentials are left out of it.
RunResult not_started(RunResult about, const Plan& plan, const Knowledge& knowledge,
                      const Error& why, const Credentials& credentials);

}  // namespace emconform
