#include "checks/compare.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checks/relation_samples.h"

namespace emconform {
namespace {

using samples::Sample;

std::vector<std::string> paths(const Resource& left, const Resource& right) {
  std::vector<std::string> all;
  for (const Difference& difference : differences(left, right)) all.push_back(difference.path);
  return all;
}

struct Values {
  const char* left;
  Writing left_writing;
  const char* right;
  Writing right_writing;
  bool same;
};

TEST(Differences, CompareValuesByWhatTheyMean) {
  const std::vector<Values> samples = {
      {"true", Writing::Text, "true", Writing::Boolean, true},
      {"1", Writing::Text, "true", Writing::Boolean, true},
      {"false", Writing::Attribute, "true", Writing::Boolean, false},
      {"True", Writing::Text, "true", Writing::Boolean, false},
      {"100", Writing::Text, "100", Writing::Number, true},
      {"007", Writing::Text, "7", Writing::Number, true},
      {"1.5", Writing::Text, "1.50", Writing::Number, true},
      {"9007199254740993", Writing::Text, "9007199254740992", Writing::Number, false},
      {"007", Writing::Text, "7", Writing::String, false},
      {"2026-06-15T05:50:44.62Z", Writing::Text, "2026-06-15T05:50:44.620Z", Writing::String, true},
      {"2026-06-15T05:50:44Z", Writing::Text, "2026-06-15T05:50:44", Writing::String, false},
      {"2026-06-15T05:50:44Z", Writing::Text, "2026-06-15T05:50:45Z", Writing::String, false},
      {"", Writing::Text, "", Writing::String, true},
      {"a", Writing::Text, "A", Writing::String, false},
  };
  for (const Values& s : samples) {
    const Resource left = Sample().field("X", s.left, s.left_writing);
    const Resource right = Sample().field("X", s.right, s.right_writing);
    EXPECT_EQ(are_same(left, right), s.same) << s.left << " and " << s.right;
    EXPECT_EQ(are_same(right, left), s.same) << s.right << " and " << s.left;
  }
}

TEST(Differences, TakeNullForAbsentButNotForEmpty) {
  const Resource null = Sample().field("FailureMessage", "", Writing::Null);
  const Resource empty = Sample().field("FailureMessage", "", Writing::String);
  EXPECT_TRUE(are_same(null, Sample()));
  EXPECT_EQ(paths(empty, null), std::vector<std::string>{"FailureMessage"});
}

TEST(Differences, CompareLinksWithoutRegardToOrder) {
  const Resource left = Sample().link("Up", "A", "/a").link("Up", "B", "/b", "b");
  const Resource right = Sample().link("Up", "B", "/b", "b").link("Up", "A", "/a");
  EXPECT_TRUE(are_same(left, right));
  const Resource fewer = Sample().link("Up", "A", "/a");
  EXPECT_EQ(paths(left, fewer), std::vector<std::string>{"Links"});
  const Resource twice = Sample().link("Up", "A", "/a").link("Up", "A", "/a");
  EXPECT_EQ(paths(twice, fewer), std::vector<std::string>{"Links"});
}

/// <Includes><ObjectInJob/>..</Includes> as XML and as JSON write it.
Resource includes_xml(const std::vector<std::string>& names) {
  Sample includes = Sample().named("Includes");
  for (const auto& name : names) includes.child(Sample().named("ObjectInJob").field("Name", name));
  return Sample().child(includes);
}
Resource includes_json(const std::vector<std::string>& names) {
  Resource array;
  array.element = "ObjectInJobs";
  array.is_list = true;
  for (const auto& name : names)
    array.children.push_back(Sample().field("Name", name, Writing::String));
  return Sample().child(Sample().named("Includes").child(array));
}

TEST(Differences, SeeRepeatedElementsAndArraysAsOneList) {
  EXPECT_TRUE(are_same(includes_xml({"a", "b"}), includes_json({"a", "b"})));
  EXPECT_TRUE(are_same(includes_xml({"a"}), includes_json({"a"})));
  EXPECT_EQ(paths(includes_xml({"a", "b"}), includes_json({"a", "c"})),
            std::vector<std::string>{"Includes/ObjectInJob[2]/Name"});
  EXPECT_EQ(paths(includes_xml({"a", "b"}), includes_json({"a"})),
            std::vector<std::string>{"Includes/ObjectInJob"});
}

TEST(Differences, TakeAnEmptyElementForAnEmptyObjectOrList) {
  const Resource element = Sample().field("Includes", "");
  EXPECT_TRUE(are_same(element, includes_json({})));
  EXPECT_TRUE(are_same(includes_json({}), element));
  EXPECT_FALSE(are_same(element, includes_json({"a"})));
}

TEST(Differences, SeeThroughTheDoubledNamesOfJson) {
  Resource inner;
  inner.element = "Refs";
  inner.is_list = true;
  inner.children.push_back(Sample().field("Name", "a"));
  inner.children.push_back(Sample().field("Name", "b"));
  const Resource doubled = Sample().child(Sample().named("Refs").child(inner));
  const Resource plain = Sample()
                             .child(Sample().named("Ref").field("Name", "a"))
                             .child(Sample().named("Ref").field("Name", "b"));
  EXPECT_TRUE(are_same(plain, doubled));
  EXPECT_TRUE(are_same(Sample().child(inner), doubled));
}

}  // namespace
}  // namespace emconform
