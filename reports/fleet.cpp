#include "reports/fleet.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/console_parts.h"
#include "reports/in_order.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

/// The gravest verdict of an endpoint's results, and how many have it.
FleetCell cell_of(const RunResult& run, const std::string& endpoint) {
  FleetCell cell;
  for (const CaseResult& result : run.results) {
    if (result.endpoint != endpoint) continue;
    const bool is_graver = cell.results == 0 || result.verdict > cell.verdict;
    if (is_graver) {
      cell.verdict = result.verdict;
      cell.alike = 0;
    }
    if (result.verdict == cell.verdict) ++cell.alike;
    ++cell.results;
  }
  return cell;
}

Colour colour_of(const FleetCell& cell) {
  if (cell.results == 0) return Colour::Dim;
  switch (cell.verdict) {
    case Verdict::Fail:
    case Verdict::Error:
      return Colour::Red;
    case Verdict::Warn:
      return Colour::Yellow;
    case Verdict::Pass:
      return Colour::Green;
    default:
      return Colour::Cyan;
  }
}

class FleetConsole {
 public:
  FleetConsole(std::span<const RunResult> runs, Page& page) : runs_(runs), page_(page) {}

  void write() {
    page_.paragraph(0, fmt::format("emconform: {}", counted(runs_.size(), "target")), Colour::Bold);
    page_.blank();
    for (std::size_t i = 0; i < runs_.size(); ++i) target(i);
    endpoints();
    last_line();
  }

 private:
  static std::string number(std::size_t i) { return fmt::format("[{}]", i + 1); }

  void target(std::size_t i) {
    const RunResult& run = runs_[i];
    const std::string_view outcome = outcome_of(run);
    page_.line(
        fmt::format("{} {}  {}", number(i),
                    page_.paint(outcome == "CONFORMS" ? Colour::Green : Colour::Red, outcome),
                    visible(run.target)));
    page_.labelled(4, "release",
                   fmt::format("{}, {}", run.release.empty() ? "unknown" : run.release,
                               to_the_second(run.started) + " UTC"));
    page_.labelled(4, "results", counts_in_words(run));
    for (const std::string& reason : run.gate) page_.labelled(4, "gate", reason, Colour::Red);
    if (!run.complete) page_.labelled(4, "stopped", run.aborted, Colour::Red);
    for (const WaiverUse& use : run.waivers)
      if (!use.broken.empty())
        page_.labelled(4, "waiver", fmt::format("{}: {}", use.waiver.ticket, use.broken),
                       Colour::Red);
    page_.blank();
  }

  /// As many targets beside each other as the page is wide, then the others below.
  void endpoints() {
    const FleetTable table = fleet_table(runs_);
    std::size_t name = std::string_view("endpoint").size();
    for (const FleetRow& row : table) name = std::max(name, width_of(endpoint_name(row.endpoint)));
    const std::size_t room = page_.width() > name ? page_.width() - name : 0;
    const std::size_t beside = std::max<std::size_t>(room / (cell_width + 2), 1);
    for (std::size_t first = 0; first < runs_.size(); first += beside) {
      const std::size_t last = std::min(first + beside, runs_.size());
      std::string titles = fmt::format("{:<{}}", "endpoint", name);
      for (std::size_t i = first; i < last; ++i)
        titles += fmt::format("  {:<{}}", number(i), cell_width);
      page_.line(page_.paint(Colour::Bold, titles));
      for (const FleetRow& row : table) {
        std::string text = endpoint_name(row.endpoint);
        text += std::string(name - width_of(text), ' ');
        for (std::size_t i = first; i < last; ++i)
          text += "  " + page_.paint(colour_of(row.cells[i]),
                                     fmt::format("{:<{}}", in_words(row.cells[i]), cell_width));
        page_.line(text);
      }
      page_.blank();
    }
  }

  void last_line() {
    std::map<std::string_view, std::size_t> outcomes;
    for (const RunResult& run : runs_) ++outcomes[outcome_of(run)];
    std::string words;
    for (const auto& [outcome, targets] : outcomes)
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ", targets, outcome);
    page_.line(fmt::format("emconform: FLEET  {}: {}", counted(runs_.size(), "target"), words));
  }

  static constexpr std::size_t cell_width = 10;
  std::span<const RunResult> runs_;
  Page& page_;
};

}  // namespace

FleetTable fleet_table(std::span<const RunResult> runs) {
  InOrder<FleetRow> table;
  for (const RunResult& run : runs)
    for (const CaseResult& result : run.results)
      table.row(result.endpoint).endpoint = result.endpoint;
  for (FleetRow& row : table.rows)
    for (const RunResult& run : runs) row.cells.push_back(cell_of(run, row.endpoint));
  return std::move(table.rows);
}

std::string in_words(const FleetCell& cell) {
  if (cell.results == 0) return "-";
  switch (cell.verdict) {
    case Verdict::Pass:
      return "pass";
    case Verdict::Fail:
      return fmt::format("{} failed", cell.alike);
    case Verdict::Error:
      return fmt::format("{} errors", cell.alike);
    case Verdict::Warn:
      return fmt::format("{} warned", cell.alike);
    case Verdict::Waived:
      return fmt::format("{} waived", cell.alike);
    case Verdict::NotTestable:
    case Verdict::Inconclusive:
      return fmt::format("{} unseen", cell.alike);
  }
  return "-";
}

void write_fleet_console(std::span<const RunResult> runs, const ConsoleStyle& style,
                         std::ostream& out) {
  Page page(style, out);
  FleetConsole(runs, page).write();
}

}  // namespace emconform
