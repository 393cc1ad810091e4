#include "checks/relations_window.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checks/relation_samples.h"

namespace emconform {
namespace {

using namespace samples;  // NOLINT(google-build-using-namespace): the words of this file
using ::testing::HasSubstr;

/// The clock stood between 12:00 and 12:04, so the window of 30 days begins between these times.
Interval noon() {
  const Instant from = parse_date_time("2026-07-01T12:00:00Z")->instant;
  return {from, from + std::chrono::minutes(4)};
}
constexpr const char* inside = "2026-06-01T12:04:00Z";
constexpr const char* between = "2026-06-01T12:02:00Z";
constexpr const char* outside = "2026-06-01T11:59:59.9Z";

Resource created(int n, const char* time) { return session(n).field("CreationTimeUTC", time); }

Judgement of_entities(std::vector<Resource> members) {
  return created_within(list(std::move(members)), {}, noon(), contract());
}

std::vector<std::string> blamed(const Judgement& judgement) {
  std::vector<std::string> where;
  for (const Finding& finding : judgement.findings) where.push_back(finding.where);
  return where;
}

using Labels = std::vector<std::string>;
std::string label(int n) { return "UID " + uid(n); }

TEST(CreatedWithin, JudgesEntitiesByTheirCreationTime) {
  const auto judgement = of_entities(
      {created(1, inside), created(2, between), created(3, outside), created(4, "no time")});
  EXPECT_EQ(judgement.witnesses, 2U);
  EXPECT_EQ(judgement.undecided, 2U);
  ASSERT_EQ(blamed(judgement), Labels{label(3)});
  EXPECT_EQ(judgement.findings[0].expected, "created at 2026-06-01T12:00:00Z or later");
  EXPECT_EQ(judgement.findings[0].actual, "created at 2026-06-01T11:59:59.9Z");
}

TEST(CreatedWithin, DecidesToTheLastDigitOfAFraction) {
  struct Sample {
    const char* time;
    std::size_t undecided, findings;
  };
  const Sample samples[] = {
      {"2026-06-01T11:59:59Z", 0, 1},          {"2026-06-01T11:59:59.9Z", 0, 1},
      {"2026-06-01T11:59:59.99Z", 0, 1},       {"2026-06-01T11:59:59.999Z", 0, 1},
      {"2026-06-01T11:59:59.9999Z", 0, 1},     {"2026-06-01T11:59:59.99999Z", 0, 1},
      {"2026-06-01T11:59:59.999999Z", 0, 1},   {"2026-06-01T11:59:59.9999999Z", 0, 1},
      {"2026-06-01T12:00:00Z", 1, 0},          {"2026-06-01T12:03:59.9999999Z", 1, 0},
      {"2026-06-01T12:04:00Z", 0, 0},          {"2026-06-01T12:04:00.0000001Z", 0, 0},
      {"2026-06-01T13:59:59.9999+02:00", 0, 1}};
  for (const auto& [time, undecided, findings] : samples) {
    const auto judgement = of_entities({created(1, time)});
    EXPECT_EQ(judgement.undecided, undecided) << time;
    EXPECT_EQ(judgement.findings.size(), findings) << time;
  }
}

TEST(CreatedWithin, CountsDaysOf24HoursWhateverTheCalendarSays) {
  struct Sample {
    const char *now, *first_inside, *last_outside;
  };
  const Sample samples[] = {
      {"2028-02-29T00:00:00Z", "2028-01-30T00:00:00Z", "2028-01-29T23:59:59.9999999Z"},
      {"2028-03-30T00:00:00Z", "2028-02-29T00:00:00Z", "2028-02-28T23:59:59.9999999Z"},
      {"2026-03-30T00:00:00Z", "2026-02-28T00:00:00Z", "2026-02-27T23:59:59.9999999Z"},
      {"2026-03-31T23:59:59Z", "2026-03-01T23:59:59Z", "2026-03-01T23:59:58.9999999Z"},
      {"2026-03-29T01:30:00Z", "2026-02-27T01:30:00Z", "2026-02-27T01:29:59.9999999Z"},
      {"2026-10-25T01:30:00Z", "2026-09-25T01:30:00Z", "2026-09-25T01:29:59.9999999Z"}};
  for (const auto& [now, first, last] : samples) {
    const Instant clock = parse_date_time(now)->instant;
    const auto judgement =
        created_within(list({created(1, first), created(2, last)}), {}, {clock, clock}, contract());
    EXPECT_EQ(blamed(judgement), Labels{label(2)}) << now;
    EXPECT_EQ(judgement.witnesses, 2U) << now;
  }
}

TEST(CreatedWithin, LooksUpReferencesInTheEntitiesAndInWhatWasFetched) {
  const std::vector<Resource> members = {reference(1), reference(2), reference(3), reference(4)};
  const Exchange references = list(members, Form::Reference);
  const Exchange entities = list({created(1, inside), created(2, outside)});
  const Exchange fetched = item(created(3, outside)), refusal = refused(404);
  const FollowedMember followed[] = {{&members[2], &fetched}, {&members[3], &refusal}};
  const auto judgement = created_within(references, {&entities, followed}, noon(), contract());
  EXPECT_EQ(blamed(judgement), (Labels{label(2), label(3)}));
  EXPECT_EQ(judgement.witnesses, 3U);
  EXPECT_EQ(judgement.undecided, 1U);
  EXPECT_THAT(judgement.note, HasSubstr("1 items"));
}

TEST(CreatedWithin, NeverBlamesByNameNorByEndTime) {
  const Exchange references =
      list({reference(1).field("Name", "job@2019-01-01 00:00:00")}, Form::Reference);
  const auto of_reference = created_within(references, {}, noon(), contract());
  EXPECT_EQ(of_reference.witnesses, 0U);
  EXPECT_EQ(of_reference.undecided, 1U);
  EXPECT_TRUE(of_reference.findings.empty());

  const auto of_entity = of_entities({session(1)
                                          .field("Name", "job@2019-01-01 00:00:00")
                                          .field("EndTimeUTC", outside)
                                          .field("CreationTimeUTC", inside),
                                      session(2)
                                          .field("Name", "job@2026-06-20 00:00:00")
                                          .field("EndTimeUTC", inside)
                                          .field("CreationTimeUTC", outside)});
  EXPECT_EQ(blamed(of_entity), Labels{label(2)});
}

TEST(CreatedWithin, NamesTheOldestOffendersAndTheirNumber) {
  const auto judgement =
      of_entities({created(1, "2026-05-05T00:00:00Z"), created(2, "2026-05-02T00:00:00Z"),
                   created(3, inside), created(4, "2026-05-03T00:00:00Z"),
                   created(5, "2026-05-04T00:00:00Z"), created(6, "2026-05-01T00:00:00Z")});
  EXPECT_EQ(blamed(judgement), (Labels{label(6), label(2), label(4)}));
  EXPECT_THAT(judgement.findings[0].actual, HasSubstr("the oldest of 5 such items"));
  EXPECT_EQ(judgement.witnesses, 6U);
}

TEST(CreatedWithin, BlamesTheFutureButNotABackupServersFastClock) {
  const auto judgement =
      of_entities({created(1, "2026-07-01T12:04:00Z"), created(2, "2026-07-01T13:04:00Z"),
                   created(3, "2026-07-01T13:04:01Z")});
  EXPECT_EQ(blamed(judgement), Labels{label(3)});
  EXPECT_EQ(judgement.witnesses, 2U);
  EXPECT_EQ(judgement.undecided, 1U);
}

TEST(CreatedWithin, SaysNothingOfCollectionsWithoutWindow) {
  Contract unbounded = contract();
  unbounded.window_days = 0;
  const auto judgement = created_within(list({created(1, outside)}), {}, noon(), unbounded);
  EXPECT_EQ(judgement.witnesses, 0U);
  EXPECT_TRUE(judgement.findings.empty());
  EXPECT_FALSE(judgement.note.empty());
}

TEST(WithoutCreationTime, GivesTheOldestByNameFirst) {
  const Exchange references = list(
      {reference(1).field("Name", "a@2026-06-03 00:00:00"), reference(2).field("Name", "no time"),
       reference(3).field("Name", "c@2026-06-01 00:00:00.5"),
       reference(4).field("Name", "d@2026-06-02 00:00:00")},
      Form::Reference);
  const Exchange entities = list({created(4, inside)});
  Labels found;
  for (const Resource* one : without_creation_time(references, &entities, contract()))
    found.emplace_back(*text_of(*one, "UID"));
  EXPECT_EQ(found, (Labels{uid(3), uid(1), uid(2)}));
}

Judgement complete(const Exchange& query, const Exchange& listed) {
  return window_complete({.before = {&query}, .after = {&query}}, listed, noon(), contract());
}

TEST(WindowComplete, DemandsWhatTheQueryHoldsOfTheWindow) {
  const Exchange query = query_page({created(1, inside), created(2, between), created(3, outside),
                                     created(4, inside), created(5, "2026-08-01T00:00:00Z")});
  const auto whole = complete(query, list({reference(1), reference(4)}, Form::Reference));
  EXPECT_TRUE(whole.findings.empty());
  EXPECT_EQ(whole.witnesses, 2U);
  EXPECT_EQ(whole.undecided, 1U);
  const auto lacking = complete(query, list({reference(1)}, Form::Reference));
  EXPECT_EQ(blamed(lacking), Labels{label(4)});
  EXPECT_THAT(lacking.findings[0].expected, HasSubstr("the last 30 days"));
}

TEST(WindowComplete, NamesTheOldestThatAreMissing) {
  const Exchange query =
      query_page({created(1, "2026-06-29T00:00:00Z"), created(2, "2026-06-11T00:00:00Z"),
                  created(3, "2026-06-14T00:00:00Z"), created(4, "2026-06-12T00:00:00Z")});
  const auto judgement = complete(query, list({}));
  EXPECT_EQ(blamed(judgement), (Labels{label(2), label(4), label(3)}));
  EXPECT_THAT(judgement.findings[0].actual, HasSubstr("the oldest of 4 such items"));
}

TEST(WindowComplete, DemandsOnlyWhatStayedAndWhatTheEndpointIsAbout) {
  const Exchange before = query_page(
      {created(1, inside), created(2, inside), Sample(session(3)).field("Result", "Failed")});
  const Exchange after = query_page(
      {created(2, inside), created(4, inside), Sample(session(3)).field("Result", "Failed")});
  const auto judgement = window_complete(
      {.before = {&before}, .after = {&after}, .part = *query::parse("Result==Success")}, list({}),
      noon(), contract());
  EXPECT_EQ(blamed(judgement), Labels{label(2)});
  EXPECT_EQ(judgement.witnesses, 1U);
  EXPECT_EQ(judgement.undecided, 1U);
}

TEST(WindowComplete, NeedsAQueryThatHoldsSomething) {
  const auto nothing = complete(query_page({created(1, outside)}), list({}));
  EXPECT_EQ(nothing.witnesses + nothing.undecided, 0U);
  EXPECT_THAT(nothing.note, HasSubstr("the query holds nothing"));
  EXPECT_EQ(complete(refused(500), list({})).undecided, 1U);
  EXPECT_EQ(complete(query_page({created(1, inside)}), refused(500)).undecided, 1U);
}

Judgement compare(const Exchange& before, const Exchanges& query, const Exchange& after,
                  std::optional<Instant> since = noon().earliest - std::chrono::days(30)) {
  return query_equals_collection(before, query, after, since, contract());
}

TEST(QueryEqualsCollection, DemandsOfTheQueryWhatTheCollectionHolds) {
  const Exchange collection = list({created(1, inside), created(2, between), created(3, outside)});
  const Exchange query = query_page({created(1, inside), created(4, inside)});
  const auto judgement = compare(collection, {&query}, collection);
  EXPECT_EQ(blamed(judgement), Labels{label(2)});
  EXPECT_EQ(judgement.witnesses, 2U);
  const Exchange undated = list({created(9, "no time")});
  EXPECT_EQ(compare(undated, {&query}, undated).undecided, 1U);
}

TEST(QueryEqualsCollection, WithoutAWindowBothHoldTheSame) {
  const Exchange collection = list({session(1), session(2)});
  const Exchange query = query_page({session(1), session(3)});
  const auto judgement = compare(collection, {&query}, collection, std::nullopt);
  EXPECT_EQ(blamed(judgement), (Labels{label(2), label(3)}));
  EXPECT_EQ(judgement.witnesses, 3U);
}

TEST(QueryEqualsCollection, LeavesOpenWhatMovedAndPagesNotRead) {
  const Exchange before = list({session(1), session(2)}), after = list({session(2), session(4)});
  const Exchange query = query_page({session(2), session(4)});
  const auto judgement = compare(before, {&query}, after, std::nullopt);
  EXPECT_TRUE(judgement.findings.empty());
  EXPECT_EQ(judgement.witnesses, 1U);
  EXPECT_EQ(judgement.undecided, 2U);

  const Exchange first_page = query_page({session(2)}, 1, 2, 1);
  const auto partial = compare(before, {&first_page}, before);
  EXPECT_TRUE(partial.findings.empty());
  EXPECT_EQ(partial.undecided, 1U);
}

TEST(QueryEqualsCollection, BlamesNoPagesForWhatShiftedBetweenThem) {
  const Exchange before = list({created(1, inside), created(2, inside)});
  const Exchange after = list({created(1, inside), created(2, inside), created(3, inside)});
  const Exchange first_page = query_page({created(1, inside)}, 1, 2, 1);
  const Exchange second_page = query_page({created(1, inside)}, 2, 2, 1);
  const Exchanges pages = {&first_page, &second_page};
  const auto moved = compare(before, pages, after);
  EXPECT_TRUE(moved.findings.empty());
  EXPECT_EQ(moved.witnesses, 1U);
  EXPECT_EQ(moved.undecided, 1U);
  EXPECT_EQ(blamed(compare(before, pages, before)), Labels{label(2)});
}

}  // namespace
}  // namespace emconform
