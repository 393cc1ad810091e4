#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rule_table.h"
#include "load/files.h"
#include "mock/mock.h"
#include "run/plan.h"

namespace emconform {
namespace {

using Row = std::vector<std::string>;

/// Columns as wide as their widest cell; the last one runs free.
void print_table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows)
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      widths.resize(std::max(widths.size(), i + 1));
      widths[i] = std::max(widths[i], row[i].size());
    }
  for (const Row& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) fmt::print("{:<{}}  ", row[i], widths[i]);
    fmt::print("{}\n", row.back());
  }
}

void list_cases(const Knowledge& knowledge) {
  const Plan plan = make_plan(knowledge, {.whole_matrix = true, .probe_methods = true});
  std::map<std::pair<std::string, std::string>, std::size_t> results;
  for (const Unit& unit : plan.units)
    results[{unit.suite->name, unit.test->name}] += results_of(unit).size();
  std::vector<Row> rows = {{"CASE", "RESULTS", "ENDPOINT"}};
  for (const Suite& suite : knowledge.suites)
    for (const Case& test : suite.cases)
      rows.push_back({suite.name + "/" + test.name,
                      std::to_string(results[{suite.name, test.name}]),
                      (test.method == "GET" ? "" : test.method + " ") + suite.endpoint});
  print_table(rows);
}

void list_rules(const Knowledge& knowledge) {
  const std::size_t width = console_style(true, false).width;
  fmt::print("{}", rule_table(knowledge.requirements, width));
}

void list_checks() {
  std::vector<Row> rows = {{"CHECK", "LEVEL", "TEXT"}};
  for (const Check& check : checks())
    rows.push_back(
        {std::string(check.id), std::string(name_of(check.level)), std::string(check.rule)});
  for (const Relation& relation : relations())
    rows.push_back({std::string(relation.id), std::string(name_of(relation.level)),
                    std::string(relation.rule)});
  print_table(rows);
}

void list_defects() {
  std::vector<Row> rows = {{"DEFECT", "BREAKS", "WHAT THE MOCK THEN DOES"}};
  for (const mock::Defect& defect : mock::defects())
    rows.push_back(
        {std::string(defect.id), std::string(defect.breaks), std::string(defect.summary)});
  print_table(rows);
}

void list_variants() {
  std::vector<Row> rows = {{"VARIANT", "WHAT IS UNUSUAL ABOUT THE MOCK THEN"}};
  for (const mock::Variant& variant : mock::variants())
    rows.push_back({std::string(variant.id), std::string(variant.summary)});
  print_table(rows);
}

}  // namespace

int list_command(const ListArguments& arguments) {
  if (arguments.what == "checks") {
    list_checks();
  } else if (arguments.what == "defects") {
    list_defects();
  } else if (arguments.what == "variants") {
    list_variants();
  } else {
    int status = 0;
    const auto knowledge = load_or_complain(arguments.knowledge, status);
    if (!knowledge) return status;
    if (arguments.what == "cases")
      list_cases(*knowledge);
    else
      list_rules(*knowledge);
  }
  return 0;
}

}  // namespace emconform
