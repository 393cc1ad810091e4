#include "reports/run_file.h"

#include <pugixml.hpp>
#include <sstream>
#include <string>

#include "fuzz/fuzz.h"
#include "reports/diff.h"
#include "reports/reports.h"

// A run file -> RunResult -> a run file that reads as the same, and every report.

namespace {

using namespace emconform;

std::string written(const RunResult& run) {
  std::ostringstream out;
  write_run_file(run, out);
  return out.str();
}

Result<RunResult> read(std::string_view text) {
  std::istringstream in{std::string(text)};
  return read_run_file(in, "run.ndjson");
}

/// What is compared with it is gone.
RunResult run_of_nothing() {
  RunResult run;
  run.learned.resources = {{.resource = "Job", .items = 1}};
  return run;
}

void write_reports(const RunResult& run) {
  for (const Reporter& reporter : reporters()) {
    std::ostringstream out;
    reporter.write(run, out);
    if (reporter.name == "junit")
      fuzz::require(bool(pugi::xml_document().load_string(out.str().c_str())),
                    "the JUnit report is well-formed XML");
  }
  std::ostringstream console;
  write_console(run, {.colour = true, .width = 80, .verbose = true}, console);
  const Differences differences = compare(run, run_of_nothing());
  write_diff_console(differences, {.colour = true, .width = 80, .verbose = true}, console);
  for (const DiffReporter& reporter : diff_reporters()) {
    std::ostringstream out;
    reporter.write(differences, out);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto run = read(fuzz::text(data, size));
  if (!run) {
    fuzz::require(!run.error().what.empty(), "a run file that is refused has a reason");
    return 0;
  }
  write_reports(*run);
  const std::string once = written(*run);
  const auto again = read(once);
  fuzz::require(again.has_value(), "what is written can be read");
  fuzz::require(written(*again) == once, "what is read again is the same");
  return 0;
}
