#include "checks/representatives.h"

#include <gtest/gtest.h>

#include <string>

namespace emconform {
namespace {

Finding finding(const std::string& where, const std::string& expected, const std::string& actual) {
  return {where, expected, actual};
}

TEST(Representatives, StandForAllThatDepartAlike) {
  std::vector<Finding> findings;
  for (int i = 0; i < 300; ++i) {
    const std::string value = "'Job O'Brien " + std::to_string(i) + "'";
    findings.push_back(
        finding("UID " + std::to_string(i), "Name " + value + " as in XML", value + " in JSON"));
  }
  const auto shown = representatives(findings);
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].where, "UID 0");
  EXPECT_EQ(shown[0].expected, "Name 'Job O'Brien 0' as in XML");
  EXPECT_EQ(shown[0].actual, "'Job O'Brien 0' in JSON (and 299 more alike)");
}

TEST(Representatives, LeaveSingleFindingsAsTheyAre) {
  const auto shown = representatives({finding("UID 1", "in JSON as in XML", "missing from JSON")});
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].actual, "missing from JSON");
  EXPECT_TRUE(representatives({}).empty());
}

TEST(Representatives, KeepApartWhatDepartsInAnotherWay) {
  const std::vector<Finding> findings = {
      finding("a", "Name 'x' as in XML", "'y' in JSON"),
      finding("b", "Result 'x' as in XML", "'y' in JSON"),
      finding("c", "Name 'x' as in XML", "nothing in JSON"),
      finding("d", "the Href of a member answers with status 200", "status 404"),
      finding("e", "the Href of a member answers with status 200", "status 500"),
      finding("f", "the target of 'u' is of Type 'Job'", "Type 'Task', JSON"),
      finding("g", "the target of 'u' is of Type 'JobReference'", "Type 'Task', JSON"),
      finding("h", "a link with Rel 'Up'", "nothing"),
      finding("i", "a link with Rel 'Down'", "nothing"),
  };
  const auto shown = representatives(findings);
  ASSERT_EQ(shown.size(), findings.size());
  for (std::size_t i = 0; i < shown.size(); ++i) EXPECT_EQ(shown[i].where, findings[i].where);
}

TEST(Representatives, TellNoIdsTimesAndPlacesApart) {
  const auto shown = representatives(
      {finding("UID 1", "an Up link to job 6a0f19a8-3c5d", "a link to job 77777777-3c5d"),
       finding("UID 2", "an Up link to job 6a0f19a8-0000", "a link to job 88888888-3c5d"),
       finding("UID 3", "created at 2026-10-22T11:38:00Z or later", "nothing"),
       finding("UID 4", "created at 2026-10-22T11:38:01Z or later", "nothing")});
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].where, "UID 1");
  EXPECT_EQ(shown[1].where, "UID 3");
}

}  // namespace
}  // namespace emconform
