#include <algorithm>
#include <iostream>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/read_runs.h"
#include "cli/streams.h"
#include "reports/diff.h"
#include "run/runner.h"

namespace emconform {
namespace {

/// The run files in a folder, by name; a file stands for itself.
std::vector<std::filesystem::path> run_files(const std::filesystem::path& place) {
  std::error_code error;
  if (!std::filesystem::is_directory(place, error)) return {place};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place, error))
    if (entry.path().extension() == ".ndjson") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Result<RunResult> read_run(const std::filesystem::path& place) {
  const auto files = run_files(place);
  if (files.empty())
    return fail({.where = place.string(),
                 .what = "there is no run file in the folder",
                 .remedy = "emconform run writes one to emconform-report/run.ndjson"});
  auto runs = read_runs(files);
  if (!runs) return fail(std::move(runs.error()));
  if (runs->size() > 1)
    return fail({.where = place.string(),
                 .what = "the run files are of several targets",
                 .remedy = "compare one target at a time"});
  judge_again(runs->front());
  return std::move(runs->front());
}

std::string write_as(const std::string& format, const Differences& differences, std::ostream& out) {
  for (const DiffReporter& reporter : diff_reporters())
    if (reporter.name == format) reporter.write(differences, out);
  return "";
}

}  // namespace

int diff_command(const DiffArguments& arguments) {
  survive_failing_writes();
  auto older = read_run(arguments.older);
  if (!older) return complain(older.error());
  auto newer = read_run(arguments.newer);
  if (!newer) return complain(newer.error());
  const Differences differences = compare(*older, *newer);
  auto files = ReportFiles::open(arguments.reports);
  if (!files) return complain(files.error());
  const int unwritten = complain(files->write([&](const std::string& format, std::ostream& out) {
    return write_as(format, differences, out);
  }));
  write_diff_console(differences, console_style(arguments.no_color, arguments.verbose), std::cout);
  if (auto printed = finish_console(); !printed) return complain(printed.error());
  return unwritten != 0 ? unwritten : exit_status(differences);
}

}  // namespace emconform
