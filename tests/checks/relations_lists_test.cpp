#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checks/relation_samples.h"

namespace emconform {
namespace {

using namespace samples;  // NOLINT(google-build-using-namespace): the words of this file

std::size_t count(const Judgement& judgement) { return judgement.findings.size(); }

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
