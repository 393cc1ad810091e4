#include <gtest/gtest.h>

#include "checks/relation_samples.h"

namespace emconform {
namespace {

using namespace samples;  // NOLINT(google-build-using-namespace): the words of this file

Exchange three_items() { return query_page({session(1), session(2), session(3)}); }

/// A refusal with an Error body.
Exchange error_answer(int status, const std::string& status_in_body, Format format = Format::Xml) {
  const Writing attribute = format == Format::Xml ? Writing::Attribute : Writing::String;
  const Writing number = format == Format::Xml ? Writing::Attribute : Writing::Number;
  Exchange exchange = answered(Sample()
                                   .named(format == Format::Xml ? "Error" : "")
                                   .field("Message", "The filter cannot be read.", attribute)
                                   .field("StatusCode", status_in_body, number),
                               Shape::Query, Form::Entity, format);
  exchange.representation->xml_namespace = "http://www.veeam.com/ent/v1.0";
  exchange.expected.format = Format::Xml;
  exchange.response->status = status;
  exchange.response->body = "not empty";
  return exchange;
}

TEST(NotIgnored, HoldsForErrorsAndForLessThanEverything) {
  for (const Exchange& answer :
       {error_answer(400, "400"), query_page({}), query_page({session(1), session(2)})}) {
    const Judgement judgement = not_ignored(three_items(), answer, contract());
    EXPECT_TRUE(judgement.findings.empty());
    EXPECT_EQ(judgement.witnesses, 1U);
  }
}

TEST(NotIgnored, ReportsTheFullList) {
  EXPECT_EQ(not_ignored(three_items(), three_items(), contract()).findings.size(), 1U);
}

TEST(NotIgnored, TellsAFullPageOfManyFromAFullPageOfFew) {
  const Exchange all = query_page({session(1), session(2)}, 1, 3, 2);
  EXPECT_TRUE(
      not_ignored(all, query_page({session(1), session(2)}, 1, 1, 2), contract()).findings.empty());
  EXPECT_FALSE(not_ignored(all, all, contract()).findings.empty());
}

TEST(NotIgnored, HasNothingToSayWhereThereIsNothing) {
  const Judgement judgement = not_ignored(query_page({}), query_page({}), contract());
  EXPECT_EQ(judgement.witnesses, 0U);
  EXPECT_FALSE(judgement.note.empty());
}

TEST(Refusal, HoldsForAClientErrorWithAnErrorBody) {
  const Judgement judgement = refusal(error_answer(400, "400"), contract());
  EXPECT_TRUE(judgement.findings.empty());
  EXPECT_EQ(judgement.witnesses, 1U);
}

TEST(Refusal, ReportsOtherStatuses) {
  EXPECT_EQ(refusal(error_answer(500, "500"), contract()).findings.size(), 1U);
  EXPECT_EQ(refusal(query_page({}), contract()).findings.size(), 1U);
}

TEST(Refusal, ReportsAWrongErrorBodyAndTheOtherFormat) {
  EXPECT_EQ(refusal(error_answer(400, "0"), contract()).findings.size(), 1U);
  EXPECT_EQ(refusal(error_answer(400, "400", Format::Json), contract()).findings.size(), 1U);
}

TEST(PastTheEnd, HoldsWithoutItemsAndLeavesErrorsOpen) {
  const Judgement empty = past_the_end(query_page({}, 6, 4), contract());
  EXPECT_TRUE(empty.findings.empty());
  EXPECT_EQ(empty.witnesses, 1U);
  const Judgement refused_one = past_the_end(refused(400), contract());
  EXPECT_TRUE(refused_one.findings.empty());
  EXPECT_EQ(refused_one.witnesses, 0U);
}

TEST(PastTheEnd, ReportsItemsThatStandThere) {
  EXPECT_EQ(past_the_end(query_page({session(1)}, 6, 4), contract()).findings.size(), 1U);
}

}  // namespace
}  // namespace emconform
