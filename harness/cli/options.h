#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/result.h"
#include "model/suite.h"

// argv -> Options. CLI11 is included in options.cpp and option_groups.cpp alone: its header costs
// four seconds.
namespace emconform {

/// Where contracts and cases come from, for the commands that need them.
struct KnowledgeOptions {
  std::optional<std::filesystem::path> contracts{}, cases{};
};

/// `--report junit=FILE`
struct ReportFile {
  std::string format{};
  std::filesystem::path file{};
};

struct RunArguments {
  std::string command{};  // as it was typed, for the reports: no option takes a secret
  std::string config{};   // already merged into the others
  KnowledgeOptions knowledge{};
  std::string target{};  // empty: the embedded mock
  std::string username{};
  std::string password_env{}, password_file{};
  bool password_stdin = false;
  bool insecure = false;
  std::string cacert{}, cert{}, key{}, proxy{};
  std::vector<std::string> resolve{};
  double connect_timeout = 10, first_byte_timeout = 30, max_time = 60;  // seconds
  std::size_t max_body = 128;                                           // MiB
  int jobs = 4;
  std::uint64_t seed = 1;
  std::string sample = "4";
  std::string matrix = "sample";
  double rate = 0;               // requests in a second; 0: no limit
  std::size_t max_requests = 0;  // 0: no limit
  double max_run_time = 3600;    // seconds
  int retries = 0;
  bool probe_methods = false;
  double clock_tolerance = 120;  // seconds
  std::string dialect{};         // pascal, camel; empty: as found
  std::vector<std::string> filters{};
  Level level = Level::May;
  std::string shard{};
  bool anonymize = false;
  bool record = false;
  bool fail_fast = false;
  bool dry_run = false;
  bool watch = false;
  std::string gate = "normal";
  std::string defect{}, variant{};  // of the embedded mock
  std::string waivers{};            // file; empty: none
  std::filesystem::path output = "emconform-report";
  std::vector<ReportFile> reports{};
  bool no_color = false;
  bool verbose = false;
};

struct ReportArguments {
  KnowledgeOptions knowledge{};  // what the waivers may name
  std::vector<std::filesystem::path> runs{};
  std::string waivers{};  // file; empty: those of the run
  std::vector<ReportFile> reports{};
  bool no_color = false;
  bool verbose = false;
};

struct DiffArguments {
  std::filesystem::path older{}, newer{};
  std::vector<ReportFile> reports{};
  bool no_color = false;
  bool verbose = false;
};

struct ReplayArguments {
  std::string command{};  // as it was typed
  KnowledgeOptions knowledge{};
  std::filesystem::path file{};
  std::string waivers{};
  std::string gate = "normal";
  std::filesystem::path output = "emconform-report";
  std::vector<ReportFile> reports{};
  bool no_color = false;
  bool verbose = false;
};

struct WaiveArguments {
  KnowledgeOptions knowledge{};
  std::filesystem::path run{};
  std::filesystem::path output{};  // empty: standard output
  std::string ticket{}, owner{}, reason{}, expires{};
};

struct MockArguments {
  int port = 9398;
  bool tls = false;
  std::string certificate_file{};  // where to write the certificate, for --cacert
  std::size_t sessions = 240;
  std::uint64_t seed = 1;
  std::string now{};
  std::string username = "emconform";
  std::string password_env{};
  std::string defect{}, variant{};
};

struct SelftestArguments {
  std::string defect{}, variant{};     // globs over ids; empty: all
  std::vector<std::string> without{};  // rules that are left out
  std::uint64_t seed = 1;
  unsigned jobs = 0;               // trials at the same time; 0: as many as there are cores
  std::filesystem::path matrix{};  // Markdown; empty: none
  bool no_color = false;
  bool verbose = false;
};

struct ListArguments {
  KnowledgeOptions knowledge{};
  std::string what{};  // cases, rules, checks, defects, variants
};

struct ExplainArguments {
  KnowledgeOptions knowledge{};
  std::string id{};
};

struct LintArguments {
  KnowledgeOptions knowledge{};
  std::string waivers{};  // file; empty: none
};

struct CompletionArguments {
  std::string shell{};  // bash, zsh, fish
};

struct ManArguments {};

/// What the user asked for by --help or --version: printed, and nothing else is done.
struct Printed {
  std::string text{};
};

using Options =
    std::variant<RunArguments, ReportArguments, DiffArguments, ReplayArguments, WaiveArguments,
                 MockArguments, SelftestArguments, ListArguments, ExplainArguments, LintArguments,
                 CompletionArguments, ManArguments, Printed>;

/// Errors have Fault::Usage and name the nearest known option.
Result<Options> parse_options(int argc, const char* const* argv);

/// What `--help` says, for those who say it in other ways.
struct OptionInfo {
  std::vector<std::string> names{};  // "-j", "--jobs"; of a positional: "RUN"
  std::string summary{};
  std::string value{};                 // "N"; empty: a flag
  std::vector<std::string> choices{};  // the values that there are; empty: others
};
struct CommandInfo {
  std::string name{}, summary{};
  std::vector<OptionInfo> options{};
};
/// The program itself, then each command.
std::vector<CommandInfo> describe_commands();

}  // namespace emconform
