#include "cli/output.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <sstream>

#include "cli/streams.h"

namespace emconform {
namespace {

Error unwritable(const std::filesystem::path& file, const std::string& why) {
  return {.where = file.string(),
          .what = "cannot be written: " + why,
          .remedy = "choose another place with --report FORMAT=FILE or --output DIR",
          .fault = Fault::Harness};
}

const Reporter* find_reporter(const std::string& name) {
  const auto all = reporters();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Reporter& r) { return r.name == name; });
  return found == all.end() ? nullptr : &*found;  // parse_options let only known names through
}

}  // namespace

Result<void> make_folders_for(const std::filesystem::path& file) {
  std::error_code error;
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), error);
  if (error) return fail(unwritable(file, error.message()));
  return {};
}

Result<ReportFiles> ReportFiles::open(const std::vector<ReportFile>& files) {
  ReportFiles all;
  for (const auto& [format, file] : files) {
    if (auto made = make_folders_for(file); !made) return fail(std::move(made.error()));
    Open one{.format = format, .file = file, .part = file};
    one.part += ".part";
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) return fail(unwritable(file, "it is a folder"));
    one.stream.open(one.part, std::ios::binary | std::ios::trunc);
    if (!one.stream) return fail(unwritable(file, std::strerror(errno)));
    all.files_.push_back(std::move(one));
  }
  return all;
}

ReportFiles::~ReportFiles() {
  std::error_code ignored;
  for (const Open& one : files_) std::filesystem::remove(one.part, ignored);
}

Result<void> ReportFiles::write(const WriteAs& write_as, Open& one) {
  if (std::string why_not = write_as(one.format, one.stream); !why_not.empty())
    return fail({.where = one.file.string(), .what = std::move(why_not)});
  one.stream.close();
  if (!one.stream) return fail(unwritable(one.file, std::strerror(errno)));
  std::error_code error;
  std::filesystem::rename(one.part, one.file, error);
  if (error) return fail(unwritable(one.file, error.message()));
  return {};
}

std::vector<Error> ReportFiles::write(std::span<const RunResult> runs) {
  return write([&](const std::string& format, std::ostream& out) -> std::string {
    const Reporter* const reporter = find_reporter(format);
    if (reporter->why_not != nullptr)
      for (const RunResult& run : runs)
        if (std::string why = reporter->why_not(run); !why.empty()) return why;
    if (runs.size() == 1)
      reporter->write(runs.front(), out);
    else
      reporter->write_fleet(runs, out);
    return "";
  });
}

std::vector<Error> ReportFiles::write(const WriteAs& write_as) {
  std::vector<Error> errors;
  for (Open& one : files_)
    if (auto written = write(write_as, one); !written) errors.push_back(std::move(written.error()));
  return errors;
}

ConsoleStyle console_style(bool no_color, bool verbose) {
  ConsoleStyle style{.verbose = verbose};
  const char* const no_color_variable = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe)
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  style.colour = terminal && !no_color && (no_color_variable == nullptr || *no_color_variable == 0);
  winsize size{};
  if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
    style.width = size.ws_col;
  return style;
}

Result<void> print_console(std::span<const RunResult> runs, const ConsoleStyle& style) {
  if (runs.size() == 1)
    write_console(runs.front(), style, std::cout);
  else
    write_fleet_console(runs, style, std::cout);
  return finish_console();
}

Result<void> finish_console() {
  std::cout.flush();
  auto printed = finish_standard_output();
  if (!printed) printed.error().remedy = "the reports in the output folder are complete";
  return printed;
}

}  // namespace emconform
