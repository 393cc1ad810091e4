#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checks/relation_samples.h"

namespace emconform {
namespace {

using namespace samples;  // NOLINT(google-build-using-namespace): the words of this file

/// The clock stood between 12:00 and 12:04, so the window of 30 days begins between these times.
Interval noon() {
  const Instant from = parse_date_time("2026-07-01T12:00:00Z")->instant;
  return {from, from + std::chrono::minutes(4)};
}
constexpr const char* inside = "2026-06-01T12:04:00Z";
constexpr const char* between = "2026-06-01T12:02:00Z";
constexpr const char* outside = "2026-06-01T11:59:59.9Z";

Resource created(int n, const char* time) { return session(n).field("CreationTimeUTC", time); }

std::size_t count(const Judgement& judgement) { return judgement.findings.size(); }

TEST(CreatedWithin, JudgesEntitiesAndTheReferencesToThem) {
  const Exchange refs =
      list({reference(1), reference(2), reference(3), reference(4)}, Form::Reference);
  const auto judgement =
      created_within(refs, list({created(1, inside), created(2, between), created(3, outside)}),
                     noon(), contract());
  EXPECT_EQ(judgement.witnesses, 4U);  // 1 and 3, in both forms
  EXPECT_EQ(judgement.undecided, 3U);  // 2 in both forms, 4 without entity
  ASSERT_EQ(count(judgement), 2U);
  EXPECT_EQ(judgement.findings[0].where, "UID " + uid(3));
  EXPECT_EQ(judgement.findings[0].expected,
            "created at 2026-06-01T12:00:00Z or later, to be in the collection");
  EXPECT_EQ(judgement.findings[1].where, "UID " + uid(3));
}

TEST(CreatedWithin, NeverBlamesByNameAlone) {
  const Exchange refs =
      list({reference(1).field("Name", "job@2019-01-01 00:00:00")}, Form::Reference);
  const auto judgement = created_within(refs, list({}), noon(), contract());
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 0U);
  EXPECT_EQ(judgement.undecided, 1U);
}

TEST(CreatedWithin, SaysNothingOfCollectionsWithoutWindow) {
  Contract unbounded = contract();
  unbounded.window_days = 0;
  const Exchange all = list({created(1, outside)});
  const auto judgement = created_within(all, all, noon(), unbounded);
  EXPECT_EQ(judgement.witnesses, 0U);
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_FALSE(judgement.note.empty());
}

TEST(QueryEqualsCollection, HoldsOnTheWindow) {
  const Exchange collection = list({created(1, inside), created(2, inside)});
  const Exchange query = query_page({created(1, inside), created(2, inside), created(3, outside)});
  const auto judgement =
      query_equals_collection(collection, {&query}, collection, noon(), contract());
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 2U);
  EXPECT_EQ(judgement.undecided, 0U);
}

TEST(QueryEqualsCollection, ReportsWhatOneOfThemHoldsAlone) {
  const Exchange collection = list({created(1, inside), created(2, inside)});
  struct Departure {
    std::vector<Resource> query;
    int blamed;
  };
  const std::vector<Departure> samples = {
      {{created(1, inside)}, 2},
      {{created(1, inside), created(2, inside), created(3, inside)}, 3},
  };
  for (const auto& [members, blamed] : samples) {
    const Exchange query = query_page(members);
    const auto judgement =
        query_equals_collection(collection, {&query}, collection, noon(), contract());
    ASSERT_EQ(count(judgement), 1U) << blamed;
    EXPECT_EQ(judgement.findings[0].where, "UID " + uid(blamed));
  }
}

TEST(QueryEqualsCollection, LeavesOpenTheBoundaryWhatMovedAndPagesNotRead) {
  const Exchange before = list({created(1, inside), created(2, inside)});
  const Exchange after = list({created(2, inside), created(4, inside)});
  const Exchange query = query_page({created(2, inside), created(3, between), created(4, inside)});
  const auto judgement = query_equals_collection(before, {&query}, after, noon(), contract());
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 1U);
  EXPECT_EQ(judgement.undecided, 3U);

  const Exchange first_page = query_page({created(2, inside)}, 1, 2, 1);
  const auto partial = query_equals_collection(before, {&first_page}, before, noon(), contract());
  EXPECT_EQ(count(partial), 0U);
  EXPECT_EQ(partial.undecided, 1U);
}

