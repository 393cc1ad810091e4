#include "run/runner.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

#include "checks/representatives.h"
#include "load/decode.h"
#include "model/href.h"
#include "run/relate.h"
#include "run/release.h"

namespace emconform {
namespace {

constexpr std::size_t most_findings = 20;   // kept of one result; their number is kept as well
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
    const auto response = transport({.target = "/api/", .headers = {{"Accept", accept}}});
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

/// A unit's results with the readings they rest on.
struct Outcome {
  std::vector<CaseResult> results{};
  std::vector<ReadingPtr> readings{};
  ReadingPtr accused{};  // whose answer kept the unit from being judged
};

bool is_relation(std::string_view rule) {
  const auto all = relations();
  return std::any_of(all.begin(), all.end(), [&](const Relation& one) { return one.id == rule; });
}

void set_judgement(CaseResult& result, Judgement judgement) {
  result.verdict = verdict_of(judgement, result.level);
  result.witnesses = judgement.witnesses;
  result.undecided = judgement.undecided;
  result.note = std::move(judgement.note);
  if (result.note.empty() && result.verdict == Verdict::NotTestable)
    result.note = "the answer holds nothing that this rule is about";
  if (result.note.empty() && result.verdict == Verdict::Inconclusive)
    result.note = "all that there is to judge moved, or cannot be decided";
  result.findings_in_all = judgement.findings.in_all();
  result.findings = std::move(judgement.findings);
  if (is_relation(result.check)) result.findings = representatives(std::move(result.findings));
  if (result.findings.size() > most_findings) result.findings.resize(most_findings);
}

/// What was judged before the problem rests on half of the readings: it counts for nothing.
void set_problem(Outcome& outcome, const Gather::Problem& problem) {
  for (CaseResult& result : outcome.results) {
    Judgement judgement;
    if (problem.finding) judgement = {.witnesses = 1, .findings = {*problem.finding}};
    set_judgement(result, std::move(judgement));
    if (problem.finding) continue;
    result.verdict = problem.verdict;
    result.note = problem.note;
    result.no_data = problem.no_data;
  }
  outcome.accused = problem.accused;
}

template <class Judge>
void judge_timed(CaseResult& result, Judge judge) {
  const auto start = std::chrono::steady_clock::now();
  set_judgement(result, judge());
  result.took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
}

bool has_expected_status(const Exchange& exchange) {
  const auto& statuses = exchange.expected.statuses;
  return std::find(statuses.begin(), statuses.end(), exchange.response->status) != statuses.end();
}

/// The one exchange of a unit, judged by its checks.
void judge_exchange(const Unit& unit, const Exchange& exchange, Outcome& outcome) {
  const int status = exchange.response->status;
  const bool as_expected = has_expected_status(exchange);
  for (std::size_t i = 0; i < unit.checks.size(); ++i) {
    const Check& check = *unit.checks[i];
    CaseResult& result = outcome.results[i];
    if (!as_expected && check.id != "http.status") {
      result.note = fmt::format("the answer's status is {}", status);
    } else if (check.needs_representation && !exchange.representation) {
      result.note = exchange.malformed.empty() ? "the answer has no body"
                                               : "the body cannot be read: " + exchange.malformed;
    } else {
      judge_timed(result, [&] { return check.run(exchange, *unit.contract); });
    }
  }
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

Outcome run_unit(const Unit& unit, Gather gather, Logon& logon, const std::string& version) {
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
  if (outcome.readings.size() > most_exchanges) outcome.readings.resize(most_exchanges);
  return outcome;
}

/// What a request is told by; the same for every reading of its answer.
std::string name_of(const ExchangeRecord& record) {
  return fmt::format("{} {} {} {}", record.method, record.url, record.auth, record.accept);
}

/// Requests whose answers a check of the single exchange has found fault with. A relation that
/// rests on such an answer does not report the same fault a second time: it is not decided.
class Blame {
 public:
  void note(const Outcome& outcome) {
    for (const CaseResult& result : outcome.results)
      if (result.verdict == Verdict::Fail &&
          (result.check == "http.status" || result.check == "body.well_formed"))
        checks_.emplace(name_of(outcome.readings.front()->record), result.check);
  }

  void withdraw(Outcome& outcome) const {
    if (!outcome.accused) return;
    const auto found = checks_.find(name_of(outcome.accused->record));
    if (found == checks_.end()) return;
    const Finding& finding = outcome.results.front().findings.front();
    set_problem(outcome, {.verdict = Verdict::Inconclusive,
                          .note = fmt::format("{} was answered with {}: see {}", finding.where,
                                              finding.actual, found->second)});
  }

 private:
  std::map<std::string, std::string> checks_{};
};

/// Takes outcomes as workers finish, passes them on in the plan's order.
class Sequencer {
 public:
  Sequencer(RunResult& run, const Redactor& redactor, const RunListener& listener)
      : run_(run), redactor_(redactor), listener_(listener) {}

  void add(std::size_t unit, Outcome outcome) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(unit, std::move(outcome));
    for (auto next = waiting_.find(next_); next != waiting_.end(); next = waiting_.find(++next_)) {
      pass_on(std::move(next->second));
      waiting_.erase(next);
    }
  }

 private:
  void pass_on(Outcome outcome) {
    blame_.withdraw(outcome);
    blame_.note(outcome);
    std::vector<std::size_t> exchanges;
    for (const ReadingPtr& reading : outcome.readings) exchanges.push_back(index_of(reading));
    for (CaseResult& result : outcome.results) {
      result.exchanges = exchanges;
      redact(result);
      if (listener_.result) listener_.result(result);
      run_.results.push_back(std::move(result));
    }
    if (listener_.progress) listener_.progress(run_.results.size(), run_.planned);
  }

  std::size_t index_of(const ReadingPtr& reading) {
    // Weak: a reading's memory is not held for its record, and a reused address is told apart.
    auto& known = known_[reading.get()];
    if (known.first.lock() == reading) return known.second;
    ExchangeRecord record = reading->record;
    for (std::string* text : {&record.url, &record.error, &record.curl, &record.accept})
      *text = redactor_.redact(*text);
    known = {reading, run_.exchanges.size()};
    if (listener_.exchange) listener_.exchange(record, run_.exchanges.size());
    run_.exchanges.push_back(std::move(record));
    return known.second;
  }

  void redact(CaseResult& result) const {
    result.note = redactor_.redact(result.note);
    for (Finding& finding : result.findings)
      for (std::string* text : {&finding.where, &finding.expected, &finding.actual})
        *text = redactor_.redact(*text);
  }

  RunResult& run_;
  const Redactor& redactor_;
  const RunListener& listener_;
  std::mutex mutex_{};
  std::map<std::size_t, Outcome> waiting_{};
  std::size_t next_ = 0;
  std::map<const Reading*, std::pair<std::weak_ptr<const Reading>, std::size_t>> known_{};
  Blame blame_{};
};

/// Suites whose answers are so large that two of their units at the same time would fill the
/// memory, and keep the target busy. Until a suite's first unit has shown it, each may be.
/// Thread-safe.
class HeavySuites {
 public:
  /// Held while a unit is run; owns the lock if no other such unit may run.
  std::unique_lock<std::mutex> turn_of(const Suite& suite) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = heavy_.find(&suite); known != heavy_.end() && !known->second)
        return {};
    }
    return std::unique_lock(one_at_a_time_);
  }

  void note(const Suite& suite, const Outcome& outcome) {
    constexpr std::size_t heavy_answer = 8 << 20;  // bytes
    const std::lock_guard lock(mutex_);
    bool& heavy = heavy_[&suite];
    // glibc keeps what each thread has freed for that thread: gigabytes, were it not given back.
    if (heavy) malloc_trim(0);
    for (const ReadingPtr& reading : outcome.readings)
      heavy = heavy || (reading->exchange.response &&
                        reading->exchange.response->body.size() > heavy_answer);
  }

 private:
  std::mutex mutex_{}, one_at_a_time_{};
  std::map<const Suite*, bool> heavy_{};
};

