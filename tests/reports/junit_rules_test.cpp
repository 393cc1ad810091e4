#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "reports/junit_parsed.h"
#include "reports/samples.h"
#include "reports/text.h"

// The eleven rules for a writer of JUnit files, each drawn from what its readers do: Jenkins,
// GitLab, Azure DevOps, the actions of GitHub. Rule 2 with real runs and rule 11 are in
// tests/cli/formats_test.cpp, the readers themselves in tests/formats.
namespace emconform {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* links_required = "emconform.backupTaskSessions.links.required";

/// Runs of every kind.
std::vector<RunResult> many_runs() {
  std::vector<RunResult> runs = {sample_run(), conforming_run(), hostile_run(), RunResult{}};
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    runs.push_back(random_run(seed));
    runs.back().strict_gate = seed % 2 == 0;
  }
  return runs;
}

RunResult run_with_long_text(std::size_t bytes) {
  RunResult run = sample_run();
  for (CaseResult& result : run.results)
    if (result.check == "links.required" && result.verdict == Verdict::Fail)
      result.findings[0].actual.assign(bytes, 'x');
  return run;
}

struct WithEvidence {
  explicit WithEvidence(const RunResult& run, const std::string& name = "out/evidence.txt") {
    std::ostringstream out, beside;
    write_junit_with_evidence(run, out, name, beside);
    report = std::move(out).str();
    evidence = std::move(beside).str();
  }
  std::string report{}, evidence{};
};

TEST(JunitRule1, OneTestcaseForEachResultHoweverManyItemsItFound) {
  const RunResult run = sample_run();
  const Parsed parsed(run);
  EXPECT_EQ(number(parsed.root(), "testsuite[@name!='run'][@name!='witnesses']/testcase"),
            run.results.size());
  // 31 findings, one testcase for each of the eight variants
  EXPECT_EQ(
      number(parsed.root(), fmt::format("//testcase[@classname='{}']", links_required).c_str()),
      8U);
}

TEST(JunitRule2, NamesHoldNothingThatChangesBetweenRuns) {
  RunResult other = sample_run();
  other.target = "https://10.0.0.7:9398";
  other.started += std::chrono::hours(50);
  other.seed = 7;
  for (CaseResult& result : other.results) {
    result.took *= 3;
    result.note += " 6a0f1b2c-0000-4000-8000-000000000000";
    for (Finding& finding : result.findings) finding.actual = "https://10.0.0.7/2026-11-21";
  }
  EXPECT_EQ(Parsed(sample_run()).names(), Parsed(other).names());
}

TEST(JunitRule2, TheClassnameIsTheEndpointAndTheRuleInDots) {
  EXPECT_TRUE(Parsed(sample_run()).named(links_required, "list [session, no Accept, reference]"));
}

TEST(JunitRule2, ClassnameAndNameTogetherAreUniqueAndNotEmpty) {
  for (const RunResult& run : many_runs()) {
    std::set<std::string> names;
    for (const std::string& name : Parsed(run).names()) EXPECT_TRUE(names.insert(name).second);
    EXPECT_EQ(number(Parsed(run).root(), "//testcase[not(string(@name))]"), 0U)
        << "Azure DevOps drops a testcase without a name";
  }
}

TEST(JunitRule3, TheMessageIsAlsoTheFirstLineOfTheText) {
  for (const RunResult& run : many_runs()) {
    const Parsed parsed(run);
    for (const auto& found : parsed.root().select_nodes("//failure|//error")) {
      const std::string message = found.node().attribute("message").value();
      EXPECT_THAT(found.node().child_value(), StartsWith(message.substr(0, message.find("..."))));
    }
  }
}

