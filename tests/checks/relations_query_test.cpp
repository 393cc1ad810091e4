#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checks/relation_samples.h"

namespace emconform {
namespace {

using namespace samples;  // NOLINT(google-build-using-namespace): the words of this file

std::size_t count(const Judgement& judgement) { return judgement.findings.size(); }

Resource resulted(int n, const char* result) { return session(n).field("Result", result); }

Exchange universe() {
  return query_page(
      {resulted(1, "Success"), resulted(2, "Warning"), resulted(3, "Failed"), resulted(4, "None")});
}

Judgement filtered(const char* filter, const Exchange& before, const Exchange& answer,
                   const Exchange& after) {
  return filter_matches(*query::parse(filter), {&before}, {&answer}, {&after}, contract());
}

TEST(FilterMatches, HoldsForExactlyTheTrueOnes) {
  const auto judgement =
      filtered("Result>Success", universe(),
               query_page({resulted(2, "Warning"), resulted(3, "Failed")}), universe());
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 3U);
  EXPECT_EQ(judgement.undecided, 1U);  // where "None" stands is not documented
}

TEST(FilterMatches, LetsUnknownItemsBeInTheAnswerOrNot) {
  const auto judgement = filtered(
      "Result>Success", universe(),
      query_page({resulted(2, "Warning"), resulted(3, "Failed"), resulted(4, "None")}), universe());
  EXPECT_EQ(count(judgement), 0U);
}

TEST(FilterMatches, ReportsEachItemThatIsWronglyInOrOut) {
  struct Departure {
    std::vector<Resource> answer;
    std::string where;
  };
  const std::vector<Departure> samples = {
      {{resulted(2, "Warning")}, "UID " + uid(3)},
      {{resulted(1, "Success"), resulted(2, "Warning"), resulted(3, "Failed")}, "UID " + uid(1)},
      {{resulted(2, "Warning"), resulted(3, "Failed"), resulted(9, "Failed")}, "UID " + uid(9)},
      {{resulted(2, "Warning"), resulted(3, "Failed"), resulted(3, "Failed")}, "UID " + uid(3)},
  };
  for (const auto& [members, where] : samples) {
    const auto judgement = filtered("Result>Success", universe(), query_page(members), universe());
    ASSERT_EQ(count(judgement), 1U) << where;
    EXPECT_EQ(judgement.findings[0].where, where);
  }
}

TEST(FilterMatches, NamesTheFilterAndTheValues) {
  const auto judgement = filtered("Result==Failed", universe(), query_page({}), universe());
  ASSERT_EQ(count(judgement), 1U);
  EXPECT_EQ(judgement.findings[0].expected, "in the answer, as the filter Result==Failed holds");
  EXPECT_EQ(judgement.findings[0].actual, "not in the answer; Result 'Failed'");
}

TEST(FilterMatches, JudgesOnlyWhatStoodStill) {
  const Exchange after =
      query_page({resulted(1, "Success"), resulted(2, "Failed"), resulted(5, "Failed")});
  const auto judgement =
      filtered("Result==Failed", universe(),
               query_page({resulted(2, "Failed"), resulted(6, "Failed")}), after);
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 1U);
  EXPECT_EQ(judgement.undecided, 4U);  // 2, 3, 4 moved; 6 came and went
}

TEST(FilterMatches, DecidesNothingOnHalfAnAnswer) {
  const auto judgement = filtered("Result==Failed", universe(), query_page({}, 1, 2), universe());
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 0U);
  EXPECT_EQ(judgement.undecided, 1U);
}

TEST(FilterMatches, BlamesNoPagesForWhatShiftedBetweenThem) {
  const Resource one = resulted(1, "Failed"), two = resulted(2, "Failed");
  const Exchange before = query_page({one, two});
  const Exchange after = query_page({one, two, resulted(3, "Failed")});
  const Exchange first_page = query_page({one}, 1, 2, 1), second_page = query_page({one}, 2, 2, 1);
  const auto asked = query::parse("Result==Failed");
  const Exchanges pages = {&first_page, &second_page};
  const auto moved = filter_matches(*asked, {&before}, pages, {&after}, contract());
  EXPECT_EQ(count(moved), 0U);
  EXPECT_EQ(moved.witnesses, 1U);
  EXPECT_EQ(moved.undecided, 1U);
  const auto still = filter_matches(*asked, {&before}, pages, {&before}, contract());
  EXPECT_EQ(count(still), 2U);  // 1 twice, 2 not at all
}