TEST(QueryEqualsCollection, BlamesNoPagesForWhatShiftedBetweenThem) {
  const Exchange before = list({created(1, inside), created(2, inside)});
  const Exchange after = list({created(1, inside), created(2, inside), created(3, inside)});
  const Exchange first_page = query_page({created(1, inside)}, 1, 2, 1);
  const Exchange second_page = query_page({created(1, inside)}, 2, 2, 1);
  const Exchanges pages = {&first_page, &second_page};
  const auto moved = query_equals_collection(before, pages, after, noon(), contract());
  EXPECT_EQ(count(moved), 0U);
  EXPECT_EQ(moved.witnesses, 1U);
  EXPECT_EQ(moved.undecided, 1U);
  const auto still = query_equals_collection(before, pages, before, noon(), contract());
  ASSERT_EQ(count(still), 1U);
  EXPECT_EQ(still.findings[0].where, "UID " + uid(2));
}

Judgement paged(const Exchange& whole, const std::vector<Exchange>& pages, const Exchange& again) {
  Exchanges all;
  for (const Exchange& page : pages) all.push_back(&page);
  return pages_partition(whole, all, 2, again, contract());
}

Exchange whole_of(const std::vector<int>& numbers) {
  std::vector<Resource> members;
  members.reserve(numbers.size());
  for (const int n : numbers) members.push_back(session(n));
  return query_page(std::move(members));
}
Exchange page_of(const std::vector<int>& numbers, int number, int pages_count, int size = 2) {
  std::vector<Resource> members;
  members.reserve(numbers.size());
  for (const int n : numbers) members.push_back(session(n));
  return query_page(std::move(members), number, pages_count, size);
}

TEST(PagesPartition, HoldsForEachItemOnce) {
  const Exchange whole = whole_of({1, 2, 3});
  const auto judgement = paged(whole, {page_of({1, 2}, 1, 2), page_of({3}, 2, 2)}, whole);
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 3U);
}

TEST(PagesPartition, ReportsWrongPages) {
  struct Departure {
    const char* what;
    std::vector<Exchange> pages;
    std::vector<std::string> where;
  };
  const std::vector<Departure> samples = {
      {"repeated", {page_of({1, 2}, 1, 2), page_of({2, 3}, 2, 2)}, {"UID " + uid(2)}},
      {"missing", {page_of({1, 2}, 1, 2), page_of({}, 2, 2)}, {"UID " + uid(3)}},
      {"stranger", {page_of({1, 2}, 1, 2), page_of({3, 4}, 2, 2)}, {"UID " + uid(4)}},
      {"number", {page_of({1, 2}, 1, 2), page_of({3}, 1, 2)}, {"page 2"}},
      {"size", {page_of({1, 2}, 1, 2), page_of({3}, 2, 2, 3)}, {"page 2"}},
      {"too full", {page_of({1, 2, 3}, 1, 2), page_of({}, 2, 2)}, {"page 1"}},
      {"not full", {page_of({1}, 1, 2), page_of({2, 3}, 2, 2)}, {"page 1"}},
      {"too many pages said", {page_of({1, 2}, 1, 3), page_of({3}, 2, 3)}, {"page 1", "page 2"}},
      {"too few pages said", {page_of({1, 2}, 1, 1), page_of({3}, 2, 1)}, {"page 1", "page 2"}},
  };
  const Exchange whole = whole_of({1, 2, 3});
  for (const auto& [what, pages, where] : samples) {
    std::vector<std::string> found;
    for (const Finding& finding : paged(whole, pages, whole).findings)
      found.push_back(finding.where);
    EXPECT_EQ(found, where) << what;
  }
}

TEST(PagesPartition, LeavesOpenWhatCannotBeHeldAgainstTheWhole) {
  const std::vector<Exchange> pages = {page_of({1, 2}, 1, 2), page_of({2, 3}, 2, 2)};
  const auto moved = paged(whole_of({1, 2, 3}), pages, whole_of({0, 1, 2, 3}));
  EXPECT_EQ(count(moved), 0U);
  EXPECT_EQ(moved.witnesses, 0U);
  EXPECT_EQ(moved.undecided, 3U);
  EXPECT_FALSE(moved.note.empty());

  const Exchange first_hundred = query_page({session(1), session(2), session(3)}, 1, 5, 3);
  EXPECT_EQ(count(paged(first_hundred, pages, first_hundred)), 0U);
  EXPECT_EQ(paged(first_hundred, pages, first_hundred).witnesses, 0U);

  const Exchange whole = whole_of({1, 2, 3, 4, 5});
  const auto unread = paged(whole, {page_of({1, 2}, 1, 3)}, whole);
  EXPECT_EQ(count(unread), 0U);
  EXPECT_EQ(unread.undecided, 5U);
}

}  // namespace
}  // namespace emconform
