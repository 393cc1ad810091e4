#include "reports/samples.h"

#include <algorithm>
#include <random>

namespace emconform {
namespace {

using std::chrono::microseconds;

const RuleInfo rules[] = {
    {"http.status",
     Level::Must,
     "The answer has one of the statuses that the case expects.",
     "GET /backupTaskSessions, Response Codes; HTTP response codes",
     {"STATUS-01", "AUTH-02"}},
    {"http.media_type",
     Level::Must,
     "Content-Type is given once, names the format that was asked for, and the body is in it.",
     "GET /backupTaskSessions, Request Headers, Response Headers",
     {"NEGO-01", "NEGO-03"}},
    {"links.required",
     Level::Must,
     "Every link relation of the contract is there, with its type.",
     "GET /backupTaskSessions, Response Body, Links",
     {"LINK-01"}},
    {"links.named",
     Level::Should,
     "A link that leads to a named resource bears its name.",
     "Resource representations, link attributes",
     {"LINK-09"}},
    {"times.utc",
     Level::Derived,
     "A field that ends in UTC holds a time with Z.",
     "GET /backupTaskSessions, Response Body, CreationTimeUTC",
     {"TIME-02"}},
    {"relation.member_item",
     Level::Derived,
     "A member of a list equals the item it points to.",
     "/backupTaskSessions/{ID}, Description",
     {}},
};

struct Variants {
  const char* case_name;
  std::vector<std::string> variants;
};

const Variants list = {"list",
                       {"session, no Accept, reference", "session, application/xml, reference",
                        "session, application/json, reference", "session, */*, reference",
                        "session, no Accept, entity", "session, application/xml, entity",
                        "session, application/json, entity", "session, */*, entity"}};
const Variants refused = {"refused",
                          {"none, no Accept", "empty, no Accept", "unknown, no Accept",
                           "malformed, no Accept", "logged_off, no Accept"}};
const Variants item = {"item", {"session, no Accept, entity", "session, application/json, entity"}};
const Variants members_and_items = {"members equal their items", {"reference", "entity"}};

Level level_of(const std::string& check) {
  return std::find_if(std::begin(rules), std::end(rules),
                      [&](const RuleInfo& rule) { return rule.id == check; })
      ->level;
}

class Builder {
 public:
  Builder() {
    run_.version = "0.1.0";
    run_.target = "https://em01.example.com:9398";
    run_.release = "v1_7";
    run_.dialect = "PascalCase";
    run_.tls = "TLSv1.3, CN=em01.example.com, certificate verified, valid until 2027-03-01";
    run_.suite_hash = "5b0c1a7e9d2f4386b1e0c9a8d7f6e5d4c3b2a190817263544536271809fafbfc";
    run_.plan_hash = "e1d2c3b4a5968778695a4b3c2d1e0f00112233445566778899aabbccddeeff00";
    run_.command = "run --target https://em01.example.com:9398";
    run_.seed = 42;
    run_.started = parse_date_time("2026-11-21T11:38:00.1234567Z")->instant;
    run_.finished = parse_date_time("2026-11-21T11:38:04.3Z")->instant;
  }

  /// One result for each variant.
  void add(const std::string& suite, const std::string& endpoint, const Variants& of,
           const std::string& check, const CaseResult& like) {
    for (const std::string& variant : of.variants) {
      CaseResult result = like;
      result.suite = suite;
      result.endpoint = endpoint;
      result.case_name = of.case_name;
      result.variant = variant;
      result.check = check;
      result.level = level_of(check);
      result.findings_in_all = std::max(result.findings_in_all, result.findings.size());
      result.exchanges = {exchange(endpoint, variant)};
      result.took = microseconds(120 + 7 * static_cast<std::int64_t>(run_.results.size()));
      run_.results.push_back(std::move(result));
    }
  }

  RunResult finish(int exit_status) {
    run_.requests = run_.exchanges.size() + 9;
    run_.planned = run_.results.size();
    run_.complete = true;
    run_.exit_status = exit_status;
    run_.knows_all_rules = true;
    for (const RuleInfo& rule : rules)
      if (std::any_of(run_.results.begin(), run_.results.end(),
                      [&](const CaseResult& result) { return result.check == rule.id; }))
        run_.rules.push_back(rule);
    for (const RuleInfo& rule : run_.rules)
      for (const std::string& id : rule.requirements)
        run_.requirements.push_back({id, rule.level, {rule.id}});
    return std::move(run_);
  }

