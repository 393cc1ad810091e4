#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/config_file.h"
#include "cli/version.h"
#include "load/nearest.h"
#include "reports/reports.h"

namespace emconform {
namespace {

void add_knowledge(CLI::App& app, KnowledgeOptions& options) {
  app.add_option("--contracts", options.contracts,
                 "Folder of contract files that add to or replace the built-in ones")
      ->type_name("DIR");
  app.add_option("--cases", options.cases,
                 "Folder of case files that add to or replace the built-in ones")
      ->type_name("DIR");
}

std::string report_names() {
  std::vector<std::string_view> names;
  for (const Reporter& reporter : reporters()) names.push_back(reporter.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

void add_reports(CLI::App& app, std::vector<std::string>& reports) {
  app.add_option("--report", reports,
                 "Write a report: FORMAT=FILE, repeatable; formats: " + report_names())
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false);
}

void add_console(CLI::App& app, bool& no_color, bool& verbose) {
  app.add_flag("--no-color", no_color, "No colours (also: NO_COLOR)");
  app.add_flag("-v,--verbose", verbose, "Show every result, not only what did not pass");
}

void add_target(CLI::App& app, RunArguments& run) {
  app.add_option("--target", run.target,
                 "Enterprise Manager to judge: em01, https://em01:9398 "
                 "(default: the embedded mock)")
      ->type_name("URL");
  app.add_option("--username", run.username, "User of the logon")->type_name("NAME");
  app.add_option("--password-env", run.password_env, "Environment variable with the password")
      ->type_name("VAR");
  app.add_option("--password-file", run.password_file, "File whose first line is the password")
      ->type_name("FILE");
  app.add_flag("--password-stdin", run.password_stdin, "Read the password from standard input");
  app.add_flag("-k,--insecure", run.insecure, "Do not verify the certificate (test systems only)");
  app.add_option("--cacert", run.cacert, "Certificates (PEM) to trust")->type_name("FILE");
  app.add_option("--cert", run.cert, "Client certificate (PEM)")->type_name("FILE");
  app.add_option("--key", run.key, "Key of the client certificate (PEM)")->type_name("FILE");
  app.add_option("--resolve", run.resolve, "Address of a host: HOST:PORT:ADDRESS")
      ->type_name("SPEC")
      ->allow_extra_args(false);
  app.add_option("--proxy", run.proxy, "Proxy to use (the environment's are ignored)")
      ->type_name("URL");
  app.add_option("--connect-timeout", run.connect_timeout, "Seconds to connect")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 86400.0));
  app.add_option("--first-byte-timeout", run.first_byte_timeout,
                 "Seconds from a request to the first byte of its answer")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 86400.0));
  app.add_option("--max-time", run.max_time, "Seconds for one whole request")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 86400.0));
  app.add_option("--max-body", run.max_body, "MiB of one answer's body, uncompressed")
      ->type_name("MIB")
      ->check(CLI::Range(1, 1024));
}

void add_selection(CLI::App& app, RunArguments& run, std::string& level) {
  app.add_option("--filter", run.filters,
                 "Only rules, suites, suite/case, suite/case/rule or endpoints that fit a glob; "
                 "repeatable")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  app.add_option("--level", level, "Only rules up to this level")
      ->type_name("LEVEL")
      ->check(CLI::IsMember({"must", "derived", "should", "may"}));
  app.add_option("--shard", run.shard, "Judge one part of N: I/N, from 1")->type_name("I/N");
  app.add_option("--sample", run.sample, "Members of a list that are followed: a number, or all")
      ->type_name("N");
  app.add_option("--seed", run.seed, "Which members are sampled")->type_name("N");
  app.add_option("--matrix", run.matrix,
                 "sample: each value of auth, Accept, form and subject; all: each combination")
      ->check(CLI::IsMember({"sample", "all"}));
  app.add_flag("--probe-methods", run.probe_methods,
               "Also send PUT and PATCH, without a body, to collections: they must be refused");
}

