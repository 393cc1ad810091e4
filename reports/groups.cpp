#include "reports/groups.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/message.h"
#include "reports/in_order.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

template <class Name>
std::vector<NamedSum> sums_by(const RunResult& run, Name name_of_result) {
  InOrder<NamedSum> sums;
  for (const CaseResult& result : run.results) {
    std::string name = name_of_result(result);
    NamedSum& sum = sums.row(name);
    sum.name = std::move(name);
    add(sum.counts, result.verdict);
    sum.witnesses += witnesses_of(result);
  }
  return std::move(sums.rows);
}

}  // namespace

std::string headline_of(const RunResult& run, const CaseResult& result) {
  std::string line = result.note.empty() ? rule_of(run, result).rule : result.note;
  if (!result.findings.empty()) line = message_of(result.findings.front());
  if (!result.findings.empty() && result.findings_in_all > 1)
    line += fmt::format(" (and {} more)", result.findings_in_all - 1);
  return in_one_line(std::move(line));
}

std::vector<SameResults> alike(const RunResult& run, Verdict verdict) {
  InOrder<SameResults> groups;
  for (const CaseResult& result : run.results) {
    if (result.verdict != verdict) continue;
    const std::string kind = result.findings.empty() ? without_particulars(result.note)
                                                     : kind_of(result.findings.front());
    groups.row(fmt::format("{}\n{}\n{}", result.check, result.endpoint, kind)).push_back(&result);
  }
  std::stable_sort(groups.rows.begin(), groups.rows.end(),
                   [](const SameResults& a, const SameResults& b) {
                     return a.front()->level < b.front()->level;
                   });
  return std::move(groups.rows);
}

std::vector<NamedSum> sums_by_endpoint(const RunResult& run) {
  return sums_by(run, [](const CaseResult& result) { return result.endpoint; });
}

std::vector<NamedSum> sums_by_family(const RunResult& run) {
  return sums_by(
      run, [](const CaseResult& result) { return result.check.substr(0, result.check.find('.')); });
}

std::vector<std::string> troubles_of_run(const RunResult& run) {
  std::vector<std::string> troubles;
  if (!run.complete)
    troubles.push_back(run.aborted.empty() ? "the run is not complete" : run.aborted);
  troubles.insert(troubles.end(), run.gate.begin(), run.gate.end());
  if (run.results.empty() && run.gate.empty()) troubles.emplace_back("nothing was judged");
  for (const WaiverUse& use : run.waivers)
    if (!use.broken.empty())
      troubles.push_back(
          fmt::format("waiver {} of {}: {}", use.waiver.ticket, use.waiver.rule, use.broken));
  return troubles;
}

}  // namespace emconform
