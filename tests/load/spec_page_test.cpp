#include "load/spec_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emconform {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SpecPage, CutsLinesIntoSentences) {
  EXPECT_THAT(statements("Returns a list. Note, it moves.\nSee srv12.tech.local, at 10.30.\n"),
              ElementsAre("Returns a list.", "Note, it moves.", "See srv12.tech.local, at 10.30."));
}

TEST(SpecPage, CountsRunsOfWhiteSpaceAsOneBlank) {
  EXPECT_THAT(statements("  The\u00a0 \u00a0list\tholds  all. \r\n\u00a0\n"),
              ElementsAre("The list holds all."));
}

TEST(SpecPage, ReadsTheRowsOfATableInEitherPrint) {
  const auto rows = ElementsAre("Header Required Description", "Accept False", "Names the format.",
                                "Age True", "In years.");
  EXPECT_THAT(statements("Header | Required | Description |\n---|\n"
                         "Accept | False | Names the format. |\nAge | True | In years. |\n"),
              rows);
  EXPECT_THAT(statements("Header\n\nRequired\n\nDescription\n\nAccept\n\nFalse\n\nNames the "
                         "format.\n\nAge\n\nTrue\n\nIn years.\n"),
              rows);
}

TEST(SpecPage, JoinsAListOfBareItemsWithWhatLeadsToIt) {
  const auto list = ElementsAre("Possible values: Red Green", "If none is given, Red.");
  EXPECT_THAT(statements("Possible values: - Red\n- Green\nIf none is given, Red.\n"), list);
  EXPECT_THAT(statements("Possible values:\n\n  • Red\n  • Green\u00a0\nIf none is given, Red."),
              list);
}

TEST(SpecPage, LeavesItemsWithAnExplanationAlone) {
  EXPECT_THAT(statements("Possible values:\n  • Red — warm. Like fire.\n  • Green — calm.\n"),
              ElementsAre("Possible values:", "Red — warm.", "Like fire.", "Green — calm."));
}

TEST(SpecPage, JoinsALabelWithTheLineBelow) {
  EXPECT_THAT(statements("The URL is:\n\nhttp://<Enterprise-Manager>:9399/api\n"),
              ElementsAre("The URL is: http://<Enterprise-Manager>:9399/api"));
}

TEST(SpecPage, KnowsThePartsOfAnExampleInEitherPrint) {
  const auto parts = ElementsAre("Request: GET https://h/api", "Request Header: X-Session abc",
                                 "Response: 200 OK", "Response Body:", "<A xmlns=\"n\">");
  EXPECT_THAT(statements("Request: GET https://h/api Request Header: X-Session abc Response: 200 "
                         "OK Response Body: <A xmlns=\"n\"></A>"),
              parts);
  EXPECT_THAT(statements("Request:\n\nGET https://h/api\n\nRequest Header:\n\nX-Session  abc\n\n"
                         "Response:\n\n200 OK\n\nResponse Body:\n\n<A xmlns=\"n\">\n</A>\n"),
              parts);
}

TEST(SpecPage, TakesAnElementOfTextAsOneStatement) {
  EXPECT_THAT(statements("<Job>\n\u00a0 <State>Stopped</State>\n  <Reason />\n</Job>"),
              ElementsAre("<Job>", "<State>Stopped</State>", "<Reason />"));
}

TEST(SpecPage, TakesTheItemsOfAListForOne) {
  const std::string first =
      R"(<Ref Type="A" Name="x" UID="u:11111111-2222-3333-4444-555555555555">)";
  const std::string second =
      R"(<Ref Type="A" Name="y" UID="u:99999999-2222-3333-4444-555555555555">)";
  const std::string other = R"(<Ref Type="B" Name="y">)";
  EXPECT_THAT(statements(first + "</Ref>" + second + "</Ref>" + other + "</Ref>"),
              ElementsAre(first, other));
  EXPECT_THAT(statements("<State>A</State><State>B</State><State />"),
              ElementsAre("<State>A</State>", "<State />"));
}

TEST(SpecPage, ReportsATagThatLacksItsEnd) {
  EXPECT_THAT(statements("<A></A\n|"), ElementsAre("<A>", "</A"));
}

TEST(SpecPage, StatesNothingWhereThereIsNothing) {
  EXPECT_THAT(statements(""), IsEmpty());
  EXPECT_THAT(statements("\u00a0\n|\n---|\n"), IsEmpty());
}

}  // namespace
}  // namespace emconform
