#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "reports/again.h"
#include "reports/html_diff.h"
#include "reports/html_groups.h"
#include "reports/html_samples.h"
#include "reports/html_writer.h"
#include "reports/reason.h"
#include "reports/samples.h"

namespace emconform {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

std::string written(const std::function<void(Html&)>& write) {
  std::ostringstream out;
  Html html(out, 100);
  write(html);
  return std::move(out).str();
}

TEST(HtmlWriter, EscapesTextAndAttributes) {
  EXPECT_EQ(written([](Html& html) {
              html.leaf("p", {{"title", "\"'<&>"}}, "\"'<&>");
            }),
            "<p title=\"&quot;&#39;&lt;&amp;&gt;\">&quot;&#39;&lt;&amp;&gt;</p>");
}

TEST(HtmlWriter, ElementsEndWithTheirScope) {
  EXPECT_EQ(written([](Html& html) {
              const auto outer = html.element("ul");
              const auto inner = html.element("li", {when(true, "hidden"), when(false, "id")});
              html.text("x");
            }),
            "<ul><li hidden=\"\">x</li>\n</ul>\n");
}

TEST(HtmlWriter, KeepsTheLinesOfABodyAndShowsItsControlCharacters) {
  EXPECT_EQ(written([](Html& html) { html.lines({}, "\na\r\n\x01<b>\n"); }),
            "<pre>\n\na\n\\x01&lt;b&gt;\n</pre>\n");
}

TEST(HtmlWriter, ShortensAndSaysSo) {
  const std::string text = written([](Html& html) { html.text(std::string(101, 'x')); });
  EXPECT_EQ(text, std::string(97, 'x') + "... (shortened: the run file holds the whole)");
}

TEST(HtmlWriter, LongWordsGetPlacesToBreakButNoCharacterDoes) {
  std::ostringstream out;
  Html html(out);
  html.text("x" + std::string(600, ' ') + std::string(300, 'x'));
  EXPECT_THAT(out.str(), HasSubstr(std::string(256, 'x') + "<wbr/>" + std::string(44, 'x')));
  out.str("");
  std::string accents;
  for (int i = 0; i < 300; ++i) accents += "\xe2\x82\xac";
  html.text(accents);
  EXPECT_EQ(out.str().find("<wbr/>"), 255U);
}

std::vector<std::string> differing(const std::vector<Piece>& pieces) {
  std::vector<std::string> texts;
  for (const Piece& piece : pieces)
    if (piece.differs) texts.push_back(piece.text);
  return texts;
}

TEST(HtmlDifference, MarksTheWordsThatDiffer) {
  const TextDifference difference = difference_of("a link with Rel Up and Type JobReference",
                                                  "a link with Rel Down and Type JobReference");
  EXPECT_THAT(differing(difference.expected), ElementsAre("Up"));
  EXPECT_THAT(differing(difference.actual), ElementsAre("Down"));
}

TEST(HtmlDifference, MarksNeighboursAsOnePiece) {
  const TextDifference difference =
      difference_of("status 200 as documented on the page", "status 404 Not Found on the page");
  EXPECT_THAT(differing(difference.expected), ElementsAre("200 as documented"));
  EXPECT_THAT(differing(difference.actual), ElementsAre("404 Not Found"));
}

TEST(HtmlDifference, MarksNothingWhereLittleIsCommon) {
  const TextDifference difference = difference_of("a Name", "none");
  EXPECT_THAT(differing(difference.expected), ElementsAre());
  EXPECT_THAT(differing(difference.actual), ElementsAre());
}

TEST(HtmlDifference, KeepsEveryByteOfBothTexts) {
  const auto joined = [](const std::vector<Piece>& pieces) {
    std::string text;
    for (const Piece& piece : pieces) text += piece.text;
    return text;
  };
  for (const auto& [a, b] :
       std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                        {"", "x"},
                                                        {"a  b", "a b "},
                                                        {"\xff\xc3\xa4 x", "\xc3\xa4 y"},
                                                        {std::string(5000, 'x'), "x"}}) {
    EXPECT_EQ(joined(difference_of(a, b).expected), a);
    EXPECT_EQ(joined(difference_of(a, b).actual), b);
  }
}

TEST(HtmlGroups, TellsEqualFailuresOnce) {
  RunResult run = conforming_run();
  run.results.clear();
  const auto add = [&](const std::string& rule, const std::string& where,
                       const std::string& actual) {
    run.results.push_back({.endpoint = "/jobs",
                           .check = rule,
                           .verdict = Verdict::Fail,
                           .findings = {{where, "a Name", actual}}});
  };
  add("a", "/Ref[1]", "none");
  add("a", "/Ref[2]", "none");   // another place
  add("a", "/Ref[2]", "empty");  // another finding
  add("b", "/Ref[1]", "none");   // another rule
  const auto groups = groups_of(run);
  ASSERT_THAT(groups, SizeIs(3));
  EXPECT_THAT(groups[0].results, SizeIs(2));
}

