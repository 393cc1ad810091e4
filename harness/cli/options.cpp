#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <memory>

#include "cli/config_file.h"
#include "cli/option_groups.h"
#include "cli/typed.h"
#include "cli/version.h"
#include "load/nearest.h"
#include "reports/reports.h"

namespace emconform {
namespace {

void add_mock_options(CLI::App& app, MockArguments& mock) {
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

void add_selftest_options(CLI::App& app, SelftestArguments& selftest) {
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

/// "see emconform run --help": of the command that was given.
std::string see_help(const CLI::App& app) {
  const auto given = app.get_subcommands();
  return fmt::format("see emconform {}--help",
                     given.empty() ? "" : given.front()->get_name() + " ");
}

Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
  Error usage{.where = "command line", .what = error.what(), .remedy = see_help(app)};
  // CLI11's "--seed: At Most 1 required but received 2".
  if (const auto at = usage.what.find(": At Most 1 required"); at != std::string::npos)
    usage.what.replace(at, std::string::npos, " is given more than once");
  const auto unexpected = app.remaining(true);
  if (!unexpected.empty()) {
    const std::string word = unexpected.front().substr(0, unexpected.front().find('='));
    usage.what = fmt::format("'{}' is not known here", word);
    if (const std::string near = nearest_option(app, word); !near.empty())
      usage.remedy = fmt::format("did you mean '{}'? {}", near, see_help(app));
  }
  return usage;
}

/// A command's options, and what they come to when they are parsed.
class Commands {
 public:
  explicit Commands(CLI::App& app) : app_(app) {}

  CLI::App& add(const std::string& name, const std::string& summary,
                std::function<Result<Options>()> finish) {
    CLI::App* const command = app_.add_subcommand(name, summary);
    finish_.emplace_back(command, std::move(finish));
    return *command;
  }

  template <class Arguments>
  CLI::App& add(const std::string& name, const std::string& summary,
                const std::shared_ptr<Arguments>& arguments) {
    return add(name, summary, [arguments]() -> Result<Options> { return *arguments; });
  }

  /// Of the command that was given.
  Result<Options> finish() const {
    for (const auto& [command, finish] : finish_)
      if (command->parsed()) return finish();
    return fail({.where = "command line", .what = "no command", .remedy = "see emconform --help"});
  }

 private:
  CLI::App& app_;
  std::vector<std::pair<CLI::App*, std::function<Result<Options>()>>> finish_{};
};

void add_run(Commands& commands, const std::vector<std::string>& typed) {
  struct Parsed {
    RunArguments run{};
    std::vector<std::string> reports{};
    std::string level = "may";
  };
  const auto parsed = std::make_shared<Parsed>();
  const auto finish = [parsed, typed]() -> Result<Options> {
    RunArguments& run = parsed->run;
    if (auto refused = refuse_visible_password(run.proxy, typed); !refused)
      return fail(std::move(refused.error()));
    run.level = level_named(parsed->level).value_or(Level::May);
    run.command = command_of(typed, run.anonymize);
    auto files = parse_reports(parsed->reports, report_formats());
    if (!files) return fail(std::move(files.error()));
    run.reports = std::move(*files);
    return run;
  };
  CLI::App& app = commands.add("run", "Judge a target", finish);
  add_run_options(app, parsed->run, parsed->reports, parsed->level);
}

void add_report(Commands& commands) {
  struct Parsed {
    ReportArguments report{};
    std::vector<std::string> reports{};
  };
  const auto parsed = std::make_shared<Parsed>();
  const auto finish = [parsed]() -> Result<Options> {
    auto files = parse_reports(parsed->reports, report_formats());
    if (!files) return fail(std::move(files.error()));
    parsed->report.reports = std::move(*files);
    return parsed->report;
  };
  CLI::App& app = commands.add(
      "report", "Write reports from run files: of one run, its shards, or several targets", finish);
  app.add_option("RUN", parsed->report.runs, "Run files (run.ndjson)")->required();
  add_waivers(app, parsed->report.waivers);
  add_reports(app, parsed->reports, report_formats());
  add_console(app, parsed->report.no_color, parsed->report.verbose);
  add_knowledge(app, parsed->report.knowledge);
}

void add_diff(Commands& commands) {
  struct Parsed {
    DiffArguments diff{};
    std::vector<std::string> reports{};
  };
  const auto parsed = std::make_shared<Parsed>();
  const auto finish = [parsed]() -> Result<Options> {
    auto files = parse_reports(parsed->reports, diff_formats());
    if (!files) return fail(std::move(files.error()));
    parsed->diff.reports = std::move(*files);
    return parsed->diff;
  };
  CLI::App& app = commands.add("diff", "Compare two runs: the acceptance of an upgrade", finish);
  app.add_option("OLD", parsed->diff.older, "Run file (run.ndjson), or the folder of its shards")
      ->required();
  app.add_option("NEW", parsed->diff.newer, "The same of the target that is to be accepted")
      ->required();
  add_reports(app, parsed->reports, diff_formats());
  add_console(app, parsed->diff.no_color, parsed->diff.verbose);
}

void add_replay(Commands& commands, const std::vector<std::string>& typed) {
  struct Parsed {
    ReplayArguments replay{};
    std::vector<std::string> reports{};
  };
  const auto parsed = std::make_shared<Parsed>();
  const auto finish = [parsed, typed]() -> Result<Options> {
    auto files = parse_reports(parsed->reports, report_formats());
    if (!files) return fail(std::move(files.error()));
    parsed->replay.reports = std::move(*files);
    parsed->replay.command = command_of(typed, false);
    return parsed->replay;
  };
  CLI::App& app = commands.add("replay", "Judge a recording (HAR), offline", finish);
  ReplayArguments& replay = parsed->replay;
  app.add_option("FILE", replay.file, "HAR of emconform run --report har=FILE, browser or proxy")
      ->required();
  app.add_option("--gate", replay.gate,
                 "normal; strict: exit 5 if any must or derived rule had no witness")
      ->check(CLI::IsMember({"normal", "strict"}));
  app.add_option("--output", replay.output, "Folder for the run file and the JUnit report")
      ->type_name("DIR");
  add_waivers(app, replay.waivers);
  add_reports(app, parsed->reports, report_formats());
  add_console(app, replay.no_color, replay.verbose);
  add_knowledge(app, replay.knowledge);
}

void add_waive(Commands& commands) {
  const auto waive = std::make_shared<WaiveArguments>();
  CLI::App& app = commands.add("waive", "Propose waivers for what failed in a whole run", waive);
  app.add_option("RUN", waive->run, "Run file (run.ndjson)")->required();
  app.add_option("--output", waive->output, "File for the waivers (default: standard output)")
      ->type_name("FILE");
  app.add_option("--ticket", waive->ticket, "Where the departures are dealt with");
  app.add_option("--owner", waive->owner, "Who answers for the waivers");
  app.add_option("--reason", waive->reason, "Why the departures are accepted");
  app.add_option("--expires", waive->expires,
                 "Last day on which they hold (default: 90 days after the run)")
      ->type_name("DAY");
  add_knowledge(app, waive->knowledge);
}

void add_mock(Commands& commands) {
  const auto mock = std::make_shared<MockArguments>();
  add_mock_options(commands.add("mock", "Serve the embedded mock on 127.0.0.1", mock), *mock);
}

void add_selftest(Commands& commands) {
  const auto selftest = std::make_shared<SelftestArguments>();
  add_selftest_options(
      commands.add("selftest", "Prove that every rule bites, and blames no healthy server",
                   selftest),
      *selftest);
}

void add_list(Commands& commands) {
  const auto list = std::make_shared<ListArguments>();
  CLI::App& app = commands.add("list", "List cases, rules, checks, defects or variants", list);
  app.add_option("WHAT", list->what, "cases, rules, checks, defects, variants")
      ->required()
      ->check(CLI::IsMember({"cases", "rules", "checks", "defects", "variants"}));
  add_knowledge(app, list->knowledge);
}

void add_explain(Commands& commands) {
  const auto explain = std::make_shared<ExplainArguments>();
  CLI::App& app =
      commands.add("explain", "Explain a rule, requirement, case, defect or variant", explain);
  app.add_option("ID", explain->id, "links.required, AUTH-01, jobs/list, ..")->required();
  add_knowledge(app, explain->knowledge);
}

void add_lint(Commands& commands) {
  const auto lint = std::make_shared<LintArguments>();
  CLI::App& app = commands.add("lint", "Validate contract, case and waiver files", lint);
  add_waivers(app, lint->waivers);
  add_knowledge(app, lint->knowledge);
}

void add_completion(Commands& commands) {
  const auto completion = std::make_shared<CompletionArguments>();
  CLI::App& app = commands.add("completion", "Print completions for a shell", completion);
  app.add_option("SHELL", completion->shell, "bash, zsh, fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

void add_commands(Commands& commands, const std::vector<std::string>& typed) {
  add_run(commands, typed);
  add_report(commands);
  add_diff(commands);
  add_replay(commands, typed);
  add_waive(commands);
  add_mock(commands);
  add_selftest(commands);
  add_list(commands);
  add_explain(commands);
  add_lint(commands);
  add_completion(commands);
  commands.add("man", "Print the manual page (roff)", std::make_shared<ManArguments>());
}

void set_up(CLI::App& app) {
  app.set_version_flag("--version", std::string("emconform ") + version);
  app.require_subcommand(1);
}

constexpr const char* about =
    "Judges whether a Veeam Backup Enterprise Manager REST API keeps its contract.\n"
    "Exit: 0 conforms, 1 a rule is broken, 2 usage or data files, 3 harness fault,\n"
    "4 target unreachable or logon refused, 5 too little verified, 6 a waiver is wrong,\n"
    "130 interrupted.";

OptionInfo info_of(const CLI::Option& option) {
  // CLI11 says "TEXT:{must,should}" of a set of values, "FLOAT in [0 - 1]" of a range.
  const std::string type = option.get_type_name();
  OptionInfo info{.summary = option.get_description(),
                  .value = type.substr(0, type.find_first_of(": "))};
  if (const auto set = type.find('{'); set != std::string::npos && type.ends_with('}'))
    info.choices = CLI::detail::split(type.substr(set + 1, type.size() - set - 2), ',');
  for (const std::string& name : option.get_snames()) info.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) info.names.push_back("--" + name);
  if (option.get_items_expected_max() == 0) info.value.clear();  // a flag
  if (option.get_positional()) info.names.push_back(option.get_name());
  return info;
}

CommandInfo info_of(const CLI::App& app) {
  CommandInfo info{.name = app.get_name(), .summary = app.get_description()};
  for (const CLI::Option* option : app.get_options()) info.options.push_back(info_of(*option));
  return info;
}

}  // namespace

std::vector<CommandInfo> describe_commands() {
  CLI::App app{about, "emconform"};
  set_up(app);
  Commands commands(app);
  add_commands(commands, {});
  std::vector<CommandInfo> all{info_of(app)};
  for (const CLI::App* command : app.get_subcommands({})) all.push_back(info_of(*command));
  return all;
}

Result<Options> parse_options(int argc, const char* const* argv) {
  CLI::App app{about, "emconform"};
  set_up(app);
  Commands commands(app);
  const std::vector<std::string> typed(argv + 1, argv + argc);
  add_commands(commands, typed);
  auto words = with_config_file(typed);
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
  return commands.finish();
}

}  // namespace emconform
