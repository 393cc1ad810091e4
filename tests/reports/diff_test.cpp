#include "reports/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "load/document.h"
#include "load/schema.h"
#include "reports/diff_samples.h"
#include "reports/run_file.h"
#include "support/golden.h"

namespace emconform {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Changes = std::vector<Change>;

std::string written(const Differences& differences,
                    void (*write)(const Differences&, std::ostream&)) {
  std::ostringstream out;
  write(differences, out);
  return std::move(out).str();
}

std::string console(const Differences& differences, const ConsoleStyle& style = {}) {
  std::ostringstream out;
  write_diff_console(differences, style, out);
  return std::move(out).str();
}

Changes changes_of(const Differences& differences) {
  Changes changes;
  for (const RunDifference& one : differences.differences) changes.push_back(one.change);
  return changes;
}

std::string in_words(const Differences& differences) {
  std::string words;
  for (const RunDifference& one : differences.differences)
    words += std::string(name_of(one.change)) + ": " + one.what + " at " + one.where + ": " +
             one.before + " -> " + one.after + "\n";
  return words;
}

/// Two runs of one result, with that verdict in each.
Differences of_verdicts(Verdict before, Verdict after) {
  RunResult older = run_of_release_12();
  older.learned = {};
  // A second variant keeps the rule's witnesses: what is lost is a result's, not a rule's.
  older.results = {result_of("links.required", before),
                   result_of("links.required", Verdict::Pass, "json")};
  RunResult newer = older;
  newer.results[0] = result_of("links.required", after);
  return compare(older, newer);
}

TEST(DiffOfVerdicts, EachPairHasItsClass) {
  struct Sample {
    Verdict before, after;
    Changes changes;
    int exit_status;
  };
  const Sample samples[] = {{Verdict::Pass, Verdict::Pass, {}, 0},
                            {Verdict::Pass, Verdict::Fail, {Change::Regression}, 1},
                            {Verdict::Warn, Verdict::Fail, {Change::Regression}, 1},
                            {Verdict::Pass, Verdict::Warn, {Change::Other}, 0},
                            {Verdict::Pass, Verdict::Waived, {Change::Other}, 0},
                            {Verdict::Fail, Verdict::Waived, {Change::Other}, 0},
                            {Verdict::Waived, Verdict::Fail, {Change::Other}, 0},
                            {Verdict::Fail, Verdict::Pass, {Change::Fix}, 0},
                            {Verdict::Warn, Verdict::Pass, {Change::Fix}, 0},
                            {Verdict::Pass, Verdict::NotTestable, {Change::LostEvidence}, 0},
                            {Verdict::Pass, Verdict::Inconclusive, {Change::LostEvidence}, 0},
                            {Verdict::Pass, Verdict::Error, {Change::LostEvidence}, 0},
                            {Verdict::Fail, Verdict::NotTestable, {Change::LostEvidence}, 0},
                            {Verdict::NotTestable, Verdict::Pass, {Change::GainedEvidence}, 0},
                            {Verdict::Error, Verdict::Pass, {Change::GainedEvidence}, 0},
                            {Verdict::Inconclusive, Verdict::NotTestable, {}, 0},
                            {Verdict::Fail, Verdict::Fail, {}, 0}};
  for (const Sample& sample : samples) {
    const Differences all = of_verdicts(sample.before, sample.after);
    EXPECT_EQ(changes_of(all), sample.changes)
        << name_of(sample.before) << " -> " << name_of(sample.after) << "\n"
        << in_words(all);
    EXPECT_EQ(exit_status(all), sample.exit_status);
  }
}

TEST(DiffOfVerdicts, AFailureThatWasNotLookedAtBeforeIsNoRegressionAndIsSaid) {
  const Differences all = of_verdicts(Verdict::NotTestable, Verdict::Fail);
  EXPECT_EQ(changes_of(all), Changes{Change::GainedEvidence});
  EXPECT_THAT(all.warnings, ::testing::Contains(HasSubstr("1 result of the newer run failed")));
}

TEST(DiffOfVerdicts, AFailureAtAnotherPlaceIsARegression) {
  RunResult older = run_of_release_12();
  older.results = {result_of("fields.required", Verdict::Fail)};
  RunResult newer = older;
  newer.results[0].findings.push_back({"/Job[7]/Info/State", "a value", "none"});
  newer.results[0].findings_in_all = 2;
  const Differences all = compare(older, newer);
  ASSERT_EQ(changes_of(all), Changes{Change::Regression});
  EXPECT_EQ(all.differences[0].after, "failed also at /Job[*]/Info/State");
  // Of more items of the same kind nothing new is said; of other ids neither.
  newer.results[0].findings = {{"/Job[9]/Name", "a value", "none"},
                               {"UID urn:veeam:Job:1", "x", "y"}};
  EXPECT_THAT(compare(older, newer).differences, IsEmpty());
  // Where findings of the older run were left out, the place may have been among them.
  newer.results[0].findings.push_back({"/Job[7]/Info/State", "a value", "none"});
  older.results[0].findings_in_all = 30;
  EXPECT_EQ(exit_status(compare(older, newer)), 0);
}

TEST(DiffOfVerdicts, ARuleWithoutWitnessIsToldOnce) {
  RunResult older = run_of_release_12(), newer = older;
  for (RunResult* run : {&older, &newer}) run->learned = {};
  for (CaseResult& result : newer.results)
    if (result.check == "times.utc")
      result = result_of("times.utc", Verdict::NotTestable, result.variant);
  const Differences all = compare(older, newer);
  ASSERT_EQ(changes_of(all), Changes{Change::LostEvidence}) << in_words(all);
  EXPECT_EQ(all.differences[0].what, "rule times.utc");
  EXPECT_EQ(all.differences[0].before, "80 witnesses");
  EXPECT_EQ(all.differences[0].after, "no witness: not testable: the target has no job");
}

TEST(DiffOfVerdicts, WhatOnlyOnePlanHoldsIsNeverDropped) {
  RunResult older = run_of_release_12(), newer = older;
  for (RunResult* run : {&older, &newer}) run->learned = {};
  newer.plan_hash = std::string(64, 'c');
  older.results.push_back(result_of("links.required", Verdict::Pass, "only in the older"));
  newer.results.push_back(result_of("links.required", Verdict::Fail, "only in the newer"));
  const Differences all = compare(older, newer);
  ASSERT_EQ(changes_of(all), (Changes{Change::LostEvidence, Change::GainedEvidence}));
  EXPECT_EQ(all.differences[0].after, "not in the plan of this run");
  EXPECT_THAT(all.differences[0].of, Each(HasSubstr("only in the older")));
  EXPECT_EQ(all.differences[1].note, "1 of them failed");
  EXPECT_EQ(exit_status(all), 0) << "what was not looked at is no regression";
  EXPECT_THAT(all.warnings, ::testing::Contains(HasSubstr("the plans differ")));
}

TEST(Diff, ARunThatWasCutOffAcceptsNothing) {
  const RunResult older = run_of_release_12();
  RunResult newer = older;
  newer.complete = false;
  newer.aborted = "interrupted";
  newer.results.resize(4);
  const Differences all = compare(older, newer);
  EXPECT_EQ(exit_status(all), 5);
  EXPECT_EQ(count(all, Change::Regression), 0U);
  EXPECT_GT(count(all, Change::LostEvidence), 0U);
  EXPECT_THAT(all.warnings, ::testing::Contains("the newer run is not complete: interrupted"));
  EXPECT_THAT(in_words(all), HasSubstr("not reached: the run was cut off"));
}

TEST(Diff, RunsWithNothingInCommonAcceptNothing) {
  const RunResult older = run_of_release_12();
  RunResult newer = older;
  for (CaseResult& result : newer.results) result.suite = "sessions";
  EXPECT_EQ(exit_status(compare(older, newer)), 5);
  EXPECT_EQ(exit_status(compare(RunResult{}, RunResult{})), 5);
}

TEST(Diff, WarnsOfWhatMakesRunsHardToCompare) {
  const RunResult plain = run_of_release_12();
  EXPECT_THAT(compare(plain, plain).warnings, IsEmpty());
  struct Sample {
    std::function<void(RunResult&)> alter;
    const char* warning;
  };
  const Sample samples[] = {
      {[](RunResult& run) { run.target = "https://em02:9398"; }, "the targets differ"},
      {[](RunResult& run) { run.seed = 2; }, "the seeds differ"},
      {[](RunResult& run) { run.suite_hash = "x"; }, "the suites differ"},
      {[](RunResult& run) { run.plan_hash = "x"; }, "the plans differ"},
      {[](RunResult& run) { run.command = "run --anonymize"; }, "names are replaced"},
      {[](RunResult& run) { run.complete = false; }, "is not complete"},
      {[](RunResult& run) { run.knows_all_rules = true, run.whole_suite = false; }, "left cases"},
      {[](RunResult& run) { run.learned = {}; }, "nothing that was learned"},
      {[](RunResult& run) { run.gate = {"nothing was judged on /jobs"}; }, "verified too little"},
      {[](RunResult& run) { run.started -= std::chrono::hours(1); }, "were the two swapped?"}};
  for (const Sample& sample : samples) {
    RunResult altered = plain;
    sample.alter(altered);
    EXPECT_THAT(compare(plain, altered).warnings, ::testing::Contains(HasSubstr(sample.warning)));
  }
}

TEST(Diff, ARunEqualsItself) {
  for (const RunResult& run : {run_of_release_12(), run_with_every_change()}) {
    const Differences all = compare(run, run);
    EXPECT_THAT(all.differences, IsEmpty()) << in_words(all);
    EXPECT_EQ(exit_status(all), 0);
  }
}

TEST(Diff, EveryClassOccursAndIsCounted) {
  const Differences all = compare(run_of_release_12(), run_with_every_change());
  EXPECT_EQ(outcome_of(all),
            "DIFF: 1 regression, 4 breaking changes, 1 slower, 2 lost evidence, 1 other change, 3 "
            "compatible additions, 1 gained evidence, 1 fix")
      << in_words(all);
  EXPECT_EQ(exit_status(all), 1);
}

std::string run_file_of(const RunResult& run) {
  std::ostringstream out;
  write_run_file(run, out);
  return std::move(out).str();
}

TEST(DiffOfRunFiles, WhatWasLearnedIsReadAsItWasWritten) {
  RunResult run = run_with_every_change();
  run.learned.resources[0].is_cut = run.learned.endpoints[0].is_cut = true;
  run.learned.resources[0].fields[0].right_type = "text";
  run.learned.resources[0].links = {
      {.owner = "Info", .rel = "Up", .type = "Job", .present = 1, .of = 2}};
  const std::string written = run_file_of(run);
  std::istringstream in(written);
  const auto again = read_run_file(in, "run.ndjson");
  ASSERT_TRUE(again) << again.error().what;
  EXPECT_EQ(run_file_of(*again), written);
  EXPECT_EQ(again->learned.resources.size(), 2U);
  EXPECT_EQ(again->learned.resources[0].links[0].owner, "Info");
  EXPECT_EQ(again->learned.resources[0].fields[0].undocumented.size(), 1U);
  EXPECT_EQ(again->learned.endpoints[0].asks[1].expected, std::vector<int>{401});
  EXPECT_THAT(compare(run, *again).differences, IsEmpty());
}

TEST(DiffOfRunFiles, LearnedLinesThatAreNoneAreRefused) {
  const std::string good = run_file_of(run_of_release_12());
  const std::pair<const char*, const char*> breaks[] = {
      {R"("items":40)", R"("items":-1)"},
      {R"("promise":"required")", R"("promise":"sworn")"},
      {R"(["text",40])", R"(["text"])"},
      {R"("p50_us":12000)", R"("p50_us":"12")"},
      {R"("expected":[200])", R"("expected":["200"])"}};
  for (const auto& [right, wrong] : breaks) {
    std::string bad = good;
    const auto at = bad.find(right);
    ASSERT_NE(at, std::string::npos) << right;
    bad.replace(at, std::string(right).size(), wrong);
    std::istringstream in(bad);
    const auto read = read_run_file(in, "run.ndjson");
    ASSERT_FALSE(read) << wrong;
    EXPECT_THAT(read.error().where, HasSubstr("run.ndjson:"));
  }
  // A newer emconform may have learned of more.
  std::string newer = good;
  newer.replace(newer.find(R"("about":"endpoint")"), 18, R"("about":"weather")");
  std::istringstream in(newer);
  EXPECT_TRUE(read_run_file(in, "run.ndjson"));
}

TEST(DiffOfShards, WhatEachLearnedIsAddedUp) {
  const Learned whole = run_of_release_12().learned;
  Learned twice = whole;
  add(twice, whole);
  ASSERT_EQ(twice.resources.size(), 2U);
  EXPECT_EQ(twice.resources[0].items, 80U);
  EXPECT_EQ(twice.resources[0].fields[0].present, 80U);
  EXPECT_EQ(twice.resources[0].fields[0].values[0].times, 60U);
  EXPECT_EQ(twice.endpoints[0].answers, 120U);
  EXPECT_EQ(twice.endpoints[0].asks[0].answers[0].times, 60U);
  Learned other;
  other.resources = {jobs_with({field_of("Region", 40, 40)})};
  add(twice, other);
  const auto& fields = twice.resources[0].fields;
  const auto region = std::find_if(fields.begin(), fields.end(),
                                   [](const LearnedField& one) { return one.path == "Region"; });
  ASSERT_NE(region, fields.end());
  EXPECT_EQ(region->present, 40U);
  EXPECT_EQ(region->of, 120U) << "absent in what the other shard saw";
}

TEST(DiffReports, AreAsReviewed) {
  expect_golden(run_file_of(run_with_every_change()), "reports/diff.ndjson");
  const Differences all = compare(run_of_release_12(), run_with_every_change());
  expect_golden(console(all), "reports/diff.txt");
  expect_golden(console(all, {.colour = true, .width = 120, .verbose = true}),
                "reports/diff_colour_120.txt");
  expect_golden(written(all, write_diff_markdown), "reports/diff.md");
  expect_golden(written(all, write_diff_json), "reports/diff.json");
  // The shell is html_test.cpp's.
  const std::string page = written(all, write_diff_html);
  expect_golden(page.substr(page.find("<main")), "reports/diff.html");
}

TEST(DiffReports, EndWithOneLineForMachines) {
  const std::string text = console(compare(run_of_release_12(), run_of_release_12()));
  EXPECT_TRUE(
      text.ends_with("\nDIFF: 0 regressions, 0 breaking changes, 0 slower, 0 lost evidence, "
                     "0 other changes, 0 compatible additions, 0 gained evidence, 0 fixes\n"))
      << text;
}

TEST(DiffReports, LinesFitTheTerminal) {
  RunResult newer = run_with_every_change();
  for (CaseResult& result : newer.results) result.variant = "session, application/xml, reference";
  for (const char* const resource : {"BackupJobSession", "BackupTaskSession", "BackupServer"}) {
    newer.learned.resources.push_back(newer.learned.resources[0]);
    newer.learned.resources.back().resource = resource;
  }
  std::istringstream text(console(compare(run_of_release_12(), newer)));
  for (std::string line; std::getline(text, line);) {
    EXPECT_TRUE(line.size() <= 80U || line.starts_with("DIFF:")) << line;
  }
}

TEST(DiffReports, HostileTextsStayText) {
  for (const Differences& all : {compare(run_of_release_12(), run_with_hostile_texts()),
                                 compare(run_with_hostile_texts(), run_of_release_12())}) {
    EXPECT_THAT(console(all), Not(::testing::AnyOf(HasSubstr("\x1b"), HasSubstr("\xe2\x80\xae"))));
    const std::string html = written(all, write_diff_html);
    EXPECT_THAT(html, Not(::testing::AnyOf(HasSubstr("<script>alert"), HasSubstr("\x1b"),
                                           HasSubstr("\xe2\x80\xae"))));
    const std::string markdown = written(all, write_diff_markdown);
    EXPECT_THAT(markdown, Not(HasSubstr("\n# [a]")));
    // Each is in a code span that is longer than its own backticks.
    for (auto at = markdown.find("<script>"); at != std::string::npos;
         at = markdown.find("<script>", at + 1)) {
      const std::size_t line = markdown.rfind('\n', at) + 1;
      EXPECT_NE(markdown.substr(line, at - line).find("`` "), std::string::npos);
    }
    EXPECT_TRUE(nlohmann::json::accept(written(all, write_diff_json)));
  }
}

std::vector<Error> schema_errors_of(const std::string& json) {
  std::vector<Error> errors;
  const Document document = parse_document({"diff.json", json}, errors);
  if (!errors.empty()) return errors;
  return schema_errors(document, schema_named("contracts/schema/diff.schema.json"));
}

TEST(DiffReports, JsonIsAsItsSchemaSays) {
  for (const Differences& all : {compare(run_of_release_12(), run_with_every_change()),
                                 compare(run_of_release_12(), run_with_hostile_texts()),
                                 compare(RunResult{}, RunResult{})}) {
    const auto errors = schema_errors_of(written(all, write_diff_json));
    EXPECT_TRUE(errors.empty()) << errors.front().where << " " << errors.front().what;
  }
  auto broken = nlohmann::json::parse(
      written(compare(run_of_release_12(), run_with_every_change()), write_diff_json));
  broken["differences"][0]["class"] = "none";
  EXPECT_FALSE(schema_errors_of(broken.dump()).empty());
}

}  // namespace
}  // namespace emconform
