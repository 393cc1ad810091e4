#include <nlohmann/json.hpp>
#include <ostream>

#include "reports/diff.h"
#include "reports/summary.h"

namespace emconform {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema = 1;  // changes when an older reader would misunderstand

constexpr Change changes[] = {Change::Regression,     Change::Breaking, Change::Slower,
                              Change::LostEvidence,   Change::Other,    Change::Addition,
                              Change::GainedEvidence, Change::Fix};

Json to_json(const RunHeading& run) {
  return {{"version", run.version},
          {"target", run.target},
          {"release", run.release},
          {"dialect", run.dialect},
          {"suite_hash", run.suite_hash},
          {"plan_hash", run.plan_hash},
          {"started", to_string(run.started)},
          {"seed", run.seed},
          {"outcome", run.outcome},
          {"exit_status", run.exit_status},
          {"counts", run.counts}};
}

Json to_json(const RunDifference& one) {
  return {{"class", name_of(one.change)},
          {"where", one.where},
          {"what", one.what},
          {"older", one.before},
          {"newer", one.after},
          {"note", one.note},
          {"of", one.of},
          {"of_in_all", one.of_in_all}};
}

}  // namespace

void write_diff_json(const Differences& differences, std::ostream& out) {
  Json counts = Json::object(), all = Json::array();
  for (const Change change : changes)
    counts[std::string(name_of(change))] = count(differences, change);
  for (const RunDifference& one : differences.differences) all.push_back(to_json(one));
  const Json json = {{"schema", schema},
                     {"outcome", outcome_of(differences)},
                     {"exit_status", exit_status(differences)},
                     {"older", to_json(differences.before)},
                     {"newer", to_json(differences.after)},
                     {"warnings", differences.warnings},
                     {"compared",
                      {{"results", differences.compared_results},
                       {"resources", differences.compared_resources},
                       {"endpoints", differences.compared_endpoints},
                       {"newer_run_is_complete", differences.is_whole}}},
                     {"counts", std::move(counts)},
                     {"differences", std::move(all)}};
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace emconform
