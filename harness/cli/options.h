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

// argv -> Options. CLI11 is included in options.cpp alone: its header costs four seconds.
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
  bool fail_fast = false;
  bool dry_run = false;
  std::string gate = "normal";
  std::string defect{}, variant{};  // of the embedded mock
  std::filesystem::path output = "emconform-report";
  std::vector<ReportFile> reports{};
  bool no_color = false;
  bool verbose = false;
};

struct ReportArguments {
  std::vector<std::filesystem::path> runs{};
  std::vector<ReportFile> reports{};
  bool no_color = false;
  bool verbose = false;
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
};

/// What the user asked for by --help or --version: printed, and nothing else is done.
struct Printed {
  std::string text{};
};

using Options = std::variant<RunArguments, ReportArguments, MockArguments, SelftestArguments,
                             ListArguments, ExplainArguments, LintArguments, Printed>;

/// Errors have Fault::Usage and name the nearest known option.
Result<Options> parse_options(int argc, const char* const* argv);

}  // namespace emconform
