#include <fmt/format.h>

#include <algorithm>

#include "reports/html_parts.h"
#include "reports/html_sections.h"
#include "reports/reason.h"
#include "reports/summary.h"

namespace emconform {
namespace {

constexpr std::size_t most_reservations = 4;  // of one kind, before the others are folded away
constexpr std::size_t most_bars = 30;         // the same of the bars of a picture

std::string day_and_time(Instant instant) {
  std::string text = to_the_second(instant);
  text.replace(text.find('T'), 1, " ");
  return text + " UTC";
}

std::string duration_of(const RunResult& run) {
  return fmt::format("{:.1f} s", std::chrono::duration<double>(run.finished - run.started).count());
}

/// Those of one label together: a gate may give a reason for each endpoint.
void write_reservations(Tone tone, const std::string& label, const std::vector<std::string>& texts,
                        Html& html) {
  if (texts.size() == 1) return write_callout(tone, label, texts.front(), html);
  const auto callout =
      html.element("div", {{"class", tone == Tone::Bad ? "callout bad" : "callout open"}});
  html.leaf("strong", label);
  const auto write_list = [&](std::size_t begin, std::size_t end) {
    const auto list = html.element("ul");
    for (std::size_t i = begin; i < end; ++i) html.leaf("li", texts[i]);
  };
  const std::size_t shown = std::min(texts.size(), most_reservations);
  write_list(0, shown);
  if (texts.size() == shown) return;
  const auto others = html.element("details");
  html.leaf("summary", fmt::format("and {} more", texts.size() - shown));
  write_list(shown, texts.size());
}

void write_row(const NamedCounts& one, Markup kind, Html& html) {
  const auto row = html.element("li");
  {
    const auto label = html.element("div", {{"class", "row"}});
    html.leaf("code", {{kind, one.name}}, one.name);
    html.text(" ");
    write_counts(one.counts, html);
  }
  write_bar(one.counts, html);
}

void write_picture(std::string_view title, const std::vector<NamedCounts>& all, Markup kind,
                   Html& html) {
  const auto picture = html.element("div", {{"class", "picture"}});
  html.leaf("h3", title);
  const std::size_t shown = std::min(all.size(), most_bars);
  const auto write_rows = [&](std::size_t begin, std::size_t end) {
    const auto rows = html.element("ul", {{"class", "bars"}});
    for (std::size_t i = begin; i < end; ++i) write_row(all[i], kind, html);
  };
  write_rows(0, shown);
  if (all.size() == shown) return;
  const auto others = html.element("details");
  html.leaf("summary", fmt::format("and {} more", all.size() - shown));
  write_rows(shown, all.size());
}

}  // namespace

void write_answer(const RunResult& run, Html& html) {
  write_headline(fmt::format("{} \u00b7 {}", run.target, day_and_time(run.started)),
                 outcome_of(run), reason_of(run), html);
  std::vector<std::pair<std::string, std::vector<std::string>>> by_label;
  for (const Reservation& one : reservations_of(run)) {
    if (by_label.empty() || by_label.back().first != one.label) by_label.push_back({one.label, {}});
    by_label.back().second.push_back(one.text);
  }
  for (const auto& [label, texts] : by_label)
    write_reservations(label == "PART" || label == "OLD FILE" ? Tone::Open : Tone::Bad, label,
                       texts, html);
}

void write_facts(const RunResult& run, Html& html) {
  const auto facts = html.element("dl", {{"class", "facts"}});
  write_fact("Target", run.target, html);
  write_fact("API release", run.release.empty() ? "unknown" : run.release, html);
  write_fact("JSON dialect", run.dialect.empty() ? "unknown" : run.dialect, html);
  write_fact("TLS", run.tls.empty() ? "none: plain HTTP, or no connection" : run.tls, html);
  write_fact("When",
             fmt::format("{}, {}, {}", day_and_time(run.started), duration_of(run),
                         counted(run.requests, "request")),
             html);
  write_fact("Judged by",
             fmt::format("emconform {}, {} of {} planned results{}", run.version,
                         thousands(run.results.size()), thousands(run.planned),
                         run.shards > 1 ? fmt::format(", shard {}/{}", run.shard, run.shards) : ""),
             html);
  write_code_fact("Suite", run.suite_hash, html);
  write_code_fact("Plan", run.plan_hash, html);
  write_fact("Seed", std::to_string(run.seed), html);
  write_code_fact("Command", run.command, html);
  write_fact("Exit status", std::to_string(run.exit_status), html);
  for (const std::string& note : run.notes) write_fact("Note", note, html);
}

void write_pictures(const RunResult& run, Html& html) {
  const Counts counts = count(run.results);
  const auto section = html.element("section", {{"aria-labelledby", "counts"}});
  html.leaf("h2", {{"id", "counts"}}, counted(counts.all(), "result"));
  {
    const auto all = html.element("div", {{"class", "all"}});
    write_counts(counts, html);
    write_bar(counts, html);
  }
  const auto both = html.element("div", {{"class", "pictures"}});
  write_picture("By endpoint", counts_by_endpoint(run), "data-of-endpoint", html);
  write_picture("By family of rules", counts_by_family(run), "data-of-family", html);
}

}  // namespace emconform
