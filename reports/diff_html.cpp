#include <fmt/format.h>

#include <ostream>

#include "reports/diff.h"
#include "reports/html_page.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_of_a_class = 500;

struct Section {
  Change change;
  std::string_view id, tone, meaning;
};

constexpr Section sections[] = {
    {Change::Regression, "regressions", "grave", "Rules that the older run kept are broken."},
    {Change::Breaking, "breaking", "grave",
     "What clients may rely on is gone, or is something else."},
    {Change::Slower, "slower", "open", "Answers take longer. This never decides."},
    {Change::LostEvidence, "lost", "open",
     "Was looked at in the older run and not in the newer one: nothing can be said of it."},
    {Change::Other, "other", "plain", "Differs, and breaks nobody that keeps to the contract."},
    {Change::Addition, "additions", "plain",
     "New. A client that skips what it does not know does not notice."},
    {Change::GainedEvidence, "gained", "plain",
     "Was not looked at in the older run: whether it changed is unknown."},
    {Change::Fix, "fixes", "well", "What was wrong is as the contract demands."}};

std::string heading_of(Change change) {
  std::string title(plural_name_of(change));
  title.front() = static_cast<char>(title.front() - 'a' + 'A');
  return title;
}

struct Headline {
  std::string_view words;
  Tone tone;
};

Headline verdict_of(const Differences& all) {
  switch (exit_status(all)) {
    case 0:
      return {"Nothing broke", Tone::Good};
    case 1:
      return {"Not as it was", Tone::Bad};
    default:
      return {"Not compared", Tone::Open};
  }
}

std::string why(const Differences& all) {
  switch (exit_status(all)) {
    case 0:
      return fmt::format("No regression and no breaking change in {} that both runs judged.",
                         counted(all.compared_results, "result"));
    case 1:
      return fmt::format("{} and {} stand against {} that both runs judged.",
                         counted(count(all, Change::Regression), "regression"),
                         counted(count(all, Change::Breaking), "breaking change"),
                         counted(all.compared_results, "result"));
    default:
      return all.is_whole ? "Nothing was judged in both runs: this accepts nothing."
                          : "The newer run is not complete: this accepts nothing.";
  }
}

void write_headline(const Differences& all, Html& html) {
  const Headline verdict = verdict_of(all);
  const auto header = html.element("header", {{"class", verdict.tone == Tone::Good ? "headline good"
                                                        : verdict.tone == Tone::Bad ? "headline bad"
                                                                                    : "headline"}});
  html.leaf("p", {{"class", "about"}},
            fmt::format("emconform diff: {} {}, then {} {}", all.before.target, all.before.release,
                        all.after.target, all.after.release));
  html.leaf("h1", verdict.words);
  html.leaf("p", {{"class", "why"}}, why(all));
  const auto list = html.element("ul", {{"class", "tally"}});
  for (const Section& section : sections) {
    const std::size_t number = count(all, section.change);
    const auto item = html.element("li");
    const std::string link = fmt::format("#{}", section.id);
    const auto write = [&] {
      html.leaf("strong", std::to_string(number));
      html.text(number == 1 ? name_of(section.change) : plural_name_of(section.change));
    };
    if (number == 0) {
      const auto box = html.element("span", {{"class", "none"}});
      write();
    } else {
      const auto box = html.element("a", {{"class", section.tone}, {"href", link}});
      write();
    }
  }
}

void write_row(std::string_view name, const std::string& older, const std::string& newer,
               Html& html) {
  const auto row = html.element("tr");
  html.leaf("th", {{"scope", "row"}}, name);
  html.leaf("td", older.empty() ? "unknown" : older);
  html.leaf("td", newer.empty() ? "unknown" : newer);
}

