#include "reports/text.h"

#include <gtest/gtest.h>

namespace emconform {
namespace {

constexpr const char* replaced = "\xef\xbf\xbd";

TEST(LegalInXml, ReplacesWhatXmlForbidsAndWhatIsNoUtf8) {
  struct Sample {
    std::string text, legal;
  };
  const std::string r = replaced;
  const Sample samples[] = {
      {"", ""},
      {"plain <&>\"' text", "plain <&>\"' text"},
      {"tab\tline\nreturn\r", "tab\tline\nreturn\r"},
      {"J\xc3\xa4ger \xe2\x82\xac \xf0\x9f\x98\x80", "J\xc3\xa4ger \xe2\x82\xac \xf0\x9f\x98\x80"},
      {std::string(1, '\0'), r},
      {"\x01\x08\x0b\x0c\x0e\x1f", r + r + r + r + r + r},
      {"\x7f", "\x7f"},
      {"\xef\xbf\xbe", r},  // U+FFFE
      {"\xef\xbf\xbf", r},  // U+FFFF
      {"\xef\xbf\xbd", r},  // U+FFFD itself
      {"\xff", r},
      {"\x80", r},                          // continuation without a lead
      {"\xc0\x80", r + r},                  // overlong NUL
      {"\xe0\x80\xaf", r + r + r},          // overlong
      {"\xed\xa0\x80", r + r + r},          // surrogate
      {"\xf4\x90\x80\x80", r + r + r + r},  // beyond U+10FFFF
      {"\xe2\x82", r + r},                  // cut off
      {"\xe2\x82x", r + r + "x"},
      {"\xf4\x8f\xbf\xbd", "\xf4\x8f\xbf\xbd"},
  };
  for (const auto& [text, legal] : samples) EXPECT_EQ(legal_in_xml(text), legal) << text;
}

TEST(Visible, ShowsWhatATerminalWouldObey) {
  struct Sample {
    std::string text, shown;
  };
  const Sample samples[] = {
      {"plain", "plain"},
      {"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"},
      {"a\nb\rc\td", "a\\nb\\rc\\td"},
      {std::string(1, '\0') + "\x07\x7f", "\\x00\\x07\\x7f"},
      {"\xc2\x9b"
       "31m",
       "\\u009b31m"},                             // CSI in one character
      {"\xe2\x80\xaetxt.exe", "\\u202etxt.exe"},  // right-to-left override
      {"a\xd8\x9c"
       "b\xf3\xa0\x81\x81",
       "a\\u061cb\\ue0041"},        // Arabic letter mark, tag
      {"\xe2\x80\xa8", "\\u2028"},  // line separator
      {"\xef\xbb\xbf", "\\ufeff"},  // byte order mark
      {"\xff\xc3", "\\xff\\xc3"},
      {"J\xc3\xa4ger", "J\xc3\xa4ger"},
  };
  for (const auto& [text, shown] : samples) EXPECT_EQ(visible(text), shown);
}

TEST(Shortened, NeverEndsInsideACharacter) {
  EXPECT_EQ(shortened("", 0), "");
  EXPECT_EQ(shortened("abcdef", 6), "abcdef");
  EXPECT_EQ(shortened("abcdefg", 6), "abc...");
  EXPECT_EQ(shortened("ab\xe2\x82\xac"
                      "efg",
                      6),
            "ab...");
  EXPECT_EQ(shortened("ab\xe2\x82\xac"
                      "efg",
                      7),
            "ab...");
  EXPECT_EQ(shortened("ab\xe2\x82\xac"
                      "efgh",
                      8),
            "ab\xe2\x82\xac...");
  for (std::size_t bytes = 0; bytes < 12; ++bytes) {
    const std::string text = shortened("\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac", bytes);
    EXPECT_EQ(text, legal_in_xml(text));
    EXPECT_LE(text.size(), std::max<std::size_t>(bytes, 3));
  }
}

TEST(Wrap, KeepsWordsWhole) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("", 10), (Lines{""}));
  EXPECT_EQ(wrap("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("one two three", 13), (Lines{"one two three"}));
  EXPECT_EQ(wrap("a 6a0f1b2c-0000-4000-8000-000000000000 b", 10),
            (Lines{"a", "6a0f1b2c-0000-4000-8000-000000000000", "b"}));
  EXPECT_EQ(wrap("\xc3\xa4\xc3\xa4\xc3\xa4 \xc3\xb6\xc3\xb6\xc3\xb6", 7),
            (Lines{"\xc3\xa4\xc3\xa4\xc3\xa4 \xc3\xb6\xc3\xb6\xc3\xb6"}));
}

}  // namespace
}  // namespace emconform
