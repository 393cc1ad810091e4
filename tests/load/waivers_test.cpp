#include "load/waivers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "load/decoded.h"

namespace emconform {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::vector<std::string> rules = {"links.required", "http.status"};

Knowledge knowledge() {
  Knowledge known;
  known.suites.resize(2);
  known.suites[0].endpoint = "/jobs";
  known.suites[1].endpoint = "/jobs/{ID}";
  return known;
}

std::string file_of(const std::string& waivers) { return R"({"waivers": [)" + waivers + "]}"; }

/// A waiver that is right, with one property changed; its value is JSON.
std::string waiver(const std::string& property = "", const std::string& value = "") {
  const std::pair<std::string, std::string> all[] = {
      {"rule", R"("links.required")"}, {"endpoint", R"("/jobs*")"},    {"message", R"("/Ref[*]")"},
      {"ticket", R"("EM-1")"},         {"owner", R"("Ada")"},          {"reason", R"("known")"},
      {"since", R"("2026-11-01")"},    {"expires", R"("2026-12-24")"}, {"most", "2"}};
  std::string text;
  for (const auto& [name, usual] : all)
    text += (text.empty() ? "{\"" : ", \"") + name + "\": " + (name == property ? value : usual);
  if (property == "releases") text += ", \"releases\": " + value;
  return text + "}";
}

std::vector<std::string> errors_of(const std::string& text) {
  const auto waivers = parse_waivers({"w.json", text}, knowledge(), rules);
  std::vector<std::string> messages;
  if (!waivers)
    for (const Error& error : waivers.error()) messages.push_back(message_of(error));
  return messages;
}

TEST(WaiverFile, IsRead) {
  const auto waivers = parse_waivers(
      {"w.json", file_of(waiver("releases", R"({"first": "v1_6", "last": "v1_10"})"))}, knowledge(),
      rules);
  ASSERT_TRUE(waivers);
  ASSERT_THAT(*waivers, SizeIs(1));
  const Waiver& one = waivers->front();
  EXPECT_EQ(one.rule + one.endpoint + one.message, "links.required/jobs*/Ref[*]");
  EXPECT_EQ(one.ticket + one.owner + one.reason, "EM-1Adaknown");
  EXPECT_EQ(one.first_release + one.last_release, "v1_6v1_10");
  EXPECT_EQ(one.since + one.expires, "2026-11-012026-12-24");
  EXPECT_EQ(one.most, 2U);
  EXPECT_THAT(errors_of(file_of("")), IsEmpty());
}

TEST(WaiverFile, FaultsAreNamedWithTheirPlaceAndAWayOut) {
  struct Sample {
    std::string text;
    const char* expected;
  };
  const Sample samples[] = {
      {waiver("rule", R"("links.requird")"),
       "unknown rule 'links.requird'; did you mean 'links.req"},
      {waiver("rule", R"("x")"), "unknown rule 'x'; see emconform list checks"},
      {waiver("endpoint", R"("/jbos")"), "no endpoint fits '/jbos'; did you mean '/jobs'"},
      {waiver("endpoint", R"("jobs")"), "/waivers/0/endpoint: "},
      {waiver("since", R"("2026-02-30")"), "/waivers/0/since: '2026-02-30' is no day"},
      {waiver("expires", R"("tomorrow")"), "/waivers/0/expires: "},
      {waiver("expires", R"("2026-10-31")"), "the waiver ends before it begins"},
      {waiver("ticket", R"("TODO")"), "/waivers/0/ticket: is still TODO; name the ticket"},
      {waiver("reason", R"("")"), "/waivers/0/reason: "},
      {waiver("most", "0"), "/waivers/0/most: "},
      {waiver("releases", R"({"first": "v1_7", "last": "v1_6"})"), "the last release is before"},
      {waiver("releases", R"({"from": "v1_7"})"), "'from'"},
      {waiver() + ", " + waiver(), "/waivers/1/rule: /waivers/0 is about the same; remove one"},
  };
  for (const Sample& sample : samples)
    EXPECT_THAT(errors_of(file_of(sample.text)), ElementsAre(HasSubstr(sample.expected)))
        << sample.text;
}

TEST(WaiverFile, EveryPropertyButCommentAndReleasesIsDemanded) {
  for (const char* property :
       {"rule", "endpoint", "message", "ticket", "owner", "reason", "since", "expires", "most"}) {
    std::string text = waiver();
    text.replace(text.find(property), std::string(property).size(), "comment");
    EXPECT_THAT(errors_of(file_of(text)), ::testing::Not(IsEmpty())) << property;
  }
}

TEST(WaiverFile, WhatIsWrittenIsReadBack) {
  const auto waivers = parse_waivers({"w.json", file_of(waiver("releases", R"({"last": "v1_7"})") +
                                                        "," + waiver("message", R"("\"é")"))},
                                     knowledge(), rules);
  ASSERT_TRUE(waivers);
  const std::string text = to_text(*waivers);
  const auto again = parse_waivers({"w.json", text}, knowledge(), rules);
  ASSERT_TRUE(again) << again.error().front().what;
  EXPECT_EQ(to_text(*again), text);
  EXPECT_EQ(again->back().message, waivers->back().message);
}

TEST(WaiverFile, ThatCannotBeReadIsAnError) {
  const auto waivers = load_waivers("no/such/file.json", knowledge(), rules);
  ASSERT_FALSE(waivers);
  EXPECT_EQ(waivers.error().front().where, "no/such/file.json");
}

}  // namespace
}  // namespace emconform
