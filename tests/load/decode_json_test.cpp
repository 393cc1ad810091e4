#include <gmock/gmock.h>

#include "load/decoded.h"

namespace emconform {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(DecodeJson, MakesFieldsOfScalarsAndKeepsTheirText) {
  const auto job = decoded(R"({"Name": "a\u00e4\n", "Size": 18446744073709551616, "Rate": 1.50,
    "Low": -3, "Exp": 1E2, "On": true, "Off": false, "Reason": null})");
  EXPECT_EQ(job.format, Format::Json);
  EXPECT_EQ(job.root.element, "");
  struct Expected {
    std::string name, text;
    Writing writing;
  };
  const Expected expected[] = {
      {"Name", "a\xC3\xA4\n", Writing::String}, {"Size", "18446744073709551616", Writing::Number},
      {"Rate", "1.50", Writing::Number},        {"Low", "-3", Writing::Number},
      {"Exp", "1E2", Writing::Number},          {"On", "true", Writing::Boolean},
      {"Off", "false", Writing::Boolean},       {"Reason", "", Writing::Null},
  };
  ASSERT_EQ(job.root.fields.size(), std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    EXPECT_EQ(job.root.fields[i].name, expected[i].name);
    EXPECT_EQ(job.root.fields[i].text, expected[i].text);
    EXPECT_EQ(job.root.fields[i].writing, expected[i].writing) << expected[i].name;
  }
}

TEST(DecodeJson, MakesLinksOfTheLinksArray) {
  const auto job = decoded(R"({"Links": [{"Rel": "Up", "Href": "/a", "Name": null, "Type": "T"},
    {"rel": "Down", "Extra": {"x": [1]}, "Href": ""}, 7]})");
  EXPECT_TRUE(job.root.has_links);
  ASSERT_EQ(job.root.links.size(), 3U);
  EXPECT_EQ(job.root.links[0].type, "T");
  EXPECT_EQ(job.root.links[0].name, std::nullopt);
  EXPECT_EQ(job.root.links[1].rel, "Down");
  EXPECT_EQ(job.root.links[1].href, "");
  EXPECT_EQ(job.root.links[2].rel, std::nullopt);
  EXPECT_TRUE(job.root.fields.empty());
  EXPECT_TRUE(job.root.children.empty());
}

TEST(DecodeJson, TellsNoLinksFromEmptyOnes) {
  EXPECT_TRUE(decoded(R"({"Links": []})").root.has_links);
  EXPECT_TRUE(decoded(R"({"links": []})").root.has_links);
  EXPECT_FALSE(decoded(R"({"Links": null})").root.has_links);
  EXPECT_FALSE(decoded(R"({"Links": {}})").root.has_links);
}

TEST(DecodeJson, MakesChildrenOfObjectsAndLists) {
  const auto body = decoded(R"({"Entities": {"Jobs": {"Jobs": [{"Name": "a"}, {"Name": "b"}]}},
    "Texts": ["x", 2, [null]]})");
  const Resource& jobs = body.root.children.at(0).children.at(0);
  EXPECT_EQ(jobs.element, "Jobs");
  EXPECT_FALSE(jobs.is_list);
  EXPECT_TRUE(jobs.children.at(0).is_list);
  EXPECT_EQ(members(body.root.children[0], {"Job", "Jobs"}).size(), 2U);
  const Resource& texts = body.root.children.at(1);
  EXPECT_TRUE(texts.is_list);
  ASSERT_EQ(texts.children.size(), 3U);
  EXPECT_EQ(texts.children[0].element, "");
  EXPECT_EQ(texts.children[0].fields.at(0).name, "");
  EXPECT_EQ(texts.children[0].fields.at(0).text, "x");
  EXPECT_EQ(texts.children[1].fields.at(0).writing, Writing::Number);
  EXPECT_TRUE(texts.children[2].is_list);
  EXPECT_EQ(texts.children[2].children.at(0).fields.at(0).writing, Writing::Null);
}

// Release 13 (api-facts, section 4).
TEST(DecodeJson, SpellsCamelCaseNamesAsXmlDoes) {
  const auto body = decoded(R"({"uid": 1, "nasJobs": {"vmUid": 2}, "creationTimeUTC": 3,
    "links": [{"rel": "Up"}], "Name": 4, "_x": 5, "": 6, "\u00e4": 7})");
  std::vector<std::string> names;
  for (const Field& field : body.root.fields) names.push_back(field.name);
  EXPECT_THAT(names, ElementsAre("UID", "CreationTimeUTC", "Name", "_x", "", "\xC3\xA4"));
  EXPECT_EQ(body.root.children.at(0).element, "NASJobs");
  EXPECT_EQ(body.root.children[0].fields.at(0).name, "VmUid");
  EXPECT_EQ(body.root.links.at(0).rel, "Up");
  EXPECT_EQ(body.lower_case_count, 6U);
  EXPECT_EQ(body.upper_case_count, 1U);
  EXPECT_THAT(body.lower_case_names, ElementsAre("/uid", "/nasJobs", "/nasJobs/vmUid",
                                                 "/creationTimeUTC", "/links", "/links/0/rel"));
}

