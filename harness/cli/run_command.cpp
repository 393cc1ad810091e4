#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "cli/commands.h"
#include "cli/credentials.h"
#include "cli/not_started.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/recorder.h"
#include "cli/shard.h"
#include "cli/signals.h"
#include "cli/streams.h"
#include "cli/version.h"
#include "cli/watch.h"
#include "mock/mock.h"
#include "model/recording.h"
#include "run/runner.h"
#include "transport/http.h"

namespace emconform {
namespace {

Error bad_option(const std::string& option, const std::string& what, const std::string& remedy) {
  return {.where = option, .what = what, .remedy = remedy};
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Result<int> sample_of(const std::string& text) {
  if (text == "all") return 0;
  const auto value = number(text);
  if (!value || *value < 1)
    return fail(
        bad_option("--sample " + text, "is no number of members", "write a number from 1, or all"));
  return *value;
}

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

TransportOptions transport_options(const RunArguments& arguments, const std::string& base) {
  return {.base = base,
          .insecure = arguments.insecure,
          .cacert = arguments.cacert,
          .cert = arguments.cert,
          .key = arguments.key,
          .resolve = arguments.resolve,
          .proxy = arguments.proxy,
          .connect_timeout = milliseconds(arguments.connect_timeout),
          .first_byte = milliseconds(arguments.first_byte_timeout),
          .max_time = milliseconds(arguments.max_time),
          .max_body = arguments.max_body << 20U,
          .connections = static_cast<std::size_t>(arguments.jobs),
          .stop = &stop_on_signals()};
}

/// What is judged: a target, or the mock that this program brings, kept alive by `mock`.
struct Subject {
  std::unique_ptr<mock::Server> mock{};
  std::string base{}, name{};
  Credentials credentials{};
};

Result<Subject> find_subject(const RunArguments& arguments) {
  Subject subject;
  if (arguments.target.empty()) {
    if (!arguments.username.empty())
      return fail(bad_option("--username", "credentials without a target",
                             "give --target URL, or leave the credentials out for the mock"));
    // A password that occurs nowhere else: redaction by value leaves all other words alone.
    const mock::Options options{.password = "only-for-the-embedded-mock",
                                .defect = arguments.defect,
                                .variant = arguments.variant};
    auto server = mock::Server::start(options);
    if (!server) return fail(bad_option("the embedded mock", server.error(), ""));
    subject.mock = std::move(*server);
    subject.base = subject.mock->url();
    subject.name = "embedded mock";
    subject.credentials = {options.username, options.password};
    return subject;
  }
  if (!arguments.defect.empty())
    return fail(bad_option("--defect", "only the embedded mock can be broken",
                           "leave --target or --defect out"));
  if (!arguments.variant.empty())
    return fail(bad_option("--variant", "only the embedded mock has variants",
                           "leave --target or --variant out"));
  auto base = base_url(arguments.target);
  if (!base) return fail(std::move(base.error()));
  auto credentials = read_credentials(arguments);
  if (!credentials) return fail(std::move(credentials.error()));
  subject.base = subject.name = *base;
  subject.credentials = std::move(*credentials);
  return subject;
}

Result<RunOptions> run_options(const RunArguments& arguments, const Subject& subject) {
  const auto sample = sample_of(arguments.sample);
  if (!sample) return fail(sample.error());
  RunOptions options{.base = subject.base,
                     .credentials = subject.credentials,
                     .insecure = arguments.insecure,
                     .jobs = arguments.jobs};
  options.gather = {.sample = *sample,
                    .seed = arguments.seed,
                    .clock_tolerance = std::chrono::ceil<std::chrono::seconds>(
                        milliseconds(arguments.clock_tolerance))};
  options.traffic = {.rate = arguments.rate,
                     .requests = arguments.max_requests,
                     .run_time = milliseconds(arguments.max_run_time),
                     .retries = arguments.retries,
                     .probe_methods = arguments.probe_methods};
  if (!arguments.dialect.empty()) options.camel_case = arguments.dialect == "camel";
  options.anonymize = arguments.anonymize;
  options.record = arguments.record ||
                   std::any_of(arguments.reports.begin(), arguments.reports.end(),
                               [](const ReportFile& report) { return report.format == "har"; });
  options.fail_fast = arguments.fail_fast;
  options.strict_gate = arguments.gate == "strict";
  return options;
}

/// Not in this shard, and not in any other.
bool fits_nothing(const Plan& plan) {
  return plan.idle.empty() &&
         std::all_of(plan.scopes.begin(), plan.scopes.end(),
                     [](const auto& rule) { return rule.second == Scope::LeftOut; });
}

void print_plan(const Plan& plan) {
  for (const Unit& unit : plan.units)
    fmt::print("{}/{}{}{}{}\n", unit.suite->name, unit.test->name, unit.variant.empty() ? "" : " [",
               unit.variant, unit.variant.empty() ? "" : "]");
  const RequestEstimate requests = estimate_requests(plan);
  fmt::print(
      "{} cases and relations, {} results, plan sha256 {}\n"
      "{} requests by cases, and about {} by relations, more or fewer as the target's data are\n",
      plan.units.size(), plan.results, plan.hash, requests.of_cases, requests.of_relations);
}

RunListener listener_for(Recorder& recorder, Progress& progress) {
  RunListener listener;
  listener.started = [&](const RunResult& run) { recorder.start(run); };
  listener.exchange = [&](const ExchangeRecord& record, std::size_t index) {
    recorder.add(record, index);
  };
  listener.result = [&](const CaseResult& result) {
    recorder.add(result);
    progress.tell_of(result);
  };
  listener.progress = [&](std::size_t done, std::size_t planned) { progress.count(done, planned); };
  return listener;
}

std::string tls_text(const std::optional<TlsFacts>& facts, bool insecure, bool anonymize) {
  if (!facts) return {};
  if (anonymize)
    return fmt::format("{}, {}, valid until {}", facts->protocol,
                       insecure ? "certificate NOT verified (--insecure)" : "certificate verified",
                       facts->expires);
  return fmt::format("{}, {}; certificate of {}, issued by {}, valid until {}", facts->protocol,
                     insecure ? "certificate NOT verified (--insecure)" : "certificate verified",
                     facts->subject, facts->issuer, facts->expires);
}

/// Where the results of a run go.
struct Outputs {
  std::filesystem::path run_file{};
  std::vector<ReportFile> reports{};
  Recorder recorder{};
  ReportFiles files{};
};

/// That all can be written is found out before the target is asked anything.
Result<void> open_outputs(const RunArguments& arguments, Outputs& outputs) {
  outputs.run_file = arguments.output / "run.ndjson";
  outputs.reports = arguments.reports;
  if (outputs.reports.empty())
    outputs.reports = {{"junit", arguments.output / "junit.xml"},
                       {"html", arguments.output / "report.html"}};
  if (auto opened = outputs.recorder.open(outputs.run_file); !opened) return opened;
  auto files = ReportFiles::open(outputs.reports);
  if (!files) return fail(std::move(files.error()));
  outputs.files = std::move(*files);
  return {};
}

/// Who reads the reports alone must not take the last run's for this one's.
Result<int> write_not_started(const Error& why, const RunResult& run, Outputs& outputs) {
  outputs.recorder.start(run);
  outputs.recorder.add(run.results.front());
  if (auto written = outputs.recorder.finish(run); !written)
    return fail(std::move(written.error()));
  for (Error& error : outputs.files.write({&run, 1})) return fail(std::move(error));
  return complain(why);
}

/// Writes what can be written. The exit status: of the run, or 3 if something could not.
int write_outputs(RunResult& run, const RunArguments& arguments, Outputs& outputs,
                  const Redactor& redactor) {
  std::vector<Error> errors;
  if (auto written = outputs.recorder.finish(run); !written) {
    errors.push_back(std::move(written.error()));
    run.complete = false;
    run.exit_status = 3;
    if (run.aborted.empty()) run.aborted = "the run file could not be written";
  }
  for (Error& error : outputs.files.write({&run, 1})) errors.push_back(std::move(error));
  if (auto printed = print_console({&run, 1}, console_style(arguments.no_color, arguments.verbose));
      !printed)
    errors.push_back(std::move(printed.error()));
  std::string places =
      fmt::format("Run file: {}{}\n", outputs.run_file.string(),
                  run.complete ? "" : fmt::format(" (incomplete: {})", run.aborted));
  for (const ReportFile& report : outputs.reports)
    places += fmt::format("Report:   {} ({})\n", report.file.string(), report.format);
  if (errors.empty()) tell(redactor.redact(places));
  for (Error& error : errors) error = redacted(std::move(error), redactor);
  const int status = complain(errors);
  return status != 0 ? status : run.exit_status;
}

Result<int> judge(const RunArguments& arguments, const Knowledge& knowledge, const Plan& plan,
                  const std::vector<Waiver>& waivers, const std::shared_ptr<Redactor>& redactor) {
  Outputs outputs;
  if (auto opened = open_outputs(arguments, outputs); !opened)
    return fail(std::move(opened.error()));
  auto subject = find_subject(arguments);
  if (!subject) return fail(std::move(subject.error()));
  redactor->add_secret(subject->credentials.password, "password");
  auto options = run_options(arguments, *subject);
  if (!options) return fail(options.error());
  options->redactor = redactor;
  options->waivers = waivers;

  HttpClient client(transport_options(arguments, subject->base));
  const Transport transport = [&](const Request& request) { return client.send(request); };
  options->tls = [&] { return tls_text(client.tls(), arguments.insecure, arguments.anonymize); };
  RunResult about{.version = version, .target = subject->name};
  about.command = arguments.command;
  about.seed = arguments.seed;
  about.insecure = arguments.insecure;
  auto result = [&] {
    Progress progress(progress_style(arguments.verbose));
    return run(plan, knowledge, *options, about, transport,
               listener_for(outputs.recorder, progress), stop_on_signals());
  }();
  if (result) return write_outputs(*result, arguments, outputs, *redactor);
  const Error& why = result.error();
  if (why.fault != Fault::Target) return fail(why);
  if (options->record) about.recording = std::make_shared<const Recording>();
  return write_not_started(redacted(why, *redactor),
                           not_started(std::move(about), plan, knowledge, why, *options), outputs);
}

/// As judge(); what goes wrong is told without secrets.
int judge_discreetly(const RunArguments& arguments, const Knowledge& knowledge, const Plan& plan,
                     const std::vector<Waiver>& waivers) {
  const auto redactor = std::make_shared<Redactor>();
  redactor->add_secret(proxy_password(arguments.proxy), "proxy password");
  try {
    const auto judged = judge(arguments, knowledge, plan, waivers, redactor);
    return judged ? *judged : complain(redacted(judged.error(), *redactor));
  } catch (const std::exception& e) {
    return complain(redacted(
        {.where = "a fault of the program itself", .what = e.what(), .fault = Fault::Harness},
        *redactor));
  }
}

/// Nobody should believe that a shard was the whole; and who gave it work is told that it was
/// understood.
Result<void> tell_shard(const Shard& shard, const Plan& plan) {
  if (!shard.status_file.empty()) {
    std::ofstream file(shard.status_file);
    if (!file)
      return fail(bad_option(shard.status_file, "the shard's status file cannot be written",
                             "the test runner names it; see its manual"));
  }
  if (!shard.from.empty())
    tell(fmt::format("shard {}/{} ({}): {} results, plan sha256 {}\n", shard.index, shard.count,
                     shard.from, plan.results, plan.hash));
  return {};
}

int run_once(const RunArguments& arguments) {
  int status = 0;
  const auto knowledge = load_or_complain(arguments.knowledge, status);
  if (!knowledge) return status;
  PlanOptions plan_options{.filters = arguments.filters,
                           .level = arguments.level,
                           .whole_matrix = arguments.matrix == "all",
                           .probe_methods = arguments.probe_methods};
  const auto waivers = waivers_or_complain(arguments.waivers, *knowledge, status);
  if (!waivers) return status;
  const auto shard = find_shard(arguments.shard, [](const char* name) {
    return std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  });
  if (!shard) return complain(shard.error());
  plan_options.shard = shard->index;
  plan_options.shards = shard->count;
  const Plan plan = make_plan(*knowledge, plan_options);
  if (auto told = tell_shard(*shard, plan); !told) return complain(told.error());
  if (!arguments.filters.empty() && fits_nothing(plan))
    return complain(bad_option(fmt::format("--filter {}", fmt::join(arguments.filters, " ")),
                               "no case fits",
                               "see emconform list cases and emconform list checks; cases with "
                               "other methods than GET need --probe-methods"));
  if (arguments.dry_run) {
    print_plan(plan);
    return 0;
  }
  return judge_discreetly(arguments, *knowledge, plan, *waivers);
}

/// Again after each change of the data files, until a signal comes. The status is the last run's.
Result<int> run_watching(const RunArguments& arguments) {
  std::vector<std::filesystem::path> places;
  for (const auto& folder : {arguments.knowledge.contracts, arguments.knowledge.cases})
    if (folder) places.push_back(*folder);
  if (!arguments.waivers.empty()) places.emplace_back(arguments.waivers);
  if (places.empty())
    return fail(bad_option("--watch", "there is nothing that could change",
                           "give --cases, --contracts or --waivers"));
  if (arguments.password_stdin)
    return fail(bad_option("--watch", "standard input can be read once only",
                           "give --password-env or --password-file"));
  Watch watch(std::move(places));
  const std::atomic<bool>& stop = stop_on_signals();
  int status = 0;
  do {
    status = run_once(arguments);
    if (!stop) tell("emconform: waiting for a change; Ctrl-C ends it\n");
  } while (watch.wait(stop));
  return status;
}

}  // namespace

int run_command(const RunArguments& arguments) {
  survive_failing_writes();
  if (!arguments.watch) return run_once(arguments);
  const auto status = run_watching(arguments);
  return status ? *status : complain(status.error());
}

}  // namespace emconform
