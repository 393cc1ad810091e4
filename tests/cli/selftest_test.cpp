#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "cli/program.h"
#include "mock/mock.h"
#include "run/plan.h"

// The selftest can fail: each rule is left out in turn, and missed.
namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using testing::Scratch;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t at = 1, end = 0; (end = line.find(" | ", at)) != std::string::npos || at == 1;
       at = end + 3) {
    if (end == std::string::npos) break;
    cells.push_back(line.substr(at + (at == 1 ? 1 : 0), end - at - (at == 1 ? 1 : 0)));
  }
  const std::size_t last = line.rfind(" | ");
  if (last != std::string::npos) cells.push_back(line.substr(last + 3, line.size() - last - 5));
  return cells;
}

std::string without_escapes(std::string text) {
  std::erase(text, '\\');
  return text;
}

/// For each rule, a defect that it alone finds: docs/kill-matrix.md, which script/test holds to
/// what the selftest finds.
std::map<std::string, std::string> proofs() {
  std::ifstream in(PROJECT_DIR "/docs/kill-matrix.md");
  std::map<std::string, std::string> found;
  std::string rule;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) rule = line.substr(3);
    const auto cells = cells_of(line);
    if (line.starts_with("| ") && cells.size() == 3 && cells[2] == "alone")
      found.try_emplace(rule, without_escapes(cells[0]));
  }
  return found;
}

class EachRule : public ::testing::TestWithParam<std::string> {};

TEST_P(EachRule, IsMissedWhenItIsLeftOut) {
  const std::string& rule = GetParam();
  const auto all = proofs();
  ASSERT_TRUE(all.contains(rule)) << "docs/kill-matrix.md proves nothing of it";
  const std::string& defect = all.at(rule);
  const Scratch folder;
  const Finished left_out = emconform(
      {"selftest", "--defect", defect, "--variant", "none", "--without", rule}, folder.path());
  EXPECT_EQ(left_out.exit_status, 1) << left_out.out << left_out.err;
  EXPECT_NE(left_out.out.find("NOT PROVEN"), std::string::npos) << left_out.out;
  // Relations keep quiet of what this rule reports: without it they may speak in its place.
  EXPECT_TRUE(left_out.out.find("SURVIVES") != std::string::npos ||
              left_out.out.find("found by the wrong rules") != std::string::npos)
      << left_out.out;
}

INSTANTIATE_TEST_SUITE_P(OfTheProgram, EachRule, ::testing::ValuesIn(known_checks()),
                         [](const auto& param) {
                           std::string name = param.param;
                           for (char& c : name)
                             if (c == '.') c = '_';
                           return name;
                         });

TEST(Selftest, HasEnoughToProveEveryRuleBy) {
  std::set<std::string> broken;
  for (const mock::Defect& defect : mock::defects()) broken.insert(std::string(defect.breaks));
  const auto known = known_checks();
  EXPECT_EQ(broken, std::set<std::string>(known.begin(), known.end()));
  EXPECT_GE(mock::defects().size(), 150U);
  EXPECT_GE(mock::variants().size(), 25U);
}

TEST(Selftest, ProvesARuleByItsDefectsAndByAHealthyVariant) {
  const Scratch folder;
  const Finished finished = emconform(
      {"selftest", "--defect", "times.order", "--variant", "bom", "--no-color"}, folder.path());
  EXPECT_EQ(finished.exit_status, 0) << finished.out << finished.err;
  EXPECT_NE(finished.out.find("emconform selftest: PROVEN"), std::string::npos) << finished.out;
  EXPECT_NE(finished.out.find("bom: no alarm"), std::string::npos) << finished.out;
}

TEST(Selftest, RefusesWhatItDoesNotKnow) {
  const Scratch folder;
  const Finished rule = emconform({"selftest", "--without", "links.upp"}, folder.path());
  EXPECT_EQ(rule.exit_status, 2);
  EXPECT_NE(rule.err.find("there is no such rule"), std::string::npos) << rule.err;
  const Finished nothing =
      emconform({"selftest", "--defect", "nosuch", "--variant", "nosuch"}, folder.path());
  EXPECT_EQ(nothing.exit_status, 2);
  EXPECT_NE(nothing.err.find("emconform list defects"), std::string::npos) << nothing.err;
}

TEST(Selftest, SaysWhereTheMatrixCannotBeWritten) {
  const Scratch folder;
  const Finished finished = emconform({"selftest", "--defect", "times.order", "--variant", "none",
                                       "--matrix", "/proc/no/matrix.md"},
                                      folder.path());
  EXPECT_EQ(finished.exit_status, 3);
  EXPECT_NE(finished.err.find("/proc/no"), std::string::npos) << finished.err;
}

}  // namespace
}  // namespace emconform
