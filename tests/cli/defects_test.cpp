#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "cli/run_files.h"
#include "mock/mock.h"
#include "run/plan.h"

namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using testing::Scratch;

std::set<std::string> broken_checks(const RunResult& run) {
  std::set<std::string> checks;
  for (const CaseResult& result : run.results)
    if (result.verdict == Verdict::Fail || result.verdict == Verdict::Warn)
      checks.insert(result.check);
  return checks;
}

Level level_of(const std::string& rule) {
  for (const Check& check : checks())
    if (check.id == rule) return check.level;
  for (const Relation& relation : relations())
    if (relation.id == rule) return relation.level;
  return Level::May;
}

std::vector<std::string> defect_ids() {
  std::vector<std::string> ids;
  for (const mock::Defect& defect : mock::defects()) ids.emplace_back(defect.id);
  return ids;
}

class EachDefect : public ::testing::TestWithParam<std::string> {};

TEST_P(EachDefect, IsFoundByTheRuleThatItBreaks) {
  const auto all = mock::defects();
  const auto defect = std::find_if(all.begin(), all.end(),
                                   [](const mock::Defect& d) { return d.id == GetParam(); });
  ASSERT_NE(defect, all.end());
  const Scratch folder;
  const std::string rule(defect->breaks);
  const Finished finished =
      emconform({"run", "--defect", GetParam(), "--filter", rule}, folder.path());
  const RunResult run = run_file_in(folder);
  EXPECT_TRUE(broken_checks(run).contains(rule))
      << defect->summary << "\nfound only:\n"
      << troubles_of(run).substr(0, 2000) << finished.err;
  // A should rule that is broken is a warning, and no reason to refuse a target.
  EXPECT_EQ(finished.exit_status, level_of(rule) <= Level::Derived ? 1 : 0) << finished.err;
}

INSTANTIATE_TEST_SUITE_P(OfTheMock, EachDefect, ::testing::ValuesIn(defect_ids()),
                         [](const auto& param) {
                           std::string name = param.param;
                           for (char& c : name)
                             if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                           return name;
                         });

TEST(Defects, AreAtLeastThirtyAndBreakEveryRule) {
  std::set<std::string> broken;
  for (const mock::Defect& defect : mock::defects()) broken.insert(std::string(defect.breaks));
  EXPECT_GE(mock::defects().size(), 30U);
  const auto known = known_checks();
  EXPECT_EQ(broken, std::set<std::string>(known.begin(), known.end()));
}

}  // namespace
}  // namespace emconform
