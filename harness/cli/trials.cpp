#include "cli/trials.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <thread>

#include "cli/in_process.h"
#include "mock/hooks.h"
#include "run/runner.h"
#include "transport/http.h"

namespace emconform {
namespace {

constexpr std::size_t most_alarms = 5;  // kept of one variant; their number is kept as well

// A fixed time: the same data, and so the same matrix, on every machine and day.
constexpr mock::Time clock_of_mocks = std::chrono::sys_days{std::chrono::June / 15 / 2026} +
                                      std::chrono::hours{11} + std::chrono::minutes{38};

std::string name_of_result(const CaseResult& result) {
  return fmt::format("{}/{} [{}] {}", result.suite, result.case_name, result.variant, result.check);
}

bool is_open(const CaseResult& result) {
  return result.verdict == Verdict::NotTestable || result.verdict == Verdict::Inconclusive;
}

bool is_finding(const CaseResult& result) {
  return result.verdict == Verdict::Fail || result.verdict == Verdict::Warn;
}

/// Whether the variant says that it leaves this without a verdict.
bool is_excused(const CaseResult& result, std::string_view open) {
  std::istringstream globs{std::string(open)};
  for (std::string glob; globs >> glob;)
    if (fits_glob(glob, result.check) || fits_glob(glob, result.suite) ||
        fits_glob(glob, result.note))
      return true;
  return false;
}

std::string described(const CaseResult& result) {
  std::string text = fmt::format("{}: {}", name_of(result.verdict), name_of_result(result));
  if (!result.findings.empty()) {
    const Finding& finding = result.findings.front();
    text +=
        fmt::format(": {}: expected {}, was {}", finding.where, finding.expected, finding.actual);
  } else if (!result.note.empty()) {
    text += ": " + result.note;
  }
  return text;
}

}  // namespace

Trials::Trials(const Plan& plan, const Knowledge& knowledge, const TrialOptions& options)
    : plan_(plan), knowledge_(knowledge), options_(options) {}

mock::Options Trials::mock_options() const {
  return {.sessions = options_.sessions, .seed = options_.seed, .now = clock_of_mocks};
}

Result<RunResult> Trials::run_with(const Transport& transport, const std::string& base) const {
  const mock::Options options;
  RunOptions run_options{
      .base = base, .credentials = {options.username, options.password}, .jobs = 1};
  run_options.gather.seed = options_.seed;
  run_options.traffic.probe_methods = true;
  run_options.decoder = decoder_;
  run_options.learn = false;
  const std::atomic<bool> stop{false};
  return run(plan_, knowledge_, run_options, {}, transport, {}, stop);
}

Result<RunResult> Trials::run_over_sockets(const std::string& variant) const {
  mock::Options options = mock_options();
  options.variant = variant;
  auto server = mock::Server::start(options);
  if (!server)
    return fail({.where = "the embedded mock", .what = server.error(), .fault = Fault::Harness});
  HttpClient client({.base = (*server)->url(), .connections = 1});
  return run_with([&](const Request& request) { return client.send(request); }, (*server)->url());
}

Result<RunResult> Trials::run_in_process(const mock::Hooks& hooks) const {
  mock::Options options = mock_options();
  hooks.prepare(options);
  mock::Service service(options, hooks);
  constexpr const char* authority = "127.0.0.1:9399";
  return run_with(in_process(service, authority), fmt::format("http://{}", authority));
}

void Trials::note_alarms(const RunResult& run, std::string_view open, Trial& trial) const {
  for (const CaseResult& result : run.results) {
    const bool unexplained =
        is_open(result) && !open_.contains(name_of_result(result)) && !is_excused(result, open);
    if (!is_finding(result) && result.verdict != Verdict::Error && !unexplained) continue;
    if (++trial.alarms_in_all <= most_alarms) trial.alarms.push_back(described(result));
  }
}

Trial Trials::healthy() {
  Trial trial{.id = "plain", .summary = "The mock as it is, with nothing unusual."};
  const auto run = run_over_sockets("");
  if (!run) {
    trial.error = run.error().what;
    return trial;
  }
  for (const CaseResult& result : run->results)
    if (is_open(result)) open_.insert(name_of_result(result));
  note_alarms(*run, "", trial);
  return trial;
}

Trial Trials::defect(const mock::Defect& defect) const {
  Trial trial{.id = std::string(defect.id),
              .summary = std::string(defect.summary),
              .breaks = std::string(defect.breaks)};
  const auto run = run_in_process(*mock::hooks_of(defect.id));
  if (!run) {
    trial.error = run.error().what;
    return trial;
  }
  std::set<std::string> found_by;
  for (const CaseResult& result : run->results)
    if (is_finding(result)) found_by.insert(result.check);
  trial.found_by.assign(found_by.begin(), found_by.end());
  return trial;
}

Trial Trials::variant(const mock::Variant& variant) const {
  Trial trial{.id = std::string(variant.id), .summary = std::string(variant.summary)};
  const auto run = run_over_sockets(trial.id);
  if (run)
    note_alarms(*run, variant.open, trial);
  else
    trial.error = run.error().what;
  return trial;
}

void run_tasks(const std::vector<std::function<void()>>& tasks, unsigned jobs,
               const std::atomic<bool>& stop) {
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < jobs; ++i)
    workers.emplace_back([&] {
      for (std::size_t task = next++; task < tasks.size() && !stop; task = next++) tasks[task]();
    });
}

}  // namespace emconform
