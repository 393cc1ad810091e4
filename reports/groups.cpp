#include "reports/groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "model/message.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

/// Place of the group or row of that key, made if there is none.
template <class Row>
Row& row_of(const std::string& key, std::vector<Row>& rows, std::map<std::string, std::size_t>& at,
            Row empty) {
  const auto [found, is_new] = at.try_emplace(key, rows.size());
  if (is_new) rows.push_back(std::move(empty));
  return rows[found->second];
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
  std::vector<SameResults> groups;
  std::map<std::string, std::size_t> at;
  for (const CaseResult& result : run.results) {
    if (result.verdict != verdict) continue;
    const std::string kind = result.findings.empty() ? without_particulars(result.note)
                                                     : kind_of(result.findings.front());
    const std::string key = fmt::format("{}\n{}\n{}", result.check, result.endpoint, kind);
    row_of(key, groups, at, {}).push_back(&result);
  }
  std::stable_sort(groups.begin(), groups.end(), [](const SameResults& a, const SameResults& b) {
    return a.front()->level < b.front()->level;
  });
  return groups;
}

std::vector<EndpointSum> endpoints_of(const RunResult& run) {
  std::vector<EndpointSum> rows;
  std::map<std::string, std::size_t> at;
  for (const CaseResult& result : run.results) {
    EndpointSum& row = row_of(result.endpoint, rows, at, EndpointSum{.endpoint = result.endpoint});
    add(row.counts, result.verdict);
    row.witnesses += witnesses_of(result);
  }
  return rows;
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
