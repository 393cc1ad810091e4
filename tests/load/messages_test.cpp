#include <fmt/format.h>
#include <gmock/gmock.h>

#include "load/decoded.h"
#include "load/document.h"
#include "load/schema.h"

// What people read when a data file is wrong.
namespace emconform {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

std::vector<std::string> messages(const std::vector<Error>& errors) {
  std::vector<std::string> texts;
  texts.reserve(errors.size());
  for (const Error& error : errors) texts.push_back(message_of(error));
  return texts;
}

std::vector<std::string> messages_for(const std::string& text) {
  std::vector<Error> errors;
  const Document document = parse_document({"x.json", text}, errors);
  if (!errors.empty()) return messages(errors);
  const auto schema = nlohmann::json::parse(test_data("load/small.schema.json"));
  return messages(schema_errors(document, schema));
}

struct Sample {
  std::string text;
  std::vector<std::string> expected;
};

void expect_messages(const std::vector<Sample>& samples) {
  for (const Sample& sample : samples)
    EXPECT_THAT(messages_for(sample.text), ElementsAreArray(sample.expected)) << sample.text;
}

TEST(Messages, NoneForWhatIsRight) {
  EXPECT_THAT(messages_for(R"({"name": "a", "count": 3, "either": "auto",
    "cases": [{"name": "b", "auth": ["none"], "sample": null, "cases": []}]})"),
              IsEmpty());
  EXPECT_THAT(messages_for("\xEF\xBB\xBF{\"name\": \"a\"}"), IsEmpty());
}

TEST(Messages, NameTheSyntaxErrorAndItsCommonCause) {
  const std::string json = "not well-formed JSON: ";
  expect_messages({
      {"{\n  \"name\": \"a\",\n}",
       {"x.json:3:1: " + json +
        "unexpected '}'; expected string literal; remove the comma before '}'"}},
      {R"({"name": "a" "count": 1})",
       {"x.json:1:14: " + json +
        "unexpected string literal; expected '}'; a comma or colon is missing before it"}},
      {R"({"cases": [{} {}]})",
       {"x.json:1:15: " + json + "unexpected '{'; expected ']'; a comma is missing before it"}},
      {R"({"name": "a")",
       {"x.json:1:13: " + json +
        "unexpected end of input; expected '}'; a bracket, brace or quote is not closed"}},
      {"{ // c\n}",
       {"x.json:1:3: " + json +
        "invalid literal; expected string literal; JSON has no comments; use a \"comment\" "
        "property"}},
      {"{'name': 1}",
       {"x.json:1:2: " + json +
        "invalid literal; expected string literal; texts stand in double quotes"}},
      {"",
       {"x.json:1:1: " + json +
        "unexpected end of input; expected '[', '{', or a literal; the file is empty"}},
      {std::string("{}\0", 3), {"x.json:1:3: " + json + "a NUL byte"}},
  });
}

