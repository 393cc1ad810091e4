#include <fmt/format.h>

#include <algorithm>

#include "reports/diff.h"
#include "reports/page.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_of_a_class = 30;  // shown of additions and the like
constexpr std::size_t most_of = 3;           // results named of one difference
constexpr std::size_t most_value = 400;      // bytes of one text

constexpr Change order[] = {Change::Fix,      Change::GainedEvidence, Change::Addition,
                            Change::Other,    Change::LostEvidence,   Change::Slower,
                            Change::Breaking, Change::Regression};

Colour colour_of(Change change) {
  switch (change) {
    case Change::Regression:
    case Change::Breaking:
      return Colour::Red;
    case Change::Slower:
    case Change::LostEvidence:
      return Colour::Yellow;
    case Change::Fix:
      return Colour::Green;
    case Change::Other:
    case Change::Addition:
    case Change::GainedEvidence:
      break;
  }
  return Colour::Cyan;
}

bool is_grave(Change change) { return change == Change::Regression || change == Change::Breaking; }

class ConsoleDiff {
 public:
  ConsoleDiff(const Differences& all, const ConsoleStyle& style, std::ostream& out)
      : all_(all), style_(style), page_(style, out) {}

  void write() {
    page_.paragraph(0, "emconform diff: what changed from the older run to the newer one",
                    Colour::Bold);
    heading("older", all_.before);
    heading("newer", all_.after);
    page_.labelled(2, "compared",
                   fmt::format("{} judged in both, {} and {} seen in both",
                               counted(all_.compared_results, "result"),
                               counted(all_.compared_resources, "resource type by form and format",
                                       "resource types by form and format"),
                               counted(all_.compared_endpoints, "endpoint")));
    for (const std::string& warning : all_.warnings)
      page_.labelled(2, "warning", warning, Colour::Yellow);
    page_.blank();
    for (const Change change : order) section(change);  // the gravest last: it stays in sight
    last_line();
  }

 private:
  void heading(std::string_view which, const RunHeading& run) {
    std::string when = to_the_second(run.started) + " UTC";
    when.replace(when.find('T'), 1, " ");
    page_.labelled(2, which,
                   fmt::format("{}, {}, JSON in {}, {}", run.target,
                               run.release.empty() ? "release unknown" : run.release,
                               run.dialect.empty() ? "unknown casing" : run.dialect, when));
    page_.labelled(2, "",
                   fmt::format("{} (exit {}): {}", run.outcome, run.exit_status, run.counts));
  }

  void section(Change change) {
    const std::size_t number = count(all_, change);
    if (number == 0) return;
    std::string title(plural_name_of(change));
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    page_.paragraph(0, fmt::format("{}: {}", title, number), colour_of(change));
    page_.blank();
    std::size_t shown = 0;
    for (const RunDifference& one : all_.differences) {
      if (one.change != change) continue;
      if (shown++ < most_of_a_class || is_grave(change) || style_.verbose) difference(one);
    }
    if (shown > most_of_a_class && !is_grave(change) && !style_.verbose) {
      page_.paragraph(2, fmt::format("and {} more (-v shows all)", shown - most_of_a_class));
      page_.blank();
    }
  }

  void difference(const RunDifference& one) {
    const std::string what = visible(shortened(one.what, most_value));
    const std::string where = visible(shortened(one.where, most_value));
    if (width_of(what) + 2 + width_of(where) <= page_.width()) {
      page_.line(page_.paint(colour_of(one.change), what) + "  " + where);
    } else {
      page_.paragraph(0, what, colour_of(one.change));
      page_.paragraph(2, where);
    }
    page_.labelled(2, "older", shortened(one.before, most_value));
    page_.labelled(2, "newer", shortened(one.after, most_value), Colour::Bold);
    page_.labelled(2, "note", one.note);
    if (one.of_in_all > 0) names(one);
    page_.blank();
  }

  void names(const RunDifference& one) {
    const std::size_t most = style_.verbose ? one.of.size() : most_of;
    const std::size_t shown = std::min(one.of.size(), most);
    for (std::size_t i = 0; i < shown; ++i) page_.labelled(2, i == 0 ? "of" : "", one.of[i]);
    if (one.of_in_all > shown)
      page_.labelled(2, "", fmt::format("and {} more", one.of_in_all - shown));
  }

  void last_line() {
    const int status = exit_status(all_);
    if (status == 5)
      page_.paragraph(0,
                      all_.is_whole ? "nothing was judged in both runs: this accepts nothing"
                                    : "the newer run is not complete: this accepts nothing",
                      Colour::Red);
    page_.line(page_.paint(status == 0 ? Colour::Green : Colour::Red, outcome_of(all_)));
  }

  const Differences& all_;
  ConsoleStyle style_;
  Page page_;
};

}  // namespace

void write_diff_console(const Differences& differences, const ConsoleStyle& style,
                        std::ostream& out) {
  ConsoleDiff(differences, style, out).write();
}

}  // namespace emconform
