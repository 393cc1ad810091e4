#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "reports/diff.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_of_a_class = 100;  // GitHub cuts job summaries off at 1 MiB
constexpr std::size_t most_of = 5;
constexpr std::size_t most_value = 400;  // bytes of one text

constexpr Change order[] = {Change::Regression,     Change::Breaking, Change::Slower,
                            Change::LostEvidence,   Change::Other,    Change::Addition,
                            Change::GainedEvidence, Change::Fix};

/// As a code span: nothing in it is a link, a mention, markup or the end of a table's cell.
std::string code(std::string_view text) {
  std::string shown = visible(shortened(text, most_value));
  std::size_t longest = 0, ticks = 0;
  for (const char c : shown) longest = std::max(longest, ticks = c == '`' ? ticks + 1 : 0);
  for (std::size_t at = shown.find('|'); at != std::string::npos; at = shown.find('|', at + 2))
    shown.insert(at, 1, '\\');
  if (shown.empty()) return "-";
  const std::string fence(longest + 1, '`');
  const char* const pad = longest > 0 ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, pad, shown);
}

std::string row(std::string_view name, const std::string& older, const std::string& newer) {
  return fmt::format("| {} | {} | {} |\n", name, code(older), code(newer));
}

void write_heading(const Differences& all, std::ostream& out) {
  const RunHeading &a = all.before, &b = all.after;
  out << "# emconform diff\n\n"
      << code(outcome_of(all)) << "\n\n| | older | newer |\n|---|---|---|\n"
      << row("target", a.target, b.target) << row("release", a.release, b.release)
      << row("JSON", a.dialect, b.dialect)
      << row("started (UTC)", to_the_second(a.started), to_the_second(b.started))
      << row("outcome", fmt::format("{} (exit {})", a.outcome, a.exit_status),
             fmt::format("{} (exit {})", b.outcome, b.exit_status))
      << row("results", a.counts, b.counts)
      << fmt::format("\nCompared: {} judged in both, {} and {} seen in both.\n",
                     counted(all.compared_results, "result"),
                     counted(all.compared_resources, "resource type by form and format",
                             "resource types by form and format"),
                     counted(all.compared_endpoints, "endpoint"));
  if (!all.warnings.empty()) out << '\n';
  for (const std::string& warning : all.warnings) out << "- Warning: " << code(warning) << '\n';
}

void write(const RunDifference& one, std::ostream& out) {
  out << fmt::format("- **{}** {}\n  - older: {}\n  - newer: {}\n", code(one.what), code(one.where),
                     code(one.before), code(one.after));
  if (!one.note.empty()) out << "  - note: " << code(one.note) << '\n';
  const std::size_t shown = std::min(one.of.size(), most_of);
  for (std::size_t i = 0; i < shown; ++i) out << "  - of: " << code(one.of[i]) << '\n';
  if (one.of_in_all > shown) out << fmt::format("  - and {} more\n", one.of_in_all - shown);
}

}  // namespace

void write_diff_markdown(const Differences& differences, std::ostream& out) {
  write_heading(differences, out);
  for (const Change change : order) {
    const std::size_t number = count(differences, change);
    if (number == 0) continue;
    std::string title(plural_name_of(change));
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    out << fmt::format("\n## {}: {}\n\n", title, number);
    std::size_t shown = 0;
    for (const RunDifference& one : differences.differences)
      if (one.change == change && shown++ < most_of_a_class) write(one, out);
    if (shown > most_of_a_class)
      out << fmt::format("- and {} more (the JSON report has all)\n", shown - most_of_a_class);
  }
}

}  // namespace emconform
