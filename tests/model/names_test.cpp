#include <gtest/gtest.h>

#include <set>
#include <string>

#include "model/results.h"

namespace emconform {
namespace {

/// Every enumerator up to `last` has a name of its own, by which it is found again.
template <class Enum>
void expect_names(Enum last, std::optional<Enum> (*named)(std::string_view)) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enum>(i);
    const std::string_view name = name_of(value);
    EXPECT_FALSE(name.empty()) << i;
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(named(name), value) << name;
  }
  for (const char* unknown : {"", " ", "PASS", "unheard of"}) EXPECT_FALSE(named(unknown));
}

TEST(Names, LeadThereAndBack) {
  expect_names(Verdict::Fail, verdict_named);
  expect_names(Level::May, level_named);
  expect_names(Scope::Nowhere, scope_named);
  expect_names(Auth::BasicUnknown, auth_named);
  expect_names(Form::Entity, form_named);
  expect_names(Shape::None, shape_named);
  expect_names(Format::Json, format_named);
  expect_names(FieldType::Any, field_type_named);
}

TEST(Names, AreThoseOfFilesAndReports) {
  EXPECT_EQ(name_of(Verdict::NotTestable), "not testable");
  EXPECT_EQ(name_of(Verdict::Fail), "fail");
  EXPECT_EQ(name_of(Level::Derived), "derived");
  EXPECT_EQ(name_of(Auth::CookieOverHeader), "cookie_over_header");
  EXPECT_EQ(name_of(Auth::LoggedOff), "logged_off");
  EXPECT_EQ(name_of(Form::Reference), "reference");
  EXPECT_EQ(name_of(Shape::Query), "query");
  EXPECT_EQ(name_of(Format::Xml), "xml");
  EXPECT_EQ(name_of(FieldType::LocalTime), "LocalTime");
}

}  // namespace
}  // namespace emconform
