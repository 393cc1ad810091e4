#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "reports/html_page.h"
#include "reports/html_samples.h"
#include "reports/reports.h"
#include "reports/samples.h"
#include "support/golden.h"

namespace emconform {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string html(const RunResult& run) {
  std::ostringstream out;
  write_html(run, out);
  return std::move(out).str();
}

void cut(std::string_view begin, std::string_view end, std::string& text) {
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1))
    text.erase(at + begin.size(), text.find(end, at) - at - begin.size());
}

/// Without what is between the tags of style and script, and without the hashes of it: they have
/// files and tests of their own.
std::string without_assets(std::string text) {
  cut("sha256-", "&#39;", text);
  cut("<style>", "</style>", text);
  cut("<script>", "</script>", text);
  return text;
}

/// The page is XML too, so that its structure can be asked for.
struct Parsed {
  explicit Parsed(const RunResult& run) {
    const std::string text = without_assets(html(run));
    const auto result = document.load_buffer(text.data(), text.size(), pugi::parse_full);
    EXPECT_TRUE(result) << result.description() << " near "
                        << text.substr(static_cast<std::size_t>(
                                           std::max<std::ptrdiff_t>(result.offset - 100, 0)),
                                       200);
  }
  std::size_t number(const char* xpath) const { return document.select_nodes(xpath).size(); }
  std::string text(const char* xpath) const {
    std::string text;
    for (const pugi::xpath_node& found : document.select_nodes(xpath)) add_text(found.node(), text);
    return text;
  }
  static void add_text(pugi::xml_node node, std::string& text) {
    if (node.type() == pugi::node_pcdata) text += node.value();
    for (const pugi::xml_node child : node.children()) add_text(child, text);
  }
  pugi::xml_document document{};
};

std::string sha256_in_base64(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  const void* bytes = text.data();
  SHA256(static_cast<const unsigned char*>(bytes), text.size(), digest.data());
  std::array<unsigned char, 64> base64{};
  const int length = EVP_EncodeBlock(base64.data(), digest.data(), digest.size());
  return {base64.begin(), base64.begin() + length};
}

TEST(Html, LooksLikeTheGoldenPages) {
  expect_golden(without_assets(html(conforming_run())), "reports/conforming.html");
  expect_golden(without_assets(html(aborted_run())), "reports/aborted.html");
}

TEST(Html, SaysTheAnswerForWhomAndWhenFirst) {
  const Parsed page(signed_run());
  EXPECT_EQ(page.text("//h1"), "FAILS");
  EXPECT_THAT(page.text("//header"), HasSubstr("10 results of 2 rules on 2 endpoints failed"));
  const std::string facts = page.text("//div[@class='top']/dl");
  for (const char* fact :
       {"https://em01.example.com:9398", "v1_7", "PascalCase", "TLSv1.3", "2026-11-21 11:38:00 UTC",
        "emconform 0.1.0", "e1d2c3b4a596877869", "5b0c1a7e9d2f4386", "--password-env EM_PASSWORD"})
    EXPECT_THAT(facts, HasSubstr(fact));
}

TEST(Html, TheWordAndTheColourAreThoseOfTheOutcome) {
  const auto tone = [](int status) {
    RunResult run = conforming_run();
    run.exit_status = status;
    const Parsed page(run);
    return page.text("//h1") + ' ' + page.document.child("html").attribute("class").value();
  };
  EXPECT_EQ(tone(0), "CONFORMS good");
  EXPECT_EQ(tone(1), "FAILS bad");
  EXPECT_EQ(tone(4), "ERROR bad");
  EXPECT_EQ(tone(5), "NOT VERIFIED open");
  EXPECT_EQ(tone(6), "WAIVERS open");
  EXPECT_EQ(tone(130), "INTERRUPTED open");
}