TEST(Messages, RefuseRepeatedKeysDeepNestingAndEndlessTexts) {
  expect_messages({
      {"{\"name\": \"a\",\n \"name\": \"b\"}",
       {"x.json:2:2 /name: key 'name' is given twice; remove one; the first is in line 1"}},
      {R"({"name": "a", "cases": [{"name": "b", "na\u006de": "c"}]})",
       {"x.json:1:39 /cases/0/name: key 'name' is given twice; remove one; the first is in line "
        "1"}},
      {"{\"name\": \"" + std::string(10'001, 'a') + "\"}",
       {"x.json:1:10 /name: a text of more than 10000 bytes"}},
  });
  const auto deep = messages_for(repeated("[", 100'000) + repeated("]", 100'000));
  ASSERT_EQ(deep.size(), 1U);
  EXPECT_THAT(deep[0], testing::EndsWith("/0/0: nested more than 64 levels deep"));
}

TEST(Messages, NameTheUnknownKeyAndTheNearestKnownOne) {
  expect_messages({
      {"{\"name\": \"a\", \"cases\": [\n  {\"name\": \"b\", \"auht\": []}]}",
       {"x.json:2:17 /cases/0/auht: unknown key 'auht'; did you mean 'auth'?"}},
      {R"({"name": "a", "Count": 1, "zzz": 2})",
       {"x.json:1:15 /Count: unknown key 'Count'; did you mean 'count'?",
        "x.json:1:27 /zzz: unknown key 'zzz'; known here: name, cases, count, either"}},
      {R"({"name": "a", "cases": [{"name": "b", "cases": [{"name": "c", "nmae": 1}]}]})",
       {"x.json:1:63 /cases/0/cases/0/nmae: unknown key 'nmae'; did you mean 'name'?"}},
      {R"({"name": "a", "a/b": 1})",
       {"x.json:1:15 /a~1b: unknown key 'a/b'; known here: name, cases, count, either"}},
  });
}

TEST(Messages, NameTheMissingKeyAndWhatItIsFor) {
  expect_messages({
      {"{}", {"x.json:1:1 /: key 'name' is missing; add \"name\": What it is called."}},
      {R"({"name": "a", "cases": [{}]})",
       {"x.json:1:25 /cases/0: key 'name' is missing; add \"name\""}},
  });
}

TEST(Messages, NameTheAllowedValuesNearestFirst) {
  expect_messages({
      {R"({"name": "a", "cases": [{"name": "b", "auth": ["session", "cokie"]}]})",
       {"x.json:1:59 /cases/0/auth/1: 'cokie' is not allowed here; did you mean 'cookie'? "
        "allowed: cookie, none, session"}},
      {R"({"name": "a", "cases": [{"name": "b", "auth": ["basic"]}]})",
       {"x.json:1:48 /cases/0/auth/0: 'basic' is not allowed here; allowed: session, cookie, "
        "none"}},
  });
}

TEST(Messages, NameTheWantedType) {
  expect_messages({
      {"[]", {"x.json:1:1 /: a list stands where an object {..} is wanted"}},
      {"null", {"x.json:1:1 /: null stands where an object {..} is wanted"}},
      {R"({"name": 7})", {"x.json:1:10 /name: 7 stands where a text in quotes is wanted"}},
      {R"({"name": ""})",
       {"x.json:1:10 /name: an empty value is not allowed here; wanted: 1 or more characters",
        "x.json:1:10 /name: '' is not written right; it must match ^[a-z]+$"}},
      {R"({"name": "a", "count": "3"})",
       {"x.json:1:24 /count: '3' stands where a whole number is wanted"}},
      {R"({"name": "a", "count": 1.5})",
       {"x.json:1:24 /count: 1.5 stands where a whole number is wanted"}},
      {R"({"name": "a", "cases": [{"name": "b", "auth": "none", "sample": true}]})",
       {"x.json:1:47 /cases/0/auth: 'none' stands where a list [..] is wanted; write "
        "[\"none\"]",
        "x.json:1:65 /cases/0/sample: true stands where a whole number or null is wanted"}},
      {R"({"name": "a", "either": 3})",
       {"x.json:1:25 /either: 3 stands where true or false is wanted"}},
  });
}

TEST(Messages, NamePatternsAndBounds) {
  expect_messages({
      {R"({"name": "A b"})",
       {"x.json:1:10 /name: 'A b' is not written right; it must match ^[a-z]+$"}},
      {R"({"name": "a", "count": 10})",
       {"x.json:1:24 /count: 10 is not allowed here; wanted: at least 0, at most 9"}},
      {R"({"name": "a", "cases": []})",
       {"x.json:1:24 /cases: an empty value is not allowed here; wanted: 1 or more entries"}},
  });
}

TEST(Messages, ComeAllAtOnceInTheOrderOfTheText) {
  EXPECT_THAT(
      messages_for("{\n\"zeta\": 1,\n\"name\": 2,\n\"count\": -1}"),
      ElementsAre("x.json:2:1 /zeta: unknown key 'zeta'; known here: name, cases, count, "
                  "either",
                  "x.json:3:9 /name: 2 stands where a text in quotes is wanted",
                  "x.json:4:10 /count: -1 is not allowed here; wanted: at least 0, at most 9"));
}

TEST(Messages, SurviveASchemaThatIsNone) {
  std::vector<Error> errors;
  const Document document = parse_document({"x.json", "{}"}, errors);
  const auto found = schema_errors(document, {{"type", "no such type"}});
  EXPECT_EQ(found.size(), 1U);
}

}  // namespace
}  // namespace emconform
