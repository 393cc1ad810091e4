#include "run/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "load/decode.h"
#include "model/href.h"
#include "model/release.h"
#include "run/heavy_suites.h"
#include "run/learn.h"
#include "run/relate.h"
#include "run/release.h"
#include "run/sequencer.h"
#include "run/traffic_recorder.h"
#include "run/waivers.h"

namespace emconform {
namespace {

constexpr std::size_t most_exchanges = 30;  // kept of one result: a sample's requests are many

Instant instant_now() {
  return std::chrono::floor<Instant::duration>(std::chrono::system_clock::now());
}

/// What is learned of a target before it is asked anything else.
struct TargetFacts {
  std::string release{};
  bool camel_case = false;
};

Error no_enterprise_manager(const std::string& base, const std::string& what) {
  return {.where = base,
          .what = "this is no Veeam Backup Enterprise Manager: " + what,
          .remedy =
              "check --target; Enterprise Manager listens on port 9398 (https) or, up to "
              "release 9.x, 9399 (http). Port 9419 is another API",
          .fault = Fault::Target};
}

bool leads_to_logon(const Link& link) {
  const auto href = link.href ? split_href(*link.href) : std::nullopt;
  return href && equal_ignoring_case(last_segment(href->path), "sessionMngr");
}

/// Whether this is what GET /api/ of an Enterprise Manager says. Lenient: how right it is, is for
/// the checks to judge.
bool is_welcome(const Resource& root) {
  return find_child(root, "SupportedVersions") != nullptr ||
         std::any_of(root.links.begin(), root.links.end(), leads_to_logon);
}

std::string newest_version(const Resource& root) {
  std::string newest;
  if (const Resource* versions = find_child(root, "SupportedVersions"))
    for (const Resource* version :
         members(*versions, {.element = "SupportedVersion", .property = "SupportedVersions"}))
      newest = std::max(newest, std::string(text_of(*version, "Name").value_or("")), is_before);
  return newest;
}

/// GET /api/: needs no credentials, tells the dialect and the API versions. JSON is asked for
/// first; releases before 9.5 U4 answer XML all the same.
Result<TargetFacts> meet(const Transport& transport, const std::string& base) {
  std::string seen;
  for (const char* accept : {"application/json", "application/xml"}) {
    const auto response = transport(
        {.target = "/api/", .headers = {{"Accept", accept}}, .purpose = "the first look"});
    if (!response) return fail(response.error());
    const auto body = decode(response->body);
    if (body && is_welcome(body->root))
      return TargetFacts{.release = newest_version(body->root),
                         .camel_case = body->lower_case_count > body->upper_case_count};
    seen = fmt::format("GET /api/ answered {} {}", response->status,
                       body ? "without SupportedVersions and without a link to sessionMngr"
                            : "with a body that is neither XML nor JSON");
  }
  return fail(no_enterprise_manager(base, seen));
}

void run_exchange(const Unit& unit, Gather& gather, Logon& logon, Outcome& outcome) {
  const auto instance = gather.instance();
  if (!instance) return;
  Ask ask = gather.ask(*instance, unit.form, unit.accept);
  if (!gather.resolve_last_page(ask)) return;
  // A POST opens a session of its own each time: never the answer to somebody else's.
  const Exchange& exchange = gather.attempt(ask, unit.test->method != "GET");
  gather.make_first(exchange);
  if (exchange.error) return;
  if (unit.test->method == "POST")
    if (const auto token = token_of(exchange)) logon.opened(*token);
  constexpr int not_found = 404;
  if (exchange.response->status == not_found && !has_expected_status(exchange) &&
      gather.is_gone(*instance)) {
    gather.note_problem({.verdict = Verdict::Inconclusive,
                         .note = fmt::format("{} was deleted while it was looked at", ask.target)});
    return;
  }
  judge_exchange(unit, exchange, outcome);
}

Outcome run_unit(const Unit& unit, Gather gather, Logon& logon, const std::string& version,
                 Names* names) {
  Outcome outcome{.results = results_of(unit)};
  if (auto why = came_later(unit, version)) {
    set_problem(outcome, {Verdict::NotTestable, std::move(*why), {}, true});
    return outcome;
  }
  if (unit.relation != nullptr)
    judge_timed(outcome.results.front(), [&] { return relate(gather); });
  else
    run_exchange(unit, gather, logon, outcome);
  if (const auto& problem = gather.problem()) set_problem(outcome, *problem);
  outcome.readings = gather.readings();
  if (names != nullptr) names->learn(outcome.readings);
  if (outcome.readings.size() > most_exchanges) outcome.readings.resize(most_exchanges);
  return outcome;
}

/// What the caller, the target's first answer and the end of the run said.
void clean(RunResult& run, const Redactor& redactor, Names* names) {
  const auto clean = [&](std::string& text) {
    text = redactor.redact(text);
    if (names != nullptr) text = names->without_names(text);
  };
  for (std::string* text : {&run.target, &run.release, &run.tls, &run.command, &run.aborted})
    clean(*text);
  for (std::string& note : run.notes) clean(note);
  each_text(run.learned, clean);
}

/// Of a run that was interrupted before it could ask for anything.
RunResult cut_short(RunResult result) {
  result.finished = instant_now();
  result.aborted = "interrupted";
  result.gate = gate(result);
  result.exit_status = exit_status(result);
  return result;
}

RecordedRun recorded_run(const Plan& plan, const RunOptions& options, const RunResult& run) {
  const PlanOptions& planned = plan.options;
  return {.version = run.version,
          .suite_hash = run.suite_hash,
          .plan_hash = run.plan_hash,
          .target = run.target,
          .base = options.base,
          .tls = run.tls,
          .command = run.command,
          .aborted = run.aborted,
          .started = run.started,
          .insecure = run.insecure,
          .anonymized = options.anonymize,
          .strict_gate = run.strict_gate,
          .complete = run.complete,
          .filters = planned.filters,
          .without = planned.without,
          .level = planned.level,
          .shard = planned.shard,
          .shards = planned.shards,
          .whole_matrix = planned.whole_matrix,
          .probe_methods = planned.probe_methods,
          .sample = options.gather.sample,
          .seed = options.gather.seed,
          .clock_tolerance = options.gather.clock_tolerance,
          .camel_case = options.camel_case};
}

/// What of the target was not looked at, and what of its behaviour no rule is about.
void add_notes(const RunOptions& options, const Traffic& traffic, const Reader& reader,
               RunResult& run) {
  if (std::string note = sampled_note(run); !note.empty()) run.notes.push_back(std::move(note));
  if (options.gather.sample > 0)
    run.notes.push_back(
        fmt::format("sampled: of longer lists {} members were followed, by age, state, result and "
                    "type (--sample all follows all; seed {})",
                    options.gather.sample, options.gather.seed));
  const std::string& password = options.credentials.password;
  if (!password.empty() && password.size() < shortest_secret)
    run.notes.push_back(
        fmt::format("the password has under {} characters: should the target write it somewhere, "
                    "the reports repeat it",
                    shortest_secret));
  if (reader.waits() > 0)
    run.notes.push_back(
        fmt::format("the target was busy and asked to wait, {} times", reader.waits()));
  if (traffic.retries() > 0)
    run.notes.push_back(
        fmt::format("{} requests without an answer were repeated (--retry)", traffic.retries()));
}

bool has_failed(const Outcome& outcome) {
  return std::any_of(outcome.results.begin(), outcome.results.end(),
                     [](const CaseResult& result) { return result.verdict == Verdict::Fail; });
}

}  // namespace

std::string sampled_note(const RunResult& run) {
  if (run.combinations >= run.combinations_in_all) return {};
  return fmt::format(
      "sampled: {} of the {} combinations of auth, Accept, form and subject (--matrix all takes "
      "all of them)",
      run.combinations, run.combinations_in_all);
}

std::unique_ptr<Names> first_names(const RunOptions& options, const Knowledge& knowledge) {
  if (!options.anonymize) return nullptr;
  auto names = std::make_unique<Names>(knowledge);
  names->add_authority(options.base);
  const std::string& user = options.credentials.username;
  names->add(Named::User, user);
  names->add(Named::User, std::string_view(user).substr(user.find('\\') + 1));
  return names;
}

Verdict verdict_of(const Judgement& judgement, Level level) {
  if (!judgement.findings.empty())
    return level == Level::Must || level == Level::Derived ? Verdict::Fail : Verdict::Warn;
  if (judgement.witnesses > 0) return Verdict::Pass;
  return judgement.undecided > 0 ? Verdict::Inconclusive : Verdict::NotTestable;
}

Result<RunResult> run(const Plan& plan, const Knowledge& knowledge, const RunOptions& options,
                      RunResult about, const Transport& wire, const RunListener& listener,
                      const std::atomic<bool>& stop) {
  RunResult result = std::move(about);
  result.started = instant_now();
  result.plan_hash = plan.hash;
  result.planned = plan.results;
  result.suite_hash = knowledge.hash;
  result.strict_gate = options.strict_gate;
  set_demands(result, plan, knowledge);
  for (const Waiver& waiver : options.waivers) result.waivers.push_back({.waiver = waiver});

  Redactor& redactor = *options.redactor;
  // A target may tell one worker of a session whose logon another one still waits for the answer
  // of: nothing is passed on until that session's token is known.
  std::shared_mutex logon_under_way;
  TrafficLimits limits = options.traffic;
  limits.offline = options.offline;
  Traffic traffic(wire, limits, stop);
  TrafficRecorder recorder(traffic.transport());
  const Transport send = options.record ? recorder.transport() : traffic.transport();
  const Transport transport = [&](const Request& request) {
    if (request.method != "POST") return send(request);
    const std::shared_lock lock(logon_under_way);
    auto response = send(request);
    if (response) keep_secrets(*response, redactor);
    return response;
  };
  Logon logon(transport, options.credentials, redactor);
  const auto facts = meet(transport, options.base);
  const bool camel_case = options.camel_case.value_or(facts && facts->camel_case);
  if (facts) {
    result.release = facts->release;
    result.dialect = camel_case ? "camelCase" : "PascalCase";
  }
  if (options.tls) result.tls = options.tls();
  const std::unique_ptr<Names> names = first_names(options, knowledge);
  clean(result, redactor, names.get());
  const auto opened = facts ? logon.open() : fail(facts.error());
  if (!opened && !stop) return fail(redacted(opened.error(), redactor));
  if (listener.started) listener.started(result);
  if (!opened) {
    if (facts)
      result.notes.emplace_back(
          "the logon was given up: should it have opened a session, the target ends it after 15 "
          "minutes");
    if (options.record)
      result.recording =
          recorder.finish(recorded_run(plan, options, result), redactor, names.get());
    return cut_short(std::move(result));
  }

  std::atomic<bool> stopped_early{false};
  std::string fault;  // of the harness itself
  std::mutex fault_mutex;
  {
    Learner learner(knowledge);
    ReaderOptions reader_options{.base = options.base,
                                 .insecure = options.insecure,
                                 .camel_case = camel_case,
                                 .offline = options.offline,
                                 .decoder = options.decoder};
    if (options.learn)
      reader_options.learn = [&](std::string_view target, const Reading& reading) {
        learner.learn(target, reading);
      };
    Reader reader(transport, logon, std::move(reader_options), stop);
    Sequencer sequencer(result, redactor, names.get(), listener);
    std::atomic<std::size_t> next{0};
    HeavySuites heavy;
    const auto work = [&] {
      // A unit that is claimed is judged: the sequencer passes nothing on beyond a gap.
      while (!stop && !stopped_early && !traffic.over()) {
        const std::size_t i = next++;
        if (i >= plan.units.size()) return;
        const Unit& unit = plan.units[i];
        const auto turn = heavy.turn_of(*unit.suite);
        Outcome outcome = run_unit(unit, Gather(reader, knowledge, options.gather, unit), logon,
                                   facts->release, names.get());
        heavy.note(*unit.suite, outcome);
        if (options.fail_fast && has_failed(outcome)) stopped_early = true;
        { const std::unique_lock no_logon(logon_under_way); }
        sequencer.add(i, std::move(outcome));
      }
    };
    // Whatever goes wrong in here: the logon sessions must be logged off.
    const auto work_safely = [&] {
      try {
        work();
      } catch (const std::exception& e) {
        const std::lock_guard lock(fault_mutex);
        fault = e.what();
        stopped_early = true;
      }
    };
    std::vector<std::jthread> workers;
    workers.reserve(static_cast<std::size_t>(options.jobs));
    for (int i = 0; i < options.jobs; ++i) workers.emplace_back(work_safely);
    workers.clear();  // joins
    try {
      sequencer.finish();
    } catch (const std::exception& e) {
      fault = e.what();
    }
    add_notes(options, traffic, reader, result);
    result.learned = learner.facts();
    for (std::string& cut : cuts_in_words(result.learned)) result.notes.push_back(std::move(cut));
  }

  for (const std::string& session : logon.close_all())
    result.notes.push_back(fmt::format("a logon session could not be logged off{}{}",
                                       session.empty() ? "" : ": ", redactor.redact(session)));
  result.requests = traffic.requests();
  result.finished = instant_now();
  const auto over = traffic.over();
  result.complete = !stop && !stopped_early && result.results.size() == plan.results;
  if (over && !result.complete) result.aborted = *over;
  if (stop) result.aborted = "interrupted";
  if (stopped_early) result.aborted = "stopped at the first failure (--fail-fast)";
  if (!fault.empty()) result.aborted = "a fault of the harness: " + redactor.redact(fault);
  clean(result, redactor, names.get());
  if (options.record)
    result.recording = recorder.finish(recorded_run(plan, options, result), redactor, names.get());
  apply_waivers(result);
  result.gate = gate(result);
  result.exit_status = fault.empty() ? exit_status(result) : 3;
  return result;
}

}  // namespace emconform