Judgement ordered(const char* name, bool descending, const Exchange& sorted,
                  const Exchange& all = universe()) {
  const Contract rules = contract();
  return sort_orders(*query::find_property(rules, name), descending, {&all}, {&sorted}, {&all},
                     rules);
}

TEST(SortOrders, HoldsInBothDirections) {
  const Resource success = resulted(1, "Success"), warning = resulted(2, "Warning"),
                 failed = resulted(3, "Failed"), none = resulted(4, "None");
  for (const auto& members : {std::vector<Resource>{success, warning, failed, none},
                              std::vector<Resource>{none, success, warning, failed}}) {
    const auto judgement = ordered("Result", false, query_page(members));
    EXPECT_EQ(count(judgement), 0U);
    EXPECT_EQ(judgement.witnesses, 2U);
    EXPECT_EQ(judgement.undecided, 1U);
  }
  EXPECT_EQ(count(ordered("Result", true, query_page({failed, warning, success, none}))), 0U);
}

TEST(SortOrders, ReportsPairsInTheWrongOrder) {
  const Resource success = resulted(1, "Success"), warning = resulted(2, "Warning"),
                 failed = resulted(3, "Failed"), none = resulted(4, "None");
  const auto judgement = ordered("Result", false, query_page({failed, none, success, warning}));
  ASSERT_EQ(count(judgement), 1U);
  EXPECT_EQ(judgement.findings[0].where, "UID " + uid(1));
  EXPECT_EQ(judgement.findings[0].expected, "in ascending order");
  EXPECT_EQ(count(ordered("Result", true, query_page({success, warning, failed, none}))), 2U);
}

TEST(SortOrders, ReportsItemsThatSortingLostOrDoubled) {
  const Resource success = resulted(1, "Success"), warning = resulted(2, "Warning"),
                 failed = resulted(3, "Failed"), none = resulted(4, "None");
  EXPECT_EQ(count(ordered("Result", false, query_page({success, failed, none}))), 1U);
  EXPECT_EQ(count(ordered("Result", false, query_page({success, warning, warning, failed, none}))),
            1U);
}

TEST(SortOrders, LeavesOpenItemsThatAreNewOrChanged) {
  const auto judgement =
      ordered("Result", false,
              query_page({resulted(3, "Success"), resulted(1, "Success"), resulted(9, "Failed"),
                          resulted(2, "Warning"), resulted(4, "None")}));
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.undecided, 3U);
}

TEST(SortOrders, KeepsEqualStringsTogetherInAnyCollation) {
  const auto named = [](int n, const char* name) { return session(n).field("Name", name); };
  const Exchange all = query_page({named(1, "a"), named(2, "b"), named(3, "a"), named(4, "A")});
  const auto judge = [&](std::vector<Resource> sorted) {
    return ordered("Name", false, query_page(std::move(sorted)), all);
  };
  const auto together = judge({named(1, "a"), named(4, "A"), named(3, "a"), named(2, "b")});
  EXPECT_EQ(count(together), 0U);
  EXPECT_EQ(together.witnesses, 1U);
  const auto apart = judge({named(1, "a"), named(2, "b"), named(3, "a"), named(4, "A")});
  ASSERT_EQ(count(apart), 1U);
  EXPECT_EQ(apart.findings[0].where, "UID " + uid(3));
}

