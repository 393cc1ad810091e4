#include "reports/html_groups.h"

#include <algorithm>
#include <set>

#include "model/message.h"
#include "model/verified.h"
#include "reports/in_order.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_note = 2000;  // bytes by which two notes are told apart

/// What has the same key is told once.
std::string key_of(const CaseResult& result) {
  std::string key = std::string(name_of(result.verdict)) + '\n' + result.endpoint + '\n' +
                    without_particulars(shortened(result.note, most_note));
  if (result.waiver) key += "\nwaiver " + std::to_string(*result.waiver);
  if (result.findings.empty()) return key;
  key += '\n' + result.check;
  std::set<std::string> messages;
  for (const Finding& finding : result.findings) messages.insert(kind_of(finding));
  for (const std::string& message : messages) key += '\n' + message;
  return key;
}

}  // namespace

std::vector<Group> groups_of(const RunResult& run) {
  InOrder<Group> groups;
  for (const CaseResult& result : run.results) {
    if (result.verdict == Verdict::Pass) continue;
    Group& group = groups.row(key_of(result));
    group.verdict = result.verdict;
    group.endpoint = result.endpoint;
    if (std::find(group.rules.begin(), group.rules.end(), result.check) == group.rules.end())
      group.rules.push_back(result.check);
    group.results.push_back(&result);
  }
  std::stable_sort(groups.rows.begin(), groups.rows.end(),
                   [](const Group& a, const Group& b) { return a.verdict > b.verdict; });
  return std::move(groups.rows);
}

std::vector<Alike> alike_of(const CaseResult& result) {
  InOrder<Alike> all;
  for (const Finding& finding : result.findings) {
    Alike& alike = all.row(kind_of(finding));
    if (alike.first == nullptr)
      alike.first = &finding;
    else
      alike.places.push_back(finding.where);
  }
  return std::move(all.rows);
}

std::vector<PassedEndpoint> passed_by_endpoint(const RunResult& run) {
  struct Row {
    PassedEndpoint sum{};
    InOrder<Passed> rules{};
  };
  InOrder<Row> rows;
  for (const CaseResult& result : run.results) {
    if (result.verdict != Verdict::Pass) continue;
    auto& [sum, rules] = rows.row(result.endpoint);
    sum.endpoint = result.endpoint;
    ++sum.results;
    sum.witnesses += witnesses_of(result);
    Passed& passed = rules.row(result.check);
    passed.rule = result.check;
    ++passed.results;
    passed.witnesses += witnesses_of(result);
    passed.undecided += result.undecided;
  }
  std::vector<PassedEndpoint> endpoints;
  for (Row& row : rows.rows) {
    row.sum.rules = std::move(row.rules.rows);
    endpoints.push_back(std::move(row.sum));
  }
  return endpoints;
}

}  // namespace emconform