TEST(JunitRule3, AFailureSaysItsMessageTwiceAndEverythingElseOnce) {
  const Parsed parsed(sample_run());
  const pugi::xml_node testcase = parsed.testcase(links_required);
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

TEST(JunitRule4, TheCountsAreThoseOfTheChildren) {
  for (const RunResult& run : many_runs()) {
    const Parsed parsed(run);
    const pugi::xml_node root = parsed.root();
    EXPECT_EQ(root.attribute("tests").as_ullong(), number(root, ".//testcase"));
    EXPECT_EQ(root.attribute("failures").as_ullong(), number(root, ".//failure"));
    EXPECT_EQ(root.attribute("errors").as_ullong(), number(root, ".//error"));
    for (const pugi::xml_node suite : root.children("testsuite")) {
      EXPECT_EQ(suite.attribute("tests").as_ullong(), number(suite, "testcase"));
      EXPECT_EQ(suite.attribute("failures").as_ullong(), number(suite, "testcase/failure"));
      EXPECT_EQ(suite.attribute("errors").as_ullong(), number(suite, "testcase/error"));
      EXPECT_EQ(suite.attribute("skipped").as_ullong(), number(suite, "testcase/skipped"));
      EXPECT_GT(number(suite, "testcase"), 0U) << "Jenkins drops a suite without testcases";
    }
  }
}

TEST(JunitRule4, ATestcaseHasOneVerdictAtMost) {
  for (const RunResult& run : many_runs())
    EXPECT_EQ(number(Parsed(run).root(), "//testcase[count(failure|error|skipped)>1]"), 0U);
}

TEST(JunitRule5, TimesAreSecondsOfTheCheckItselfAndSum) {
  for (const RunResult& run : many_runs()) {
    const Parsed parsed(run);
    double all = 0;
    for (const pugi::xml_node suite : parsed.root().children("testsuite")) {
      double sum = 0;
      for (const pugi::xml_node testcase : suite.children("testcase"))
        sum += testcase.attribute("time").as_double();
      EXPECT_NEAR(suite.attribute("time").as_double(), sum, 1e-3);
      all += sum;
    }
    EXPECT_NEAR(parsed.root().attribute("time").as_double(), all, 1e-3);
  }
  // The exchanges of the sample took 2.345 ms each.
  EXPECT_STREQ(Parsed(sample_run())
                   .named("emconform.backupTaskSessions.http.status",
                          "list [session, application/xml, reference]")
                   .attribute("time")
                   .value(),
               "0.000127");
}

TEST(JunitRule6, EachVerdictHasItsElementAndSaysWhy) {
  const Parsed parsed(sample_run());
  const auto child = [&](const char* classname) {
    return parsed.testcase(classname).first_child();
  };
  EXPECT_FALSE(child("emconform.backupTaskSessions.http.status"));
  EXPECT_STREQ(child(links_required).name(), "failure");
  const auto error = child("emconform.systemSessions.http.status");
  EXPECT_STREQ(error.name(), "error");
  EXPECT_THAT(error.attribute("message").value(), StartsWith("no answer: "));
  const auto warning = child("emconform.backupTaskSessions.links.named");
  EXPECT_STREQ(warning.name(), "system-out") << "a should does not turn a pipeline red";
  EXPECT_THAT(warning.child_value(), StartsWith("WARNING: /Ref[2]/Links/Link[1]: expected a Name"));
  const auto inconclusive = child("emconform.backupTaskSessions.relation.member_item");
  EXPECT_STREQ(inconclusive.name(), "skipped");
  EXPECT_STREQ(inconclusive.child_value(), "inconclusive: the list changed while it was read");
  EXPECT_FALSE(inconclusive.first_attribute()) << "the schema of Jenkins knows none";
}

TEST(JunitRule6, UnderTheNormalGateWhatIsNotTestableIsSkipped) {
  const Parsed parsed(sample_run());
  EXPECT_STREQ(parsed.testcase("emconform.nasJobBackupSessions.times.utc").child_value("skipped"),
               "not testable: the target has no NAS job, so there is no {ID} to ask for");
  EXPECT_TRUE(parsed.named("emconform.witnesses", "query.sort").child("skipped"));
}

TEST(JunitRule6, UnderTheStrictGateARuleWithoutAnyWitnessIsAnError) {
  RunResult run = sample_run();
  run.strict_gate = true;
  run.exit_status = 5;
  std::erase_if(run.results, [](const CaseResult& result) {
    return result.check == "times.utc" && result.verdict == Verdict::Fail;
  });
  const Parsed parsed(run);
  const auto error = parsed.testcase("emconform.nasJobBackupSessions.times.utc").child("error");
  EXPECT_STREQ(error.attribute("message").value(),
               "the target has no NAS job, so there is no {ID} to ask for");
  EXPECT_TRUE(parsed.named("emconform.witnesses", "times.utc").child("error"));
  // http.status has witnesses on other endpoints: the gate is content, so must the file be.
  EXPECT_TRUE(parsed.testcase("emconform.nasJobBackupSessions.http.status").child("skipped"));
  // No run can be held to a should.
  EXPECT_TRUE(parsed.named("emconform.witnesses", "times.name").child("skipped"));
}

TEST(JunitRule7, AWaivedFailureIsSkippedAndAProperty) {
  const Parsed parsed(sample_run());
  EXPECT_STREQ(parsed.testcase("emconform.backupTaskSession.links.named").child_value("skipped"),
               "waived: OPS-1234: mended in 13.1 (until 2027-01-31)");
  EXPECT_STREQ(
      parsed.root().select_node("//property[@name='waiver']").node().attribute("value").value(),
      "links.named item [session, no Accept, entity]: "
      "OPS-1234: mended in 13.1 (until 2027-01-31)");
}

TEST(JunitRule7, AWaiverThatIsNoLongerRightIsAnError) {
  RunResult run = conforming_run();
  run.waivers = {{.waiver = {.rule = "links.named", .ticket = "OPS-1234"}}};
  EXPECT_FALSE(Parsed(run).run_case("waivers").first_child());
  run.waivers[0].broken = "it expired on 2026-10-31";
  run.exit_status = 6;
  const Parsed parsed(run);
  EXPECT_STREQ(parsed.run_case("waivers").child_value("error"),
               "OPS-1234 (links.named): it expired on 2026-10-31\n");
  EXPECT_FALSE(parsed.run_case("complete").first_child()) << "the reason is told once";
}

TEST(JunitRule8, NoCharacterIsInItThatXmlForbids) {
  for (const RunResult& run : many_runs()) {
    const std::string text = junit(run);
    EXPECT_TRUE(text == legal_in_xml(text));
    for (int code = 0; code < 0x20; ++code) {
      const bool legal = code == '\t' || code == '\n' || code == '\r';
      const bool found = text.find("&#" + std::to_string(code) + ";") != std::string::npos ||
                         text.find(fmt::format("&#{:02};", code)) != std::string::npos;
      EXPECT_TRUE(legal || !found) << code;
    }
  }
}

TEST(JunitRule8, TextsSurviveMarkupAndTheEndOfCdata) {
  RunResult run = conforming_run();
  run.results[0].verdict = Verdict::Fail;
  run.results[0].findings = {{"/a]]>b", "<b attr=\"1\">&amp;", "'</failure>"}};
  const Parsed parsed(run);
  const auto failure = parsed.testcase("emconform.backupTaskSessions.http.status").child("failure");
  EXPECT_STREQ(failure.attribute("message").value(),
               "/a]]>b: expected <b attr=\"1\">&amp;, got '</failure>");
  EXPECT_THAT(failure.child_value(), HasSubstr("expected  <b attr=\"1\">&amp;\n"));
}

TEST(JunitRule9, ATextOf64KilobytesIsShortenedAndStandsWholeInTheEvidence) {
  const WithEvidence written(run_with_long_text(1'000'000));
  const Parsed parsed(written.report);
  const pugi::xml_node testcase = parsed.testcase(links_required);
  const std::string text = testcase.child_value("failure");
  EXPECT_LT(text.size(), 64U * 1024);
  EXPECT_GT(text.size(), 50U * 1024);
  EXPECT_THAT(text, testing::EndsWith("(shortened: the evidence file holds the whole)\n"));
  EXPECT_LE(std::string(testcase.child("failure").attribute("message").value()).size(), 1000U);
  EXPECT_STREQ(testcase.child_value("system-out"), "\n[[ATTACHMENT|out/evidence.txt]]\n");
  EXPECT_THAT(written.evidence, HasSubstr(std::string("== ") + links_required +
                                          " list [session, no Accept, reference]\n"));
  EXPECT_THAT(written.evidence, HasSubstr(std::string(1'000'000, 'x')));
}

TEST(JunitRule9, WithoutAnEvidenceFileTheTextNamesTheRunFile) {
  EXPECT_THAT(Parsed(run_with_long_text(1'000'000)).testcase(links_required).child_value("failure"),
              testing::EndsWith("(shortened: the run file holds the whole)\n"));
}

TEST(JunitRule9, WithoutLongTextsThereIsNoEvidenceAndNoReferenceToAny) {
  const WithEvidence written(sample_run());
  EXPECT_EQ(written.evidence, "");
  EXPECT_EQ(written.report, junit(sample_run()));
}

TEST(JunitRule9, NoTextIsAbove64KilobytesInAnyRun) {
  for (RunResult run : {sample_run(), hostile_run(), random_run(1), random_run(2)}) {
    for (CaseResult& result : run.results) result.note.append(70'000, '\x01');  // three bytes each
    run.notes = run.gate = {std::string(200'000, 'n')};
    const Parsed parsed(WithEvidence(run).report);
    for (const auto& found : parsed.root().select_nodes("//*/text()"))
      ASSERT_LT(std::string_view(found.node().value()).size(), 64U * 1024);
    for (const auto& found : parsed.root().select_nodes("//@*"))
      ASSERT_LT(std::string_view(found.attribute().value()).size(), 64U * 1024);
  }
}

TEST(JunitRule9, TheTargetCannotNameAFileToAttach) {
  RunResult run = sample_run();
  for (CaseResult& result : run.results)
    result.note = "[[ATTACHMENT|/etc/passwd]] [[[ATTACHMENT|/etc/passwd]]";
  EXPECT_THAT(junit(run), testing::Not(HasSubstr("[[ATTACHMENT")));
}

TEST(JunitRule9, AnEvidenceFileThatReadersWouldNotFindIsNotReferredTo) {
  for (const char* name : {"out/a]b.txt", "out/a|b.txt", "a\nb"})
    EXPECT_THAT(WithEvidence(run_with_long_text(100'000), name).report,
                testing::Not(HasSubstr("[[ATTACHMENT")));
}

TEST(JunitRule9, TheFileStaysBelow25MegabytesAndLosesNoTestcase) {
  RunResult run = sample_run();
  CaseResult failed = run.results[30];
  failed.verdict = Verdict::Fail;
  failed.findings = {{"/", "&", std::string(30'000, '&')}};
  failed.findings_in_all = 1;
  for (int i = 0; i < 300; ++i) {
    failed.variant = std::to_string(i);
    run.results.push_back(failed);
  }
  const WithEvidence written(run);
  EXPECT_LE(written.report.size(), 25U * 1024 * 1024);
  EXPECT_THAT(written.report, HasSubstr("[[ATTACHMENT|out/evidence.txt]]"));
  EXPECT_GT(written.evidence.size(), 300U * 30'000);
  EXPECT_EQ(number(Parsed(written.report).root(), "//failure"), 310U);
}

// There is no flaky verdict to report: only a request without any answer is sent again (--retry),
// and that is told. <flakyFailure> is not in the schema of Jenkins, which ignores it.
TEST(JunitRule10, WhatWasRepeatedIsAPropertyAndLeavesTheTestcasesPassed) {
  RunResult run = conforming_run();
  run.notes = {"2 requests without an answer were repeated (--retry)"};
  const Parsed parsed(run);
  EXPECT_EQ(number(parsed.root(), "//failure|//error|//skipped"), 0U);
  EXPECT_STREQ(parsed.root()
                   .select_node("testsuite[@name='run']//property[@name='note']")
                   .node()
                   .attribute("value")
                   .value(),
               "2 requests without an answer were repeated (--retry)");
}

}  // namespace
}  // namespace emconform