/// What of the target was not looked at, and what of its behaviour no rule is about.
void add_notes(const Plan& plan, const RunOptions& options, const Traffic& traffic,
               const Reader& reader, RunResult& run) {
  if (plan.units.size() < plan.whole)
    run.notes.push_back(fmt::format(
        "sampled: {} of the {} combinations of auth, Accept, form and subject (--matrix all takes "
        "all of them)",
        plan.units.size(), plan.whole));
  if (options.gather.sample > 0)
    run.notes.push_back(
        fmt::format("sampled: of longer lists {} members were followed, by age, state, result and "
                    "type (--sample all follows all; seed {})",
                    options.gather.sample, options.gather.seed));
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

Verdict verdict_of(const Judgement& judgement, Level level) {
  if (!judgement.findings.empty())
    return level == Level::Must || level == Level::Derived ? Verdict::Fail : Verdict::Warn;
  if (judgement.witnesses > 0) return Verdict::Pass;
  return judgement.undecided > 0 ? Verdict::Inconclusive : Verdict::NotTestable;
}

Result<RunResult> run(const Plan& plan, const Knowledge& knowledge, const RunOptions& options,
                      RunResult about, const Transport& transport, const RunListener& listener,
                      const std::atomic<bool>& stop) {
  RunResult result = std::move(about);
  result.started = instant_now();
  result.plan_hash = plan.hash;
  result.planned = plan.results;
  result.suite_hash = knowledge.hash;
  result.strict_gate = options.strict_gate;
  set_demands(result, plan, knowledge);

  Traffic traffic(transport, options.traffic, stop);
  const auto facts = meet(traffic.transport(), options.base);
  if (!facts) return fail(facts.error());
  const bool camel_case = options.camel_case.value_or(facts->camel_case);
  result.release = facts->release;
  result.dialect = camel_case ? "camelCase" : "PascalCase";

  Redactor redactor;
  Logon logon(traffic.transport(), options.credentials, redactor);
  if (auto opened = logon.open(); !opened) return fail(std::move(opened.error()));
  if (listener.started) listener.started(result);

  std::atomic<bool> stopped_early{false};
  std::string fault;  // of the harness itself
  std::mutex fault_mutex;
  {
    Reader reader(traffic.transport(), logon,
                  {.base = options.base,
                   .insecure = options.insecure,
                   .camel_case = camel_case,
                   .decoder = options.decoder},
                  stop);
    Sequencer sequencer(result, redactor, listener);
    std::atomic<std::size_t> next{0};
    HeavySuites heavy;
    const auto work = [&] {
      // A unit that is claimed is judged: the sequencer passes nothing on beyond a gap.
      while (!stop && !stopped_early && !traffic.over()) {
        const std::size_t i = next++;
        if (i >= plan.units.size()) return;
        const Unit& unit = plan.units[i];
        const auto turn = heavy.turn_of(*unit.suite);
        Outcome outcome =
            run_unit(unit, Gather(reader, knowledge, options.gather, unit), logon, facts->release);
        heavy.note(*unit.suite, outcome);
        if (options.fail_fast && has_failed(outcome)) stopped_early = true;
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
    add_notes(plan, options, traffic, reader, result);
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
  result.gate = gate(result);
  result.exit_status = fault.empty() ? exit_status(result) : 3;
  return result;
}

}  // namespace emconform
