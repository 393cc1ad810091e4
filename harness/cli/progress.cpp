#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/commands.h"
#include "model/message.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::chrono::milliseconds between_lines{100};

}  // namespace

Progress::~Progress() { erase(); }

void Progress::erase() {
  if (is_shown_) tell("\r\033[K");
  is_shown_ = false;
}

void Progress::count(std::size_t done, std::size_t planned) {
  const auto now = std::chrono::steady_clock::now();
  if (!style_.line || now - shown_ < between_lines) return;
  shown_ = now;
  tell(fmt::format("\r{}\033[K", progress_line(done, planned, now - start_, style_.width)));
  is_shown_ = true;
}

void Progress::tell_of(const CaseResult& result) {
  if (!style_.failures || (result.verdict != Verdict::Fail && result.verdict != Verdict::Error))
    return;
  erase();
  const std::string what =
      result.findings.empty() ? result.note : message_of(result.findings.front());
  constexpr std::size_t longest = 500;  // bytes
  tell(visible(shortened(fmt::format("{}: {} on {}, {}: {}", name_of(result.verdict), result.check,
                                     result.endpoint, title_of(result), what),
                         longest)) +
       "\n");
}

Progress::Style progress_style(bool verbose) {
  Progress::Style style{.line = isatty(STDERR_FILENO) == 1, .failures = verbose};
  winsize size{};
  if (style.line && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.width = size.ws_col;
  return style;
}

std::string progress_line(std::size_t done, std::size_t planned,
                          std::chrono::steady_clock::duration took, std::size_t width) {
  std::string line = fmt::format("{} of {} results", done, planned);
  const double seconds = std::chrono::duration<double>(took).count();
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  if (done > 0 && rate > 0 && done <= planned) {
    const double left = static_cast<double>(planned - done) / rate;
    constexpr double minute = 60;
    line += fmt::format(", {:.0f}/s, ", rate);
    line += left < 2 * minute ? fmt::format("{:.0f} s left", left)
                              : fmt::format("{:.0f} min left", left / minute);
  }
  // The last column stays free: there a terminal would begin a new line.
  return line.substr(0, width > 0 ? width - 1 : 0);
}

}  // namespace emconform
