#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "model/verified.h"
#include "reports/groups.h"
#include "reports/json_values.h"
#include "reports/reports.h"
#include "reports/summary.h"

// contracts/schema/report.schema.json gives and explains the document. It is a promise to others,
// and changes more slowly than the run file.
namespace emconform {
namespace {

using Json = nlohmann::ordered_json;

constexpr int report_schema = 1;

Json to_json(const Counts& counts) {
  return {{"all", counts.all()},
          {"pass", counts.pass},
          {"fail", counts.fail},
          {"error", counts.error},
          {"warn", counts.warn},
          {"inconclusive", counts.inconclusive},
          {"not_testable", counts.not_testable},
          {"waived", counts.waived}};
}

Json about(const RunResult& run) {
  return {{"version", run.version},
          {"target", run.target},
          {"release", run.release},
          {"dialect", run.dialect},
          {"tls", run.tls},
          {"insecure", run.insecure},
          {"suite_hash", run.suite_hash},
          {"plan_hash", run.plan_hash},
          {"command", run.command},
          {"seed", run.seed},
          {"started", to_string(run.started)},
          {"finished", to_string(run.finished)},
          {"requests", run.requests},
          {"planned", run.planned},
          {"shard", run.shard},
          {"shards", run.shards},
          {"strict_gate", run.strict_gate},
          {"whole_suite", run.whole_suite},
          {"complete", run.complete},
          {"aborted", run.aborted},
          {"notes", run.notes},
          {"idle", run.idle}};
}

Json endpoints(const RunResult& run) {
  Json all = Json::array();
  for (const NamedSum& one : sums_by_endpoint(run))
    all.push_back(
        {{"endpoint", one.name}, {"counts", to_json(one.counts)}, {"witnesses", one.witnesses}});
  return all;
}

Json rules(const Verification& verification) {
  Json all = Json::array();
  for (const RuleVerified& one : verification.rules)
    all.push_back({{"id", one.rule.id},
                   {"level", name_of(one.rule.level)},
                   {"rule", one.rule.rule},
                   {"source", one.rule.source},
                   {"requirements", one.rule.requirements},
                   {"scope", name_of(one.rule.scope)},
                   {"results", one.results},
                   {"witnesses", one.witnesses},
                   {"why_none", one.why}});
  return all;
}

Json requirements(const Verification& verification) {
  Json missing = Json::array();
  for (const Unverified& one : verification.requirements)
    missing.push_back({{"id", one.requirement.id},
                       {"level", name_of(one.requirement.level)},
                       {"checks", one.requirement.checks},
                       {"why", one.why}});
  return {{"verified", verification.demanded - verification.requirements.size()},
          {"without_check", verification.unenforced},
          {"not_verified", std::move(missing)}};
}

Json waivers(const RunResult& run) {
  Json all = Json::array();
  for (const WaiverUse& use : run.waivers) {
    Json json = to_json(use.waiver);
    json["matched"] = use.matched;
    json["age_days"] = use.age_days;
    json["broken"] = use.broken;
    all.push_back(std::move(json));
  }
  return all;
}

/// Those that a result rests on.
Json exchanges(const RunResult& run) {
  std::set<std::size_t> cited;
  for (const CaseResult& result : run.results)
    cited.insert(result.exchanges.begin(), result.exchanges.end());
  Json all = Json::array();
  for (const std::size_t index : cited)
    if (index < run.exchanges.size()) all.push_back(to_json(run.exchanges[index], index));
  return all;
}

Json document_of(const RunResult& run) {
  const Verification verification = verification_of(run);
  Json results = Json::array();
  for (const CaseResult& result : run.results) {
    results.push_back(to_json(result));
    if (result.waiver) results.back()["waiver"] = *result.waiver;
  }
  return {{"$schema", "urn:emconform:report:1"},
          {"schema", report_schema},
          {"outcome", outcome_of(run)},
          {"exit_status", run.exit_status},
          {"run", about(run)},
          {"counts", to_json(count(run.results))},
          {"gate", run.gate},
          {"endpoints", endpoints(run)},
          {"rules", rules(verification)},
          {"requirements", requirements(verification)},
          {"waivers", waivers(run)},
          {"results", std::move(results)},
          {"exchanges", exchanges(run)}};
}

void write(const Json& json, std::ostream& out) {
  out << json.dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace

void write_json(const RunResult& run, std::ostream& out) { write(document_of(run), out); }

void write_fleet_json(std::span<const RunResult> runs, std::ostream& out) {
  Json all = Json::array();
  for (const RunResult& run : runs) all.push_back(document_of(run));
  write(all, out);
}

}  // namespace emconform
