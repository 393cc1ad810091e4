#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "model/verified.h"
#include "run/runner.h"
#include "run/waivers.h"

namespace emconform {
namespace {

using Reasons = std::vector<std::string>;

std::vector<std::string> requirements_of(std::string_view rule, const Knowledge& knowledge) {
  std::vector<std::string> ids;
  for (const Requirement& requirement : knowledge.requirements)
    if (std::find(requirement.checks.begin(), requirement.checks.end(), rule) !=
        requirement.checks.end())
      ids.push_back(requirement.id);
  return ids;
}

std::string why_empty(const RunResult& run) {
  if (run.planned > 0) return "nothing was judged";
  if (run.shards > 1)
    return fmt::format(
        "shard {}/{} has nothing to do, so it verified nothing: the selected cases are of fewer "
        "suites than there are shards; use fewer",
        run.shard, run.shards);
  return "no case was selected";
}

/// How many results of some kind have a verdict, and why another has none.
struct Judged {
  std::size_t results = 0;
  std::string why_not{};

  void add(const CaseResult& result) {
    if (is_judged(result))
      ++results;
    else if (why_not.empty())
      why_not = fmt::format("{}: {}", name_of(result.verdict), result.note);
  }
};

/// Without NAS jobs there is no session of one: the target does not have that endpoint.
void add_endpoints(const RunResult& run, Reasons& reasons) {
  std::map<std::pair<std::string, std::string>, Judged> endpoints;  // several suites may share one
  for (const CaseResult& result : run.results)
    if (!result.no_data) endpoints[{result.endpoint, result.suite}].add(result);
  for (const auto& [name, judged] : endpoints)
    if (judged.results == 0)
      reasons.push_back(fmt::format("nothing was judged on {} (suite {}): {}", name.first,
                                    name.second, judged.why_not));
}

void add_half(const RunResult& run, Reasons& reasons) {
  const auto judged =
      static_cast<std::size_t>(std::count_if(run.results.begin(), run.results.end(), is_judged));
  if (judged * 2 < run.results.size())
    reasons.push_back(
        fmt::format("only {} of {} selected results were judged", judged, run.results.size()));
}

/// A target without a clock leaves every window undecided, and all else passes: what a whole family
/// of rules is about was never seen.
void add_families(const RunResult& run, Reasons& reasons) {
  std::map<std::string, Judged> families;
  for (const CaseResult& result : run.results)
    if (!result.no_data) families[result.check.substr(0, result.check.find('.'))].add(result);
  for (const auto& [name, judged] : families)
    if (judged.results == 0)
      reasons.push_back(
          fmt::format("nothing was judged by the {} rules: {}", name, judged.why_not));
}

/// One sentence for all that have no witness for the same reason.
void add_grouped(std::string_view what, const std::vector<std::pair<std::string, std::string>>& all,
                 Reasons& reasons) {
  std::map<std::string, std::vector<std::string>> names;  // by why
  for (const auto& [name, why] : all) names[why].push_back(name);
  for (const auto& [why, same] : names)
    reasons.push_back(fmt::format("no witness for {}{} {}: {}", what, same.size() == 1 ? "" : "s",
                                  fmt::join(same, ", "), why));
}

void add_unverified(const Verification& verification, Reasons& reasons) {
  std::vector<std::pair<std::string, std::string>> rules, requirements;
  for (const RuleVerified& rule : verification.rules)
    if (is_demanded(rule.rule.level) && rule.witnesses == 0 && rule.rule.scope != Scope::OtherShard)
      rules.emplace_back(rule.rule.id, rule.why);
  for (const Unverified& one : verification.requirements)
    if (!one.in_other_shard) requirements.emplace_back(one.requirement.id, one.why);
  add_grouped("rule", rules, reasons);
  add_grouped("requirement", requirements, reasons);
}

}  // namespace

std::vector<RuleInfo> rules_of_program(const Knowledge& knowledge) {
  std::vector<RuleInfo> rules;
  const auto add = [&](std::string_view id, Level level, std::string_view rule,
                       std::string_view source) {
    rules.push_back({.id = std::string(id),
                     .level = level,
                     .rule = std::string(rule),
                     .source = std::string(source),
                     .requirements = requirements_of(id, knowledge)});
  };
  for (const Check& check : checks()) add(check.id, check.level, check.rule, check.source);
  for (const Relation& relation : relations())
    add(relation.id, relation.level, relation.rule, relation.source);
  return rules;
}

void set_demands(RunResult& run, const Plan& plan, const Knowledge& knowledge) {
  run.shard = plan.options.shard;
  run.shards = plan.options.shards;
  run.combinations = plan.units.size();
  run.combinations_in_all = plan.whole;
  run.idle = plan.idle;
  run.whole_suite = plan.options.filters.empty() && plan.options.without.empty() &&
                    plan.options.level == Level::May;
  run.knows_all_rules = true;
  run.rules = rules_of_program(knowledge);
  for (RuleInfo& rule : run.rules) {
    const auto scope = plan.scopes.find(rule.id);
    rule.scope = scope == plan.scopes.end() ? Scope::Nowhere : scope->second;
  }
  for (const Requirement& requirement : knowledge.requirements)
    run.requirements.push_back({requirement.id, requirement.level, requirement.checks});
}

Reasons gate(const RunResult& run) {
  Reasons reasons = run.idle;
  if (run.results.empty()) {
    reasons.insert(reasons.begin(), why_empty(run));
    return reasons;
  }
  add_endpoints(run, reasons);
  add_half(run, reasons);
  add_families(run, reasons);
  if (run.strict_gate) add_unverified(verification_of(run), reasons);
  return reasons;
}

int exit_status(const RunResult& run) {
  const auto any = [&](Verdict verdict) {
    return std::any_of(run.results.begin(), run.results.end(),
                       [&](const CaseResult& result) { return result.verdict == verdict; });
  };
  if (run.aborted == "interrupted") return 130;
  if (any(Verdict::Fail)) return 1;
  if (any(Verdict::Error)) return 4;
  if (std::any_of(run.waivers.begin(), run.waivers.end(),
                  [](const WaiverUse& use) { return !use.broken.empty(); }))
    return 6;
  return run.gate.empty() && run.complete ? 0 : 5;
}

int exit_status(std::span<const RunResult> runs) {
  for (const int status : {3, 130, 1, 4, 6, 5})
    if (std::any_of(runs.begin(), runs.end(),
                    [&](const RunResult& run) { return run.exit_status == status; }))
      return status;
  return 0;
}

void judge_again(RunResult& run, const std::optional<std::vector<Waiver>>& waivers) {
  if (waivers) {
    run.waivers.clear();
    for (const Waiver& waiver : *waivers) run.waivers.push_back({.waiver = waiver});
  }
  if (run.complete && run.results.size() != run.planned) {
    run.complete = false;
    run.aborted =
        fmt::format("the run file holds {} of {} planned results", run.results.size(), run.planned);
  }
  // Older files do not say which endpoints the target does not have: their gate stands as it is.
  if (run.knows_all_rules || run.results.empty())
    for (std::string& reason : gate(run))
      if (std::find(run.gate.begin(), run.gate.end(), reason) == run.gate.end())
        run.gate.push_back(std::move(reason));
  apply_waivers(run);
  const bool is_by_verdicts = run.exit_status == 1 || run.exit_status == 6;
  if (run.exit_status == 0 || (waivers && is_by_verdicts)) run.exit_status = exit_status(run);
}

}  // namespace emconform
