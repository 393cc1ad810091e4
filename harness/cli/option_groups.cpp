#include "cli/option_groups.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/typed.h"

namespace emconform {
namespace {

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

void set_rate(const std::string& text, double& rate) {
  const auto value = requests_in_a_second(text);
  if (!value)
    throw CLI::ValidationError("--rate", "'" + text + "' is no rate: write 5/s, 300/m or 1000/h");
  rate = *value;
}

void add_limits(CLI::App& app, RunArguments& run) {
  app.add_option_function<std::string>(
         "--rate", [&run](const std::string& text) { set_rate(text, run.rate); },
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

}  // namespace

void add_knowledge(CLI::App& app, KnowledgeOptions& options) {
  app.add_option("--contracts", options.contracts,
                 "Folder of contract files that add to or replace the built-in ones")
      ->type_name("DIR");
  app.add_option("--cases", options.cases,
                 "Folder of case files that add to or replace the built-in ones")
      ->type_name("DIR");
}

void add_reports(CLI::App& app, std::vector<std::string>& reports,
                 const std::vector<std::string_view>& formats) {
  app.add_option("--report", reports,
                 fmt::format("Write a report: FORMAT=FILE, repeatable; formats: {}",
                             fmt::join(formats, ", ")))
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false);
}

void add_waivers(CLI::App& app, std::string& waivers) {
  app.add_option("--waivers", waivers, "Departures that are known and accepted (JSON)")
      ->type_name("FILE");
}

void add_console(CLI::App& app, bool& no_color, bool& verbose) {
  app.add_flag("--no-color", no_color, "No colours (also: NO_COLOR)");
  app.add_flag("-v,--verbose", verbose, "Show every result, not only what did not pass");
}

void add_run_options(CLI::App& app, RunArguments& run, std::vector<std::string>& reports,
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
  app.add_flag("--watch", run.watch,
               "Run again whenever a file of --cases, --contracts or --waivers changes");
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
  app.add_flag("--record", run.record,
               "Keep all requests and answers in the run file, for emconform report RUN --report "
               "har=FILE; --report har=FILE implies it");
  add_waivers(app, run.waivers);
  add_reports(app, reports, report_formats());
  add_console(app, run.no_color, run.verbose);
  app.get_option("--verbose")
      ->description("Show every result at the end, and failures as they come");
  add_knowledge(app, run.knowledge);
}

}  // namespace emconform
