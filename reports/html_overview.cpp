#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "model/href.h"
#include "reports/groups.h"
#include "reports/html_parts.h"
#include "reports/html_sections.h"
#include "reports/reason.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_reservations = 4;  // of one kind, before the others are folded away
constexpr std::size_t most_name = 60;         // bytes of a name beside its bar
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

/// "/jobs/000000…" for an endpoint that ends in a GUID.
std::string short_name(const std::string& name) {
  constexpr std::size_t kept = 6;
  const std::string_view last = last_segment(name);
  if (!is_guid(last)) return shortened(name, most_name);
  return name.substr(0, name.rfind(last) + kept) + "\u2026";
}

/// What a column of a picture counts.
struct Column {
  std::string_view title, of_class;
  std::size_t (*count)(const Counts&);
};

constexpr Column all_columns[] = {
    {"failed", "fail", [](const Counts& of) { return of.fail; }},
    {"no verdict", "error", [](const Counts& of) { return of.error; }},
    {"warned", "warn", [](const Counts& of) { return of.warn; }},
    {"not verified", "not-testable",
     [](const Counts& of) { return of.not_testable + of.inconclusive; }},
    {"waived", "waived", [](const Counts& of) { return of.waived; }},
    {"passed", "pass", [](const Counts& of) { return of.pass; }},
};

/// Those that count something.
std::vector<Column> columns_of(const Counts& all) {
  std::vector<Column> columns;
  std::copy_if(std::begin(all_columns), std::end(all_columns), std::back_inserter(columns),
               [&](const Column& column) { return column.count(all) > 0; });
  return columns;
}

void write_row(const NamedSum& one, const std::vector<Column>& columns, Markup kind, Html& html) {
  const auto row = html.element("tr");
  {
    const auto name = html.element("th", {{"scope", "row"}});
    html.leaf("code", {{kind, option_name(one.name)}, {"title", option_name(one.name)}},
              short_name(one.name));
  }
  {
    const auto picture = html.element("td", {{"class", "share"}});
    write_bar(one.counts, html);
  }
  for (const Column& column : columns) {
    const std::size_t value = column.count(one.counts);
    html.leaf("td",
              {{"class", fmt::format("number {}", value > 0 ? column.of_class : "none")},
               {"data-word", column.title}},
              value > 0 ? thousands(value) : "\u2013");
  }
}

void write_rows(std::string_view what, std::span<const NamedSum> rows,
                const std::vector<Column>& columns, Markup kind, Html& html) {
  const auto table = html.element("table", {{"class", "bars"}});
  {
    const auto head = html.element("thead");
    const auto row = html.element("tr");
    html.leaf("th", {{"scope", "col"}}, what);
    html.leaf("td", {{"class", "share"}}, "");
    for (const Column& column : columns)
      html.leaf("th", {{"scope", "col"}, {"class", "number"}}, column.title);
  }
  const auto body = html.element("tbody");
  for (const NamedSum& one : rows) write_row(one, columns, kind, html);
}

std::vector<NamedSum> gravest_first(std::vector<NamedSum> sums) {
  const auto gravity = [](const NamedSum& one) {
    return std::pair(one.counts.fail, one.counts.error);
  };
  std::stable_sort(sums.begin(), sums.end(),
                   [&](const NamedSum& a, const NamedSum& b) { return gravity(a) > gravity(b); });
  return sums;
}

void write_picture(std::string_view title, std::string_view what, std::span<const NamedSum> all,
                   const std::vector<Column>& columns, Markup kind, Html& html) {
  const auto picture = html.element("div", {{"class", "picture"}});
  html.leaf("h2", title);
  const std::size_t shown = std::min(all.size(), most_bars);
  write_rows(what, all.first(shown), columns, kind, html);
  if (all.size() == shown) return;
  const auto others = html.element("details");
  html.leaf("summary", fmt::format("and {} more", all.size() - shown));
  write_rows(what, all.subspan(shown), columns, kind, html);
}

