#pragma once

#include <atomic>

#include "model/recording.h"
#include "run/runner.h"

// A recording, judged again without the target.
namespace emconform {

/// What the recorded run asked for: the same plan, if the cases are the same.
PlanOptions plan_options_of(const RecordedRun& recorded);

/// Judges the recording of a run (recording.run) by the plan: the same verdicts, notes and findings
/// as the run's if the rules are the same, since the answers are. What newer rules ask for beyond
/// it is NotTestable. `about` brings version, command and strict_gate. Errors: the recording lacks
/// the run's beginning (Fault::Usage).
Result<RunResult> replay(const Recording& recording, const Plan& plan, const Knowledge& knowledge,
                         RunResult about, const RunListener& listener,
                         const std::atomic<bool>& stop);

}  // namespace emconform
