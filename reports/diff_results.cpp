#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "model/message.h"
#include "model/verified.h"
#include "reports/diff_parts.h"
#include "reports/in_order.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_message = 300;  // bytes
constexpr std::size_t most_rules = 8;      // named of those that lost or gained evidence alike
constexpr std::size_t most_endpoints = 4;

std::string key_of(const CaseResult& result) {
  return fmt::format("{}\n{}\n{}\n{}\n{}", result.suite, result.endpoint, result.case_name,
                     result.variant, result.check);
}

bool is_kept(Verdict verdict) { return verdict == Verdict::Pass; }

bool is_broken(Verdict verdict) { return verdict == Verdict::Fail || verdict == Verdict::Warn; }

bool is_unverified(Verdict verdict) {
  return verdict == Verdict::NotTestable || verdict == Verdict::Inconclusive ||
         verdict == Verdict::Error;
}

/// nullopt: they say the same.
std::optional<Change> change_of(Verdict before, Verdict after) {
  if (before == after || (is_unverified(before) && is_unverified(after))) return std::nullopt;
  if (is_unverified(after)) return Change::LostEvidence;
  if (is_unverified(before)) return Change::GainedEvidence;
  if (is_kept(after)) return Change::Fix;
  // A waiver was written for it, or it is a should or may rule: it decides about no run.
  if (after == Verdict::Waived || after == Verdict::Warn) return Change::Other;
  if (before == Verdict::Waived) return Change::Other;  // it failed before, with a waiver
  return Change::Regression;
}

std::string in_words(Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      return "passed";
    case Verdict::Waived:
      return "waived";
    case Verdict::Warn:
      return "warned";
    case Verdict::NotTestable:
      return "not testable";
    case Verdict::Inconclusive:
      return "not decided";
    case Verdict::Error:
      return "no verdict";
    case Verdict::Fail:
      return "failed";
  }
  return "";
}

std::string message_of(const CaseResult& result) {
  std::string text = result.findings.empty() ? result.note : message_of(result.findings.front());
  return shortened(text, most_message);
}

/// "failed: /Info/State: expected .., got .."
std::string in_words(const CaseResult& result) {
  const std::string message = message_of(result);
  const std::string verdict = in_words(result.verdict);
  return message.empty() ? verdict : verdict + ": " + message;
}

/// Where in a representation a result found fault, without numbers and ids. What a finding of a
/// relation calls a place by may be a name: it is left out.
std::set<std::string> faulty_places(const CaseResult& result) {
  std::set<std::string> places;
  for (const Finding& finding : result.findings)
    if (finding.where.starts_with('/')) places.insert(without_particulars(finding.where));
  return places;
}

bool has_all_findings(const CaseResult& result) {
  return result.findings_in_all <= result.findings.size();
}

class Results {
 public:
  Results(const RunResult& before, const RunResult& after) : before_(before), after_(after) {
    for (const CaseResult& result : before.results) earlier_.emplace(key_of(result), &result);
    find_rules_without_witness();
  }

  std::size_t compare(std::vector<RunDifference>& differences) {
    for (const CaseResult& result : after_.results) {
      const auto found = earlier_.find(key_of(result));
      if (found == earlier_.end()) {
        note_only(result, false);
        continue;
      }
      compare(*found->second, result);
      earlier_.erase(found);
    }
    // In the order of the run, not of the keys.
    for (const CaseResult& result : before_.results)
      if (const auto found = earlier_.find(key_of(result));
          found != earlier_.end() && found->second == &result)
        note_only(result, true);
    finish(differences);
    return compared_;
  }

 private:
  struct Group {
    RunDifference difference{};
    std::set<std::string> rules{}, endpoints{};  // of lost and gained evidence
    std::size_t failures = 0;
  };

  /// What a rule loses as a whole is told once, not once for each of its results.
  void find_rules_without_witness() {
    std::map<std::string, const RuleVerified*> later;
    const Verification old = verification_of(before_), now = verification_of(after_);
    for (const RuleVerified& rule : now.rules) later.emplace(rule.rule.id, &rule);
    for (const RuleVerified& rule : old.rules) {
      const auto found = later.find(rule.rule.id);
      const bool is_lost = found == later.end() || found->second->witnesses == 0;
      if (rule.witnesses == 0 || !is_lost) continue;
      lost_rules_.insert(rule.rule.id);
      const std::string why = found == later.end() ? "" : found->second->why;
      Group& group = groups_.row("rule " + rule.rule.id);
      group.difference = {
          .change = Change::LostEvidence,
          .where = "all endpoints",
          .what = "rule " + rule.rule.id,
          .before = counted(rule.witnesses, "witness", "witnesses"),
          .after = "no witness: " + (why.empty() ? "no result of the rule is in this run" : why)};
    }
  }

  void compare(const CaseResult& old, const CaseResult& now) {
    if (!is_unverified(old.verdict) && !is_unverified(now.verdict)) ++compared_;
    const auto change = change_of(old.verdict, now.verdict);
    if (change == Change::LostEvidence ||
        (change == Change::GainedEvidence && !is_broken(now.verdict)))
      note_evidence(*change, old, now);
    else if (change)
      note_verdict(*change, old, now);
    else if (old.verdict == Verdict::Fail)
      compare_findings(old, now);
  }