TEST(SortOrders, TakesValuesOfReferencesFromTheirEntities) {
  const auto created = [](int n, const char* time) {
    return session(n).field("CreationTimeUTC", time);
  };
  const Exchange all =
      query_page({created(1, "2026-06-01T00:00:00Z"), created(2, "2026-06-02T00:00:00Z")});
  Resource refs;
  refs.element = "Refs";
  refs.children = {reference(2), reference(1)};
  const Exchange sorted =
      answered(Sample().named("QueryResult").child(refs), Shape::Query, Form::Reference);
  EXPECT_EQ(count(ordered("CreationTime", true, sorted, all)), 0U);
  EXPECT_EQ(count(ordered("CreationTime", false, sorted, all)), 1U);
}

TEST(FilterMatches, BlamesNoPagesForItemsWhoseValuesChangedBetweenThem) {
  const Resource running = resulted(1, "None"), failed = resulted(2, "Failed");
  const Exchange before = query_page({running, failed, resulted(3, "Failed")});
  const Exchange after =
      query_page({resulted(1, "Failed"), failed, resulted(3, "Failed")});  // the same UIDs
  const Exchange first_page = query_page({failed}, 1, 2, 1),
                 second_page = query_page({failed}, 2, 2, 1);
  const auto judgement = filter_matches(*query::parse("Result==Failed"), {&before},
                                        {&first_page, &second_page}, {&after}, contract());
  EXPECT_EQ(count(judgement), 0U);
}

TEST(SortOrders, BlamesNobodyForItemsThatAreGoneWhenTheListIsReadAgain) {
  const Contract rules = contract();
  const Exchange before = query_page({resulted(1, "Success"), resulted(2, "Failed")});
  const Exchange after = query_page({resulted(1, "Success")});
  const Exchange sorted = query_page({resulted(1, "Success")});
  const QueryProperty& result = *query::find_property(rules, "Result");
  EXPECT_EQ(count(sort_orders(result, false, {&before}, {&sorted}, {&after}, rules)), 0U);
  EXPECT_EQ(count(sort_orders(result, false, {&before}, {&sorted}, {&before}, rules)), 1U);
}

TEST(SortOrders, FindsItemsThatAreLostBetweenPagesOfAListThatStoodStill) {
  const Contract rules = contract();
  const Resource success = resulted(1, "Success"), warning = resulted(2, "Warning"),
                 failed = resulted(3, "Failed");
  const Exchange all = query_page({success, warning, failed});
  const Exchange first = query_page({success}, 1, 2, 2), second = query_page({failed}, 2, 2, 2);
  const QueryProperty& result = *query::find_property(rules, "Result");
  EXPECT_EQ(count(sort_orders(result, false, {&all}, {&first, &second}, {&all}, rules)), 1U);
}

Judgement reversed(std::vector<Resource> sorted, std::vector<Resource> opposite) {
  const Contract rules = contract();
  const Exchange one = query_page(std::move(sorted)), other = query_page(std::move(opposite));
  return sort_reverses(*query::find_property(rules, "Name"), {&one}, {&other}, rules);
}

TEST(SortReverses, HoldsForAnyCollationAndTiesInAnyOrder) {
  const auto named = [](int n, const char* name) { return session(n).field("Name", name); };
  const auto judgement = reversed({named(1, "b"), named(2, "a"), named(3, "a"), named(4, "Z")},
                                  {named(4, "Z"), named(2, "a"), named(3, "a"), named(1, "b")});
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 2U);
}

TEST(SortReverses, ReportsThePairThatStandsAlikeInBoth) {
  const auto named = [](int n, const char* name) { return session(n).field("Name", name); };
  const auto judgement = reversed({named(1, "a"), named(2, "b"), named(3, "c")},
                                  {named(3, "c"), named(1, "a"), named(2, "b")});
  ASSERT_EQ(count(judgement), 1U);
  EXPECT_EQ(judgement.findings[0].where, "UID " + uid(2));
}

TEST(SortReverses, HasNothingToSayOfEqualOrDoubtfulTexts) {
  const auto named = [](int n, const char* name) { return session(n).field("Name", name); };
  const auto judgement = reversed({named(1, "a"), named(2, "A"), named(3, "A ")},
                                  {named(1, "a"), named(2, "A"), named(3, "A ")});
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 0U);
  EXPECT_FALSE(judgement.note.empty());
}

}  // namespace
}  // namespace emconform
