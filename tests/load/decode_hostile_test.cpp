#include <fmt/format.h>
#include <gmock/gmock.h>

#include <random>

#include "load/decoded.h"

namespace emconform {
namespace {

using testing::EndsWith;

TEST(DecodeHostile, RefusesDeepNesting) {
  EXPECT_THAT(refusal(repeated("{\"a\":", 1'000'000)),
              EndsWith("/a: JSON nested more than 64 levels deep"));
  EXPECT_THAT(refusal("{\"a\":" + repeated("[", 1'000'000)),
              EndsWith("/0: JSON nested more than 64 levels deep"));
  EXPECT_EQ(refusal(repeated("<a>", 1'000'000)),
            "line 1, column 195: XML nested more than 64 levels deep");
}

TEST(DecodeHostile, AcceptsNestingUpToTheLimit) {
  const DecodeLimits limits{.depth = 3};
  EXPECT_EQ(refusal("<a><b><c/></b></a>", limits), "decoded");
  EXPECT_EQ(refusal("<a><b><c><d/></c></b></a>", limits),
            "line 1, column 12: XML nested more than 3 levels deep");
  EXPECT_EQ(refusal(R"({"a":{"b":[1]}})", limits), "decoded");
  EXPECT_EQ(refusal(R"({"a":{"b":[1,{}]}})", limits),
            "/a/b/1: JSON nested more than 3 levels deep");
}

TEST(DecodeHostile, RefusesMoreNodesThanAllowed) {
  const DecodeLimits limits{.nodes = 5};
  EXPECT_EQ(refusal(R"(<a b="1"><c/>x</a>)", limits), "decoded");
  EXPECT_EQ(refusal(R"(<a b="1"><c/>x<d e="2"/></a>)", limits),
            "line 1, column 23: XML of more than 5 elements, attributes and texts");
  const DecodeLimits three_items{.nodes = 14};
  EXPECT_EQ(refusal(R"({"a": [1, 2, 3]})", three_items), "decoded");
  EXPECT_EQ(refusal(R"({"a": [1, 2, 3, 4]})", three_items),
            "/a/3: JSON of too many values (over 14, items of arrays count 4 each)");
}

TEST(DecodeHostile, AllowsMoreNodesWhereTheBodyHasTheBytesForThem) {
  const DecodeLimits limits{.nodes = 5, .bytes_per_node = 16};
  const auto list = [](const std::string& text) {
    return "<a>" + repeated("<b>" + text + "</b>", 100) + "</a>";
  };
  EXPECT_EQ(refusal(list("as long as it really is, or longer"), limits), "decoded");
  EXPECT_THAT(refusal(list("short"), limits), EndsWith("elements, attributes and texts"));
}

TEST(DecodeHostile, RefusesElementsCrowdedWithAttributes) {
  std::string crowded = "<a>\n<b";
  for (int i = 0; i < 1001; ++i) crowded += fmt::format(" a{}=''", i);
  EXPECT_THAT(refusal(crowded + "/></a>"),
              EndsWith("XML with more than 1000 attributes in one element"));
  EXPECT_EQ(refusal("<a>" + repeated("<b c='>' d=\"'\"/>", 1001) + "</a>"), "decoded");
  EXPECT_EQ(refusal("<a><!-- ' --><![CDATA[ \" ]]><?p ' ?>" + repeated("<b c=''/>", 1001) + "</a>"),
            "decoded");
}

// Each of these took libxml2's reader, or would take a naive program, minutes or all memory.
TEST(DecodeHostile, TakesTimeInProportionToTheLength) {
  const std::size_t many = 1'000'000;
  const std::string bodies[] = {
      "<a b=\"" + repeated("x>xx", many) + "\"/>",
      "<a><!--" + repeated(" -- ", many) + "--></a>",
      "<a>" + repeated("<!-- ", many),
      repeated("<a '", many),
      repeated("<!--x-->", many) + "<a/>",
      "<a>" + repeated("&lt;", many) + "</a>",
      "<a>" + repeated("&x;", many) + "</a>",
      "{\"a\": \"" + repeated("\\u0041", many) + "\"}",
      "{\"a\": " + repeated("1", many) + "}",
      "{\"a\": \"" + repeated("x", many),
  };
  for (const std::string& body : bodies) {
    const std::string answer = refusal(body);
    EXPECT_LT(answer.size(), 400U) << "messages do not grow with the body";
  }
}

TEST(DecodeHostile, NeverCrashesOnDamagedBodies) {
  const std::string samples[] = {
      test_data("captures/em-12.3/backup_servers_metrics_v12.json"),
      R"(<?xml version="1.0" encoding="utf-8"?><R xmlns="urn:a" xmlns:i="urn:i"><Ref A='1'>
         <Links><Link Rel="Up" Href="http://a/b?c=&amp;"/></Links><T>&#xE4;<![CDATA[x]]></T></Ref></R>)",
  };
  std::mt19937 random(20261121);
  std::size_t refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string body = samples[round % 2];
    for (unsigned hits = random() % 4 + 1; hits > 0; --hits) {
      const std::size_t at = random() % body.size();
      if (random() % 2 == 0)
        body[at] = static_cast<char>(random() % 256);
      else
        body.insert(at, body.substr(random() % body.size(), random() % 20));
    }
    const auto result = decode(body);
    if (result) continue;
    ++refused;
    EXPECT_FALSE(result.error().what.empty());
    for (const char c : result.error().what + result.error().where)
      EXPECT_TRUE(c >= ' ' && c <= '~') << "messages are printable";
  }
  EXPECT_GT(refused, 500U);
}

}  // namespace
}  // namespace emconform
