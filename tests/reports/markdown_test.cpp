#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "reports/markdown_text.h"
#include "reports/reports.h"
#include "reports/samples.h"
#include "support/golden.h"

// What GitHub's reading of Markdown makes of these texts is tested in tests/formats.
namespace emconform {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string text_of(const RunResult& run) {
  std::ostringstream out;
  write_markdown(run, out);
  return std::move(out).str();
}

RunResult waived_run() {
  RunResult run = sample_run();
  run.waivers = {{.waiver = {.rule = "links.named",
                             .endpoint = "/backupTaskSessions/*",
                             .ticket = "OPS-1234",
                             .owner = "backup team",
                             .reason = "mended in 13.1",
                             .since = "2026-09-01",
                             .expires = "2027-01-31",
                             .most = 2},
                  .matched = 2,
                  .age_days = 81},
                 {.waiver = {.rule = "times.utc",
                             .endpoint = "/jobs",
                             .ticket = "OPS-7",
                             .owner = "backup team",
                             .reason = "asked the vendor",
                             .since = "2026-01-01",
                             .expires = "2026-10-31"},
                  .age_days = 324,
                  .broken = "it expired on 2026-10-31"}};
  return run;
}

TEST(MarkdownReport, IsAsReviewed) {
  expect_golden(text_of(waived_run()), "reports/sample.md");
  expect_golden(text_of(conforming_run()), "reports/conforming.md");
  expect_golden(text_of(hostile_run()), "reports/hostile.md");
}

TEST(MarkdownReport, FailuresThatAreAlikeAreToldOnce) {
  const std::string text = text_of(sample_run());
  const std::string line = "**`links.required`** on `/backupTaskSessions`, 8 results";
  EXPECT_THAT(text, HasSubstr(line));
  EXPECT_EQ(text.find(line), text.rfind(line));
}

TEST(MarkdownReport, SaysWhatWasNotVerifiedAndWhy) {
  const std::string text = text_of(sample_run());
  EXPECT_THAT(text, HasSubstr("- `left out by --filter or --level`: `query.filter (derived)`, "
                              "`query.sort (derived)`, `QUERY-02`\n"));
  EXPECT_THAT(text, HasSubstr("- `no case asks for it`: `times.name (should)`\n"));
}

TEST(MarkdownReport, TellsTheAgeOfWaiversAndWhyOneIsNoLongerRight) {
  const std::string text = text_of(waived_run());
  EXPECT_THAT(text,
              HasSubstr("| `OPS-1234` | `links.named` | `/backupTaskSessions/*` | 2 of at most "
                        "2 | 81 | `2027-01-31` | `backup team` | `mended in 13.1` |\n"));
  EXPECT_THAT(text, HasSubstr("`waiver OPS-7 of times.utc: it expired on 2026-10-31`"));
}

TEST(MarkdownReport, StaysBelowTheLimitOfASummaryAndSaysWhatIsLeftOut) {
  RunResult run = conforming_run();
  const CaseResult like = run.results.front();
  for (int i = 0; i < 3000; ++i) {
    run.results.push_back(like);
    run.results.back().verdict = Verdict::Fail;
    run.results.back().endpoint = fmt::format("/e{}", i);
    run.results.back().findings = {{"/", "x", std::string(2000, 'y')}};
  }
  const std::string text = text_of(run);
  EXPECT_LT(text.size(), 1'000'000U);
  EXPECT_THAT(text, testing::ContainsRegex("_[0-9]+ parts are left out here; the other reports"));
  EXPECT_THAT(text, HasSubstr("| `/e2999` |"));
}

TEST(MarkdownReport, SaysWhenNothingConforms) {
  EXPECT_THAT(text_of({}), HasSubstr("emconform: NOT VERIFIED"));
  EXPECT_THAT(text_of(conforming_run()), HasSubstr("emconform: CONFORMS"));
}

TEST(MarkdownReport, SetsSeveralTargetsBesideEachOther) {
  RunResult other = conforming_run();
  other.target = "https://em02|x:9398";
  const RunResult runs[] = {sample_run(), other};
  std::ostringstream out;
  write_fleet_markdown(runs, out);
  const std::string text = std::move(out).str();
  EXPECT_THAT(text, HasSubstr("| 2 | `https://em02¦x:9398` | `v1_7` | CONFORMS |"));
  EXPECT_THAT(text, HasSubstr("| `/backupTaskSessions` | 8 failed | pass |\n"));
  EXPECT_THAT(text, HasSubstr("| `/systemSessions` | 8 errors | - |\n"));
}

TEST(MarkdownText, CodeHasAFenceThatNothingInItEnds) {
  EXPECT_EQ(md_code("plain"), "`plain`");
  EXPECT_EQ(md_code("a`b"), "``a`b``");
  EXPECT_EQ(md_code("``"), "``` `` ```");
  EXPECT_EQ(md_code(" x"), "`  x `");
  EXPECT_EQ(md_code(""), "");
  EXPECT_EQ(md_code("two\nlines"), "`two\\nlines`");
}

TEST(MarkdownText, ACellHoldsNoPipe) { EXPECT_EQ(md_cell("a|b\\|c"), "`a¦b\\¦c`"); }

TEST(MarkdownText, ProseIsTextAlone) {
  EXPECT_EQ(md_prose("A list, of 3 items; /jobs/{ID}"), "A list, of 3 items; /jobs/\\{ID\\}");
  EXPECT_EQ(md_prose("<b>*x*</b>"), "\\<b\\>\\*x\\*\\</b\\>");
  EXPECT_EQ(md_prose("@all #12 https://x www.y"), "`@`all `#`12 https`://`x `www.`y");
}

TEST(MarkdownText, ABlockHasAFenceThatNothingInItEnds) {
  EXPECT_EQ(md_block({"curl x"}), "```sh\ncurl x\n```\n");
  EXPECT_EQ(md_block({"````", "b"}), "`````sh\n````\nb\n`````\n");
  EXPECT_EQ(md_block({}), "");
}

}  // namespace
}  // namespace emconform
