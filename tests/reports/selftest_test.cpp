#include "reports/selftest.h"

#include <gtest/gtest.h>

#include <sstream>

#include "support/golden.h"

namespace emconform {
namespace {

Selftest sample() {
  Selftest selftest{.version = "0.1.0",
                    .whole = true,
                    .rules = {{.id = "links.required",
                               .level = Level::Derived,
                               .rule = "A resource has every link that its contract demands."},
                              {.id = "query.filter",
                               .level = Level::Must,
                               .rule = "The answer to a filter holds exactly what fits <it>."}}};
  selftest.defects = {
      {.id = "links.up_missing",
       .summary = "Job sessions have no Up link | to their server.",
       .breaks = "links.required",
       .found_by = {"links.required"}},
      {.id = "query.and_as_or",
       .summary = "The filter takes ; for OR.",
       .breaks = "query.filter",
       .found_by = {"links.required"}},
      {.id = "query.ignored", .summary = "The filter is ignored.", .breaks = "query.filter"},
  };
  selftest.variants = {{.id = "plain", .summary = "The mock as it is."},
                       {.id = "bom",
                        .summary = "Bodies begin with a byte order mark.",
                        .alarms = {"fail: jobs/list [session] body.well_formed: no XML"},
                        .alarms_in_all = 7}};
  return selftest;
}

TEST(SelftestReport, ShowsTheMatrixAndEveryShortcoming) {
  std::ostringstream out;
  write_selftest(sample(), {}, out);
  expect_golden(out.str(), "reports/selftest.txt");
}

TEST(SelftestReport, IsAPageInMarkdown) {
  std::ostringstream out;
  write_selftest_markdown(sample(), out);
  expect_golden(out.str(), "reports/selftest.md");
}

TEST(SelftestReport, SaysInOneLineWhatItComesTo) {
  EXPECT_EQ(outcome_of(sample()),
            "emconform selftest: NOT PROVEN  1 of 3 defects found by the rule they break, 1 "
            "unproven rule, 1 false alarm on 2 healthy variants");
}

}  // namespace
}  // namespace emconform
