#include "reports/reason.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/verified.h"
#include "reports/reports.h"
#include "reports/summary.h"

namespace emconform {
namespace {

std::string of(std::size_t count, std::string_view noun) { return many(count, noun); }

/// The text with its full stop.
std::string sentence(std::string text) {
  if (!text.ends_with('.')) text += '.';
  return text;
}

/// "12 results of 2 rules on 3 endpoints"
std::string extent_of(const RunResult& run, Verdict verdict) {
  std::set<std::string_view> rules, endpoints;
  std::size_t results = 0;
  for (const CaseResult& result : run.results) {
    if (result.verdict != verdict) continue;
    ++results;
    rules.insert(result.check);
    endpoints.insert(result.endpoint);
  }
  return fmt::format("{} of {} on {}", of(results, "result"), of(rules.size(), "rule"),
                     of(endpoints.size(), "endpoint"));
}

std::string why_conforms(const RunResult& run) {
  const Counts counts = count(run.results);
  const Verification verification = verification_of(run);
  std::string text =
      fmt::format("No rule is broken: {} passed, on the evidence of {}.", of(counts.pass, "result"),
                  many(verification.witnesses(), "witness", "witnesses"));
  const std::size_t others = verification.rules.size() - verification.verified_rules();
  if (others > 0) text += fmt::format(" Not verified: {}.", of(others, "rule"));
  if (counts.warn > 0)
    text += fmt::format(" {} against a should or may.", of(counts.warn, "warning"));
  if (counts.waived > 0) text += fmt::format(" Waived: {}.", of(counts.waived, "result"));
  return text;
}

std::string how_much(const RunResult& run) {
  const auto judged = std::count_if(run.results.begin(), run.results.end(), is_judged);
  return fmt::format("{} of {} planned results were judged",
                     thousands(static_cast<std::size_t>(judged)), thousands(run.planned));
}

std::string why_stopped(const RunResult& run) {
  return sentence(run.aborted.empty() ? how_much(run)
                                      : fmt::format("{}: {}", how_much(run), run.aborted));
}

std::string why_not_verified(const RunResult& run) {
  if (run.results.empty()) return "Nothing was judged.";
  if (!run.complete) return "The run is not complete. " + why_stopped(run);
  const std::string text = "No rule is broken, but too little was looked at";
  return sentence(run.gate.size() == 1 ? text + ": " + run.gate.front() : text);
}

std::string why_waivers(const RunResult& run) {
  std::string first;
  std::size_t broken = 0;
  for (const WaiverUse& use : run.waivers) {
    if (use.broken.empty()) continue;
    if (broken++ == 0) first = use.broken;
  }
  return sentence(fmt::format("No rule is broken but what is waived; {} no longer right: {}",
                              broken == 1 ? "a waiver is" : fmt::format("{} waivers are", broken),
                              first));
}

std::string why_error(const RunResult& run) {
  if (!run.aborted.empty()) return sentence("There is no verdict: " + run.aborted);
  const auto error =
      std::find_if(run.results.begin(), run.results.end(),
                   [](const CaseResult& result) { return result.verdict == Verdict::Error; });
  if (error == run.results.end())
    return fmt::format("The run ended with exit status {}.", run.exit_status);
  return sentence(
      fmt::format("No verdict for {}: {}", extent_of(run, Verdict::Error), error->note));
}

}  // namespace

std::string reason_of(const RunResult& run) {
  const std::string_view outcome = outcome_of(run);
  if (outcome == "CONFORMS") return why_conforms(run);
  if (outcome == "FAILS")
    return fmt::format("The contract is broken: {} failed.", extent_of(run, Verdict::Fail));
  if (outcome == "NOT VERIFIED") return why_not_verified(run);
  if (outcome == "WAIVERS") return why_waivers(run);
  if (outcome == "INTERRUPTED") return "The run was interrupted. " + why_stopped(run);
  return why_error(run);
}

std::vector<Reservation> reservations_of(const RunResult& run) {
  std::vector<Reservation> all;
  if (run.insecure) all.push_back({"INSECURE", in_insecure_words});
  if (!run.complete) {
    const bool is_said = reason_of(run).find(run.aborted) != std::string::npos;
    all.push_back({"NOT COMPLETE", is_said ? sentence(how_much(run)) : why_stopped(run)});
  }
  for (const std::string& gate : run.gate) all.push_back({"GATE", gate});
  for (const WaiverUse& use : run.waivers)
    if (!use.broken.empty())
      all.push_back({"WAIVER", fmt::format("{} on {}: {}", use.waiver.rule, use.waiver.endpoint,
                                           use.broken)});
  if (run.shards > 1)
    all.push_back({"PART", fmt::format("shard {} of {}: the rest was judged elsewhere", run.shard,
                                       run.shards)});
  if (!run.knows_all_rules)
    all.push_back({"OLD FILE",
                   "this run file does not say which rules there are: what was not verified is "
                   "unknown"});
  else if (!run.whole_suite)
    all.push_back({"PART", "--filter or --level left a part of the suite out"});
  return all;
}

}  // namespace emconform
