#include "checks/table.h"

#include <gmock/gmock.h>

#include <set>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;

TEST(Table, HasEveryCheckOnceInTheOrderOfItsFamilies) {
  const std::vector<std::string_view> known = {
      "http.status",         "http.media_type",    "http.content_length", "http.framing",
      "body.well_formed",    "body.root",          "body.error_form",     "json.casing",
      "json.duplicate_keys", "fields.required",    "fields.type",         "fields.enumeration",
      "fields.range",        "times.utc",          "times.order",         "times.name",
      "links.required",      "links.count",        "links.attributes",    "links.type",
      "links.target",        "links.references",   "links.absolute",      "links.authority",
      "identity.uid",        "identity.href",      "identity.type",       "identity.name",
      "identity.unique",     "identity.requested", "paging.info",         "paging.links",
      "logon.token"};
  std::vector<std::string_view> ids;
  for (const Check& check : checks()) ids.push_back(check.id);
  EXPECT_EQ(ids, known);
}

TEST(Table, SaysRuleAndSourceOfEveryCheck) {
  std::set<std::string_view> rules;
  for (const Check& check : checks()) {
    EXPECT_TRUE(check.rule.ends_with('.')) << check.id;
    EXPECT_TRUE(rules.insert(check.rule).second) << check.id;
    EXPECT_NE(check.source, "") << check.id;
    EXPECT_NE(check.applies, nullptr) << check.id;
    EXPECT_NE(check.run, nullptr) << check.id;
  }
}

/// The ids of the checks that apply.
std::set<std::string_view> applying(const Expected& expected, const Contract& contract) {
  std::set<std::string_view> ids;
  for (const Check& check : checks())
    if (check.applies(expected, contract)) ids.insert(check.id);
  return ids;
}

TEST(Table, AppliesToErrorsAndEmptyAnswersWhatSaysSomethingAboutThem) {
  EXPECT_THAT(
      applying(error(401), task_session()),
      testing::UnorderedElementsAre("http.status", "http.media_type", "http.content_length",
                                    "http.framing", "body.well_formed", "body.root",
                                    "body.error_form", "json.casing", "json.duplicate_keys"));
  EXPECT_THAT(applying({.statuses = {204}, .shape = Shape::None}, task_session()),
              testing::UnorderedElementsAre("http.status", "http.content_length", "http.framing",
                                            "body.well_formed"));
}

TEST(Table, AppliesWhatTheContractHasARuleFor) {
  Expected references = list(Form::Reference);
  references.format = Format::Xml;
  const auto ids = applying(references, task_session());
  EXPECT_EQ(ids.count("links.required"), 1U);
  EXPECT_EQ(ids.count("identity.unique"), 1U);
  EXPECT_EQ(ids.count("fields.type"), 1U);
  for (const std::string_view id : {"fields.required", "times.utc", "json.casing", "paging.info",
                                    "identity.requested", "logon.token", "body.error_form"})
    EXPECT_EQ(ids.count(id), 0U) << id;
}

TEST(Table, ChecksOfConformingAnswersFindNothing) {
  const std::vector<Exchange> exchanges = {
      answered(data("task_session.xml"), item(Form::Entity)),
      answered(data("task_session.json"), item(Form::Entity)),
      answered(data("task_session_reference.xml"), item(Form::Reference)),
      answered(data("task_sessions.xml"), list(Form::Reference)),
      queried("type=BackupTaskSession&format=Entities&pageSize=2&page=2",
              data("query_page_2_of_4.json"))};
  for (const Exchange& exchange : exchanges)
    for (const Check& check : checks()) {
      if (!check.applies(exchange.expected, task_session())) continue;
      EXPECT_THAT(places(check.run(exchange, task_session())), testing::IsEmpty()) << check.id;
    }
}

TEST(Table, ChecksSurviveAnyRootAndAnyShape) {
  for (const std::string_view body :
       {"{}", "[]", "[1]", "null", "<a/>", R"({"Refs":[null,1,[]],"PagingInfo":[]})",
        R"({"Entities":{"BackupTaskSessions":7},"PagingInfo":{"Links":null}})",
        R"(<EntityReferences><Ref>x</Ref></EntityReferences>)"})
    for (const Shape shape : {Shape::Item, Shape::List, Shape::Query, Shape::Error})
      for (const Form form : {Form::Reference, Form::Entity}) {
        const Exchange exchange =
            answered(std::string(body), {.statuses = {200}, .shape = shape, .form = form});
        for (const Contract& contract : {task_session(), system_session(), Contract{}})
          for (const Check& check : checks()) {
            if (!check.applies(exchange.expected, contract)) continue;
            if (!exchange.representation && check.needs_representation) continue;
            EXPECT_NO_THROW(check.run(exchange, contract)) << check.id << body;
          }
      }
}

TEST(Table, JudgesEveryMemberOfALongList) {
  // Built by hand: decoding is not what is measured here.
  const std::string body = data("task_sessions.xml");
  Exchange exchange = answered(body, list(Form::Reference));
  auto& members = exchange.representation->root.children;
  const Resource first = members.front();
  members.clear();
  for (int i = 0; i < 10'000; ++i) {
    members.push_back(first);
    const std::string number = std::to_string(100'000 + i);
    for (Field& field : members.back().fields)
      if (field.name == "UID" || field.name == "Href") {
        const std::size_t at = field.text.find("9c1abbfb");
        field.text.replace(at, 6, number);
      }
    const std::size_t at = members.back().links[2].href->find("9c1abbfb");
    members.back().links[2].href->replace(at, 6, number);
  }
  for (const Check& check : checks()) {
    if (!check.applies(exchange.expected, task_session()) || !check.needs_representation) continue;
    const Judgement judgement = check.run(exchange, task_session());
    EXPECT_THAT(places(judgement), testing::IsEmpty()) << check.id;
    const bool is_json = check.id.starts_with("json.");
    EXPECT_GE(judgement.witnesses, is_json ? 0U : 10'000U) << check.id;
  }
}

}  // namespace
}  // namespace emconform