/// "5/s", "300/m", "5": requests in a second.
double requests_in_a_second(const std::string& text) {
  const std::size_t slash = text.find('/');
  const std::string number = text.substr(0, slash),
                    unit = slash == std::string::npos ? "s" : text.substr(slash + 1);
  double rate = 0;
  if (!CLI::detail::lexical_cast(number, rate) || !(rate > 0) || rate > 1e6 ||
      (unit != "s" && unit != "m" && unit != "h"))
    throw CLI::ValidationError("--rate", "'" + text + "' is no rate: write 5/s, 300/m or 1000/h");
  constexpr double minute = 60, hour = 3600;
  return unit == "m" ? rate / minute : unit == "h" ? rate / hour : rate;
}

void add_limits(CLI::App& app, RunArguments& run) {
  app.add_option_function<std::string>(
         "--rate", [&run](const std::string& text) { run.rate = requests_in_a_second(text); },
         "Requests in a second at the most: 5/s, 300/m (default: as fast as it answers)")
      ->type_name("N/s");
  app.add_option("--max-requests", run.max_requests,
                 "End the run after so many requests (default: no limit)")
      ->type_name("N");
  app.add_option("--max-run-time", run.max_run_time, "Seconds for the whole run; 0: no limit")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 864000.0));
  app.add_option("--retry", run.retries, "Repeat a request that got no answer, N times")
      ->type_name("N")
      ->check(CLI::Range(0, 10));
}

void add_run(CLI::App& app, RunArguments& run, std::vector<std::string>& reports,
             std::string& level) {
  app.add_option("--config", run.config,
                 "JSON file with any of these options; the command line wins")
      ->type_name("FILE");
  add_target(app, run);
  add_selection(app, run, level);
  add_limits(app, run);
  app.add_option("-j,--jobs", run.jobs, "Requests at the same time")
      ->type_name("N")
      ->check(CLI::Range(1, 64));
  app.add_option("--clock-tolerance", run.clock_tolerance,
                 "Seconds by which the server's clock may be off")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 86400.0));
  app.add_option("--dialect", run.dialect, "JSON casing to demand (default: as found)")
      ->check(CLI::IsMember({"pascal", "camel"}));
  app.add_flag("--fail-fast", run.fail_fast, "Stop at the first failure");
  app.add_flag("--dry-run", run.dry_run, "Print the plan, send nothing");
  app.add_option("--gate", run.gate,
                 "normal; strict: exit 5 if any must or derived rule had no witness")
      ->check(CLI::IsMember({"normal", "strict"}));
  app.add_option("--defect", run.defect, "Break the embedded mock (see: emconform list defects)")
      ->type_name("ID");
  app.add_option("--variant", run.variant,
                 "Make the embedded mock unusual, but right (see: emconform list variants)")
      ->type_name("ID");
  app.add_option("--output", run.output, "Folder for the run file and the JUnit report")
      ->type_name("DIR");
  app.add_flag("--anonymize", run.anonymize,
               "Replace names of servers, jobs, machines and users in all that is written: job-1");
  add_reports(app, reports);
  add_console(app, run.no_color, run.verbose);
  add_knowledge(app, run.knowledge);
}

void add_mock(CLI::App& app, MockArguments& mock) {
  app.add_option("--port", mock.port, "Port on 127.0.0.1; 0: any")->check(CLI::Range(0, 65535));
  app.add_flag("--tls", mock.tls, "Serve https with a self-signed certificate");
  app.add_option("--certificate-file", mock.certificate_file,
                 "Write the certificate here, for --cacert")
      ->type_name("FILE");
  app.add_option("--sessions", mock.sessions, "Backup sessions in the data")
      ->check(CLI::Range(0, 1'000'000));
  app.add_option("--seed", mock.seed, "The same seed and time give the same data");
  app.add_option("--now", mock.now, "Where the mock's clock starts: 2026-06-15T05:50:44Z")
      ->type_name("TIME");
  app.add_option("--username", mock.username, "User that may log on")->type_name("NAME");
  app.add_option("--password-env", mock.password_env,
                 "Environment variable with the password (default password: emconform)")
      ->type_name("VAR");
  app.add_option("--defect", mock.defect, "Break the contract (see: emconform list defects)")
      ->type_name("ID");
  app.add_option("--variant", mock.variant, "Be unusual, but right (see: emconform list variants)")
      ->type_name("ID");
}

