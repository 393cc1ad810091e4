#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/results.h"
#include "reports/reports.h"

// Two runs compared: the acceptance of an upgrade. docs/upgrade.md explains the classes to those
// who decide; the criteria stand where they are applied.
namespace emconform {

/// What a difference means for who relies on the target; in the order in which it is told.
enum class Change {
  Regression,      // a rule that was kept is broken
  Breaking,        // what clients rely on is gone or is something else, rule or no rule
  Slower,          // answers take longer
  LostEvidence,    // was looked at, and is not any more: nothing can be said of it
  Other,           // differs, and breaks nobody that keeps to the contract
  Addition,        // is new: a client that skips what it does not know does not notice
  GainedEvidence,  // was not looked at before: nothing can be said of a change
  Fix,             // a rule that was broken is kept
};
std::string_view name_of(Change change);         // "breaking change"
std::string_view plural_name_of(Change change);  // "breaking changes"

struct RunDifference {
  Change change = Change::Other;
  std::string where{};  // "/jobs", "Job, entity, XML"
  std::string what{};   // "links.required", "field Info/State"
  std::string before{}, after{};
  std::string note{};             // why it is of this class, or whom it concerns
  std::vector<std::string> of{};  // results or requests that it is about, the first 20
  std::size_t of_in_all = 0;      // all of them; 0: it is about none
};

/// What is told of each of the two runs.
struct RunHeading {
  std::string version{}, target{}, release{}, dialect{}, suite_hash{}, plan_hash{};
  Instant started{};
  std::uint64_t seed = 0;
  std::string outcome{};  // "CONFORMS", "FAILS", ..
  int exit_status = 0;
  std::string counts{};  // "3021 results: 2990 passed, .."
};

struct Differences {
  RunHeading before{}, after{};
  std::vector<std::string> warnings{};       // why the comparison says less than it could
  std::size_t compared_results = 0;          // that both runs judged
  std::size_t compared_resources = 0;        // types, forms and formats that both runs saw items of
  std::size_t compared_endpoints = 0;        // that both runs had answers of
  bool is_whole = false;                     // the newer run is complete
  std::vector<RunDifference> differences{};  // by change, then by where and what
};

/// A pure function of the two: `before` is the older target. Rests on names and numbers alone:
/// what was not looked at is never a regression.
Differences compare(const RunResult& before, const RunResult& after);

std::size_t count(const Differences& differences, Change change);

/// 1: a regression or a breaking change. 5: else, if the newer run is not complete or no result was
/// judged in both: too little was compared. 0: neither.
int exit_status(const Differences& differences);

/// "DIFF: 2 regressions, 1 breaking change, 0 slower, ..": one line that can be grepped.
std::string outcome_of(const Differences& differences);

void write_diff_console(const Differences& differences, const ConsoleStyle& style,
                        std::ostream& out);
void write_diff_markdown(const Differences& differences, std::ostream& out);
/// One page for the person who signs (html_page.h).
void write_diff_html(const Differences& differences, std::ostream& out);
/// contracts/schema/diff.schema.json describes it.
void write_diff_json(const Differences& differences, std::ostream& out);

/// One format, by its name in `--report NAME=FILE`.
struct DiffReporter {
  std::string_view name;
  std::string_view summary;
  void (*write)(const Differences&, std::ostream&);
};
std::span<const DiffReporter> diff_reporters();

}  // namespace emconform
