#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "reports/reports.h"
#include "reports/run_file.h"
#include "reports/samples.h"

// Writes the sample runs in every format, for the scripts beside: FOLDER/<run>.<format>.
namespace emconform {
namespace {

/// Texts that do harm where markup is not escaped, in every place that a target fills.
RunResult marked_up_run() {
  const std::string evil =
      "<img src=x onerror=alert(1)> <script>alert(2)</script> [a](javascript:b) ![i](//evil/i.png) "
      "@everyone #1 !2 https://evil.example/x www.evil.example `code` ``` | cell *b* _i_ ~~s~~ "
      "me@evil.example <!-- &lt;b&gt; /close ::error::x";
  RunResult run = hostile_run();
  run.target = run.release = run.dialect = run.tls = run.command = run.aborted = evil;
  run.gate = run.notes = run.idle = {evil};
  run.rules[0].rule = run.rules[0].source = run.rules[1].rule = evil;
  for (ExchangeRecord& record : run.exchanges) record.url = record.curl = evil;
  for (CaseResult& result : run.results) {
    result.suite = result.endpoint = result.case_name = result.variant = evil;
    result.note = evil;
    result.findings = {{evil, evil, evil}};
  }
  run.waivers = {{.waiver = {evil, evil, evil, evil, evil, evil, evil, evil, evil, evil, 1}}};
  return run;
}

bool write(const RunResult& run, const std::filesystem::path& folder, const std::string& name) {
  bool ok = true;
  for (const Reporter& reporter : reporters()) {
    std::ofstream out(folder / (name + "." + std::string(reporter.name)), std::ios::binary);
    reporter.write(run, out);
    ok = ok && out.flush();
  }
  std::ofstream out(folder / (name + ".ndjson"), std::ios::binary);
  write_run_file(run, out);
  return ok && out.flush();
}

}  // namespace
}  // namespace emconform

int main(int argc, char** argv) {
  using namespace emconform;
  if (argc != 2) {
    std::cerr << "usage: report_samples FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  bool ok = write(sample_run(), folder, "sample") &&
            write(conforming_run(), folder, "conforming") &&
            write(hostile_run(), folder, "hostile") && write({}, folder, "empty") &&
            write(marked_up_run(), folder, "marked_up");
  for (std::uint32_t seed = 0; seed < 20; ++seed)
    ok = ok && write(random_run(seed), folder, "random" + std::to_string(seed));
  return ok ? 0 : 1;
}
