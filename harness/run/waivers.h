#pragma once

#include <vector>

#include "model/results.h"

// Accepted departures. A waiver covers; it does not hide: what it covers stays in every report, and
// one that has become wrong is told (exit status 6).
namespace emconform {

/// Judges a run's results by RunResult::waivers. A failed or warned result is Waived if waivers for
/// its rule, endpoint and release cover each kind of its findings. Says of each waiver what it
/// covers, and whether it is no longer right: expired on the day of the run; covers more results
/// than it may; written for another message; covers nothing though a whole run judged what it is
/// about.
void apply_waivers(RunResult& run);

/// Waivers for what failed in a run: its own that are still right, then one for each rule, endpoint
/// and kind of message that none of them covers. Ticket, owner and reason are those of `like`, and
/// so is the day on which they end, if they have one; else they end 90 days after the run.
std::vector<Waiver> proposed_waivers(const RunResult& run, const Waiver& like);

}  // namespace emconform
