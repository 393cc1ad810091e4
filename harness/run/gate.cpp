#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "run/runner.h"

namespace emconform {
namespace {

bool is_judged(const CaseResult& result) {
  return result.verdict == Verdict::Pass || result.verdict == Verdict::Warn ||
         result.verdict == Verdict::Fail || result.verdict == Verdict::Waived;
}

}  // namespace

std::vector<std::string> gate(const RunResult& run, bool strict) {
  std::vector<std::string> reasons;
  if (run.results.empty()) return {"no case was selected"};

  std::map<std::string, std::size_t> judged_on;  // endpoint -> results with a verdict
  std::set<std::string> seen, unseen;            // rules with and without a witness
  std::size_t judged = 0;
  for (const CaseResult& result : run.results) {
    const std::size_t one = is_judged(result) ? 1 : 0;
    judged += one;
    // Without NAS jobs there is no session of one: the target does not have that endpoint.
    if (!result.no_data) judged_on[result.endpoint] += one;
    if (result.level == Level::Must || result.level == Level::Derived)
      (result.witnesses > 0 || result.verdict == Verdict::Fail ? seen : unseen)
          .insert(result.check);
  }
  for (const auto& [endpoint, count] : judged_on)
    if (count == 0) reasons.push_back(fmt::format("nothing was judged on {}", endpoint));
  if (judged * 2 < run.results.size())
    reasons.push_back(
        fmt::format("only {} of {} selected results were judged", judged, run.results.size()));
  if (strict)
    for (const std::string& rule : unseen)
      if (!seen.contains(rule)) reasons.push_back(fmt::format("no witness for rule {}", rule));
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
  return run.gate.empty() && run.complete ? 0 : 5;
}

}  // namespace emconform
