#include <fstream>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/streams.h"
#include "reports/run_file.h"
#include "run/runner.h"

namespace emconform {

namespace {

Error missing(const std::filesystem::path& file) {
  std::filesystem::path part = file;
  part += ".part";
  std::error_code ignored;
  return {.where = file.string(),
          .what = "the run file cannot be opened",
          .remedy = std::filesystem::exists(part, ignored)
                        ? part.string() + " is what a run that did not end left"
                        : "emconform run writes one to emconform-report/run.ndjson"};
}

}  // namespace

int report_command(const ReportArguments& arguments) {
  survive_failing_writes();
  if (arguments.runs.size() != 1)
    return complain({.where = "emconform report",
                     .what = "one run file at a time",
                     .remedy = "call it once for each run file"});
  const std::filesystem::path& file = arguments.runs.front();
  std::ifstream in(file, std::ios::binary);
  if (!in) return complain(missing(file));
  auto run = read_run_file(in, file.string());
  if (!run) return complain(run.error());
  judge_again(*run);
  auto files = ReportFiles::open(arguments.reports);
  if (!files) return complain(files.error());
  const int unwritten = complain(files->write(*run));
  if (auto printed = print_console(*run, console_style(arguments.no_color, arguments.verbose));
      !printed)
    return complain(printed.error());
  return unwritten != 0 ? unwritten : run->exit_status;
}

}  // namespace emconform
