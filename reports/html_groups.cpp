#include "reports/html_groups.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/message.h"
#include "model/verified.h"
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

template <class Name>
std::vector<NamedCounts> counts_by(const RunResult& run, Name name_of_result) {
  std::vector<NamedCounts> all;
  std::map<std::string_view, std::size_t> place;
  for (const CaseResult& result : run.results) {
    const std::string_view name = name_of_result(result);
    const auto [found, is_new] = place.try_emplace(name, all.size());
    if (is_new) all.push_back({std::string(name), {}});
    add(all[found->second].counts, result.verdict);
  }
  const auto gravity = [](const NamedCounts& one) {
    return std::pair(one.counts.fail, one.counts.error);
  };
  std::stable_sort(all.begin(), all.end(), [&](const NamedCounts& a, const NamedCounts& b) {
    return gravity(a) > gravity(b);
  });
  return all;
}

}  // namespace

std::vector<Group> groups_of(const RunResult& run) {
  std::vector<Group> groups;
  std::map<std::string, std::size_t> place;
  for (const CaseResult& result : run.results) {
    if (result.verdict == Verdict::Pass) continue;
    const auto [found, is_new] = place.try_emplace(key_of(result), groups.size());
    if (is_new) groups.push_back({.verdict = result.verdict, .endpoint = result.endpoint});
    Group& group = groups[found->second];
    if (std::find(group.rules.begin(), group.rules.end(), result.check) == group.rules.end())
      group.rules.push_back(result.check);
    group.results.push_back(&result);
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.verdict > b.verdict; });
  return groups;
}

std::vector<Alike> alike_of(const CaseResult& result) {
  std::vector<Alike> all;
  std::map<std::string, std::size_t> place;
  for (const Finding& finding : result.findings) {
    const auto [found, is_new] = place.try_emplace(kind_of(finding), all.size());
    if (is_new)
      all.push_back({.first = &finding});
    else
      all[found->second].places.push_back(finding.where);
  }
  return all;
}

std::vector<PassedEndpoint> passed_by_endpoint(const RunResult& run) {
  std::vector<PassedEndpoint> endpoints;
  std::map<std::string_view, std::size_t> place;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> place_of_rule;
  for (const CaseResult& result : run.results) {
    if (result.verdict != Verdict::Pass) continue;
    const auto [found, is_new] = place.try_emplace(result.endpoint, endpoints.size());
    if (is_new) endpoints.push_back({.endpoint = result.endpoint});
    PassedEndpoint& endpoint = endpoints[found->second];
    const auto [rule, is_new_rule] =
        place_of_rule.try_emplace({result.endpoint, result.check}, endpoint.rules.size());
    if (is_new_rule) endpoint.rules.push_back({.rule = result.check});
    Passed& passed = endpoint.rules[rule->second];
    ++passed.results;
    ++endpoint.results;
    passed.witnesses += witnesses_of(result);
    endpoint.witnesses += witnesses_of(result);
    passed.undecided += result.undecided;
  }
  return endpoints;
}

std::vector<NamedCounts> counts_by_endpoint(const RunResult& run) {
  return counts_by(run,
                   [](const CaseResult& result) -> std::string_view { return result.endpoint; });
}

std::vector<NamedCounts> counts_by_family(const RunResult& run) {
  return counts_by(run, [](const CaseResult& result) {
    return std::string_view(result.check).substr(0, result.check.find('.'));
  });
}

}  // namespace emconform
