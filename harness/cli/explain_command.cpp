#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/commands.h"
#include "cli/output.h"
#include "load/files.h"
#include "load/nearest.h"
#include "mock/mock.h"
#include "model/href.h"
#include "reports/text.h"
#include "run/plan.h"

namespace emconform {
namespace {

constexpr std::size_t name_width = 14;

/// A name, and beside it its text in as many lines as the width demands.
void print_line(std::string_view name, std::string_view text) {
  if (text.empty()) return;
  for (const std::string& line : wrap(text, console_style(true, false).width - name_width)) {
    fmt::print("{:<{}}{}\n", name, name_width, line);
    name = "";
  }
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/// What a check or relation is: the two tables have the same columns.
template <class Rule>
void explain_rule(const Rule& rule, const Knowledge& knowledge) {
  std::vector<std::string> requirements, cases, defects;
  for (const Requirement& requirement : knowledge.requirements)
    if (std::find(requirement.checks.begin(), requirement.checks.end(), rule.id) !=
        requirement.checks.end())
      requirements.push_back(requirement.id);
  for (const mock::Defect& defect : mock::defects())
    if (defect.breaks == rule.id) defects.emplace_back(defect.id);
  const Plan plan = make_plan(
      knowledge, {.filters = {std::string(rule.id)}, .whole_matrix = true, .probe_methods = true});
  for (const Unit& unit : plan.units) {
    const std::string name = unit.suite->name + "/" + unit.test->name;
    if (cases.empty() || cases.back() != name) cases.push_back(name);
  }
  print_line("Rule", rule.id);
  print_line("Text", rule.rule);
  print_line("Level", name_of(rule.level));
  print_line("Source", rule.source);
  print_line("Requirements", joined(requirements));
  print_line("Judged by", fmt::format("{} results of: {}", plan.results, joined(cases)));
  print_line("Proven by", defects.empty() ? "no defect of the mock" : joined(defects));
  print_line("Only this", fmt::format("emconform run --filter '{}'", rule.id));
}

/// What a level says of where the rule is written (design, Requirements).
std::string_view meaning_of(Level level) {
  switch (level) {
    case Level::Must:
      return "written in the specification";
    case Level::Derived:
      return "follows from the specification, or from pages that it refers to";
    case Level::Should:
      return "other pages of the vendor, what clients rely on, HTTP";
    case Level::May:
      return "a permission, or left open";
  }
  return "";
}

/// Whether the rule is from the page of the suite's endpoint; of /query, that of its type.
bool is_of_page(const Suite& suite, const Requirement& requirement) {
  std::string_view page = requirement.document;
  if (page.starts_with("GET ")) page.remove_prefix(4);
  return page == suite.endpoint || page == suite.endpoint + "?type=" + suite.contract;
}

using CasesOfSuite = std::map<const Suite*, std::vector<std::string>>;

/// The cases that any of the checks judges.
CasesOfSuite judging_cases(const Knowledge& knowledge, const std::vector<std::string>& checks) {
  CasesOfSuite cases;
  for (const std::string& check : checks)
    for (const Unit& unit :
         make_plan(knowledge, {.filters = {check}, .whole_matrix = true, .probe_methods = true})
             .units) {
      std::vector<std::string>& names = cases[unit.suite];
      if (std::find(names.begin(), names.end(), unit.test->name) == names.end())
        names.push_back(unit.test->name);
    }
  return cases;
}

/// The cases that judge a rule: those of its own page, or all where it is of no endpoint's page.
void explain_judging(const Requirement& requirement, const Knowledge& knowledge) {
  const CasesOfSuite cases = judging_cases(knowledge, requirement.checks);
  const bool has_page = std::any_of(cases.begin(), cases.end(), [&](const auto& entry) {
    return is_of_page(*entry.first, requirement);
  });
  std::set<std::string> contracts;
  std::string label = "Judged by";
  for (const Suite& suite : knowledge.suites) {
    const auto found = cases.find(&suite);
    if (found == cases.end() || (has_page && !is_of_page(suite, requirement))) continue;
    contracts.insert(suite.contract);
    print_line(label, fmt::format("{}: {}", suite.name, fmt::join(found->second, "; ")));
    label.clear();
  }
  print_line("Contracts", fmt::format("{}", fmt::join(contracts, ", ")));
}

void explain_requirement(const Requirement& requirement, const Knowledge& knowledge) {
  print_line("Requirement", requirement.id);
  print_line("Text", requirement.rule);
  print_line("Level",
             fmt::format("{}: {}", name_of(requirement.level), meaning_of(requirement.level)));
  print_line("Evidence", requirement.grade);
  print_line("Source", fmt::format("{}{}{}", requirement.document,
                                   requirement.section.empty() ? "" : ", ", requirement.section));
  print_line("SHA-256", requirement.hash);
  if (requirement.hash.empty()) print_line("Statement", "none of its own in the five pages");
  print_line("Checked by", requirement.checks.empty() ? "none" : joined(requirement.checks));
  print_line(requirement.checks.empty() ? "Why none" : "Note", requirement.reason);
  explain_judging(requirement, knowledge);
}

void explain_case(const Suite& suite, const Case& test, const Knowledge& knowledge) {
  const std::string name = suite.name + "/" + test.name;
  const Plan plan =
      make_plan(knowledge, {.filters = {name}, .whole_matrix = true, .probe_methods = true});
  print_line("Case", name);
  print_line("Endpoint", test.method + " " + suite.endpoint);
  print_line("Contract", suite.contract);
  print_line("Source", suite.source);
  print_line("Relation", test.relation);
  print_line("Statuses",
             test.relation.empty() ? fmt::format("{}", fmt::join(test.status, ", ")) : "");
  print_line("Reason", test.reason);
  print_line("Written in", test.where);
  print_line("Comes to",
             fmt::format("{} results in {} variants:", plan.results, plan.units.size()));
  for (const Unit& unit : plan.units) print_line("", unit.variant.empty() ? "(one)" : unit.variant);
  print_line("Only this", fmt::format("emconform run --filter '{}'{}", name,
                                      test.probe ? " --probe-methods" : ""));
  print_line(
      "Of these",
      fmt::format("{} unless --matrix all is given",
                  make_plan(knowledge, {.filters = {name}, .probe_methods = true}).units.size()));
}

void explain_defect(const mock::Defect& defect) {
  print_line("Defect", defect.id);
  print_line("Text", defect.summary);
  print_line("Breaks", defect.breaks);
  print_line("Try it", fmt::format("emconform run --defect {}", defect.id));
}

void explain_variant(const mock::Variant& variant) {
  print_line("Variant", variant.id);
  print_line("Text", variant.summary);
  print_line("Leaves open", variant.open);
  print_line("Try it", fmt::format("emconform run --variant {}", variant.id));
}

std::vector<std::string> all_ids(const Knowledge& knowledge) {
  std::vector<std::string> ids = known_checks();
  for (const Requirement& requirement : knowledge.requirements) ids.push_back(requirement.id);
  for (const Suite& suite : knowledge.suites)
    for (const Case& test : suite.cases) ids.push_back(suite.name + "/" + test.name);
  for (const mock::Defect& defect : mock::defects()) ids.emplace_back(defect.id);
  for (const mock::Variant& variant : mock::variants()) ids.emplace_back(variant.id);
  return ids;
}

template <class Range, class Explain>
bool explain_first(const Range& range, const std::string& id, Explain explain) {
  const auto found = std::find_if(range.begin(), range.end(), [&](const auto& item) {
    return equal_ignoring_case(item.id, id);
  });
  if (found == range.end()) return false;
  explain(*found);
  return true;
}

bool explain_case_named(const Knowledge& knowledge, const std::string& id) {
  for (const Suite& suite : knowledge.suites)
    for (const Case& test : suite.cases)
      if (equal_ignoring_case(suite.name + "/" + test.name, id)) {
        explain_case(suite, test, knowledge);
        return true;
      }
  return false;
}

}  // namespace

int explain_command(const ExplainArguments& arguments) {
  int status = 0;
  const auto knowledge = load_or_complain(arguments.knowledge, status);
  if (!knowledge) return status;
  const auto rule = [&](const auto& found) { explain_rule(found, *knowledge); };
  const auto requirement = [&](const Requirement& found) {
    explain_requirement(found, *knowledge);
  };
  if (explain_first(checks(), arguments.id, rule) ||
      explain_first(relations(), arguments.id, rule) ||
      explain_first(knowledge->requirements, arguments.id, requirement) ||
      explain_first(mock::defects(), arguments.id, explain_defect) ||
      explain_first(mock::variants(), arguments.id, explain_variant) ||
      explain_case_named(*knowledge, arguments.id))
    return 0;
  const auto near = nearest(arguments.id, all_ids(*knowledge));
  return complain({.where = "emconform explain " + arguments.id,
                   .what = "no rule, requirement, case, defect or variant has this id",
                   .remedy = near ? fmt::format("did you mean '{}'?", *near)
                                  : "see emconform list checks|rules|cases|defects|variants"});
}

}  // namespace emconform
