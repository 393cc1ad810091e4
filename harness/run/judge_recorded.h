#pragma once

#include "load/files.h"
#include "model/recording.h"
#include "run/runner.h"

// HAR files of browsers and proxies: what somebody else's requests happened to ask for.
namespace emconform {

/// Judges each exchange of the API by itself: as case "recorded" of the suite that is about its
/// path, by what its own request asked for. Nothing is concluded from what such a recording leaves
/// out. It never conforms: the gate says how much was not seen. What is told holds none of the
/// recording's credentials. `about` brings version, command and strict_gate.
RunResult judge_recorded(const Recording& recording, const Knowledge& knowledge, RunResult about,
                         const RunListener& listener);

}  // namespace emconform
