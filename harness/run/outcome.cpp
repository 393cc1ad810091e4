#include "run/outcome.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "checks/relations.h"
#include "checks/representatives.h"
#include "model/message.h"
#include "run/runner.h"

namespace emconform {
namespace {

constexpr std::size_t most_findings = 20;  // kept of one result; their number is kept as well

bool is_relation(std::string_view rule) {
  const auto all = relations();
  return std::any_of(all.begin(), all.end(), [&](const Relation& one) { return one.id == rule; });
}

/// Of many findings those stay that say something new: a waiver has to see every kind.
void keep_most_telling(std::vector<Finding>& findings) {
  if (findings.size() <= most_findings) return;
  std::set<std::string> kinds;
  std::stable_partition(findings.begin(), findings.end(),
                        [&](const Finding& one) { return kinds.insert(kind_of(one)).second; });
  findings.resize(most_findings);
}

}  // namespace

void set_judgement(CaseResult& result, Judgement judgement) {
  result.verdict = verdict_of(judgement, result.level);
  result.witnesses = judgement.witnesses;
  result.undecided = judgement.undecided;
  result.note = std::move(judgement.note);
  if (result.note.empty() && result.verdict == Verdict::NotTestable)
    result.note = "the answer holds nothing that this rule is about";
  if (result.note.empty() && result.verdict == Verdict::Inconclusive)
    result.note = "all that there is to judge moved, or cannot be decided";
  result.findings_in_all = judgement.findings.in_all();
  result.findings = std::move(judgement.findings);
  if (is_relation(result.check)) result.findings = representatives(std::move(result.findings));
  keep_most_telling(result.findings);
}

/// What was judged before the problem rests on half of the readings: it counts for nothing.
void set_problem(Outcome& outcome, const Gather::Problem& problem) {
  for (CaseResult& result : outcome.results) {
    Judgement judgement;
    if (problem.finding) judgement = {.witnesses = 1, .findings = {*problem.finding}};
    set_judgement(result, std::move(judgement));
    if (problem.finding) continue;
    result.verdict = problem.verdict;
    result.note = problem.note;
    result.no_data = problem.no_data;
  }
  outcome.accused = problem.accused;
}

bool has_expected_status(const Exchange& exchange) {
  const auto& statuses = exchange.expected.statuses;
  return std::find(statuses.begin(), statuses.end(), exchange.response->status) != statuses.end();
}

void judge_exchange(const Unit& unit, const Exchange& exchange, Outcome& outcome) {
  const int status = exchange.response->status;
  const bool as_expected = has_expected_status(exchange);
  for (std::size_t i = 0; i < unit.checks.size(); ++i) {
    const Check& check = *unit.checks[i];
    CaseResult& result = outcome.results[i];
    if (!as_expected && check.id != "http.status") {
      result.note = fmt::format("the answer's status is {}", status);
    } else if (check.needs_representation && !exchange.representation) {
      result.note = exchange.malformed.empty() ? "the answer has no body"
                                               : "the body cannot be read: " + exchange.malformed;
    } else {
      judge_timed(result, [&] { return check.run(exchange, *unit.contract); });
    }
  }
}

}  // namespace emconform
