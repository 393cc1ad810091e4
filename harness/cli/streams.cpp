#include "cli/streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace emconform {
namespace {

bool is_closed(int descriptor) { return fcntl(descriptor, F_GETFD) == -1 && errno == EBADF; }

}  // namespace

// A new descriptor has the lowest free number: with those below open, it is the one that is wanted.
void open_missing_streams() {
  constexpr const char* nothing = "/dev/null";
  if (is_closed(STDIN_FILENO)) static_cast<void>(open(nothing, O_WRONLY));
  if (is_closed(STDOUT_FILENO)) static_cast<void>(open(nothing, O_RDONLY));
  if (is_closed(STDERR_FILENO)) static_cast<void>(open(nothing, O_WRONLY));
}

void survive_failing_writes() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

Result<void> finish_standard_output() {
  errno = 0;
  const bool failed_before = std::ferror(stdout) != 0;
  if (std::fflush(stdout) == 0 && !failed_before) return {};
  return fail({.where = "standard output",
               .what = errno == 0 ? "cannot be written"
                                  : std::string("cannot be written: ") + std::strerror(errno),
               .fault = Fault::Harness});
}

}  // namespace emconform
