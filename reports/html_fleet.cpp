#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/fleet.h"
#include "reports/html_page.h"
#include "reports/html_parts.h"
#include "reports/reports.h"
#include "reports/summary.h"

// Several targets on one page: each with its outcome, then what came of each endpoint.
namespace emconform {
namespace {

std::string number_of(std::size_t target) { return std::to_string(target + 1); }

/// The gravest outcome, as exit statuses have it.
std::string_view word_of(std::span<const RunResult> runs) {
  const bool all_conform = std::all_of(
      runs.begin(), runs.end(), [](const RunResult& run) { return outcome_of(run) == "CONFORMS"; });
  if (all_conform) return "ALL CONFORM";
  const bool one_is_bad = std::any_of(runs.begin(), runs.end(), [](const RunResult& run) {
    return tone_of(outcome_of(run)) == Tone::Bad;
  });
  return one_is_bad ? "FAILS" : "NOT VERIFIED";
}

std::string why_of(std::span<const RunResult> runs) {
  std::map<std::string_view, std::size_t> outcomes;
  for (const RunResult& run : runs) ++outcomes[outcome_of(run)];
  std::string words = counted(runs.size(), "target") + ": ";
  for (const auto& [outcome, targets] : outcomes)
    words += fmt::format("{}{} {}", words.ends_with(": ") ? "" : ", ", targets, outcome);
  return words + ".";
}

/// What a person has to know of a target besides its numbers.
void write_remarks(const RunResult& run, Html& html) {
  if (!run.complete) write_callout(Tone::Bad, "stopped", run.aborted, html);
  for (const std::string& reason : run.gate) write_callout(Tone::Open, "gate", reason, html);
  for (const WaiverUse& use : run.waivers)
    if (!use.broken.empty())
      write_callout(Tone::Bad, "waiver " + use.waiver.ticket, use.broken, html);
  if (run.insecure) write_callout(Tone::Bad, "insecure", in_insecure_words, html);
}

void write_target(const RunResult& run, std::size_t target, Html& html) {
  const auto section = html.element("section", {{"class", "target"}});
  html.leaf("h3", fmt::format("{}. {}", number_of(target), run.target));
  {
    const auto facts = html.element("dl", {{"class", "facts"}});
    write_fact("outcome", outcome_of(run), html);
    write_fact("release", run.release, html);
    write_fact("when", to_the_second(run.started) + " UTC", html);
    write_fact("TLS", run.tls, html);
    write_code_fact("plan", run.plan_hash.substr(0, 12), html);
  }
  const Counts counts = count(run.results);
  write_bar(counts, html);
  write_counts(counts, html);
  write_remarks(run, html);
}

void write_endpoints(std::span<const RunResult> runs, Html& html) {
  html.leaf("h2", "Endpoints");
  const auto scrolled = html.element(
      "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Endpoints"}});
  const auto table = html.element("table");
  {
    const auto head = html.element("thead");
    const auto row = html.element("tr");
    html.leaf("th", {{"scope", "col"}}, "Endpoint");
    for (std::size_t i = 0; i < runs.size(); ++i)
      html.leaf("th", {{"scope", "col"}, {"title", runs[i].target}}, number_of(i));
  }
  const auto body = html.element("tbody");
  for (const FleetRow& row_of : fleet_table(runs)) {
    const auto row = html.element("tr");
    html.leaf("th", {{"scope", "row"}}, row_of.endpoint);
    for (const FleetCell& cell : row_of.cells) {
      const auto data = html.element("td");
      const std::string badge = fmt::format("badge {}", class_of(cell.verdict));
      html.leaf("span", {{"class", cell.results == 0 ? "quiet" : badge}}, in_words(cell));
    }
  }
}

}  // namespace

void write_fleet_html(std::span<const RunResult> runs, std::ostream& out) {
  const std::string_view word = word_of(runs);
  const Tone tone = word == "ALL CONFORM" ? Tone::Good : word == "FAILS" ? Tone::Bad : Tone::Open;
  const HtmlPage page{.title = fmt::format("{}: {}", word, counted(runs.size(), "target")),
                      .tone = tone};
  const auto write_main = [&](Html& html) {
    write_headline("Fleet", word, why_of(runs), html);
    html.leaf("h2", "Targets");
    for (std::size_t i = 0; i < runs.size(); ++i) write_target(runs[i], i, html);
    write_endpoints(runs, html);
    write_signature(fmt::format("This decision rests on the outcomes of {} above.",
                                counted(runs.size(), "target")),
                    html);
  };
  write_page(page, write_main, out);
}

}  // namespace emconform
