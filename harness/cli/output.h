#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cli/options.h"
#include "model/results.h"
#include "reports/reports.h"

// Where results go: files that are opened before anything is sent, and the console.
namespace emconform {

/// Report files, written under a temporary name and renamed: nobody reads half a report.
/// That they can be written is found out when they are opened, before the run.
class ReportFiles {
 public:
  /// Errors: Fault::Harness, naming the file.
  static Result<ReportFiles> open(const std::vector<ReportFile>& files);
  /// Writes all that can be written; what went wrong with the others. Several runs are of several
  /// targets.
  std::vector<Error> write(std::span<const RunResult> runs);
  /// The same with reports of another kind: writes one, or says why it cannot be written.
  using WriteAs = std::function<std::string(const std::string& format, std::ostream& out)>;
  std::vector<Error> write(const WriteAs& write_as);

  ReportFiles() = default;
  ReportFiles(ReportFiles&&) = default;
  ReportFiles& operator=(ReportFiles&&) = default;
  ~ReportFiles();  // what was not written leaves nothing behind

 private:
  struct Open {
    std::string format{};
    std::filesystem::path file{}, part{};
    std::ofstream stream{};
  };
  static Result<void> write(const WriteAs& write_as, Open& one);

  std::vector<Open> files_{};
};

/// Creates the parent folders of a file; an Error (Fault::Harness) if that cannot be.
Result<void> make_folders_for(const std::filesystem::path& file);

/// Colour, width as the terminal, NO_COLOR and the options say.
ConsoleStyle console_style(bool no_color, bool verbose);

/// Sends what was printed; an Error (Fault::Harness) if stdout takes no more.
Result<void> finish_console();

/// Prints the console report to stdout; an Error (Fault::Harness) if stdout takes no more.
Result<void> print_console(std::span<const RunResult> runs, const ConsoleStyle& style);

}  // namespace emconform