  void note_verdict(Change change, const CaseResult& old, const CaseResult& now) {
    Group& group = groups_.row(fmt::format("{}\n{}\n{}\n{}\n{}", name_of(change), now.endpoint,
                                           now.check, name_of(old.verdict), name_of(now.verdict)));
    RunDifference& difference = group.difference;
    if (difference.where.empty())
      difference = {.change = change,
                    .where = now.endpoint,
                    .what = now.check,
                    .before = in_words(old),
                    .after = in_words(now)};
    if (change == Change::GainedEvidence)
      difference.note = "the older run did not verify this: whether it was right is unknown";
    if (change == Change::Other && now.verdict == Verdict::Warn)
      difference.note = fmt::format("a {} rule decides about no run", name_of(now.level));
    add_of(difference, title_of(now));
  }

  /// Both fail; places that the older run, of which all findings are known, found no fault with.
  void compare_findings(const CaseResult& old, const CaseResult& now) {
    const auto earlier = faulty_places(old), later = faulty_places(now);
    std::vector<std::string> fresh;
    std::set_difference(later.begin(), later.end(), earlier.begin(), earlier.end(),
                        std::back_inserter(fresh));
    const bool is_worse = !fresh.empty() && has_all_findings(old);
    const bool is_same = fresh.empty() && (earlier == later || !has_all_findings(now));
    if (is_same) return;
    const Change change = is_worse ? Change::Regression : Change::Other;
    Group& group =
        groups_.row(fmt::format("also\n{}\n{}\n{}", name_of(change), now.endpoint, now.check));
    RunDifference& difference = group.difference;
    if (difference.where.empty())
      difference = {.change = change,
                    .where = now.endpoint,
                    .what = now.check,
                    .before = in_words(old),
                    .after = is_worse ? "failed also at " + listed(fresh, 3) : in_words(now),
                    .note = "it failed before, with another message"};
    add_of(difference, title_of(now));
  }

  void note_evidence(Change change, const CaseResult& old, const CaseResult& now) {
    const bool is_lost = change == Change::LostEvidence;
    if (is_lost && lost_rules_.contains(now.check)) return;
    const CaseResult& without = is_lost ? now : old;
    const CaseResult& with = is_lost ? old : now;
    Group& group = groups_.row(
        fmt::format("{}\n{}\n{}", name_of(change), in_words(with.verdict), in_words(without)));
    RunDifference& difference = group.difference;
    if (group.endpoints.empty()) {
      difference.change = change;
      difference.before = is_lost ? in_words(with.verdict) : in_words(without);
      difference.after = is_lost ? in_words(without) : in_words(with.verdict);
    }
    note_member(group, now);
  }

  void note_only(const CaseResult& result, bool in_older) {
    const bool is_judged = !is_unverified(result.verdict);
    const Change change = !is_judged ? Change::Other
                          : in_older ? Change::LostEvidence
                                     : Change::GainedEvidence;
    if (in_older && lost_rules_.contains(result.check)) return;
    Group& group = groups_.row(fmt::format("only\n{}\n{}", in_older, name_of(change)));
    RunDifference& difference = group.difference;
    if (group.endpoints.empty()) {
      const std::string verdict = is_judged ? "judged" : "planned, and not verified";
      const bool is_cut_off = !after_.complete && before_.plan_hash == after_.plan_hash;
      difference.change = change;
      difference.before = in_older ? verdict : "not in the plan of this run";
      difference.after = !in_older    ? verdict
                         : is_cut_off ? "not reached: the run was cut off"
                                      : "not in the plan of this run";
    }
    if (result.verdict == Verdict::Fail) ++group.failures;
    note_member(group, result);
  }

  static void note_member(Group& group, const CaseResult& result) {
    group.rules.insert(result.check);
    group.endpoints.insert(result.endpoint);
    add_of(group.difference,
           fmt::format("{}: {}, {}", result.endpoint, result.check, title_of(result)));
  }

  void finish(std::vector<RunDifference>& differences) {
    for (Group& group : groups_.rows) {
      RunDifference& difference = group.difference;
      if (!group.rules.empty()) {
        difference.what = counted_and_listed(group.rules, "rule", most_rules);
        difference.where = counted_and_listed(group.endpoints, "endpoint", most_endpoints);
      }
      if (group.failures > 0) difference.note = fmt::format("{} of them failed", group.failures);
      differences.push_back(std::move(difference));
    }
  }

  const RunResult& before_;
  const RunResult& after_;
  std::map<std::string, const CaseResult*> earlier_{};
  std::set<std::string> lost_rules_{};
  InOrder<Group> groups_{};
  std::size_t compared_ = 0;
};

}  // namespace

std::size_t compare_results(const RunResult& before, const RunResult& after,
                            std::vector<RunDifference>& differences) {
  return Results(before, after).compare(differences);
}

}  // namespace emconform
