#include <gmock/gmock.h>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Casing, FollowsTheDialectOfTheTarget) {
  const std::string pascal = R"({"Refs":[{"UID":"x","Links":[]}]})";
  const std::string camel = R"({"refs":[{"uid":"x","links":[]}]})";
  Expected expected = list(Form::Reference);
  EXPECT_THAT(places(judged("json.casing", answered(pascal, expected))), IsEmpty());
  EXPECT_EQ(judged("json.casing", answered(pascal, expected)).witnesses, 3U);
  EXPECT_EQ(places(judged("json.casing", answered(camel, expected))).size(), 3U);
  EXPECT_THAT(places(judged("json.casing", answered(with(pascal, "UID", "uid"), expected))),
              ElementsAre("/Refs/0/uid"));
  expected.camel_case = true;
  EXPECT_THAT(places(judged("json.casing", answered(camel, expected))), IsEmpty());
  const auto judgement = judged("json.casing", answered(with(camel, "uid", "UID"), expected));
  ASSERT_THAT(places(judgement), ElementsAre("/"));
  EXPECT_EQ(judgement.findings[0].actual, "1 of 3 are PascalCase");
}

TEST(Casing, CountsWhatItDoesNotList) {
  std::string body = "{";
  for (int i = 0; i < 30; ++i) body += "\"name" + std::to_string(i) + "\":1,";
  body.back() = '}';
  const auto judgement = judged("json.casing", answered(body, item(Form::Entity)));
  ASSERT_EQ(judgement.findings.size(), 21U);
  EXPECT_EQ(judgement.findings.back().actual, "10 more are camelCase");
}

TEST(DuplicateKeys, AreFoundAtAnyDepth) {
  const Expected expected = list(Form::Reference);
  EXPECT_THAT(places(judged("json.duplicate_keys", answered(R"({"Refs":[]})", expected))),
              IsEmpty());
  EXPECT_THAT(places(judged("json.duplicate_keys",
                            answered(R"({"Refs":[{"UID":"a","UID":"b"}]})", expected))),
              ElementsAre("/Refs/0/UID"));
}

TEST(Json, RulesHaveNoWitnessInXml) {
  const Exchange exchange = answered(data("task_sessions.xml"), list(Form::Reference));
  EXPECT_EQ(judged("json.casing", exchange).witnesses, 0U);
  EXPECT_EQ(judged("json.duplicate_keys", exchange).witnesses, 0U);
}

}  // namespace
}  // namespace emconform
