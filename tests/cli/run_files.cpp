#include "cli/run_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "reports/run_file.h"

namespace emconform {

RunResult run_file_in(const testing::Scratch& folder) {
  std::ifstream in(folder / "emconform-report/run.ndjson", std::ios::binary);
  auto run = read_run_file(in, "run.ndjson");
  EXPECT_TRUE(run) << (run ? "" : run.error().what);
  return run ? *run : RunResult{};
}

std::string troubles_of(const RunResult& run) {
  std::string text;
  for (const CaseResult& result : run.results)
    if (result.verdict == Verdict::Fail || result.verdict == Verdict::Error ||
        result.verdict == Verdict::Warn || result.verdict == Verdict::Inconclusive)
      text += std::string(name_of(result.verdict)) + " " + result.suite + "/" + result.case_name +
              " [" + result.variant + "] " + result.check + " " + result.note +
              (result.findings.empty()
                   ? ""
                   : result.findings[0].where + " expected " + result.findings[0].expected +
                         " actual " + result.findings[0].actual) +
              "\n";
  return text;
}

std::vector<std::string> outline(const RunResult& run) {
  std::vector<std::string> lines;
  for (const CaseResult& r : run.results)
    lines.push_back(r.suite + "/" + r.case_name + " [" + r.variant + "] " + r.check + " " +
                    std::string(name_of(r.verdict)));
  return lines;
}

}  // namespace emconform
