#include "reports/diff_samples.h"

namespace emconform {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t jobs = 40;

LearnedEndpoint jobs_endpoint() {
  return {.endpoint = "/jobs",
          .answers = 60,
          .asks = {{"GET, session, application/xml", {200}, {{"200 application/xml", 30}}},
                   {"GET, none, application/xml", {401}, {{"401 application/xml", 30}}}},
          .headers = {{"content-type", 60}, {"date", 60}},
          .latency = {30, 12ms, 20ms, 31ms}};
}

}  // namespace

CaseResult result_of(const std::string& check, Verdict verdict, const std::string& variant) {
  CaseResult result{.suite = "jobs",
                    .endpoint = "/jobs",
                    .case_name = "list",
                    .variant = variant,
                    .check = check,
                    .level = Level::Must,
                    .verdict = verdict};
  const bool is_broken = verdict == Verdict::Fail || verdict == Verdict::Warn;
  if (verdict == Verdict::Pass || is_broken) result.witnesses = jobs;
  if (is_broken) result.findings = {{"/Job[1]/Name", "a value", "none"}};
  result.findings_in_all = result.findings.size();
  if (verdict == Verdict::NotTestable) result.note = "the target has no job";
  return result;
}

LearnedField field_of(const std::string& path, std::size_t present, std::size_t of,
                      const std::string& type) {
  return {.path = path, .present = present, .of = of, .types = {{type, present}}};
}

LearnedResource jobs_with(std::vector<LearnedField> fields, std::vector<LearnedLink> links) {
  return {.resource = "Job",
          .form = Form::Entity,
          .format = Format::Xml,
          .items = jobs,
          .distinct = jobs,
          .fields = std::move(fields),
          .links = std::move(links)};
}

RunResult run_of_release_12() {
  RunResult run{.version = "0.2.0",
                .target = "https://em01:9398",
                .release = "v1_7",
                .dialect = "PascalCase",
                .suite_hash = std::string(64, 'a'),
                .plan_hash = std::string(64, 'b')};
  run.seed = 1;
  run.started = run.finished = parse_date_time("2026-11-21T11:38:00Z")->instant;
  run.planned = 4;
  run.whole_suite = run.complete = true;
  for (const char* const variant : {"xml", "json"})
    for (const char* const check : {"links.required", "fields.required", "times.utc"})
      run.results.push_back(result_of(check, Verdict::Pass, variant));
  run.results.push_back(result_of("window.complete", Verdict::NotTestable));
  run.results.push_back(result_of("paging.links", Verdict::Fail));
  LearnedField type = field_of("JobType", jobs, jobs);
  type.promise = Promise::Required;
  type.values = {{"Backup", 30}, {"BackupCopy", 10}};
  LearnedField next_run = field_of("NextRun", 25, jobs, "time in UTC");
  next_run.promise = Promise::Optional;
  next_run.fraction_digits = 3;
  run.learned.resources = {jobs_with(
      {type, field_of("Name", jobs, jobs), next_run, field_of("Port", jobs, jobs, "integer")},
      {{.rel = "Up",
        .type = "BackupServerReference",
        .promise = Promise::Required,
        .present = jobs,
        .of = jobs}})};
  run.learned.resources.push_back(run.learned.resources.front());
  run.learned.resources.back().format = Format::Json;
  run.learned.resources.back().pascal_names = 400;
  run.learned.endpoints = {jobs_endpoint()};
  return run;
}

RunResult run_with_every_change() {
  RunResult run = run_of_release_12();
  run.release = "v1_8";
  run.dialect = "camelCase";
  run.started += 24h;
  run.exit_status = 1;
  run.results[0] = result_of("links.required", Verdict::Fail, "xml");
  run.results[3] = result_of("links.required", Verdict::Fail, "json");
  run.results[5] = result_of("times.utc", Verdict::NotTestable, "json");
  run.results[6] = result_of("window.complete", Verdict::Pass);
  run.results[7] = result_of("paging.links", Verdict::Pass);
  for (LearnedResource& resource : run.learned.resources) {
    resource.fields[0].values = {{"Backup", 30}, {"BackupImmutable", 2}};
    resource.fields[0].undocumented = {"BackupImmutable"};
    resource.fields[2].fraction_digits = 6;
    resource.fields[3] = field_of("Port", jobs, jobs, "text");
    resource.fields.push_back(field_of("Region", 12, jobs));
    resource.links.clear();
  }
  std::swap(run.learned.resources[1].pascal_names, run.learned.resources[1].camel_names);
  LearnedEndpoint& endpoint = run.learned.endpoints.front();
  endpoint.asks[1].answers = {{"403 application/xml", 30}};
  endpoint.headers = {{"content-type", 60}, {"date", 60}, {"server", 60}};
  endpoint.latency = {30, 120ms, 250ms, 400ms};
  return run;
}

RunResult run_with_hostile_texts() {
  const std::string hostile =
      "</code><script>alert(1)</script>\n# [a](javascript:b) `|` @all \x1b[31m \xff \xe2\x80\xae";
  RunResult run = run_of_release_12();
  for (std::string* text : {&run.target, &run.release, &run.aborted}) *text = hostile;
  run.complete = false;
  for (CaseResult& result : run.results) {
    result.verdict = Verdict::Fail;
    result.findings = {{"/" + hostile, hostile, hostile}};
    result.endpoint = result.case_name = result.check = hostile;
  }
  for (LearnedResource& resource : run.learned.resources) {
    resource.resource = "Job";
    resource.fields = {field_of(hostile, jobs, jobs, hostile)};
    resource.links = {{.rel = hostile, .type = hostile, .present = jobs, .of = jobs}};
  }
  run.learned.endpoints.front().asks[0].answers = {{"200 " + hostile, 30}};
  run.learned.endpoints.front().headers.push_back({hostile, 60});
  return run;
}

}  // namespace emconform