TEST(Html, NothingThatWeakensTheAnswerIsOverlooked) {
  RunResult run = conforming_run();
  run.whole_suite = true;
  EXPECT_EQ(Parsed(run).number("//*[contains(@class, 'callout')]"), 0U);
  run.insecure = true;
  run.whole_suite = false;
  run.shards = 4;
  run.complete = false;
  run.aborted = "the target answers no more";
  run.gate = {"nothing was judged on /jobs"};
  const Parsed page(run);
  const std::string callouts = page.text("//header | //*[contains(@class, 'callout')]");
  for (const char* said :
       {"INSECURE", "anybody may have answered", "shard 1 of 4", "left a part of the suite out",
        "the target answers no more", "nothing was judged on /jobs"})
    EXPECT_THAT(callouts, HasSubstr(said));
}

TEST(Html, CountsEachResultOnce) {
  for (const RunResult& run : {signed_run(), large_run(), random_run(3)}) {
    const Parsed page(run);
    std::size_t results = 0;
    for (const pugi::xpath_node& item : page.document.select_nodes("//*[@data-results]"))
      results += item.node().attribute("data-results").as_ullong();
    EXPECT_EQ(results, run.results.size());
  }
}

TEST(Html, SaysWhatWasNotVerifiedAndWhy) {
  const std::string section = Parsed(signed_run()).text("//section[@aria-labelledby='unverified']");
  for (const char* said :
       {"query.filter", "left out by --filter or --level", "QUERY-02",
        "the list changed while it was read", "no case asks for it", "the target has no NAS job"})
    EXPECT_THAT(section, HasSubstr(said));
}

TEST(Html, ShowsWaiversWithTheirAgeAndWhatIsBrokenAboutThem) {
  const std::string section = Parsed(signed_run()).text("//section[@aria-labelledby='waivers']");
  for (const char* said : {"links.named", "173 days", "2027-01-31", "OPS-1234", "2 of 4",
                           "v1_6 to v1_7", "BROKEN", "it expired on 2026-11-01"})
    EXPECT_THAT(section, HasSubstr(said));
  EXPECT_THAT(Parsed(conforming_run()).text("//section[@aria-labelledby='waivers']"),
              HasSubstr("None was in force"));
}

TEST(Html, AFindingHasAllThatOneNeedsToActOnIt) {
  const std::string item = Parsed(signed_run()).text("(//details[@data-verdict='fail'])[1]");
  for (const char* said :
       {"links.required", "Every link relation of the contract is there", "must",
        "Response Body, Links", "LINK-01", "/Ref[1]/Links", "a link with Rel Up",
        "Rel Alternate and Type", "/Ref[5]/Links", "31 findings in all", "curl -sS",
        "emconform explain links.required", "HTTP/1.1 200 OK", "Content-Type: application/xml",
        "how 4,711 bytes begin", "EntityReferences", "7 more results say the same",
        "--filter backupTaskSessions/list/links.required"})
    EXPECT_THAT(item, HasSubstr(said));
}

TEST(Html, ShowsEachExchangeOnceAndOnlyThoseOfFindings) {
  RunResult run = signed_run();
  run.results.push_back(run.results.back());  // rests on the same exchange
  run.results.back().note = "another reason";
  const Parsed page(run);
  std::set<std::string> ids;
  for (const pugi::xpath_node& node : page.document.select_nodes("//details[@class='exchange']"))
    EXPECT_TRUE(ids.insert(node.node().attribute("id").value()).second);
  EXPECT_LT(ids.size(), run.exchanges.size());
  for (const pugi::xpath_node& link : page.document.select_nodes("//p[@class='again']/a"))
    EXPECT_EQ(ids.count(std::string(link.node().attribute("href").value()).substr(1)), 1U);
  EXPECT_GT(page.number("//p[@class='again']/a"), 0U);
}

TEST(Html, EverythingIsReadableAndNoControlIsLeftWithoutScript) {
  const Parsed page(signed_run());
  EXPECT_EQ(page.number("//form[@hidden]"), 1U);
  EXPECT_EQ(page.number("//main//*[@hidden]"), 1U) << "the filters alone";
  EXPECT_EQ(page.number("//button[not(ancestor::form)]"), 0U);
}