TEST(DecodeJson, CountsAllCamelCaseNamesButNamesTwenty) {
  const auto body = decoded("{\"A\": [{}" + repeated(", {\"b\": 1}", 30) + "]}");
  EXPECT_EQ(body.lower_case_count, 30U);
  ASSERT_EQ(body.lower_case_names.size(), 20U);
  EXPECT_EQ(body.lower_case_names[0], "/A/1/b");
  EXPECT_EQ(body.lower_case_names[19], "/A/20/b");
}

TEST(DecodeJson, NotesRepeatedKeys) {
  EXPECT_THAT(decoded(R"({"A": 1, "B": [{}, {"x/y": 1, "C": 2, "x/y": 3, "x/y": 4}], "A": 2})")
                  .duplicate_keys,
              ElementsAre("/B/1/x~1y", "/A"));
  EXPECT_THAT(decoded(R"({"Links": [{"Rel": "a", "Rel": "b"}]})").duplicate_keys,
              ElementsAre("/Links/0/Rel"));
  EXPECT_THAT(decoded(R"({"A": {"A": 1}, "B": [{"A": 1}, {"A": 1}], "a": 1})").duplicate_keys,
              IsEmpty());
  EXPECT_EQ(
      decoded("{\"L\": [{}" + repeated(R"(, {"a": 1, "a": 2})", 30) + "]}").duplicate_keys.size(),
      20U);
}

TEST(DecodeJson, AcceptsAByteOrderMarkAndBlanks) {
  const auto marked = decoded("\xEF\xBB\xBF {\"A\": 1}\r\n");
  EXPECT_TRUE(marked.byte_order_mark);
  EXPECT_EQ(text_of(marked.root, "A"), "1");
  EXPECT_FALSE(decoded("{}").byte_order_mark);
}

TEST(DecodeJson, RefusesWhatIsNotWellFormed) {
  struct Sample {
    std::string body, expected;
  };
  const std::string json = "not well-formed JSON: ";
  const Sample samples[] = {
      {R"({"a": 1,})", "line 1, column 9: " + json + "unexpected '}'; expected string literal"},
      {"{\"a\":\n 01}", "line 2, column 3: " + json + "unexpected number literal; expected '}'"},
      {R"({"a": NaN})", "line 1, column 7: " + json + "invalid literal"},
      {R"({"a": 1e999})", "line 1, column 11: " + json + "number overflow parsing '1e999'"},
      {R"({"a": "\ud800"})",
       "line 1, column 14: " + json +
           "invalid string: surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF"},
      {"{\"a\": \"\xFF\"}", "line 1, column 8: " + json + "invalid string: ill-formed UTF-8 byte"},
      {"{\"a\": \"\x01\"}",
       "line 1, column 8: " + json +
           "invalid string: control character U+0001 (SOH) must be escaped to \\u0001"},
      {"{} x", "line 1, column 4: " + json + "invalid literal; expected end of input"},
      {"{}{}", "line 1, column 3: " + json + "unexpected '{'; expected end of input"},
      {"{\"a\": 1", "line 1, column 8: " + json + "unexpected end of input; expected '}'"},
      {"{\"a\"", "line 1, column 5: " + json + "unexpected end of input; expected ':'"},
      {std::string("{}\0x", 4), "line 1, column 3: " + json + "a NUL byte"},
      {R"({'a': 1})", "line 1, column 2: " + json + "invalid literal; expected string literal"},
      {"{ // c\n}", "line 1, column 3: " + json + "invalid literal; expected string literal"},
      {"[1, 2]", "line 1, column 1: the JSON text is an array, not an object"},
      {" \n []", "line 2, column 2: the JSON text is an array, not an object"},
      {"\"text\"", "line 1, column 1: not well-formed XML: Start tag expected, '<' not found"},
      {"\xEF\xBB\xBF\xEF\xBB\xBF{}",
       "line 1, column 1: not well-formed XML: Start tag expected, '<' not found"},
  };
  for (const Sample& sample : samples) EXPECT_EQ(refusal(sample.body), sample.expected);
}

TEST(DecodeJson, RefusesEveryBeginningOfADocument) {
  const std::string whole = R"({"A": [1, true, null, {"b": "\u00e4"}], "Links": [{"Rel": "Up"}]})";
  ASSERT_TRUE(decode(whole));
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(decode(whole.substr(0, length))) << whole.substr(0, length);
}

}  // namespace
}  // namespace emconform