void add_selftest(CLI::App& app, SelftestArguments& selftest) {
  app.add_option("--defect", selftest.defect, "Only defects that fit a glob, or whose rule does")
      ->type_name("GLOB");
  app.add_option("--variant", selftest.variant, "Only healthy variants that fit a glob")
      ->type_name("GLOB");
  app.add_option("--without", selftest.without,
                 "Leave a rule out, to see that it is missed; repeatable")
      ->type_name("RULE")
      ->allow_extra_args(false);
  app.add_option("--seed", selftest.seed, "Data of the mock, and which members are sampled")
      ->type_name("N");
  app.add_option("-j,--jobs", selftest.jobs, "Mocks at the same time (default: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1, 64));
  app.add_option("--matrix", selftest.matrix, "Write the matrix as Markdown")->type_name("FILE");
  add_console(app, selftest.no_color, selftest.verbose);
}

Result<std::vector<ReportFile>> parse_reports(const std::vector<std::string>& texts) {
  std::vector<ReportFile> files;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    const std::string format = text.substr(0, equals);
    const bool known = std::any_of(reporters().begin(), reporters().end(),
                                   [&](const Reporter& r) { return r.name == format; });
    if (!known)
      return fail({.where = "--report " + text,
                   .what = fmt::format("'{}' is no report format", format),
                   .remedy = "formats: " + report_names()});
    if (equals == std::string::npos || equals + 1 == text.size())
      return fail({.where = "--report " + text,
                   .what = "the file is missing",
                   .remedy = fmt::format("write --report {}=FILE", format)});
    files.push_back({format, text.substr(equals + 1)});
  }
  return files;
}

/// The options and subcommands that stand where the user mistyped one.
std::string nearest_option(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* part :
       {&app, app.get_subcommands().empty()
                  ? &app
                  : static_cast<const CLI::App*>(app.get_subcommands()[0])}) {
    for (const CLI::Option* option : part->get_options())
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const CLI::App* subcommand : part->get_subcommands({}))
      names.push_back(subcommand->get_name());
  }
  return nearest(word, names).value_or("");
}

Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
  Error usage{.where = "command line", .what = error.what(), .remedy = "see emconform --help"};
  const auto unexpected = app.remaining(true);
  if (!unexpected.empty()) {
    const std::string word = unexpected.front().substr(0, unexpected.front().find('='));
    usage.what = fmt::format("'{}' is not known here", word);
    if (const std::string near = nearest_option(app, word); !near.empty())
      usage.remedy = fmt::format("did you mean '{}'? See emconform --help", near);
  }
  return usage;
}

/// As it was typed; if names are to be replaced, without the values that tell of a user's machine.
std::string command_of(const std::vector<std::string>& words, bool anonymize) {
  constexpr std::string_view places[] = {
      "--cacert", "--cert",   "--key",   "--config",  "--cases",        "--contracts",
      "--output", "--report", "--proxy", "--resolve", "--password-env", "--password-file"};
  std::string command = "emconform";
  bool is_place = false;
  for (const std::string& word : words) {
    const std::string option = word.substr(0, word.find('='));
    const bool is_known =
        std::find(std::begin(places), std::end(places), option) != std::end(places);
    if (anonymize && is_place)
      command += " ...";
    else
      command += ' ' + (anonymize && is_known && option != word ? option + "=..." : word);
    is_place = is_known && option == word;
  }
  return command;
}

