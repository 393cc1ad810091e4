#include "run/judge_recorded.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "load/decode.h"
#include "model/base64.h"
#include "model/href.h"
#include "run/outcome.h"
#include "run/recorded_answers.h"
#include "run/recorded_places.h"

namespace emconform {
namespace {

constexpr std::string_view token_name = "X-RestSvcSessionId";
constexpr std::size_t longest_excerpt = 2048;  // bytes
constexpr std::size_t most_named = 5;          // of what was not judged, in a note

Instant instant_of(std::chrono::system_clock::time_point time) {
  return std::chrono::floor<Instant::duration>(time);
}

bool is_below_api(const RecordedExchange& exchange) {
  const std::string path = lower(path_of(exchange));
  return path == "/api" || path.starts_with("/api/");
}

/// Whatever may authorize a request.
void keep_secrets(const std::vector<Header>& headers, Redactor& redactor) {
  for (const Header& header : headers) {
    const std::string_view value = header.value;
    if (equal_ignoring_case(header.name, token_name)) redactor.add_secret(value, "session");
    if (equal_ignoring_case(header.name, "Cookie") ||
        equal_ignoring_case(header.name, "Set-Cookie") ||
        equal_ignoring_case(header.name, "Proxy-Authorization"))
      redactor.add_secret(value, "cookie");
    if (const auto at = value.find(token_name); at != std::string_view::npos)
      if (const auto equals = value.find('=', at); equals != std::string_view::npos) {
        const std::string_view rest = value.substr(equals + 1);
        redactor.add_secret(rest.substr(0, rest.find(';')), "session");
      }
    if (!equal_ignoring_case(header.name, "Authorization")) continue;
    const std::string_view credentials = value.substr(std::min(value.find(' ') + 1, value.size()));
    redactor.add_secret(credentials, "credentials");
    if (const auto text = from_base64(credentials))
      if (const auto colon = text->find(':'); colon != std::string::npos)
        redactor.add_secret(std::string_view(*text).substr(colon + 1), "password");
  }
}

void keep_session_ids(const Resource& resource, Redactor& redactor) {
  if (const auto id = text_of(resource, "SessionId")) redactor.add_secret(*id, "session id");
  for (const Resource& child : resource.children) keep_session_ids(child, redactor);
}

/// What is known of one host of the recording.
struct Host {
  bool is_manager = false;  // something shows that it is an Enterprise Manager
  std::size_t camel = 0, pascal = 0;
};

bool shows_manager(const Exchange& exchange) {
  if (header(exchange.request.headers, token_name) ||
      header(exchange.response->headers, token_name))
    return true;
  constexpr std::string_view of_entities = "http://www.veeam.com/ent/";
  if (!exchange.representation) return false;
  const Representation& body = *exchange.representation;
  return body.xml_namespace.starts_with(of_entities) ||
         exchange.response->body.find("urn:veeam:") != std::string::npos ||
         find_child(body.root, "SupportedVersions") != nullptr;
}

/// An exchange of the recording as checks want it.
struct Held {
  std::size_t number = 0;  // from 1
  const RecordedExchange* recorded = nullptr;
  Exchange exchange{};
  std::string missing{};  // why there is nothing to judge
};

Held held_of(const Recording& recording, std::size_t index) {
  Held held{.number = index + 1, .recorded = &recording.exchanges[index]};
  held.exchange.request = held.recorded->request;
  auto response = recorded_answer(recording, *held.recorded);
  if (!response) {
    held.missing = response.error().what;
    return held;
  }
  held.exchange.response = std::move(*response);
  const std::string& body = held.exchange.response->body;
  if (body.empty()) return held;
  auto decoded = decode(body);
  if (decoded)
    held.exchange.representation = std::move(*decoded);
  else
    held.exchange.malformed = fmt::format("{}: {}", decoded.error().where, decoded.error().what);
  return held;
}

/// Why a rule cannot be asked of what browsers and proxies keep; "" if it can.
std::string untestable(std::string_view check, const Exchange& exchange) {
  const auto& headers = exchange.response->headers;
  if (check == "http.content_length" || check == "http.framing")
    return "the recording does not hold the bytes as they were sent";
  if (check == "http.media_type" && !header(headers, "Content-Type"))
    return "the recording holds no Content-Type";
  if (check == "logon.token" && !header(headers, token_name))
    return "the recording holds no X-RestSvcSessionId";
  const std::string_view beginning = std::string_view(exchange.response->body).substr(0, 100);
  const bool names_encoding = lower(beginning).find("encoding=") != std::string::npos &&
                              lower(beginning).find("utf-8") == std::string::npos;
  if (check == "body.well_formed" && names_encoding)
    return "the recording holds the body in another encoding than it was sent in";
  return {};
}

ExchangeRecord record_of(const Held& held) {
  const Request& request = held.exchange.request;
  ExchangeRecord record{.method = request.method,
                        .url = held.recorded->base + request.target,
                        .auth = "recorded",
                        .accept = std::string(header(request.headers, "Accept").value_or(""))};
  record.sent = instant_of(held.recorded->sent);
  record.error = held.missing;
  for (const Header& one : request.headers)
    record.request_headers.push_back(fmt::format("{}: {}", one.name, one.value));
  if (!held.exchange.response) return record;
  const Response& response = *held.exchange.response;
  record.status = response.status;
  record.bytes = response.body.size();
  record.took = response.timing.total;
  record.status_line = response.status_line;
  for (const Header& one : response.headers)
    record.headers.push_back(fmt::format("{}: {}", one.name, one.value));
  record.excerpt = response.body.substr(0, longest_excerpt);
  return record;
}

class Judge {
 public:
  Judge(const Recording& recording, const Knowledge& knowledge, RunResult& run,
        const RunListener& listener)
      : knowledge_(knowledge), run_(run), listener_(listener) {
    for (std::size_t i = 0; i < recording.exchanges.size(); ++i)
      if (is_below_api(recording.exchanges[i]))
        held_.push_back(held_of(recording, i));
      else
        note_other(recording.exchanges[i]);
    for (const Held& held : held_) learn(held);
  }

