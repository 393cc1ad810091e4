#include "reports/json_values.h"

namespace emconform {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const std::vector<Finding>& findings) {
  Json all = Json::array();
  for (const Finding& finding : findings)
    all.push_back(
        {{"where", finding.where}, {"expected", finding.expected}, {"actual", finding.actual}});
  return all;
}

}  // namespace

Json to_json(const Waiver& waiver) {
  return {{"rule", waiver.rule},
          {"endpoint", waiver.endpoint},
          {"first_release", waiver.first_release},
          {"last_release", waiver.last_release},
          {"message", waiver.message},
          {"ticket", waiver.ticket},
          {"owner", waiver.owner},
          {"reason", waiver.reason},
          {"since", waiver.since},
          {"expires", waiver.expires},
          {"most", waiver.most}};
}

Json to_json(const CaseResult& result) {
  return {{"suite", result.suite},
          {"endpoint", result.endpoint},
          {"case", result.case_name},
          {"variant", result.variant},
          {"check", result.check},
          {"level", name_of(result.level)},
          {"verdict", name_of(result.verdict)},
          {"witnesses", result.witnesses},
          {"undecided", result.undecided},
          {"findings", to_json(result.findings)},
          {"findings_in_all", result.findings_in_all},
          {"note", result.note},
          {"no_data", result.no_data},
          {"exchanges", result.exchanges},
          {"took_us", result.took.count()}};
}

Json to_json(const ExchangeRecord& record, std::size_t index) {
  return {{"index", index},
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
          {"excerpt", record.excerpt}};
}

}  // namespace emconform