/// A proxy's password on the command line can be read by every process; it may stand in a file.
Result<void> refuse_visible_password(const RunArguments& run, int argc, const char* const* argv) {
  const bool is_visible = std::any_of(
      argv + 1, argv + argc, [&](std::string_view word) { return word.ends_with(run.proxy); });
  if (run.proxy.find('@') == std::string::npos || !is_visible) return {};
  return fail(
      {.where = "--proxy",
       .what = "the URL holds user information, which every process can read here",
       .remedy = R"(put {"proxy": "http://.."} into a file and give it with --config FILE)"});
}

}  // namespace

Result<Options> parse_options(int argc, const char* const* argv) {
  CLI::App app{
      "Judges whether a Veeam Backup Enterprise Manager REST API keeps its contract.\n"
      "Exit: 0 conforms, 1 a rule is broken, 2 usage or data files, 3 harness fault,\n"
      "4 target unreachable or logon refused, 5 too little verified, 130 interrupted.",
      "emconform"};
  app.set_version_flag("--version", std::string("emconform ") + version);
  app.require_subcommand(1);

  RunArguments run;
  ReportArguments report;
  MockArguments mock;
  SelftestArguments selftest;
  ListArguments list;
  ExplainArguments explain;
  LintArguments lint;
  std::vector<std::string> run_reports, report_reports;
  std::string level = "may";

  CLI::App* const run_app = app.add_subcommand("run", "Judge a target");
  add_run(*run_app, run, run_reports, level);

  CLI::App* const report_app = app.add_subcommand("report", "Write reports from a run file");
  report_app->add_option("RUN", report.runs, "Run file (run.ndjson)")->required();
  add_reports(*report_app, report_reports);
  add_console(*report_app, report.no_color, report.verbose);

  CLI::App* const mock_app = app.add_subcommand("mock", "Serve the embedded mock on 127.0.0.1");
  add_mock(*mock_app, mock);

  CLI::App* const selftest_app =
      app.add_subcommand("selftest", "Prove that every rule bites, and blames no healthy server");
  add_selftest(*selftest_app, selftest);

  CLI::App* const list_app =
      app.add_subcommand("list", "List cases, rules, checks, defects or variants");
  list_app->add_option("WHAT", list.what, "cases, rules, checks, defects, variants")
      ->required()
      ->check(CLI::IsMember({"cases", "rules", "checks", "defects", "variants"}));
  add_knowledge(*list_app, list.knowledge);

  CLI::App* const explain_app =
      app.add_subcommand("explain", "Explain a rule, requirement, case, defect or variant");
  explain_app->add_option("ID", explain.id, "links.required, AUTH-01, jobs/list, ..")->required();
  add_knowledge(*explain_app, explain.knowledge);

  CLI::App* const lint_app = app.add_subcommand("lint", "Validate contract and case files");
  add_knowledge(*lint_app, lint.knowledge);

  auto words = with_config_file({argv + 1, argv + argc});
  if (!words) return fail(std::move(words.error()));
  std::reverse(words->begin(), words->end());  // as CLI11 wants them
  try {
    app.parse(std::move(*words));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return Printed{chosen.empty() ? app.help() : chosen.front()->help()};
  } catch (const CLI::CallForVersion&) {
    return Printed{std::string("emconform ") + version + "\n"};
  } catch (const CLI::ParseError& error) {
    return fail(usage_error(app, error));
  }

  if (*run_app) {
    if (auto refused = refuse_visible_password(run, argc, argv); !refused)
      return fail(std::move(refused.error()));
    run.level = level_named(level).value_or(Level::May);
    run.command = command_of({argv + 1, argv + argc}, run.anonymize);
    auto files = parse_reports(run_reports);
    if (!files) return fail(std::move(files.error()));
    run.reports = std::move(*files);
    return run;
  }
  if (*report_app) {
    auto files = parse_reports(report_reports);
    if (!files) return fail(std::move(files.error()));
    report.reports = std::move(*files);
    return report;
  }
  if (*mock_app) return mock;
  if (*selftest_app) return selftest;
  if (*list_app) return list;
  if (*explain_app) return explain;
  return lint;
}

}  // namespace emconform