TEST(Html, ThePolicyKnowsItsAssetsAndNothingElse) {
  const std::string text = html(conforming_run());
  const Parsed page(conforming_run());
  const std::string policy = text.substr(0, text.find("<style>"));
  EXPECT_THAT(policy, AllOf(HasSubstr("Content-Security-Policy"),
                            HasSubstr("default-src &#39;none&#39;"), Not(HasSubstr("unsafe"))));
  for (const Asset& asset : {page_style(), page_script(), findings_style(), findings_script()}) {
    EXPECT_EQ(asset.hash, sha256_in_base64(asset.text));
    EXPECT_THAT(policy, HasSubstr("&#39;sha256-" + std::string(asset.hash) + "&#39;"));
    EXPECT_THAT(text, HasSubstr(asset.text));
  }
  EXPECT_EQ(page.number("//*[@style or @onclick or @onload or @src]"), 0U);
}

TEST(Html, AsksNobodyForAnything) {
  const Parsed page(signed_run());
  EXPECT_EQ(page.number("//img | //iframe | //object | //link[not(starts-with(@href, 'data:'))]"),
            0U);
  for (const pugi::xpath_node& link : page.document.select_nodes("//a"))
    EXPECT_EQ(link.node().attribute("href").value()[0], '#');
}

TEST(Html, NoTextOfATargetBecomesMarkup) {
  const Parsed expected(sample_run());
  for (const RunResult& run : {evil_run(), hostile_run()}) {
    const Parsed page(run);
    EXPECT_EQ(page.number("//script"), expected.number("//script"));
    EXPECT_EQ(page.number("//style"), expected.number("//style"));
    EXPECT_EQ(page.number("//main"), 1U);
    EXPECT_EQ(page.number("//img | //iframe | //base"), 0U);
    EXPECT_EQ(page.number("//svg[@onload]"), 0U);
    for (const pugi::xpath_node& link : page.document.select_nodes("//a"))
      EXPECT_EQ(link.node().attribute("href").value()[0], '#');
  }
}

TEST(Html, NeitherTurnsTheDirectionOfWritingNorHidesACharacter) {
  for (const RunResult& run : {evil_run(), hostile_run()}) {
    const std::string text = html(run);
    for (const char* hidden : {"\xe2\x80\xae", "\xe2\x80\xac", "\xe2\x81\xa7", "\xd8\x9c",
                               "\xe2\x80\x8b", "\x1b", "\x07", "\xff"})
      EXPECT_THAT(text, Not(HasSubstr(hidden)));
    EXPECT_EQ(text.find('\0'), std::string::npos);
  }
  EXPECT_THAT(html(evil_run()), HasSubstr("\\u202edesrever"));
}

TEST(Html, AnyRunBecomesAWellFormedPage) {
  for (std::uint32_t seed = 0; seed < 50; ++seed) Parsed page(random_run(seed));
}

TEST(Html, ShortensTextsAndSaysSo) {
  RunResult run = signed_run();
  for (CaseResult& result : run.results)
    for (Finding& finding : result.findings) finding.actual = std::string(200'000, 'x');
  const std::string text = html(run);
  EXPECT_LT(text.size(), 2'000'000U);
  EXPECT_THAT(text, HasSubstr("(shortened: the run file holds the whole)"));
  EXPECT_THAT(text, HasSubstr("a text of more than 65,536 bytes is shortened"));
}

TEST(Html, StaysSmallEnoughToBeSentHoweverMuchWasFound) {
  RunResult run = large_run();
  for (CaseResult& result : run.results)
    for (Finding& finding : result.findings)
      finding.actual = finding.expected = std::string(100'000, 'x');
  EXPECT_LT(html(run).size(), 25U * 1024 * 1024);
}

TEST(Html, IsAFunctionOfTheRun) { EXPECT_EQ(html(signed_run()), html(signed_run())); }

}  // namespace
}  // namespace emconform
