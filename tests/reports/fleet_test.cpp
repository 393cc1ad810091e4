#include "reports/fleet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "reports/reports.h"
#include "reports/samples.h"

namespace emconform {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CaseResult result(const std::string& endpoint, Verdict verdict) {
  return {.endpoint = endpoint, .verdict = verdict};
}

std::vector<RunResult> two_targets() {
  std::vector<RunResult> runs(2);
  runs[0].target = "https://em01";
  runs[0].results = {result("/jobs", Verdict::Pass), result("/query", Verdict::Fail),
                     result("/query", Verdict::Fail), result("/query", Verdict::NotTestable)};
  runs[1].target = "https://em02";
  runs[1].results = {result("/jobs", Verdict::NotTestable), result("/jobs", Verdict::Pass),
                     result("/nas/jobs", Verdict::Waived)};
  return runs;
}

TEST(FleetTable, HasARowForEachEndpointAndTheGravestVerdictOfEachTarget) {
  const std::vector<RunResult> runs = two_targets();
  std::string text;
  for (const FleetRow& row : fleet_table(runs)) {
    text += row.endpoint;
    for (const FleetCell& cell : row.cells) text += " | " + in_words(cell);
    text += "\n";
  }
  EXPECT_EQ(text,
            "/jobs | pass | 1 unseen\n"
            "/query | 2 failed | -\n"
            "/nas/jobs | - | 1 waived\n");
}

std::string on_console(std::size_t targets, std::size_t width) {
  std::vector<RunResult> runs(targets, two_targets().front());
  std::ostringstream out;
  write_fleet_console(runs, {.width = width}, out);
  return out.str();
}

TEST(FleetOnTheConsole, IsAsWideAsTheTerminalHoweverManyTargets) {
  const std::string text = on_console(20, 60);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 60U) << line;
  EXPECT_THAT(text, HasSubstr("[20]"));
  EXPECT_TRUE(text.ends_with("emconform: FLEET  20 targets: 20 NOT VERIFIED\n")) << text;
}

TEST(FleetPage, HoldsNothingHostile) {
  std::vector<RunResult> runs(2, hostile_run());
  std::ostringstream out;
  write_fleet_html(runs, out);
  EXPECT_THAT(out.str(), Not(HasSubstr("<script>alert")));
  EXPECT_THAT(out.str(), Not(HasSubstr("\x1b")));
}

TEST(FleetPage, SaysWhatBecameOfTheGravestTarget) {
  std::vector<RunResult> runs = two_targets();
  for (RunResult& run : runs) run.complete = true;
  const auto page = [&] {
    std::ostringstream out;
    write_fleet_html(runs, out);
    return out.str();
  };
  EXPECT_THAT(page(), HasSubstr("<h1>ALL CONFORM</h1>"));
  runs[1].exit_status = 5;
  EXPECT_THAT(page(), HasSubstr("<h1>NOT VERIFIED</h1>"));
  runs[0].exit_status = 1;
  EXPECT_THAT(page(), HasSubstr("<h1>FAILS</h1>"));
}

}  // namespace
}  // namespace emconform