  RunResult& run() { return run_; }

 private:
  std::size_t exchange(const std::string& endpoint, const std::string& variant) {
    const bool json = variant.find("json") != std::string::npos;
    const bool entity = variant.find("entity") != std::string::npos;
    ExchangeRecord record{.method = "GET",
                          .url = run_.target + "/api" + endpoint,
                          .auth = variant.substr(0, variant.find(',')),
                          .accept = json ? "application/json" : "",
                          .status = 200,
                          .bytes = 4711,
                          .took = microseconds(2345)};
    if (entity) record.url += "?format=Entity";
    record.curl = "curl -sS -H \"X-RestSvcSessionId: $TOKEN\" ";
    if (json) record.curl += "-H 'Accept: application/json' ";
    record.curl += "'" + record.url + "'";
    run_.exchanges.push_back(std::move(record));
    return run_.exchanges.size() - 1;
  }

  RunResult run_{};
};

CaseResult passed(std::size_t witnesses) {
  return {.verdict = Verdict::Pass, .witnesses = witnesses};
}

CaseResult with_note(Verdict verdict, std::string note) {
  return {.verdict = verdict, .note = std::move(note)};
}

CaseResult with_findings(Verdict verdict, std::vector<Finding> findings, std::size_t in_all = 0) {
  return {.verdict = verdict,
          .witnesses = 12,
          .findings = std::move(findings),
          .findings_in_all = in_all};
}

}  // namespace

RunResult conforming_run() {
  Builder builder;
  builder.add("backupTaskSessions", "/backupTaskSessions", list, "http.status", passed(1));
  builder.add("backupTaskSessions", "/backupTaskSessions", list, "links.required", passed(12));
  builder.add("backupTaskSessions", "/backupTaskSessions", refused, "http.status", passed(1));
  return builder.finish(0);
}

RunResult sample_run() {
  Builder builder;
  const std::string sessions = "/backupTaskSessions";
  builder.add("backupTaskSessions", sessions, list, "http.status", passed(1));
  builder.add("backupTaskSessions", sessions, list, "http.media_type", passed(1));
  builder.add("backupTaskSessions", sessions, refused, "http.status", passed(1));
  builder.add(
      "backupTaskSessions", sessions, list, "links.required",
      with_findings(
          Verdict::Fail,
          {{"/Ref[1]/Links", "a link with Rel Up and Type BackupServerReference",
            "Rel Alternate and Type BackupTaskSession"},
           {"/Ref[4]/Links", "a link with Rel Up and Type BackupServerReference", "no links"},
           {"/Ref[5]/Links", "a link with Rel Up and Type BackupServerReference", "no links"},
           {"/Ref[7]/Links", "a link with Rel Up and Type BackupServerReference", "no links"}},
          31));
  builder.add("backupTaskSessions", sessions, list, "links.named",
              with_findings(Verdict::Warn, {{"/Ref[2]/Links/Link[1]", "a Name", "none"}}));
  builder.add("backupTaskSessions", sessions, members_and_items, "relation.member_item",
              with_note(Verdict::Inconclusive, "the list changed while it was read"));
  const std::string one = "/backupTaskSessions/{ID}";
  builder.add("backupTaskSession", one, item, "http.status", passed(1));
  builder.add("backupTaskSession", one, item, "links.required", passed(3));
  builder.add(
      "backupTaskSession", one, item, "times.utc",
      with_findings(Verdict::Fail, {{"/CreationTimeUTC", "a time with Z", "2026-11-20T22:00:11"}}));
  CaseResult waived = with_findings(Verdict::Waived, {{"/Links/Link[2]", "a Name", "none"}});
  waived.note = "OPS-1234: mended in 13.1 (until 2027-01-31)";
  builder.add("backupTaskSession", one, item, "links.named", waived);
  const std::string nas = "/nas/jobs/{ID}/backupSessions";
  const CaseResult no_nas =
      with_note(Verdict::NotTestable, "the target has no NAS job, so there is no {ID} to ask for");
  builder.add("nasJobBackupSessions", nas, list, "http.status", no_nas);
  builder.add("nasJobBackupSessions", nas, list, "times.utc", no_nas);
  builder.add(
      "systemSessions", "/systemSessions", list, "http.status",
      with_note(Verdict::Error, "no answer: the connection was closed after 0 bytes, 3 times"));
  builder.run().gate = {
      "nothing was judged on /nas/jobs/{ID}/backupSessions (suite nasJobBackupSessions): not "
      "testable: "
      "the target has no NAS job, so there is no {ID} to ask for"};
  builder.run().notes = {"the session expired once; the harness logged on again"};
  RunResult run = builder.finish(1);
  for (const char* id : {"query.filter", "query.sort"})
    run.rules.push_back({.id = id,
                         .level = Level::Derived,
                         .rule = "A query holds exactly what fits it, in its order.",
                         .source = "GET /query, Query Parameters",
                         .requirements = {"QUERY-02"},
                         .scope = Scope::LeftOut});
  run.rules.push_back({.id = "times.name",
                       .level = Level::Should,
                       .rule = "The time in a session's Name is the time of its creation.",
                       .source = "GET /backupSessions, Response Body",
                       .scope = Scope::Nowhere});
  run.requirements.push_back({"XREF-02", Level::Derived, {"relation.member_item", "query.filter"}});
  run.requirements.push_back({"QUERY-02", Level::Must, {"query.filter", "query.sort"}});
  run.requirements.push_back({"WINDOW-03", Level::Derived, {}});
  return run;
}

RunResult hostile_run() {
  const std::string evil =
      "]]>&<\"'\x1b[31m\x01\x7f\xff\xc0\x80\xed\xa0\x80\xef\xbf\xbf\r\n\t\xe2\x80\xae"
      "\xf0\x9f\x98\x80" +
      std::string(1, '\0') + "--></testcase>";
  RunResult run;
  run.version = run.target = run.release = run.dialect = run.tls = evil;
  run.suite_hash = run.plan_hash = run.command = run.aborted = evil;
  run.gate = run.notes = {evil};
  run.exit_status = 1;
  run.rules = {{evil, Level::Must, evil, evil, {evil}, Scope::Here},
               {evil + "2", Level::Must, evil, evil, {evil}, Scope::LeftOut}};
  run.requirements = {{evil, Level::Must, {evil + "2"}}};
  run.idle = {evil};
  run.exchanges = {
      {.method = evil, .url = evil, .auth = evil, .accept = evil, .error = evil, .curl = evil}};
  for (const Verdict verdict : {Verdict::Pass, Verdict::Waived, Verdict::Warn, Verdict::NotTestable,
                                Verdict::Inconclusive, Verdict::Error, Verdict::Fail})
    run.results.push_back({.suite = evil,
                           .endpoint = evil,
                           .case_name = evil,
                           .variant = evil,
                           .check = evil,
                           .verdict = verdict,
                           .findings = {{evil, evil, evil}},
                           .findings_in_all = 1,
                           .note = evil,
                           .exchanges = {0}});
  run.planned = run.results.size();
  return run;
}

RunResult random_run(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  const auto text = [&] {
    std::string bytes(below(30), ' ');
    for (char& byte : bytes) byte = static_cast<char>(below(256));
    return bytes;
  };
  RunResult run = hostile_run();
  run.results.clear();
  run.aborted = below(2) == 0 ? "" : text();
  run.complete = run.aborted.empty();
  run.gate.resize(below(2));
  constexpr int statuses[] = {0, 1, 3, 4, 5, 130};
  run.exit_status = statuses[below(std::size(statuses))];
  run.seed = random();
  run.started += std::chrono::seconds(random());
  run.finished = run.started + std::chrono::microseconds(random());
  for (std::size_t i = below(5); i > 0; --i)
    run.exchanges.push_back({.url = text(), .took = microseconds(random()), .curl = text()});
  for (std::size_t i = below(60); i > 0; --i) {
    CaseResult result{.suite = "suite" + std::to_string(below(4)),
                      .endpoint = "/" + text(),
                      .case_name = "case" + text(),
                      .variant = text(),
                      .check = "rule." + std::to_string(below(40)),
                      .level = static_cast<Level>(below(4)),
                      .verdict = static_cast<Verdict>(below(7)),
                      .witnesses = below(1000),
                      .undecided = below(3)};
    for (std::size_t n = below(4); n > 0; --n) result.findings.push_back({text(), text(), text()});
    result.findings_in_all = result.findings.size() + below(10);
    result.note = text();
    result.exchanges = {below(run.exchanges.size())};
    result.took = microseconds(random());
    run.results.push_back(std::move(result));
  }
  return run;
}

}  // namespace emconform
