#include <nlohmann/json.hpp>
#include <ostream>

#include "model/verified.h"
#include "reports/run_file.h"
#include "reports/run_file_learned.h"
#include "reports/run_file_traffic.h"

namespace emconform {
namespace {

using Json = nlohmann::ordered_json;

void write_line(const Json& json, std::ostream& out) {
  out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void write_waiver(const Waiver& waiver, std::ostream& out) {
  write_line({{"kind", "waiver"},
              {"rule", waiver.rule},
              {"endpoint", waiver.endpoint},
              {"first_release", waiver.first_release},
              {"last_release", waiver.last_release},
              {"message", waiver.message},
              {"ticket", waiver.ticket},
              {"owner", waiver.owner},
              {"reason", waiver.reason},
              {"since", waiver.since},
              {"expires", waiver.expires},
              {"most", waiver.most}},
             out);
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
  for (const WaiverUse& use : run.waivers) write_waiver(use.waiver, out);
}

void write_exchange(const ExchangeRecord& record, std::size_t index, std::ostream& out) {
  write_line({{"kind", "exchange"},
              {"index", index},
              {"method", record.method},
              {"url", record.url},
              {"auth", record.auth},
              {"accept", record.accept},
              {"status", record.status},
              {"error", record.error},
              {"bytes", record.bytes},
              {"took_us", record.took.count()},
              {"curl", record.curl},
              {"sent", to_string(record.sent)},
              {"request_headers", record.request_headers},
              {"status_line", record.status_line},
              {"headers", record.headers},
              {"excerpt", record.excerpt}},
             out);
}

void write_result(const CaseResult& result, std::ostream& out) {
  Json findings = Json::array();
  for (const Finding& finding : result.findings)
    findings.push_back(
        {{"where", finding.where}, {"expected", finding.expected}, {"actual", finding.actual}});
  write_line({{"kind", "result"},
              {"suite", result.suite},
              {"endpoint", result.endpoint},
              {"case", result.case_name},
              {"variant", result.variant},
              {"check", result.check},
              {"level", name_of(result.level)},
              {"verdict", name_of(result.verdict)},
              {"witnesses", result.witnesses},
              {"undecided", result.undecided},
              {"findings", std::move(findings)},
              {"findings_in_all", result.findings_in_all},
              {"note", result.note},
              {"no_data", result.no_data},
              {"exchanges", result.exchanges},
              {"took_us", result.took.count()}},
             out);
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
