#include "run/plan.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "load/sha256.h"
#include "run/matrix.h"
#include "run/relate.h"
#include "run/subjects.h"

namespace emconform {
namespace {

/// Relations that look at one format at a time; the others compare formats or take XML.
bool asks_in_one_format(const Case& test) {
  return test.relation.starts_with("query.") || test.relation.starts_with("window.");
}

std::vector<Accept> accepts_of(const Case& test) {
  return asks_in_one_format(test) ? test.accept : std::vector<Accept>{{}};
}

bool has_both_forms(const Suite& suite, const Contract& contract) {
  if (suite.shape == Shape::Item) return contract.reference && contract.entity;
  return suite.shape == Shape::Query || (contract.reference_list && contract.entity_list);
}

std::string variant_of(const Unit& unit) {
  std::vector<std::string> parts;
  if (!unit.subject.empty()) parts.push_back(unit.subject);
  if (unit.relation == nullptr) parts.emplace_back(name_of(unit.auth));
  if (unit.relation == nullptr || asks_in_one_format(*unit.test))
    parts.push_back(unit.accept.value.value_or("no Accept"));
  if (has_both_forms(*unit.suite, *unit.contract)) parts.emplace_back(name_of(unit.form));
  return fmt::format("{}", fmt::join(parts, ", "));
}

Expected expected_of(const Unit& unit) {
  return {.statuses = unit.test->status,
          .shape = unit.test->shape,
          .form = unit.form,
          .format = unit.accept.format,
          // Which one is known when it was discovered; that there is one is known now.
          .id = unit.suite->discovery && unit.suite->shape == Shape::Item
                    ? std::optional<std::string>("{ID}")
                    : std::nullopt,
          .camel_case = false};
}

/// A filter fits the rule, the suite, "suite/case", "suite/case/rule" or the endpoint.
bool selected(const Unit& unit, std::string_view rule, const PlanOptions& options) {
  if (std::find(options.without.begin(), options.without.end(), rule) != options.without.end())
    return false;
  if (options.filters.empty()) return true;
  const std::string case_name = unit.suite->name + "/" + unit.test->name;
  const std::string names[] = {std::string(rule), unit.suite->name, case_name,
                               fmt::format("{}/{}", case_name, rule), unit.suite->endpoint};
  return std::any_of(options.filters.begin(), options.filters.end(), [&](const auto& glob) {
    return std::any_of(std::begin(names), std::end(names),
                       [&](const auto& name) { return fits_glob(glob, name); });
  });
}

/// What a case with a suite like this is called in filters; a filter for rules selects no case.
bool case_selected(const Suite& suite, const Case& test, const PlanOptions& options) {
  return selected({.suite = &suite, .test = &test}, "", options);
}

void add_exchange_unit(Unit unit, const PlanOptions& options, std::vector<Unit>& units) {
  const Expected expected = expected_of(unit);
  for (const Check& check : checks()) {
    const bool named = std::any_of(
        unit.test->checks.begin(), unit.test->checks.end(),
        [&](const std::string& glob) { return fits_glob(glob, std::string(check.id)); });
    if (named && check.level <= options.level && selected(unit, check.id, options) &&
        check.applies(expected, *unit.contract))
      unit.checks.push_back(&check);
  }
  unit.variant = variant_of(unit);
  if (!unit.checks.empty()) units.push_back(std::move(unit));
}

void add_relation_units(const Unit& base, Form form, const PlanOptions& options,
                        std::vector<Unit>& units) {
  const auto found =
      std::find_if(relations().begin(), relations().end(),
                   [&](const Relation& relation) { return relation.id == base.test->relation; });
  if (found == relations().end() || found->level > options.level ||
      !selected(base, found->id, options))
    return;
  for (const std::string& subject : subjects_of(*base.test, *base.contract))
    for (const Accept& accept : accepts_of(*base.test)) {
      Unit unit = base;
      unit.relation = &*found;
      unit.accept = accept;
      unit.form = form;
      unit.subject = subject;
      unit.variant = variant_of(unit);
      units.push_back(std::move(unit));
    }
}

/// The whole matrix of a case.
std::vector<Unit> units_of(const Suite& suite, const Case& test, const Contract& contract,
                           const PlanOptions& options) {
  std::vector<Unit> units;
  Unit base{.suite = &suite, .test = &test, .contract = &contract};
  for (const Form form : test.form) {
    if (!test.relation.empty()) {
      add_relation_units(base, form, options, units);
      continue;
    }
    for (const Auth auth : test.auth)
      for (const Accept& accept : test.accept) {
        Unit unit = base;
        unit.auth = auth;
        unit.accept = accept;
        unit.form = form;
        add_exchange_unit(std::move(unit), options, units);
      }
  }
  return units;
}

std::vector<Unit> units_of(const Knowledge& knowledge, const PlanOptions& options) {
  std::vector<Unit> units;
  for (const Suite& suite : knowledge.suites) {
    const auto contract = std::find_if(
        knowledge.contracts.begin(), knowledge.contracts.end(),
        [&](const Contract& candidate) { return candidate.resource == suite.contract; });
    if (contract == knowledge.contracts.end()) continue;  // load_knowledge refuses such a suite
    for (const Case& test : suite.cases) {
      if (test.probe && !options.probe_methods) continue;
      std::vector<Unit> all = units_of(suite, test, *contract, options);
      if (!options.whole_matrix) all = thinned(std::move(all));
      std::move(all.begin(), all.end(), std::back_inserter(units));
    }
  }
  return units;
}

/// The ids of the rules that a unit is judged by.
std::set<std::string> rules_of(const Unit& unit) {
  std::set<std::string> ids;
  if (unit.relation != nullptr) ids.emplace(unit.relation->id);
  for (const Check* check : unit.checks) ids.emplace(check->id);
  return ids;
}

void set_scopes(const std::vector<Unit>& units, Scope scope, std::map<std::string, Scope>& scopes) {
  for (const Unit& unit : units)
    for (const std::string& id : rules_of(unit)) scopes[id] = scope;
}

/// What a case asks for in vain: rules that say nothing about what its requests bring. Nobody would
/// see that it judges nothing.
void add_idle(const Case& test, const std::string& name, const std::set<std::string>& rules,
              std::vector<std::string>& idle) {
  if (rules.empty()) {
    idle.push_back(fmt::format("{}: the case {} judges nothing", test.where, name));
    return;
  }
  if (!test.relation.empty()) return;
  for (const std::string& glob : test.checks)
    if (std::none_of(rules.begin(), rules.end(),
                     [&](const std::string& id) { return fits_glob(glob, id); }))
      idle.push_back(fmt::format("{}: '{}' of the case {} fits no rule that its answers can keep",
                                 test.where, glob, name));
}

std::vector<std::string> idle_cases(const Knowledge& knowledge, const std::vector<Unit>& everything,
                                    const PlanOptions& options) {
  std::map<const Case*, std::set<std::string>> rules;
  for (const Unit& unit : everything) rules[unit.test].merge(rules_of(unit));
  std::vector<std::string> idle;
  for (const Suite& suite : knowledge.suites)
    for (const Case& test : suite.cases)
      if (case_selected(suite, test, options))
        add_idle(test, suite.name + "/" + test.name, rules[&test], idle);
  return idle;
}

/// Cases that share readings stay together, so a shard is made of whole suites.
void keep_shard(const PlanOptions& options, std::vector<Unit>& units) {
  std::map<const Suite*, int> shard_of;
  int next = 0;
  for (const Unit& unit : units)
    if (shard_of.try_emplace(unit.suite, next % options.shards + 1).second) ++next;
  std::erase_if(units, [&](const Unit& unit) { return shard_of[unit.suite] != options.shard; });
}

std::size_t result_count(const std::vector<Unit>& units) {
  std::size_t count = 0;
  for (const Unit& unit : units) count += unit.relation != nullptr ? 1 : unit.checks.size();
  return count;
}

}  // namespace

bool fits_glob(const std::string& glob, const std::string& text) {
  return fnmatch(glob.c_str(), text.c_str(), 0) == 0;
}

std::vector<std::string> known_checks() {
  std::vector<std::string> ids;
  for (const Check& check : checks()) ids.emplace_back(check.id);
  for (const Relation& relation : relations()) ids.emplace_back(relation.id);
  return ids;
}

std::vector<CaseResult> results_of(const Unit& unit) {
  const CaseResult base{.suite = unit.suite->name,
                        .endpoint = unit.suite->endpoint,
                        .case_name = unit.test->name,
                        .variant = unit.variant};
  std::vector<CaseResult> results;
  const auto add = [&](std::string_view id, Level level) {
    CaseResult result = base;
    result.check = id;
    result.level = level;
    results.push_back(std::move(result));
  };
  if (unit.relation != nullptr) add(unit.relation->id, unit.relation->level);
  for (const Check* check : unit.checks) add(check->id, check->level);
  return results;
}

std::string hash_of(const std::vector<CaseResult>& results) {
  std::string names;
  for (const CaseResult& result : results)
    names +=
        fmt::format("{}/{}/{}/{}\n", result.suite, result.case_name, result.variant, result.check);
  return sha256(names);
}

Plan make_plan(const Knowledge& knowledge, const PlanOptions& options) {
  Plan plan{.options = options, .units = units_of(knowledge, options)};
  const std::vector<Unit> everything =
      units_of(knowledge, {.whole_matrix = true, .probe_methods = true});
  std::vector<CaseResult> results;
  for (const Unit& unit : plan.units) {
    std::vector<CaseResult> of_unit = results_of(unit);
    std::move(of_unit.begin(), of_unit.end(), std::back_inserter(results));
  }
  plan.hash = hash_of(results);
  set_scopes(everything, Scope::LeftOut, plan.scopes);
  set_scopes(plan.units, Scope::OtherShard, plan.scopes);
  PlanOptions all = options;
  all.whole_matrix = true;
  std::vector<Unit> whole = units_of(knowledge, all);
  keep_shard(options, plan.units);
  keep_shard(options, whole);
  plan.whole = whole.size();
  set_scopes(plan.units, Scope::Here, plan.scopes);
  plan.idle = idle_cases(knowledge, everything, options);
  plan.results = result_count(plan.units);
  return plan;
}

RequestEstimate estimate_requests(const Plan& plan) {
  RequestEstimate estimate;
  double relations = 0;
  for (const Unit& unit : plan.units) {
    if (unit.relation == nullptr)
      ++estimate.of_cases;
    else
      relations += usual_requests(unit.relation->id);
  }
  estimate.of_relations = static_cast<std::size_t>(relations);
  return estimate;
}

}  // namespace emconform
