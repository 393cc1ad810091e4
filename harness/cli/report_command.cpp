#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/read_runs.h"
#include "cli/streams.h"
#include "load/files.h"
#include "run/runner.h"

namespace emconform {
namespace {

/// The waivers that the caller brings; nullopt within the optional: those of the runs.
bool find_waivers(const ReportArguments& arguments, std::optional<std::vector<Waiver>>& waivers,
                  int& status) {
  if (arguments.waivers.empty()) return true;
  const auto knowledge = load_or_complain(arguments.knowledge, status);
  if (!knowledge) return false;
  waivers = waivers_or_complain(arguments.waivers, *knowledge, status);
  return waivers.has_value();
}

/// Most formats are read by programs that know one target only.
std::optional<Error> why_not_of_fleet(const std::vector<ReportFile>& reports, std::size_t targets) {
  if (targets == 1) return std::nullopt;
  for (const ReportFile& report : reports) {
    const auto all = reporters();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Reporter& one) { return one.name == report.format; });
    if (found != all.end() && found->write_fleet == nullptr)
      return Error{.where = "--report " + report.format,
                   .what = fmt::format("is a report of one target, and these are {}", targets),
                   .remedy = "write one for each target, or choose html, md or json"};
  }
  return std::nullopt;
}

}  // namespace

int report_command(const ReportArguments& arguments) {
  survive_failing_writes();
  int status = 0;
  std::optional<std::vector<Waiver>> waivers;
  if (!find_waivers(arguments, waivers, status)) return status;
  auto runs = read_runs(arguments.runs);
  if (!runs) return complain(runs.error());
  for (RunResult& run : *runs) judge_again(run, waivers);
  if (const auto why = why_not_of_fleet(arguments.reports, runs->size())) return complain(*why);
  auto files = ReportFiles::open(arguments.reports);
  if (!files) return complain(files.error());
  const int unwritten = complain(files->write(*runs));
  if (auto printed = print_console(*runs, console_style(arguments.no_color, arguments.verbose));
      !printed)
    return complain(printed.error());
  return unwritten != 0 ? unwritten : exit_status(*runs);
}

}  // namespace emconform