  void judge() {
    for (Held& held : held_)
      if (hosts_[held.recorded->base].is_manager)
        judge(held);
      else
        note_other(*held.recorded);
    add_note("not of this API", others_);
    add_note("of this API, but no suite is about them", unknown_);
  }

  std::string target() const {
    std::string names;
    for (const auto& [base, host] : hosts_)
      if (host.is_manager) names += (names.empty() ? "" : ", ") + base;
    return names.empty() ? "no Enterprise Manager" : redactor_.redact(names);
  }
  std::string dialect() const {
    std::size_t camel = 0, pascal = 0;
    for (const auto& [base, host] : hosts_) {
      camel += host.camel;
      pascal += host.pascal;
    }
    return camel + pascal == 0 ? "" : camel > pascal ? "camelCase" : "PascalCase";
  }

 private:
  void learn(const Held& held) {
    keep_secrets(held.exchange.request.headers, redactor_);
    Host& host = hosts_[held.recorded->base];
    if (!held.exchange.response) return;
    keep_secrets(held.exchange.response->headers, redactor_);
    host.is_manager = host.is_manager || shows_manager(held.exchange);
    if (!held.exchange.representation) return;
    const Representation& body = *held.exchange.representation;
    keep_session_ids(body.root, redactor_);
    host.camel += body.lower_case_count;
    host.pascal += body.upper_case_count;
  }

  void judge(Held& held) {
    auto found = held.exchange.response ? place_of(*held.recorded, knowledge_) : missing_of(held);
    if (!found.place) {
      unknown_.push_back(name_of(*held.recorded));
      return;
    }
    RecordedPlace& place = *found.place;
    const Host& host = hosts_[held.recorded->base];
    held.exchange.expected = place.expected;
    held.exchange.expected.camel_case = host.camel > host.pascal;
    Unit unit{.suite = place.suite, .test = &place.test, .contract = place.contract};
    unit.form = place.form;
    unit.variant = fmt::format("entry {}: {} {}", held.number, held.exchange.request.method,
                               held.exchange.request.target);
    for (const Check& check : checks())
      if (std::any_of(place.test.checks.begin(), place.test.checks.end(),
                      [&](const auto& glob) { return fits_glob(glob, std::string(check.id)); }) &&
          check.applies(held.exchange.expected, *place.contract))
        unit.checks.push_back(&check);
    Outcome outcome{.results = results_of(unit)};
    if (!found.why_not.empty())
      set_problem(outcome, {.verdict = Verdict::NotTestable, .note = found.why_not});
    else
      judge_testable(unit, held.exchange, outcome);
    pass_on(held, std::move(outcome));
  }