void write_runs(const Differences& all, Html& html) {
  html.leaf("h2", "The two runs");
  const auto scroll = html.element("div", {{"class", "scroll"}, {"tabindex", "0"}});
  const auto table = html.element("table", {{"class", "runs"}});
  {
    const auto head = html.element("thead");
    const auto row = html.element("tr");
    html.leaf("td", "");
    html.leaf("th", {{"scope", "col"}}, "older");
    html.leaf("th", {{"scope", "col"}}, "newer");
  }
  const auto body = html.element("tbody");
  const RunHeading &a = all.before, &b = all.after;
  const auto outcome = [](const RunHeading& run) {
    return fmt::format("{} (exit {})", run.outcome, run.exit_status);
  };
  write_row("target", a.target, b.target, html);
  write_row("release", a.release, b.release, html);
  write_row("JSON", a.dialect, b.dialect, html);
  write_row("started (UTC)", to_the_second(a.started), to_the_second(b.started), html);
  write_row("outcome", outcome(a), outcome(b), html);
  write_row("results", a.counts, b.counts, html);
  write_row("suite", shortened(a.suite_hash, 15), shortened(b.suite_hash, 15), html);
  write_row("plan", shortened(a.plan_hash, 15), shortened(b.plan_hash, 15), html);
  write_row("emconform", a.version, b.version, html);
}

void write_difference(const RunDifference& one, Html& html) {
  const auto article = html.element("article", {{"class", "change"}});
  {
    const auto title = html.element("h3");
    html.leaf("code", one.what);
    html.leaf("span", {{"class", "where"}}, one.where);
  }
  {
    const auto sides = html.element("dl", {{"class", "sides"}});
    for (const auto& [name, text] :
         {std::pair{"older", &one.before}, std::pair{"newer", &one.after}}) {
      const auto side = html.element("div");
      html.leaf("dt", name);
      html.leaf("dd", text->empty() ? "-" : *text);
    }
  }
  if (!one.note.empty()) html.leaf("p", {{"class", "note"}}, one.note);
  if (one.of_in_all == 0) return;
  const auto details = html.element("details");
  html.leaf("summary", fmt::format("{} of this kind", one.of_in_all));
  const auto list = html.element("ul");
  for (const std::string& name : one.of) html.leaf("li", name);
  if (one.of_in_all > one.of.size())
    html.leaf("li", fmt::format("and {} more", one.of_in_all - one.of.size()));
}

void write_section(const Differences& all, const Section& section, Html& html) {
  const std::size_t number = count(all, section.change);
  if (number == 0) return;
  const auto part = html.element("section", {{"id", section.id}, {"class", section.tone}});
  html.leaf("h2", fmt::format("{}: {}", heading_of(section.change), number));
  html.leaf("p", {{"class", "section-note"}}, section.meaning);
  std::size_t shown = 0;
  for (const RunDifference& one : all.differences)
    if (one.change == section.change && shown++ < most_of_a_class) write_difference(one, html);
  if (shown > most_of_a_class)
    html.leaf("p", fmt::format("and {} more: the JSON report has all", shown - most_of_a_class));
}

void write_main(const Differences& all, Html& html) {
  write_headline(all, html);
  for (const std::string& warning : all.warnings) html.leaf("p", {{"class", "callout"}}, warning);
  for (const Section& section : sections) write_section(all, section, html);
  write_runs(all, html);
  html.leaf("p", {{"class", "quiet small"}},
            fmt::format("Compared: {} judged in both; {} and {} seen in both.",
                        counted(all.compared_results, "result"),
                        counted(all.compared_resources, "resource type by form and format",
                                "resource types by form and format"),
                        counted(all.compared_endpoints, "endpoint")));
  html.leaf("footer", outcome_of(all));
}

}  // namespace

void write_diff_html(const Differences& differences, std::ostream& out) {
  const HtmlPage page{.title = fmt::format("emconform diff: {}", differences.after.target),
                      .tone = verdict_of(differences).tone,
                      .styles = {diff_style()}};
  write_page(
      page, [&](Html& html) { write_main(differences, html); }, out);
}

}  // namespace emconform