/// "2 rules, 5 requirements, 24 results"
std::string unverified_in_words(const RunResult& run, const Verification& verification) {
  if (!run.knows_all_rules) return "unknown, the run file is an older one";
  const Counts counts = count(run.results);
  std::string words;
  const auto say = [&](std::size_t number, std::string_view noun) {
    if (number > 0) words += (words.empty() ? "" : ", ") + many(number, noun);
  };
  say(verification.rules.size() - verification.verified_rules(), "rule");
  say(verification.requirements.size(), "requirement");
  say(counts.not_testable + counts.inconclusive, "result");
  return words.empty() ? "nothing" : words;
}

std::string waivers_in_words(const RunResult& run) {
  if (run.waivers.empty()) return "none";
  int oldest = 0;
  std::size_t broken = 0;
  for (const WaiverUse& use : run.waivers) {
    oldest = std::max(oldest, use.age_days);
    if (!use.broken.empty()) ++broken;
  }
  std::string words = fmt::format("{} in force, the oldest for {}", run.waivers.size(),
                                  many(static_cast<std::size_t>(oldest), "day"));
  if (broken > 0) words += fmt::format("; {} no longer right", broken);
  return words;
}

}  // namespace

void write_answer(const RunResult& run, Html& html) {
  const std::string reason = reason_of(run);
  write_headline(fmt::format("{} \u00b7 {}", run.target, day_and_time(run.started)),
                 outcome_of(run), reason, html);
  std::vector<std::pair<std::string, std::vector<std::string>>> by_label;
  for (const Reservation& one : reservations_of(run)) {
    if (reason.find(one.text) != std::string::npos) continue;  // it is said already
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
  write_fact("API release",
             (run.release.empty() ? "unknown" : run.release) +
                 (run.dialect.empty() ? "" : ", JSON in " + run.dialect),
             html);
  write_fact("TLS", run.tls.empty() ? "none: plain HTTP, or no connection" : run.tls, html);
  write_fact("When",
             fmt::format("{}, {}, {}", day_and_time(run.started), duration_of(run),
                         many(run.requests, "request")),
             html);
  write_fact("Judged by",
             fmt::format("emconform {}, {} of {} planned results{}", run.version,
                         thousands(run.results.size()), thousands(run.planned),
                         run.shards > 1 ? fmt::format(", shard {}/{}", run.shard, run.shards) : ""),
             html);
  write_code_fact("Suite", run.suite_hash, html);
  write_code_fact("Plan", run.plan_hash, html);
  write_code_fact("Command", run.command, html);
  write_fact("Exit status", fmt::format("{} (seed {})", run.exit_status, run.seed), html);
}

void write_glance(const RunResult& run, const Verification& verification, Html& html) {
  const Counts counts = count(run.results);
  const auto glance = html.element("div", {{"class", "glance"}});
  html.leaf("p", {{"class", "number-of"}}, many(counts.all(), "result"));
  write_bar(counts, html);
  write_legend(counts, html);
  {
    const auto line = html.element("p");
    html.leaf("a", {{"href", "#unverified"}}, "Not verified");
    html.text(": " + unverified_in_words(run, verification));
  }
  const auto line = html.element("p");
  html.leaf("a", {{"href", "#waivers"}}, "Waivers");
  html.text(": " + waivers_in_words(run));
}

void write_pictures(const RunResult& run, Html& html) {
  const auto section = html.element("section", {{"aria-label", "Results by endpoint and by rule"}});
  const std::vector<Column> columns = columns_of(count(run.results));
  const bool is_wide = columns.size() > 3;  // no room for two beside each other
  const auto both = html.element("div", {{"class", is_wide ? "pictures wide" : "pictures"}});
  write_picture("Results by endpoint", "endpoint", gravest_first(sums_by_endpoint(run)), columns,
                "data-of-endpoint", html);
  write_picture("Results by family of rules", "family", gravest_first(sums_by_family(run)), columns,
                "data-of-family", html);
}

}  // namespace emconform
