#pragma once

#include <atomic>

namespace emconform {

/// Becomes true at SIGINT, SIGTERM or SIGHUP, once this was called. The second signal ends the
/// program.
const std::atomic<bool>& stop_on_signals();

}  // namespace emconform