TEST(HtmlGroups, TellsOneReasonOfAnEndpointOnceWhateverTheRules) {
  const auto groups = groups_of(sample_run());
  const auto nas = std::find_if(groups.begin(), groups.end(), [](const Group& group) {
    return group.verdict == Verdict::NotTestable;
  });
  ASSERT_NE(nas, groups.end());
  EXPECT_THAT(nas->rules, ElementsAre("http.status", "times.utc"));
  EXPECT_THAT(nas->results, SizeIs(16));
}

TEST(HtmlGroups, TheGravestVerdictStandsFirst) {
  std::vector<Verdict> verdicts;
  for (const Group& group : groups_of(sample_run())) verdicts.push_back(group.verdict);
  EXPECT_TRUE(std::is_sorted(verdicts.begin(), verdicts.end(), std::greater()));
}

TEST(Again, KeepsWhatSaysWhomToAskAndHow) {
  RunResult run = signed_run();
  run.command =
      "emconform run --target https://em01:9398 --username EM01\\my auditor --password-env=EM_PW "
      "--filter links.* --level must --shard 1/2 --report html=x.html --output out -j 8 -k "
      "--sample all --probe-methods --password-stdin --resolve a:1:b --resolve c:2:d";
  run.insecure = true;
  const CaseResult result{.suite = "jobs", .case_name = "list", .check = "links.required"};
  EXPECT_EQ(again_of(run, result),
            "emconform run --target https://em01:9398 --username 'EM01\\my auditor' --password-env "
            "EM_PW --sample all --probe-methods --password-stdin --resolve a:1:b --resolve c:2:d "
            "--insecure --filter jobs/list/links.required --output emconform-again");
}

TEST(Again, AsksTheTargetOfTheRunIfItsCommandDoesNotSay) {
  RunResult run = conforming_run();
  run.command = "";
  EXPECT_THAT(again_of(run, run.results.front()),
              HasSubstr("emconform run --target https://em01.example.com:9398 --filter"));
  run.target = "embedded mock";
  EXPECT_THAT(again_of(run, run.results.front()), Not(HasSubstr("--target")));
}

TEST(Again, WhatNoCaseAsksForIsJudgedByTheWholeRun) {
  const RunResult run = aborted_run();
  EXPECT_THAT(again_of(run, run.results.front()), Not(HasSubstr("--filter")));
}

TEST(Again, ARecordingIsReplayedAsAWhole) {
  RunResult run = conforming_run();
  run.command = "emconform replay --report html=x.html --gate strict em01.har --output=out";
  EXPECT_EQ(again_of(run, run.results.front()),
            "emconform replay --gate strict em01.har --output emconform-again");
}

TEST(Again, NamesAreNoPatternsAndNoShellCommands) {
  RunResult run = conforming_run();
  run.knows_all_rules = false;
  run.command = "emconform run --target $(reboot)";
  const CaseResult result{.suite = "a*", .case_name = "b [c]; 'x'", .check = "d?"};
  EXPECT_EQ(again_of(run, result),
            R"(emconform run --target '$(reboot)' --filter 'a\*/b \[c\]; '\''x'\''/d\?' )"
            "--output emconform-again");
}

TEST(Reason, SaysWhyInASentence) {
  RunResult run = conforming_run();
  EXPECT_THAT(reason_of(run), HasSubstr("No rule is broken: 21 results passed"));
  EXPECT_THAT(reason_of(sample_run()), HasSubstr("10 results of 2 rules on 2 endpoints failed"));
  EXPECT_THAT(reason_of(aborted_run()), HasSubstr("Connection refused."));
  run.exit_status = 5;
  run.gate = {"only 3 of 9 selected results were judged"};
  EXPECT_THAT(reason_of(run), HasSubstr("too little was looked at: only 3 of 9"));
  run.exit_status = 6;
  run.waivers = {{.broken = "it expired"}};
  EXPECT_THAT(reason_of(run), HasSubstr("a waiver is no longer right: it expired."));
  run.exit_status = 130;
  EXPECT_THAT(reason_of(run), HasSubstr("The run was interrupted. 21 of 21 planned results"));
}

TEST(Reason, ARunThatJudgedNothingHasNoReasonToConform) {
  RunResult run = conforming_run();
  run.results.clear();
  EXPECT_EQ(reason_of(run), "Nothing was judged.");
}

}  // namespace
}  // namespace emconform
