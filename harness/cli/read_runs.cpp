#include "cli/read_runs.h"

#include <fstream>

#include "reports/run_file.h"
#include "run/merge.h"

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

Result<std::vector<RunResult>> read_runs(const std::vector<std::filesystem::path>& files) {
  std::vector<NamedRun> runs;
  for (const std::filesystem::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(missing(file));
    auto run = read_run_file(in, file.string());
    if (!run) return fail(std::move(run.error()));
    runs.push_back({file.string(), std::move(*run)});
  }
  return merged(std::move(runs));
}

}  // namespace emconform
