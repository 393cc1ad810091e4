#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/version.h"

namespace emconform {
namespace {

/// Text for roff: a backslash, a hyphen and a dot at the start of a line mean something there.
std::string for_roff(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\')
      escaped += "\\e";
    else if (c == '-')
      escaped += "\\-";
    else if ((c == '.' || c == '\'') && (escaped.empty() || escaped.back() == '\n'))
      escaped += fmt::format("\\&{}", c);
    else
      escaped += c;
  }
  return escaped;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", for_roff(text)); }

std::string term_of(const OptionInfo& option) {
  std::string term;
  for (const std::string& name : option.names)
    term += fmt::format("{}{}", term.empty() ? "" : ", ", bold(name));
  if (!option.value.empty() && option.names.front().starts_with('-'))
    term += fmt::format(" \\fI{}\\fR", for_roff(option.value));
  return term;
}

void print_options(const CommandInfo& command) {
  for (const OptionInfo& option : command.options)
    fmt::print(".TP\n{}\n{}\n", term_of(option), for_roff(option.summary));
}

constexpr const char* after_commands = R"(.SH EXIT STATUS
.TP
0
conforms
.TP
1
a rule is broken
.TP
2
usage, configuration, contract, case or waiver file is wrong
.TP
3
fault of the harness itself, or a report cannot be written
.TP
4
target unreachable, TLS or logon refused, or transport errors left cases without a verdict
.TP
5
too little was verified
.TP
6
a waiver is expired, stale, or covers something else than it was written for
.TP
130
interrupted; what was judged so far is reported
.SH FILES
.TP
.I emconform\-report/run.ndjson
what a run found: the source of every report
.TP
.I emconform\-report/junit.xml
the report that is written if none is asked for
.SH ENVIRONMENT
.TP
.B NO_COLOR
if it is set and not empty, nothing is coloured
.TP
.B TEST_TOTAL_SHARDS, GTEST_TOTAL_SHARDS, JOB_COMPLETION_INDEX with EMCONFORM_SHARDS, CI_NODE_TOTAL
which shard to judge, with the other variables of Bazel, GoogleTest, Kubernetes and GitLab;
.B \-\-shard
wins
)";

}  // namespace

int man_command() {
  const std::vector<CommandInfo> commands = describe_commands();
  const CommandInfo& program = commands.front();
  fmt::print(".TH EMCONFORM 1 \"\" \"emconform {}\" \"User Commands\"\n", version);
  fmt::print(".SH NAME\nemconform \\- judge the REST API of a Veeam Backup Enterprise Manager\n");
  fmt::print(".SH SYNOPSIS\n.B emconform\n\\fICOMMAND\\fR [\\fIOPTION\\fR...]\n");
  fmt::print(".SH DESCRIPTION\n{}\n.SH OPTIONS\n",
             for_roff(program.summary.substr(0, program.summary.find('\n'))));
  print_options(program);
  fmt::print(".SH COMMANDS\n");
  for (std::size_t i = 1; i < commands.size(); ++i) {
    fmt::print(".SS {}\n{}\n", for_roff(commands[i].name), for_roff(commands[i].summary));
    print_options(commands[i]);
  }
  fmt::print("{}", after_commands);
  return 0;
}

}  // namespace emconform
