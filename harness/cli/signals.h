#pragma once

#include <atomic>

namespace emconform {

/// Becomes true at SIGINT, SIGTERM or SIGHUP, once this was called, unless the signal was ignored
/// (nohup). The second signal, of whichever kind, ends the program.
const std::atomic<bool>& stop_on_signals();

}  // namespace emconform
