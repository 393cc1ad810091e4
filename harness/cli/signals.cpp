#include "cli/signals.h"

#include <csignal>

namespace emconform {
namespace {

// A signal handler can reach nothing but a global.
std::atomic<bool> stop{false};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<bool>::is_always_lock_free);

void note_signal(int signal) {
  stop = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& stop_on_signals() {
  std::signal(SIGINT, note_signal);
  std::signal(SIGTERM, note_signal);
  std::signal(SIGHUP, note_signal);  // a closed terminal must not leave logon sessions behind
  return stop;
}

}  // namespace emconform
