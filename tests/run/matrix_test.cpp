#include "run/matrix.h"

#include <gtest/gtest.h>

#include <set>

#include "load/files.h"

namespace emconform {
namespace {

/// The built-in cases, whole and thinned.
class MatrixTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = load_knowledge({}, {}, known_checks());
    ASSERT_TRUE(loaded);
    knowledge = new Knowledge(std::move(*loaded));
  }
  static void TearDownTestSuite() {
    delete knowledge;
    knowledge = nullptr;
  }

  static std::vector<Unit> units(const std::string& filter, bool whole) {
    return make_plan(*knowledge,
                     {.filters = {filter}, .whole_matrix = whole, .probe_methods = true})
        .units;
  }

  /// What `trait` says of all units of the whole matrix, and of the thinned one.
  template <class Trait>
  static void expect_same(Trait trait) {
    std::set<std::string> all, some;
    for (const Unit& unit : units("*", true)) all.insert(trait(unit));
    for (const Unit& unit : units("*", false)) some.insert(trait(unit));
    EXPECT_EQ(some, all);
  }

  static std::string name_of_case(const Unit& unit) {
    return unit.suite->name + "/" + unit.test->name;
  }

  static Knowledge* knowledge;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
};
Knowledge* MatrixTest::knowledge = nullptr;

std::string format_of(const Unit& unit) {
  return unit.accept.format ? std::string(name_of(*unit.accept.format)) : "any";
}

TEST_F(MatrixTest, HasEveryValueOfEveryAxisOfEveryCase) {
  expect_same(
      [](const Unit& unit) { return name_of_case(unit) + std::string(name_of(unit.auth)); });
  expect_same([](const Unit& unit) {
    return unit.relation == nullptr ? name_of_case(unit) + unit.accept.value.value_or("-") : "";
  });
  expect_same([](const Unit& unit) {
    return unit.relation == nullptr
               ? name_of_case(unit) + format_of(unit) + std::string(name_of(unit.form))
               : "";
  });
}

TEST_F(MatrixTest, TriesNoCredentialsInEveryFormat) {
  expect_same([](const Unit& unit) {
    return unit.auth == Auth::None ? name_of_case(unit) + format_of(unit) : "";
  });
}

TEST_F(MatrixTest, AsksEachSubjectOfTheOtherRelations) {
  expect_same([](const Unit& unit) {
    const std::string_view id = unit.relation != nullptr ? unit.relation->id : "";
    const bool thinned = id == "query.filter" || id == "query.value_forms" || id == "query.sort";
    return !id.empty() && !thinned ? name_of_case(unit) + unit.subject : "";
  });
}

TEST_F(MatrixTest, ComparesEachPropertyAndUsesEachOperator) {
  const auto property = [](const Unit& unit) {
    return unit.subject.substr(0, unit.subject.find(' '));
  };
  expect_same([&](const Unit& unit) {
    const bool compares = unit.relation != nullptr && unit.relation->id == "query.filter";
    return compares ? name_of_case(unit) + property(unit) : "";
  });
  expect_same([&](const Unit& unit) {
    const bool compares = unit.relation != nullptr && unit.relation->id == "query.filter";
    return compares ? name_of_case(unit) + unit.subject.substr(property(unit).size()) : "";
  });
}

TEST_F(MatrixTest, SortsByEachPropertyAndInBothDirections) {
  expect_same([](const Unit& unit) {
    const bool sorts = unit.relation != nullptr && unit.relation->id == "query.sort";
    return sorts ? name_of_case(unit) + unit.subject.substr(0, unit.subject.find(' ')) : "";
  });
  expect_same([](const Unit& unit) {
    const bool sorts = unit.relation != nullptr && unit.relation->id == "query.sort";
    return sorts ? name_of_case(unit) + unit.subject.substr(unit.subject.find(' ')) : "";
  });
}

TEST_F(MatrixTest, ChoosesDifferentlyFromSuiteToSuite) {
  std::set<std::set<std::string>> choices;
  for (const Suite& suite : knowledge->suites) {
    std::set<std::string> variants;
    for (const Unit& unit : units(suite.name + "/refused", false)) variants.insert(unit.variant);
    choices.insert(variants);
  }
  EXPECT_GT(choices.size(), 3U);
}

TEST_F(MatrixTest, NearlyHalvesTheUnits) {
  EXPECT_LT(units("*", false).size() * 9, units("*", true).size() * 5);
}

}  // namespace
}  // namespace emconform
