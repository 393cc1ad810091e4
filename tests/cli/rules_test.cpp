#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "cli/program.h"
#include "load/files.h"
#include "run/plan.h"

namespace emconform {
namespace {

using testing::emconform;
using ::testing::EndsWith;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Scratch;

std::string output_of(const std::vector<std::string>& arguments) {
  const Scratch folder;
  const Finished finished = emconform(arguments, folder.path());
  EXPECT_EQ(finished.exit_status, 0) << finished.err;
  return finished.out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Knowledge embedded() { return load_knowledge({}, {}, known_checks()).value(); }

TEST(ListRules, FitsEightyColumns) {
  for (const std::string& line : lines_of(output_of({"list", "rules"})))
    EXPECT_LE(line.size(), 80U) << line;
}

/// The lines of one rule in a table.
std::string row_of(const std::string& table, const std::string& id) {
  const auto begin = table.find("\n" + id + " ");
  if (begin == std::string::npos) return {};
  std::size_t end = begin + 1;
  do {
    end = table.find('\n', end) + 1;
  } while (table[end] == ' ');
  return table.substr(begin + 1, end - begin - 1);
}

TEST(ListRules, ShowsEachRuleWithItsChecks) {
  const std::string table = output_of({"list", "rules"});
  EXPECT_EQ(table.substr(0, table.find('\n')), "RULE       LEVEL    GRADE     TEXT, CHECKS");
  EXPECT_EQ(row_of(table, "AUTH-02"),
            "AUTH-02    must     prose     Without authorization /backupTaskSessions gives\n"
            "                              nothing away: 401, with an Error body.\n"
            "                              by http.status, body.error_form\n");
  for (const Requirement& requirement : embedded().requirements)
    EXPECT_NE(row_of(table, requirement.id), "") << requirement.id;
}

TEST(ListRules, CutsTheReasonWhyNothingChecksARuleToOneLine) {
  EXPECT_EQ(row_of(output_of({"list", "rules"}), "AUTH-21"),
            "AUTH-21    derived  prose     A session ends after 15 minutes without a request.\n"
            "                              none: A run would have to wait for it; the harn...\n");
}

TEST(ListRules, EndsWithTheirNumbers) {
  std::map<Level, std::pair<int, int>> counts;
  int all = 0, checked = 0;
  for (const Requirement& requirement : embedded().requirements) {
    ++all;
    ++counts[requirement.level].first;
    if (requirement.checks.empty()) continue;
    ++checked;
    ++counts[requirement.level].second;
  }
  const auto lines = lines_of(output_of({"list", "rules"}));
  ASSERT_GE(lines.size(), 6U);
  EXPECT_EQ(lines[lines.size() - 6], "LEVEL      RULES   WITH CHECK   WITHOUT CHECK");
  const auto numbers = [](const std::string& line) {
    std::istringstream in(line);
    std::string level;
    std::vector<int> found(3);
    in >> level >> found[0] >> found[1] >> found[2];
    return found;
  };
  std::size_t at = lines.size() - 5;
  for (const Level level : {Level::Must, Level::Derived, Level::Should, Level::May}) {
    const auto [of_level, with] = counts[level];
    EXPECT_EQ(numbers(lines[at++]), (std::vector<int>{of_level, with, of_level - with}));
  }
  EXPECT_EQ(numbers(lines[at]), (std::vector<int>{all, checked, all - checked}));
}

TEST(ExplainRule, ShowsOneEntryWhole) {
  EXPECT_EQ(output_of({"explain", "AUTH-02"}),
            "Requirement   AUTH-02\n"
            "Text          Without authorization /backupTaskSessions gives nothing away: 401,\n"
            "              with an Error body.\n"
            "Level         must: written in the specification\n"
            "Evidence      prose\n"
            "Source        GET /backupTaskSessions, Request Headers\n"
            "SHA-256       f39cc2b5b6b26a5c954055ab122677ad94909e1efc7ecf3361541891cb36a326\n"
            "Checked by    http.status, body.error_form\n"
            "Judged by     backupTaskSessions: list; cookie; accept lists; refused; put is\n"
            "              refused; patch is refused\n"
            "Contracts     BackupTaskSession\n");
}

TEST(ExplainRule, NamesOnlyTheCasesOfItsOwnPage) {
  EXPECT_THAT(output_of({"explain", "QUERY-04"}),
              EndsWith("Judged by     query: filter; sort\nContracts     BackupJobSession\n"));
}

TEST(ExplainRule, NamesTheCasesOfAllSuitesForARuleOfNoPage) {
  const std::string text = output_of({"explain", "IDENT-10"});
  EXPECT_THAT(text, HasSubstr("Statement     none of its own in the five pages\n"));
  EXPECT_THAT(text, HasSubstr("backupSessions: list"));
  EXPECT_THAT(text, HasSubstr("queryJob: query"));
}

TEST(ExplainRule, SaysWhyNothingChecksIt) {
  const std::string text = output_of({"explain", "auth-21"});
  EXPECT_THAT(text, EndsWith("Checked by    none\n"
                             "Why none      A run would have to wait for it; the harness logs on "
                             "again when it\n"
                             "              happens.\n"));
  EXPECT_THAT(text, Not(HasSubstr("Judged by")));
}

TEST(ExplainRule, SaysHowAContradictionWasDecided) {
  EXPECT_THAT(output_of({"explain", "XREF-01"}), HasSubstr("\nNote          Decided: "));
}

}  // namespace
}  // namespace emconform
