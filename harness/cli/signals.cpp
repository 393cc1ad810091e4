#include "cli/signals.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

namespace emconform {
namespace {

// A signal handler can reach nothing but a global.
std::atomic<bool> stop{false};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<bool>::is_always_lock_free);

// SIGHUP: a closed terminal must not leave logon sessions behind.
constexpr std::array end_signals = {SIGINT, SIGTERM, SIGHUP};

void note_signal(int) {
  const int error = errno;  // of whatever was interrupted
  stop = true;
  for (const int one : end_signals) std::signal(one, SIG_DFL);
  constexpr std::string_view told =
      "\nemconform: stopping, and logging off; a second signal ends it at once. What was judged is "
      "kept in the output folder, until the end as run.ndjson.part\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, told.data(), told.size());
  errno = error;
}

}  // namespace

const std::atomic<bool>& stop_on_signals() {
  for (const int one : end_signals)
    if (std::signal(one, note_signal) == SIG_IGN) std::signal(one, SIG_IGN);  // nohup
  return stop;
}

}  // namespace emconform
