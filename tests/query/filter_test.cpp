#include "query/filter.h"

#include <gtest/gtest.h>

#include <string>

namespace emconform::query {
namespace {

struct Printed {
  std::string text, canonical;
};

TEST(FilterParse, ReadsEveryFormAndPrintsItPlainly) {
  const std::vector<Printed> samples = {
      {"a==1", "a==1"},
      {" a  ==  1 ", "a==1"},
      {"a!=1", "a!=1"},
      {"a<1", "a<1"},
      {"a<=1", "a<=1"},
      {"a>1", "a>1"},
      {"a>=1", "a>=1"},
      {"a==b c", R"(a=="b c")"},
      {R"(Name=="Backup Job 2")", R"(Name=="Backup Job 2")"},
      {R"(Name=="plain")", "Name==plain"},
      {R"(Name=="")", R"(Name=="")"},
      {R"(Name=="say ""hi""")", R"(Name=="say ""hi""")"},
      {"Name==\"a;b,(c)\"", "Name==\"a;b,(c)\""},
      {"CreationTime>=2024-01-31T10:00:00", "CreationTime>=2024-01-31T10:00:00"},
      {"a==1;b==2", "a==1;b==2"},
      {"a==1,b==2;c==3", "a==1,b==2;c==3"},
      {"(a==1,b==2);c==3", "(a==1,b==2);c==3"},
      {"( a==1 , b==2 ) ; c==3", "(a==1,b==2);c==3"},
      {"((a==1))", "a==1"},
      {"(a==1;b==2);c==3", "(a==1;b==2);c==3"},
      {"(a==1;b==2),c==3", "a==1;b==2,c==3"},
      {"(a==1,b==2),c==3", "(a==1,b==2),c==3"},
      {"Name==J\xc3\xa4ger & Co", "Name==\"J\xc3\xa4ger & Co\""},
  };
  for (const auto& [text, canonical] : samples) {
    const auto filter = parse(text);
    ASSERT_TRUE(filter) << text << ": " << filter.error().what;
    EXPECT_EQ(print(*filter), canonical) << text;
  }
}

TEST(FilterParse, AndBindsTighterThanOr) {
  const auto filter = parse("a==1,b==2;c==3");
  ASSERT_TRUE(filter);
  ASSERT_EQ(filter->kind, Filter::Kind::Or);
  ASSERT_EQ(filter->operands.size(), 2U);
  EXPECT_EQ(filter->operands[0].comparison.property, "a");
  ASSERT_EQ(filter->operands[1].kind, Filter::Kind::And);
  EXPECT_EQ(filter->operands[1].operands[1].comparison.value, "3");
}

struct Refused {
  std::string text, where;
};

TEST(FilterParse, RefusesWhatIsNoFilterAndNamesTheColumn) {
  const std::vector<Refused> samples = {
      {"", "column 1"},
      {"   ", "column 1"},
      {"a", "column 2"},
      {"==1", "column 1"},
      {"a=1", "column 2"},
      {"a==", "column 4"},
      {"a==;b==2", "column 4"},
      {"a==1;", "column 6"},
      {"a==1,,b==2", "column 6"},
      {"(a==1", "column 6"},
      {"a==1)", "column 5"},
      {"a==b(c)", "column 5"},
      {R"(a=="open)", "column 4"},
      {R"(a=="x"y)", "column 7"},
      {R"(a==x"y")", "column 5"},
      {"a b==1", "column 3"},
      {"()", "column 2"},
  };
  for (const auto& [text, where] : samples) {
    const auto filter = parse(text);
    ASSERT_FALSE(filter) << text;
    EXPECT_EQ(filter.error().where, where) << text << ": " << filter.error().what;
    EXPECT_FALSE(filter.error().what.empty()) << text;
  }
}

TEST(FilterParse, LimitsDepthAndLength) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "a==1" + std::string(depth, ')');
  };
  EXPECT_TRUE(parse(nested(64)));
  EXPECT_FALSE(parse(nested(65)));
  EXPECT_FALSE(parse(nested(20000)));
  EXPECT_TRUE(parse("a==" + std::string(64 * 1024 - 3, 'x')));
  EXPECT_FALSE(parse("a==" + std::string(64 * 1024 - 2, 'x')));
}

TEST(FilterJoin, OfOneOperandIsThatOperand) {
  EXPECT_EQ(print(all_of({compare("a", Operator::Less, "1")})), "a<1");
  EXPECT_EQ(print(any_of({compare("a", Operator::Less, "1")})), "a<1");
}

}  // namespace
}  // namespace emconform::query