  /// An answer that is not there, or not whole: the place is that of a good one.
  PlaceOrWhyNot missing_of(const Held& held) const {
    RecordedExchange as_if = *held.recorded;
    const int status = as_if.response ? as_if.response->status : 200;
    as_if.response = Response{.status = status};
    PlaceOrWhyNot found = place_of(as_if, knowledge_);
    found.why_not = held.missing;
    return found;
  }

  static void judge_testable(const Unit& unit, const Exchange& exchange, Outcome& outcome) {
    judge_exchange(unit, exchange, outcome);
    for (CaseResult& result : outcome.results)
      if (std::string why = untestable(result.check, exchange); !why.empty()) {
        set_judgement(result, {});
        result.note = std::move(why);
      }
  }

  void pass_on(const Held& held, Outcome outcome) {
    ExchangeRecord record = record_of(held);
    for (std::string* text : {&record.url, &record.error, &record.accept, &record.excerpt})
      *text = redactor_.redact(*text);
    for (auto* lines : {&record.request_headers, &record.headers})
      for (std::string& line : *lines) line = redactor_.redact(line);
    if (listener_.exchange) listener_.exchange(record, run_.exchanges.size());
    run_.exchanges.push_back(std::move(record));
    for (CaseResult& result : outcome.results) {
      for (std::string* text : {&result.variant, &result.note}) *text = redactor_.redact(*text);
      for (Finding& finding : result.findings)
        for (std::string* text : {&finding.where, &finding.expected, &finding.actual})
          *text = redactor_.redact(*text);
      result.exchanges = {run_.exchanges.size() - 1};
      if (listener_.result) listener_.result(result);
      run_.results.push_back(std::move(result));
    }
  }

  static std::string name_of(const RecordedExchange& exchange) {
    return fmt::format("{} {}{}", exchange.request.method, exchange.base, path_of(exchange));
  }
  void note_other(const RecordedExchange& exchange) { others_.push_back(name_of(exchange)); }

  void add_note(std::string_view what, const std::vector<std::string>& names) {
    if (names.empty()) return;
    const std::set<std::string> each(names.begin(), names.end());
    std::vector<std::string> first(each.begin(), each.end());
    const bool more = first.size() > most_named;
    if (more) first.resize(most_named);
    run_.notes.push_back(
        redactor_.redact(fmt::format("not judged, since {}: {} exchanges ({}{})", what,
                                     names.size(), fmt::join(first, ", "), more ? ", .." : "")));
  }

  const Knowledge& knowledge_;
  RunResult& run_;
  const RunListener& listener_;
  Redactor redactor_{};
  std::vector<Held> held_{};
  std::map<std::string, Host> hosts_{};
  std::vector<std::string> others_{}, unknown_{};
};

/// How little such a recording shows.
void add_gate(const Knowledge& knowledge, RunResult& run) {
  std::set<std::string> judged, all, rules;
  for (const Suite& suite : knowledge.suites) all.insert(suite.endpoint);
  for (const CaseResult& result : run.results)
    if (result.witnesses > 0) {
      judged.insert(result.endpoint);
      rules.insert(result.check);
    }
  run.gate = gate(run);
  run.gate.insert(
      run.gate.begin(),
      fmt::format("a recording that emconform did not make shows what somebody happened to ask "
                  "for: {} of {} endpoints, {} of {} rules, and none that compares answers",
                  judged.size(), all.size(), rules.size(), run.rules.size()));
}

}  // namespace

RunResult judge_recorded(const Recording& recording, const Knowledge& knowledge, RunResult about,
                         const RunListener& listener) {
  RunResult run = std::move(about);
  const Plan plan = make_plan(knowledge, {.whole_matrix = true});
  set_demands(run, plan, knowledge);
  run.suite_hash = knowledge.hash;
  run.plan_hash = plan.hash;
  run.whole_suite = false;
  run.started = run.finished =
      std::chrono::floor<Instant::duration>(std::chrono::system_clock::now());
  run.notes.push_back(fmt::format(
      "a recording of {} exchanges, not by emconform{}; each is judged by itself",
      recording.exchanges.size(), recording.creator.empty() ? "" : " but by " + recording.creator));
  RunListener told = listener;
  Judge judge(recording, knowledge, run, told);
  run.target = judge.target();
  run.dialect = judge.dialect();
  if (listener.started) listener.started(run);
  judge.judge();
  run.requests = recording.exchanges.size();
  run.planned = run.results.size();
  run.complete = true;
  add_gate(knowledge, run);
  run.exit_status = exit_status(run);
  return run;
}

}  // namespace emconform
