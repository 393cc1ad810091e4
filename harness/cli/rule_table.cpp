#include "cli/rule_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "model/results.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t head_width = 30;   // of all columns before the text
constexpr std::size_t least_width = 30;  // of the text, however narrow the terminal

void add_row(std::string& table, std::string_view id, std::string_view level,
             std::string_view grade, std::string_view text) {
  fmt::format_to(std::back_inserter(table), "{:<11}{:<9}{:<10}{}\n", id, level, grade, text);
}

/// In one line: what does not fit is cut.
std::string cut(const std::string& text, std::size_t width) {
  return width_of(text) <= width ? text : shortened(text, width);
}

void add_rule(std::string& table, const Requirement& requirement, std::size_t width) {
  std::vector<std::string> lines = wrap(requirement.rule, width);
  add_row(table, requirement.id, name_of(requirement.level), requirement.grade, lines.front());
  lines.erase(lines.begin());
  if (requirement.checks.empty()) {
    lines.push_back(cut("none: " + requirement.reason, width));
  } else {
    const auto checks = fmt::format("by {}", fmt::join(requirement.checks, ", "));
    for (std::string& line : wrap(checks, width)) lines.push_back(std::move(line));
  }
  for (const std::string& line : lines) add_row(table, "", "", "", line);
}

void add_count(std::string& table, std::string_view level,
               const std::vector<Requirement>& requirements, auto of_level) {
  const auto all = std::count_if(requirements.begin(), requirements.end(), of_level);
  const auto checked = std::count_if(
      requirements.begin(), requirements.end(),
      [&](const Requirement& each) { return of_level(each) && !each.checks.empty(); });
  fmt::format_to(std::back_inserter(table), "{:<11}{:>5}{:>13}{:>16}\n", level, all, checked,
                 all - checked);
}

}  // namespace

std::string rule_table(const std::vector<Requirement>& requirements, std::size_t width) {
  std::string table;
  const std::size_t text_width = std::max(width, head_width + least_width) - head_width;
  add_row(table, "RULE", "LEVEL", "GRADE", "TEXT, CHECKS");
  for (const Requirement& requirement : requirements) add_rule(table, requirement, text_width);

  table += "\nLEVEL      RULES   WITH CHECK   WITHOUT CHECK\n";
  for (const Level level : {Level::Must, Level::Derived, Level::Should, Level::May})
    add_count(table, name_of(level), requirements,
              [&](const Requirement& each) { return each.level == level; });
  add_count(table, "all", requirements, [](const Requirement&) { return true; });
  return table;
}

}  // namespace emconform
