#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "reports/reports.h"
#include "reports/samples.h"
#include "reports/text.h"
#include "support/golden.h"

namespace emconform {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string console(const RunResult& run, const ConsoleStyle& style = {}) {
  std::ostringstream out;
  write_console(run, style, out);
  return std::move(out).str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string last_line_of(const RunResult& run) { return lines_of(console(run)).back(); }

TEST(Console, IsAsReviewed) {
  expect_golden(console(sample_run()), "reports/sample.txt");
  expect_golden(console(sample_run(), {.width = 120, .verbose = true}),
                "reports/sample_verbose_120.txt");
  expect_golden(console(sample_run(), {.colour = true}), "reports/sample_colour.txt");
  expect_golden(console(conforming_run()), "reports/conforming.txt");
  expect_golden(console(hostile_run()), "reports/hostile.txt");
}

TEST(Console, EndsWithOneLineForMachines) {
  struct Sample {
    int exit_status;
    const char* start;
  };
  for (const auto& [exit_status, start] : {Sample{0, "emconform: CONFORMS  exit 0  "},
                                           {1, "emconform: FAILS  exit 1  "},
                                           {2, "emconform: ERROR  exit 2  "},
                                           {3, "emconform: ERROR  exit 3  "},
                                           {4, "emconform: ERROR  exit 4  "},
                                           {5, "emconform: NOT VERIFIED  exit 5  "},
                                           {6, "emconform: WAIVERS  exit 6  "},
                                           {130, "emconform: INTERRUPTED  exit 130  "}}) {
    RunResult run = conforming_run();
    run.exit_status = exit_status;
    EXPECT_THAT(last_line_of(run), testing::StartsWith(start));
  }
  EXPECT_EQ(last_line_of(conforming_run()),
            "emconform: CONFORMS  exit 0  21 results: 21 passed, 0 failed, 0 warned, "
            "0 not verified, 0 errors");
}

TEST(Console, NeverSaysThatARunConformsWhichIsNotWholeOrEmpty) {
  RunResult cut_off = conforming_run();
  cut_off.complete = false;
  EXPECT_THAT(last_line_of(cut_off), HasSubstr("NOT VERIFIED"));
  RunResult empty = conforming_run();
  empty.results.clear();
  EXPECT_THAT(last_line_of(empty), HasSubstr("NOT VERIFIED"));
}

TEST(Console, FitsTheWidthButForWhatIsToBeCopied) {
  for (const std::size_t width : {80UL, 100UL, 140UL})
    for (const std::string& line : lines_of(console(sample_run(), {.width = width}))) {
      const bool is_to_be_copied = line.find("repeat") != std::string::npos;
      const bool is_for_machines = line.starts_with("emconform: FAILS");
      if (is_to_be_copied || is_for_machines) continue;
      EXPECT_LE(width_of(line), width) << line;
    }
}

TEST(Console, TellsFailuresThatAreAlikeOnce) {
  const std::string text = console(sample_run());
  EXPECT_THAT(text, HasSubstr("and 7 more variants: "));
  EXPECT_THAT(text, HasSubstr("and 28 more findings"));
  const std::string heading = "\nlinks.required  /backupTaskSessions\n";
  const std::size_t first = text.find(heading);
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(text.find(heading, first + 1), std::string::npos);
}

TEST(Console, NamesEveryRuleThatWasNotVerifiedAndWhy) {
  const std::string text = console(sample_run());
  EXPECT_THAT(text, HasSubstr("16 not testable: the target has no NAS job"));
  EXPECT_THAT(text, HasSubstr("2 inconclusive: the list changed while it was read"));
  EXPECT_THAT(text, HasSubstr("\n5 rules verified by 269 witnesses; not verified: 4 rules\n"));
  EXPECT_THAT(text, HasSubstr("\n  inconclusive: the list changed while it was read\n"
                              "    rules     relation.member_item\n"));
  EXPECT_THAT(text, HasSubstr("\n  left out by --filter or --level\n"
                              "    rules     query.filter, query.sort\n"
                              "    ledger    QUERY-02\n"));
  EXPECT_THAT(text, HasSubstr("\n  no case asks for it\n    rules     times.name (should)\n"));
}

TEST(Console, SaysOfAGoodRunInTwoLinesWhatItRestsOn) {
  EXPECT_THAT(console(conforming_run()),
              HasSubstr("\n2 rules verified by 109 witnesses; not verified: none\n"
                        "3 requirements verified; not verified: none; without a check: 0\n"));
}

TEST(Console, SaysOfAnOlderRunFileWhatItDoesNotKnow) {
  RunResult run = conforming_run();
  run.knows_all_rules = false;
  run.requirements.clear();
  EXPECT_THAT(console(run), HasSubstr("not verified: none; of other rules"));
  EXPECT_THAT(console(run), HasSubstr("requirements verified: unknown"));
}

TEST(Console, SaysWhichRulesARunThatEndedEarlyDidNotReach) {
  RunResult run = sample_run();
  std::erase_if(run.results, [](const CaseResult& one) { return one.check == "times.utc"; });
  run.complete = false;
  EXPECT_THAT(console(run), HasSubstr("\n  the run ended before it\n    rules     times.utc\n"));
}

TEST(Console, CountsResultsAndWitnessesOfEachRuleWhenVerbose) {
  EXPECT_THAT(console(sample_run(), {.verbose = true}),
              HasSubstr("\nhttp.media_type       must           8          8\n"));
}

TEST(Console, KeepsTheTableNarrow) {
  RunResult run = conforming_run();
  run.results[0].endpoint = "/backupTaskSessions/00000000-0000-4000-8000-000000000000";
  EXPECT_THAT(console(run), HasSubstr("\n/backupTaskSessions/000000...     1     -"));
  run.results[0].endpoint = "/a/path/that/is/wider/than/the/first/column";
  EXPECT_THAT(console(run), HasSubstr("\n/a/path/that/is/wider/than/the/first/column\n    "));
}

TEST(Console, SaysWhyARunStopped) {
  RunResult run = conforming_run();
  run.complete = false;
  run.aborted = "interrupted";
  run.planned = 99;
  EXPECT_THAT(console(run), HasSubstr("interrupted (21 of 99 planned results)"));
}

TEST(Console, ShowsEveryResultWhenVerbose) {
  const RunResult run = conforming_run();
  const std::string text = console(run, {.verbose = true});
  for (const CaseResult& result : run.results) EXPECT_THAT(text, HasSubstr(result.variant));
  EXPECT_THAT(console(run), Not(HasSubstr("session, no Accept, reference")));
}

TEST(Console, LetsNoControlCharacterThrough) {
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n') || byte == 0x7f;
  };
  for (const bool verbose : {false, true}) {
    const std::string text = console(hostile_run(), {.verbose = verbose});
    EXPECT_TRUE(std::none_of(text.begin(), text.end(), is_control));
    EXPECT_EQ(text, legal_in_xml(text)) << "valid UTF-8";
    EXPECT_THAT(text, Not(HasSubstr("\xe2\x80\xae"))) << "turns the direction of writing";
    EXPECT_THAT(text, HasSubstr("\\x1b[31m"));
  }
}

TEST(Console, AnyRunCanBeShown) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const RunResult run = random_run(seed);
    const std::string text = console(run, {.width = seed % 100, .verbose = seed % 2 == 0});
    EXPECT_THAT(lines_of(text).back(), testing::StartsWith("emconform: "));
  }
}

}  // namespace
}  // namespace emconform
