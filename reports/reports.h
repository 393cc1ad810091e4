#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/results.h"

// Reports are functions of a RunResult; they open no files and know no clock.
namespace emconform {

/// One report format, by its name in `--report NAME=FILE`.
struct Reporter {
  std::string_view name;     // "junit"
  std::string_view summary;  // one sentence for --help
  void (*write)(const RunResult&, std::ostream&);
  /// Of several targets; null: it is a report of one.
  void (*write_fleet)(std::span<const RunResult>, std::ostream&) = nullptr;
  /// Why a run cannot be written so, and what to do about it; "" if it can. Null: any run can.
  std::string (*why_not)(const RunResult&) = nullptr;
};
std::span<const Reporter> reporters();

/// JUnit XML: one testcase per rule, endpoint and variant (peers, section 3).
void write_junit(const RunResult& run, std::ostream& out);

/// One HTML file without anything outside of it: the page that is signed.
void write_html(const RunResult& run, std::ostream& out);

/// HAR 1.2 (har.h), of runs that were recorded.
void write_har(const RunResult& run, std::ostream& out);
std::string why_no_har(const RunResult& run);

/// How the console is to look.
struct ConsoleStyle {
  bool colour = false;
  std::size_t width = 80;
  bool verbose = false;  // every result, not only what is not passed
};

/// The summary a person reads: per endpoint passed, failed, not verified; then each failure.
void write_console(const RunResult& run, const ConsoleStyle& style, std::ostream& out);

/// The summary of several targets: each with its outcome, then what came of each endpoint.
void write_fleet_console(std::span<const RunResult> runs, const ConsoleStyle& style,
                         std::ostream& out);

/// The same as an HTML page.
void write_fleet_html(std::span<const RunResult> runs, std::ostream& out);

/// How many of each verdict.
struct Counts {
  std::size_t pass{}, waived{}, warn{}, not_testable{}, inconclusive{}, error{}, fail{};
  std::size_t all() const {
    return pass + waived + warn + not_testable + inconclusive + error + fail;
  }
};
Counts count(std::span<const CaseResult> results);

}  // namespace emconform
