#include "model/verified.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace emconform {
namespace {

constexpr std::size_t most_reasons = 3;  // told of one rule

using Reasons = std::map<std::string, std::size_t>;  // why -> results that say so

/// What the results of each rule come to.
struct Sum {
  std::size_t results = 0, witnesses = 0;
  Level level = Level::Must;
  Reasons reasons{};
};

/// By rule. `order`: the rules as they first occur.
std::map<std::string, Sum> sums_of(const RunResult& run, std::vector<std::string>& order) {
  std::map<std::string, Sum> sums;
  for (const CaseResult& result : run.results) {
    const auto [found, is_new] = sums.try_emplace(result.check);
    if (is_new) order.push_back(result.check);
    Sum& sum = found->second;
    ++sum.results;
    sum.level = result.level;
    if (is_judged(result))
      sum.witnesses += witnesses_of(result);
    else
      ++sum.reasons[fmt::format("{}: {}", name_of(result.verdict),
                                result.note.empty() ? "no reason is given" : result.note)];
  }
  return sums;
}

/// The most frequent first.
std::string in_words(const Reasons& reasons) {
  std::vector<std::pair<std::string, std::size_t>> ordered(reasons.begin(), reasons.end());
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string words;
  for (std::size_t i = 0; i < std::min(ordered.size(), most_reasons); ++i)
    words += fmt::format("{}{}", i == 0 ? "" : "; ", ordered[i].first);
  if (ordered.size() > most_reasons)
    words += fmt::format("; and {} more", ordered.size() - most_reasons);
  return words;
}

std::string why_unplanned(const RunResult& run, Scope scope) {
  switch (scope) {
    case Scope::OtherShard:
      return fmt::format("it is in other shards than {}/{}", run.shard, run.shards);
    case Scope::LeftOut:
      return "left out by --filter or --level";
    case Scope::Nowhere:
      return "no case asks for it";
    case Scope::Here:
      break;
  }
  return run.complete ? "the run holds no result of it" : "the run ended before it";
}

RuleVerified verified(const RunResult& run, const RuleInfo& rule, const Sum& sum) {
  RuleVerified one{.rule = rule, .results = sum.results, .witnesses = sum.witnesses};
  if (sum.witnesses == 0)
    one.why = sum.results > 0 ? in_words(sum.reasons) : why_unplanned(run, rule.scope);
  return one;
}

/// nullopt if the requirement is verified.
std::optional<Unverified> unverified(const RequirementInfo& requirement,
                                     const std::vector<RuleVerified>& rules) {
  Unverified one{.requirement = requirement};
  std::set<std::string> reasons;
  for (const std::string& check : requirement.checks) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const RuleVerified& r) { return r.rule.id == check; });
    if (rule != rules.end() && rule->witnesses > 0) return std::nullopt;
    reasons.insert(rule == rules.end() ? "no rule is called " + check : rule->why);
    one.in_other_shard |= rule != rules.end() && rule->rule.scope == Scope::OtherShard;
  }
  one.why = fmt::format("{}", fmt::join(reasons, "; "));
  return one;
}

}  // namespace

bool is_judged(const CaseResult& result) {
  switch (result.verdict) {
    case Verdict::Pass:
      return result.witnesses > 0;
    case Verdict::Warn:
    case Verdict::Fail:
    case Verdict::Waived:
      return true;
    case Verdict::NotTestable:
    case Verdict::Inconclusive:
    case Verdict::Error:
      break;
  }
  return false;
}

std::size_t witnesses_of(const CaseResult& result) {
  return is_judged(result) ? std::max<std::size_t>(result.witnesses, 1) : 0;
}

bool is_demanded(Level level) { return level == Level::Must || level == Level::Derived; }

std::size_t Verification::verified_rules() const {
  return static_cast<std::size_t>(std::count_if(
      rules.begin(), rules.end(), [](const RuleVerified& rule) { return rule.witnesses > 0; }));
}

std::size_t Verification::witnesses() const {
  std::size_t all = 0;
  for (const RuleVerified& rule : rules) all += rule.witnesses;
  return all;
}

Verification verification_of(const RunResult& run) {
  Verification all;
  std::vector<std::string> order;
  std::map<std::string, Sum> sums = sums_of(run, order);
  std::set<std::string> known;
  for (const RuleInfo& rule : run.rules) {
    all.rules.push_back(verified(run, rule, sums[rule.id]));
    known.insert(rule.id);
  }
  for (const std::string& id : order)
    if (!known.contains(id))
      all.rules.push_back(verified(run, {.id = id, .level = sums[id].level}, sums[id]));
  for (const RequirementInfo& requirement : run.requirements) {
    if (!is_demanded(requirement.level)) continue;
    ++(requirement.checks.empty() ? all.unenforced : all.demanded);
    if (requirement.checks.empty()) continue;
    if (auto one = unverified(requirement, all.rules)) all.requirements.push_back(std::move(*one));
  }
  return all;
}

}  // namespace emconform
