#include "reports/html_samples.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/samples.h"

namespace emconform {
namespace {

constexpr std::string_view body = R"(<?xml version="1.0" encoding="utf-8"?>
<EntityReferences xmlns="http://www.veeam.com/ent/v1.0">
  <Ref UID="urn:veeam:BackupTaskSession:6f8e2a51-52b6-4a0b-9d54-6f6d8a3f1c21" Name="VM01@2026-11-20"
       Href="https://em01.example.com:9398/api/backupTaskSessions/6f8e2a51-52b6-4a0b-9d54-6f6d8a3f1c21"
       Type="BackupTaskSessionReference">
    <Links>
      <Link Rel="Alternate" Type="BackupTaskSession" Name="VM01@2026-11-20"/>
    </Links>
  </Ref>
</EntityReferences>
)";

void add_evidence(RunResult& run) {
  for (ExchangeRecord& exchange : run.exchanges) {
    exchange.sent = run.started;
    exchange.request_headers = {"Accept: " + (exchange.accept.empty() ? "*/*" : exchange.accept),
                                "X-RestSvcSessionId: <session>"};
    exchange.status_line = "HTTP/1.1 200 OK";
    exchange.headers = {"Content-Type: application/xml; charset=utf-8", "Content-Length: 4711",
                        "Server: Microsoft-HTTPAPI/2.0", "Date: Sat, 21 Nov 2026 11:38:01 GMT"};
    exchange.excerpt = body;
  }
}

}  // namespace

RunResult signed_run() {
  RunResult run = sample_run();
  add_evidence(run);
  run.command =
      "emconform run --target https://em01.example.com:9398 --username EM01\\auditor "
      "--password-env EM_PASSWORD --cacert em01.pem --report html=report.html";
  run.whole_suite = true;
  run.waivers = {{.waiver = {.rule = "links.named",
                             .endpoint = "/backupTaskSessions/*",
                             .first_release = "v1_6",
                             .last_release = "v1_7",
                             .message = "/Links/Link[*]: expected a Name",
                             .ticket = "OPS-1234",
                             .owner = "Backup team",
                             .reason = "The vendor mends it in 13.1 (case 07423111).",
                             .since = "2026-06-01",
                             .expires = "2027-01-31",
                             .most = 4},
                  .matched = 2,
                  .age_days = 173},
                 {.waiver = {.rule = "times.utc",
                             .endpoint = "/jobs/*",
                             .message = "/CreationTimeUTC",
                             .ticket = "OPS-987",
                             .owner = "Backup team",
                             .reason = "Clock of the old proxy.",
                             .since = "2025-02-11",
                             .expires = "2026-11-01"},
                  .age_days = 648,
                  .broken = "it expired on 2026-11-01, and no result needs it"}};
  for (CaseResult& result : run.results)
    if (result.verdict == Verdict::Waived) result.waiver = 0;
  return run;
}

RunResult large_run() {
  constexpr std::size_t results = 5000, failed_each = 10, endpoints = 24, families = 8;
  RunResult run = conforming_run();
  run.results.clear();
  run.exchanges.clear();
  run.rules.clear();
  run.requirements.clear();
  for (std::size_t i = 0; i < 5 * families; ++i)
    run.rules.push_back({.id = fmt::format("family{}.rule{}", i % families, i),
                         .rule = "What is promised is there, in the form that is promised.",
                         .source = "GET /endpoint, Response Body",
                         .requirements = {fmt::format("RULE-{:02}", i)}});
  for (std::size_t i = 0; i < results; ++i) {
    const std::size_t endpoint = i % endpoints;
    const std::string path = fmt::format("/endpoint{}", endpoint);
    const RuleInfo& rule = run.rules[(i / endpoints) % run.rules.size()];
    run.exchanges.push_back(
        {.method = "GET",
         .url = fmt::format("https://em01.example.com:9398/api{}?page={}", path, i),
         .auth = "session",
         .status = 200,
         .bytes = 4711,
         .curl = fmt::format("curl -sS 'https://em01.example.com:9398/api{}?page={}'", path, i)});
    CaseResult result{.suite = fmt::format("suite{}", endpoint),
                      .endpoint = path,
                      .case_name = "list",
                      .variant = fmt::format("session, application/xml, page {}", i),
                      .check = rule.id,
                      .verdict = Verdict::Pass,
                      .witnesses = 12,
                      .exchanges = {i}};
    if (i % failed_each == 0) {
      result.verdict = Verdict::Fail;
      result.findings = {{fmt::format("/Ref[{}]/Links", i % 7),
                          fmt::format("a link with Rel Up and Type Thing{}x", i),
                          fmt::format("a link with Rel Down and Type Thing{}x", i)}};
      result.findings_in_all = 1;
    }
    run.results.push_back(std::move(result));
  }
  add_evidence(run);
  run.planned = run.results.size();
  run.requests = run.exchanges.size();
  run.exit_status = 1;
  run.whole_suite = true;
  return run;
}

