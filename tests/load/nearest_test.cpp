#include "load/nearest.h"

#include <gmock/gmock.h>

#include "load/sha256.h"
#include "load/text_position.h"

namespace emconform {
namespace {

using testing::ElementsAre;

TEST(EditDistance, CountsTheChangesBetweenWords) {
  struct Sample {
    std::string_view a, b;
    std::size_t expected;
  };
  const Sample samples[] = {
      {"", "", 0},        {"auth", "auth", 0},      {"Auth", "aUTH", 0},     {"auht", "auth", 1},
      {"aut", "auth", 1}, {"authh", "auth", 1},     {"outh", "auth", 1},     {"", "auth", 4},
      {"auth", "", 4},    {"kitten", "sitting", 3}, {"links.*", "link.*", 1}};
  for (const Sample& sample : samples)
    EXPECT_EQ(edit_distance(sample.a, sample.b), sample.expected) << sample.a << ' ' << sample.b;
}

TEST(Nearest, FindsTheWordThatIsMeant) {
  const std::vector<std::string> known = {"auth", "accept", "form", "status"};
  EXPECT_EQ(nearest("auht", known), "auth");
  EXPECT_EQ(nearest("Status", known), "status");
  EXPECT_EQ(nearest("statuses", known), "status");
  EXPECT_EQ(nearest("sample", known), std::nullopt);
  EXPECT_EQ(nearest("", known), std::nullopt);
  EXPECT_EQ(nearest("auth", {}), std::nullopt);
  EXPECT_EQ(nearest(std::string(1'000'000, 'a'), known), std::nullopt);
}

TEST(Nearest, SortsByNearness) {
  EXPECT_THAT(nearest_first("jon", {"xml", "any", "json"}), ElementsAre("json", "xml", "any"));
  EXPECT_THAT(nearest_first("q", {"b", "a"}), ElementsAre("b", "a"));
}

TEST(LineColumn, CountsFromOne) {
  const std::string_view text = "ab\ncd\n";
  EXPECT_EQ(to_string(line_column(text, 0)), "line 1, column 1");
  EXPECT_EQ(to_string(line_column(text, 2)), "line 1, column 3");
  EXPECT_EQ(to_string(line_column(text, 4)), "line 2, column 2");
  EXPECT_EQ(to_string(line_column(text, 99)), "line 3, column 1");
}

TEST(Printable, MakesOneLineOfAscii) {
  EXPECT_EQ(printable("a\nb\x01\xC3\xA4 \n"), "a b???");
  EXPECT_EQ(printable(std::string(400, 'x')).size(), 303U);
}

TEST(PointerToken, EscapesAsRfc6901Says) { EXPECT_EQ(pointer_token("a/b~c"), "a~1b~0c"); }

TEST(Sha256, HashesTexts) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace emconform
