#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "model/verified.h"
#include "reports/reports.h"
#include "reports/samples.h"
#include "support/golden.h"

// That the documents fit their schema is tested with ajv, in tests/formats.
namespace emconform {
namespace {

using Json = nlohmann::json;

std::string text_of(const RunResult& run) {
  std::ostringstream out;
  write_json(run, out);
  return std::move(out).str();
}

Json report(const RunResult& run) { return Json::parse(text_of(run)); }

TEST(JsonReport, IsAsReviewed) {
  RunResult run = sample_run();
  std::erase_if(run.results, [](const CaseResult& result) {
    return result.case_name != "item" || result.variant != "session, no Accept, entity";
  });
  run.waivers = {{.waiver = {.rule = "links.named",
                             .endpoint = "/backupTaskSessions/*",
                             .first_release = "v1_6",
                             .message = "/Links/Link[*]: expected a Name",
                             .ticket = "OPS-1234",
                             .owner = "backup team",
                             .reason = "mended in 13.1",
                             .since = "2026-09-01",
                             .expires = "2027-01-31"},
                  .matched = 1,
                  .age_days = 81}};
  for (CaseResult& result : run.results)
    if (result.verdict == Verdict::Waived) result.waiver = 0;
  expect_golden(text_of(run), "reports/sample.json");
}

TEST(JsonReport, HoldsEveryResultWithItsFindings) {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const RunResult run = random_run(seed);
    const Json json = report(run);
    ASSERT_EQ(json["results"].size(), run.results.size());
    for (std::size_t i = 0; i < run.results.size(); ++i) {
      EXPECT_EQ(json["results"][i]["verdict"], name_of(run.results[i].verdict));
      EXPECT_EQ(json["results"][i]["findings"].size(), run.results[i].findings.size());
    }
    EXPECT_EQ(json["counts"]["all"], run.results.size());
    EXPECT_EQ(json["counts"]["fail"], count(run.results).fail);
    EXPECT_EQ(json["exit_status"], run.exit_status);
  }
}

TEST(JsonReport, HoldsTheExchangesThatResultsCiteAndNoOthers) {
  const RunResult run = hostile_run();  // each result cites the first
  RunResult more = run;
  more.exchanges.push_back({.url = "https://em01/nobody-cites-this"});
  EXPECT_EQ(report(more)["exchanges"], report(run)["exchanges"]);
  EXPECT_EQ(report(run)["exchanges"].size(), 1U);
  const Json sample = report(sample_run());
  for (const Json& result : sample["results"])
    for (const Json& index : result["exchanges"]) EXPECT_GE(index, 0);
}

TEST(JsonReport, NamesWhatHasNoWitnessAndWhy) {
  const Json json = report(sample_run());
  EXPECT_EQ(json["requirements"]["not_verified"][1]["id"], "QUERY-02");
  EXPECT_EQ(json["requirements"]["not_verified"][1]["why"], "left out by --filter or --level");
  for (const Json& rule : json["rules"])
    EXPECT_EQ(rule["witnesses"] == 0, rule["why_none"] != "") << rule["id"];
}

TEST(JsonReport, SumsTheEndpoints) {
  std::size_t results = 0, witnesses = 0;
  const RunResult run = sample_run();
  const Json json = report(run);
  for (const Json& row : json["endpoints"]) {
    results += row["counts"]["all"].get<std::size_t>();
    witnesses += row["witnesses"].get<std::size_t>();
  }
  EXPECT_EQ(results, run.results.size());
  EXPECT_EQ(witnesses, verification_of(run).witnesses());
}

TEST(JsonReport, OfSeveralTargetsIsAnArrayOfTheirDocuments) {
  const RunResult runs[] = {sample_run(), conforming_run()};
  std::ostringstream out;
  write_fleet_json(runs, out);
  EXPECT_EQ(Json::parse(std::move(out).str()),
            Json::array({report(sample_run()), report(conforming_run())}));
}

TEST(JsonReport, IsValidUtf8WhateverTheTargetSaid) {
  EXPECT_TRUE(Json::accept(text_of(hostile_run())));
  EXPECT_TRUE(Json::accept(text_of({})));
}

}  // namespace
}  // namespace emconform