RunResult evil_run() {
  const std::vector<std::string> evils = {
      "<script>evil()</script>",
      "</script><script>evil()</script>",
      "</style><style>body{display:none} .evil{}",
      "\"><img src=x onerror=evil()>",
      "' onmouseover='evil()' x='",
      "javascript:evil()",
      "<a href=\"javascript:evil()\">evil</a>",
      "<svg onload=evil()><!-- evil",
      "--><iframe srcdoc=\"<script>parent.evil()</script>\"></iframe>",
      "&lt;script&gt;evil()&lt;/script&gt; &#60;b&#62; evil",
      "evil \xe2\x80\xae"
      "desrever\xe2\x80\xac \xe2\x81\xa7isolated \xd8\x9c\xe2\x80\x8b.",
      "evil\x1b]8;;http://evil.example/\x07link\x1b]8;;\x07\x01\x7f\xff\xc0\x80",
      "evil]]>\r\n\t" + std::string(1, '\0') + "--></details></main>",
      "</title><base href=\"http://evil.example/\"><meta http-equiv=refresh "
      "content=\"0;url=//evil.example\">",
      "evil\"]}) or [data-number=\"1",
      "http://evil.example/#text=evil&verdict=pass",
      "evil" + std::string(1'000'000, 'A'),
  };
  std::size_t next = 0;
  const auto evil = [&] { return evils[next++ % evils.size()]; };
  RunResult run = hostile_run();
  run.rules.clear();
  run.requirements.clear();
  run.results.clear();
  run.exchanges.clear();
  run.target = evils[0];
  run.release = evils[3];
  run.dialect = evils[4];
  run.tls = evils[5];
  run.command = "emconform run --target " + evils[7] + " --cacert " + evils[6];
  run.aborted = evils[8];
  run.notes = run.gate = evils;
  for (const std::string& text : evils) {
    run.rules.push_back({text, Level::Must, evil(), evil(), {evil()}, Scope::Here});
    run.requirements.push_back({evil(), Level::Must, {evil()}});
    run.waivers.push_back({.waiver = {.rule = evil(),
                                      .endpoint = evil(),
                                      .first_release = evil(),
                                      .message = evil(),
                                      .ticket = evil(),
                                      .owner = evil(),
                                      .reason = evil(),
                                      .since = evil(),
                                      .expires = evil()},
                           .broken = evil()});
    run.exchanges.push_back({.method = evil(),
                             .url = evil(),
                             .auth = evil(),
                             .accept = evil(),
                             .status = 200,
                             .bytes = 7,
                             .curl = evil(),
                             .request_headers = {evil(), evil()},
                             .status_line = evil(),
                             .headers = {evil()},
                             .excerpt = evil()});
    for (const Verdict verdict :
         {Verdict::Pass, Verdict::Waived, Verdict::Fail, Verdict::Error, Verdict::NotTestable}) {
      CaseResult result{.suite = evil(),
                        .endpoint = evil(),
                        .case_name = evil(),
                        .variant = evil(),
                        .check = text,
                        .verdict = verdict,
                        .witnesses = 1,
                        .note = evil(),
                        .exchanges = {run.exchanges.size() - 1},
                        .waiver = run.waivers.size() - 1};
      if (verdict == Verdict::Fail || verdict == Verdict::Waived)
        result.findings = {{evil(), evil(), evil()}};
      run.results.push_back(std::move(result));
    }
  }
  run.planned = run.results.size();
  run.exit_status = 1;
  return run;
}

RunResult aborted_run() {
  RunResult run = sample_run();
  run.results = {{.suite = "start",
                  .endpoint = "/",
                  .case_name = "start",
                  .check = "run.start",
                  .verdict = Verdict::Error,
                  .note =
                      "https://em01.example.com:9398: cannot connect: Connection refused; is the "
                      "Enterprise Manager's REST service running?"}};
  run.exchanges.clear();
  run.release = run.dialect = run.tls = "";
  run.aborted =
      "the run could not start: https://em01.example.com:9398: cannot connect: Connection refused";
  run.gate = {"none of the 64 planned results was judged"};
  run.notes.clear();
  run.complete = false;
  run.whole_suite = true;
  run.exit_status = 4;
  run.requests = 1;
  return run;
}

}  // namespace emconform
