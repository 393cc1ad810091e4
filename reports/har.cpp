#include "reports/har.h"

#include "reports/reports.h"

namespace emconform {

std::string why_no_har(const RunResult& run) {
  return run.recording != nullptr ? ""
                                  : "the run was not recorded: run it with --record, or with "
                                    "--report har=FILE (of shards, "
                                    "name one run file at a time)";
}

void write_har(const RunResult& run, std::ostream& out) {
  write_har(run.recording != nullptr ? *run.recording : Recording{}, out);
}

}  // namespace emconform
