#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/diff_parts.h"
#include "reports/diff_samples.h"

// What clients rely on beyond the rules, and what data alone may have changed.
namespace emconform {
namespace {

using namespace std::chrono_literals;
using Strings = std::vector<std::string>;

Strings told(const std::vector<RunDifference>& differences) {
  Strings lines;
  for (const RunDifference& one : differences)
    lines.push_back(
        fmt::format("{}: {}: {} -> {}", name_of(one.change), one.what, one.before, one.after));
  return lines;
}

Strings fields(LearnedField before, LearnedField after) {
  return told(compare_resource(jobs_with({std::move(before)}), jobs_with({std::move(after)})));
}

Strings gone(const LearnedField& field, std::size_t items = 40) {
  LearnedResource older = jobs_with({field}), newer = jobs_with({});
  for (LearnedResource* one : {&older, &newer}) one->items = one->distinct = items;
  return told(compare_resource(older, newer));
}

LearnedField promised(LearnedField field, Promise promise, std::string right_type = "") {
  field.promise = promise;
  field.right_type = std::move(right_type);
  return field;
}

TEST(DiffOfFields, AFieldThatIsSentNoMoreBreaks) {
  EXPECT_EQ(gone(field_of("Port", 40, 40)),
            Strings{"breaking change: field Port: in 40 of 40 -> in none of 40"});
  EXPECT_EQ(gone(promised(field_of("Port", 1, 2), Promise::Required), 2),
            Strings{"breaking change: field Port: in 1 of 2 -> in none of 2"})
      << "the contract demands it";
}

TEST(DiffOfFields, AFieldThatDataMayLackIsLostEvidence) {
  EXPECT_EQ(gone(field_of("Port", 12, 40)),
            Strings{"lost evidence: field Port: in 12 of 40 -> in none of 40"})
      << "what only some items have depends on their kind";
  EXPECT_EQ(gone(field_of("Port", 3, 3), 3),
            Strings{"lost evidence: field Port: in 3 of 3 -> in none of 3"})
      << "three items tell nothing";
}

TEST(DiffOfFields, WhatWasCutOffProvesNothing) {
  LearnedResource newer = jobs_with({});
  newer.is_cut = true;
  EXPECT_EQ(told(compare_resource(jobs_with({field_of("Port", 40, 40)}), newer)),
            Strings{"lost evidence: field Port: in 40 of 40 -> in none of 40"});
}

TEST(DiffOfFields, ANewFieldIsAnAddition) {
  EXPECT_EQ(told(compare_resource(jobs_with({}), jobs_with({field_of("Port", 2, 40, "integer")}))),
            Strings{"compatible addition: field Port: in none of 40 -> integer, in 2 of 40"});
  EXPECT_EQ(
      told(compare_resource(jobs_with({}),
                            jobs_with({promised(field_of("NextRun", 2, 40), Promise::Optional)}))),
      Strings{"gained evidence: field NextRun: in none of 40 -> text, in 2 of 40"})
      << "the contract knows it: other data may have lacked it";
}

TEST(DiffOfFields, WhatStandsInAnObjectThatIsGoneIsNotToldAgain) {
  const auto lines = told(compare_resource(
      jobs_with({field_of("Info", 40, 40, "object"), field_of("Info/State", 40, 40)}),
      jobs_with({})));
  EXPECT_EQ(lines, Strings{"breaking change: field Info: in 40 of 40 -> in none of 40"});
}

TEST(DiffOfFields, LetterCaseOfNamesIsNotToldFieldByField) {
  EXPECT_EQ(fields(field_of("JobType", 40, 40), field_of("jobType", 40, 40)), Strings{});
}

TEST(DiffOfFields, AFieldThatMayNowBeAbsentBreaksWhereThatIsAHabit) {
  struct Sample {
    Promise promise;
    std::size_t present;
    const char* told;
  };
  const Sample samples[] = {{Promise::Required, 39, "breaking change"},
                            {Promise::None, 20, "breaking change"},
                            {Promise::None, 39, "other change"},
                            {Promise::Optional, 20, "other change"}};
  for (const Sample& sample : samples)
    EXPECT_EQ(fields(promised(field_of("Port", 40, 40), sample.promise),
                     promised(field_of("Port", sample.present, 40), sample.promise)),
              Strings{fmt::format("{}: field Port may be absent: in 40 of 40 -> in {} of 40",
                                  sample.told, sample.present)});
  EXPECT_EQ(fields(field_of("Port", 20, 40), field_of("Port", 40, 40)), Strings{});
}

TEST(DiffOfFields, AnotherTypeBreaks) {
  struct Sample {
    LearnedField before, after;
    const char* change;
  };
  const Sample samples[] = {
      {field_of("Port", 40, 40, "integer"), field_of("Port", 40, 40, "quoted integer"),
       "breaking change"},
      {field_of("Made", 40, 40, "time in UTC"), field_of("Made", 40, 40, "time without a zone"),
       "breaking change"},
      {field_of("Vm", 40, 40, "attribute, text"), field_of("Vm", 40, 40, "text"),
       "breaking change"},
      {field_of("Info", 40, 40, "object"), field_of("Info", 40, 40, "array"), "breaking change"},
      {field_of("Port", 5, 40, "integer"), field_of("Port", 5, 40, "text"), "other change"},
      {field_of("Share", 40, 40, "integer"), field_of("Share", 40, 40, "decimal number"),
       "other change"},
      {promised(field_of("On", 40, 40, "quoted boolean"), Promise::Required, "boolean"),
       promised(field_of("On", 40, 40, "boolean"), Promise::Required, "boolean"), "fix"}};
  for (const Sample& sample : samples)
    EXPECT_EQ(fields(sample.before, sample.after),
              Strings{fmt::format("{}: field {} has another type: {} -> {}", sample.change,
                                  sample.after.path, sample.before.types[0].what,
                                  sample.after.types[0].what)});
  LearnedField sometimes_empty = field_of("Made", 40, 40, "time in UTC");
  sometimes_empty.types.push_back({"empty text", 3});
  EXPECT_EQ(fields(field_of("Made", 40, 40, "time in UTC"), sometimes_empty), Strings{});
}

LearnedField state(std::vector<Seen> values, Strings undocumented = {},
                   Promise promise = Promise::Required) {
  LearnedField field = field_of("State", 40, 40);
  field.promise = promise;
  field.values = std::move(values);
  field.undocumented = std::move(undocumented);
  return field;
}

TEST(DiffOfValues, AValueThatIsSeenNoMoreIsLostEvidence) {
  EXPECT_EQ(fields(state({{"Stopped", 30}, {"Working", 10}}), state({{"Stopped", 40}})),
            Strings{"lost evidence: values of field State: Working (10) -> not seen"});
  EXPECT_EQ(fields(state({{"Stopped", 40}}), state({{"Stopped", 30}, {"Working", 10}})),
            Strings{"gained evidence: values of field State: not seen -> Working (10)"});
}

TEST(DiffOfValues, AValueInThePlaceOfAnotherBreaks) {
  EXPECT_EQ(fields(state({{"Stopped", 40}}), state({{"stopped", 40}}, {"stopped"})),
            Strings{"breaking change: value Stopped of field State: Stopped (40) -> stopped (40)"});
  EXPECT_EQ(fields(state({{"Stopped", 30}, {"Working", 10}}),
                   state({{"Running", 9}, {"Stopped", 31}}, {"Running"})),
            Strings{"breaking change: value Working of field State: Working (10) -> Running (9)"});
  EXPECT_EQ(fields(state({{"stopped", 40}}, {"stopped"}), state({{"Stopped", 40}})),
            Strings{"fix: value stopped of field State: stopped (40) -> Stopped (40)"});
  // Both are known words: data made the difference.
  EXPECT_EQ(
      fields(state({{"Stopped", 30}, {"Working", 10}}), state({{"Starting", 9}, {"Stopped", 31}})),
      (Strings{"lost evidence: values of field State: Working (10) -> not seen",
               "gained evidence: values of field State: not seen -> Starting (9)"}));
  // No contract says which words there are.
  EXPECT_EQ(fields(state({{"Stopped", 30}, {"Working", 10}}, {}, Promise::None),
                   state({{"Running", 9}, {"Stopped", 31}}, {}, Promise::None)),
            (Strings{"lost evidence: values of field State: Working (10) -> not seen",
                     "compatible addition: values of field State: not seen -> Running (9)"}));
}

TEST(DiffOfValues, ANewValueIsAnAdditionThatStrictClientsRefuse) {
  const auto differences =
      compare_resource(jobs_with({state({{"Stopped", 40}})}),
                       jobs_with({state({{"Stopped", 38}, {"Paused", 2}}, {"Paused"})}));
  EXPECT_EQ(told(differences),
            Strings{"compatible addition: values of field State: not seen -> Paused (2)"});
  EXPECT_EQ(differences[0].note, "clients that refuse values they do not know break");
}

TEST(DiffOfTimes, PrecisionIsToldOnceAndBreaksNobody) {
  const auto times = [](int digits) {
    LearnedField begin = field_of("Begin", 40, 40, "time in UTC"), end = begin;
    end.path = "End";
    begin.fraction_digits = end.fraction_digits = digits;
    return jobs_with({begin, end});
  };
  EXPECT_EQ(told(compare_resource(times(3), times(0))),
            Strings{"other change: precision of Begin, End: up to 3 digits of a second -> whole "
                    "seconds"});
}

LearnedLink link(const std::string& rel, const std::string& type, Promise promise,
                 std::size_t present = 40) {
  return {.rel = rel, .type = type, .promise = promise, .present = present, .of = 40};
}

Strings links(LearnedLink before, LearnedLink after) {
  return told(
      compare_resource(jobs_with({}, {std::move(before)}), jobs_with({}, {std::move(after)})));
}

TEST(DiffOfLinks, ALostLinkBreaks) {
  const LearnedLink up = link("Up", "BackupServerReference", Promise::Required);
  EXPECT_EQ(told(compare_resource(jobs_with({}, {up}), jobs_with({}))),
            Strings{"breaking change: link Up to BackupServerReference: in 40 of 40 -> in none of "
                    "40"});
  EXPECT_EQ(told(compare_resource(jobs_with({}), jobs_with({}, {up}))),
            Strings{"compatible addition: link Up to BackupServerReference: in none of 40 -> in 40 "
                    "of 40"});
  EXPECT_EQ(told(compare_resource(jobs_with({}, {link("Down", "Tasks", Promise::Optional, 4)}),
                                  jobs_with({}))),
            Strings{"lost evidence: link Down to Tasks: in 4 of 40 -> in none of 40"});
}

TEST(DiffOfLinks, ALinkThatComesToBeRightIsAFix) {
  EXPECT_EQ(
      links(link("up", "JobReference", Promise::None),
            link("Up", "JobReference", Promise::Required)),
      (Strings{"fix: link up to JobReference: in 40 of 40 -> link Up to JobReference, in 40 "
               "of 40",
               "compatible addition: link Up to JobReference: in none of 40 -> in 40 of 40"}));
}

LearnedEndpoint endpoint() { return run_of_release_12().learned.endpoints.front(); }

Strings endpoints(const LearnedEndpoint& before, const LearnedEndpoint& after) {
  std::vector<RunDifference> differences;
  compare_endpoints({before}, {after}, differences);
  return told(differences);
}

TEST(DiffOfEndpoints, AnotherStatusBreaksUnlessItIsTheRightOne) {
  LearnedEndpoint other = endpoint();
  other.asks[1].answers = {{"403 application/xml", 30}};
  EXPECT_EQ(endpoints(endpoint(), other), Strings{"breaking change: status: 401 -> 403"});
  EXPECT_EQ(endpoints(other, endpoint()), Strings{"fix: status: 403 -> 401"});
  LearnedEndpoint now_and_then = endpoint();
  now_and_then.asks[0].answers.push_back({"503 text/html", 1});
  EXPECT_EQ(endpoints(endpoint(), now_and_then), Strings{"other change: status: 200 -> 200, 503"});
}

TEST(DiffOfEndpoints, AnotherMediaTypeBreaksItsParametersDoNot) {
  LearnedEndpoint other = endpoint();
  other.asks[0].answers = {{"200 text/xml", 30}};
  EXPECT_EQ(endpoints(endpoint(), other),
            Strings{"breaking change: media type: application/xml -> text/xml"});
  EXPECT_EQ(endpoints(other, endpoint()), Strings{"fix: media type: text/xml -> application/xml"});
  other.asks[0].answers = {{"200 application/xml; charset=utf-8", 30}};
  EXPECT_EQ(endpoints(endpoint(), other),
            Strings{"other change: parameters of the media type: application/xml -> "
                    "application/xml; charset=utf-8"});
}

TEST(DiffOfEndpoints, OnlyVitalHeadersBreak) {
  LearnedEndpoint more = endpoint();
  more.headers.push_back({"server", 60});
  EXPECT_EQ(endpoints(endpoint(), more),
            Strings{"compatible addition: header server: in none -> in every answer"});
  EXPECT_EQ(endpoints(more, endpoint()),
            Strings{"other change: header server: in every answer -> in none"});
  LearnedEndpoint none = endpoint();
  none.headers.clear();
  EXPECT_EQ(endpoints(endpoint(), none),
            (Strings{"breaking change: header content-type: in every answer -> in none",
                     "other change: header date: in every answer -> in none"}));
  // The cookie of a load balancer is nobody's; that of the logon is.
  LearnedEndpoint logon = endpoint(), balanced = endpoint();
  logon.headers.push_back({"set-cookie", 60});
  EXPECT_EQ(endpoints(logon, endpoint()),
            Strings{"other change: header set-cookie: in every answer -> in none"});
  logon.endpoint = balanced.endpoint = "/sessionMngr/";
  EXPECT_EQ(endpoints(logon, balanced),
            Strings{"breaking change: header set-cookie: in every answer -> in none"});
}

TEST(DiffOfEndpoints, SlowerNeedsBothPercentilesAndEnoughAnswers) {
  struct Sample {
    Latency after;
    bool is_slower;
  };
  const Sample samples[] = {{{30, 120ms, 250ms, 400ms}, true},
                            {{30, 30ms, 250ms, 400ms}, false},  // half of them as before
                            {{30, 120ms, 60ms, 400ms}, false},
                            {{10, 120ms, 250ms, 400ms}, false},  // too few
                            {{30, 12ms, 20ms, 9s}, false}};      // one that hung
  for (const Sample& sample : samples) {
    LearnedEndpoint later = endpoint();
    later.latency = sample.after;
    EXPECT_EQ(endpoints(endpoint(), later).size(), sample.is_slower ? 1U : 0U);
  }
  LearnedEndpoint slow = endpoint(), slower = endpoint();
  slow.latency = {30, 1s, 2s, 3s};
  slower.latency = {30, 1300ms, 2600ms, 4s};
  EXPECT_EQ(endpoints(slow, slower), Strings{}) << "under one and a half times";
}

TEST(DiffOfCasing, IsToldOnce) {
  RunResult older = run_of_release_12(), newer = older;
  for (LearnedResource& resource : newer.learned.resources)
    std::swap(resource.pascal_names, resource.camel_names);
  const Differences all = compare(older, newer);
  EXPECT_EQ(told(all.differences),
            Strings{"breaking change: casing of property names: PascalCase -> camelCase"});
}

TEST(DiffOfFormats, WhatXmlAndJsonShowAlikeIsToldOnce) {
  RunResult older = run_of_release_12(), newer = older;
  for (LearnedResource& resource : newer.learned.resources) resource.links.clear();
  Differences all = compare(older, newer);
  ASSERT_EQ(all.differences.size(), 1U);
  EXPECT_EQ(all.differences[0].where, "Job, entity");
  newer.learned.resources[0] = older.learned.resources[0];
  all = compare(older, newer);
  ASSERT_EQ(all.differences.size(), 1U);
  EXPECT_EQ(all.differences[0].where, "Job, entity, in JSON");
}

}  // namespace
}  // namespace emconform
