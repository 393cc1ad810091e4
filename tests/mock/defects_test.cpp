#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "mock/hooks.h"

// That each defect breaks something, and what it says it breaks, is proved by the selftest.
namespace emconform::mock {
namespace {

TEST(Defects, HaveUniqueIdsInOrderASummaryAndACheck) {
  const auto all = defects();
  EXPECT_GE(all.size(), 165U);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const Defect& a, const Defect& b) { return a.id < b.id; }));
  std::set<std::string_view> ids;
  for (const Defect& defect : all) {
    EXPECT_TRUE(ids.insert(defect.id).second) << defect.id;
    EXPECT_TRUE(defect.summary.ends_with('.')) << defect.id;
    EXPECT_FALSE(defect.breaks.empty()) << defect.id;
  }
}

}  // namespace
}  // namespace emconform::mock
