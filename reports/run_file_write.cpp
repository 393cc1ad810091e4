#include <nlohmann/json.hpp>
#include <ostream>

#include "model/verified.h"
#include "reports/json_values.h"
#include "reports/run_file.h"
#include "reports/run_file_learned.h"
#include "reports/run_file_traffic.h"

namespace emconform {
namespace {

using Json = nlohmann::ordered_json;

void write_line(const Json& json, std::ostream& out) {
  out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

/// The line of a kind that holds these values.
void write_line(const char* kind, const Json& values, std::ostream& out) {
  Json line = {{"kind", kind}};
  line.update(values);
  write_line(line, out);
}

}  // namespace

void write_run_start(const RunResult& run, std::ostream& out) {
  write_line({{"kind", "run"},
              {"schema", run_file_schema},
              {"version", run.version},
              {"target", run.target},
              {"release", run.release},
              {"dialect", run.dialect},
              {"suite_hash", run.suite_hash},
              {"plan_hash", run.plan_hash},
              {"command", run.command},
              {"seed", run.seed},
              {"started", to_string(run.started)},
              {"planned", run.planned},
              {"combinations", run.combinations},
              {"combinations_in_all", run.combinations_in_all},
              {"shard", run.shard},
              {"shards", run.shards},
              {"strict_gate", run.strict_gate},
              {"whole_suite", run.whole_suite},
              {"all_rules", run.knows_all_rules},
              {"insecure", run.insecure},
              {"tls", run.tls},
              {"notes", run.notes},
              {"idle", run.idle}},
             out);
  for (const RuleInfo& rule : run.rules)
    write_line({{"kind", "rule"},
                {"id", rule.id},
                {"level", name_of(rule.level)},
                {"rule", rule.rule},
                {"source", rule.source},
                {"requirements", rule.requirements},
                {"scope", name_of(rule.scope)}},
               out);
  for (const RequirementInfo& requirement : run.requirements)
    write_line({{"kind", "requirement"},
                {"id", requirement.id},
                {"level", name_of(requirement.level)},
                {"checks", requirement.checks}},
               out);
  for (const WaiverUse& use : run.waivers) write_line("waiver", to_json(use.waiver), out);
}

void write_exchange(const ExchangeRecord& record, std::size_t index, std::ostream& out) {
  write_line("exchange", to_json(record, index), out);
}

void write_result(const CaseResult& result, std::ostream& out) {
  write_line("result", to_json(result), out);
}

void write_run_end(const RunResult& run, std::ostream& out) {
  if (run.recording != nullptr) write_traffic(*run.recording, out);
  const Verification verification = verification_of(run);
  for (const RuleVerified& one : verification.rules)
    write_line({{"kind", "witnesses"},
                {"rule", one.rule.id},
                {"results", one.results},
                {"witnesses", one.witnesses},
                {"why_none", one.why}},
               out);
  for (const Unverified& one : verification.requirements)
    write_line({{"kind", "unverified"},
                {"requirement", one.requirement.id},
                {"checks", one.requirement.checks},
                {"why", one.why}},
               out);
  write_learned(run.learned, out);
  write_line({{"kind", "end"},
              {"finished", to_string(run.finished)},
              {"tls", run.tls},
              {"requests", run.requests},
              {"complete", run.complete},
              {"aborted", run.aborted},
              {"exit_status", run.exit_status},
              {"gate", run.gate},
              {"notes", run.notes}},
             out);
}

void write_run_file(const RunResult& run, std::ostream& out) {
  write_run_start(run, out);
  for (std::size_t i = 0; i < run.exchanges.size(); ++i) write_exchange(run.exchanges[i], i, out);
  for (const CaseResult& result : run.results) write_result(result, out);
  write_run_end(run, out);
}

}  // namespace emconform
