#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reports/html_parts.h"
#include "reports/html_sections.h"
#include "reports/in_order.h"
#include "reports/summary.h"
#include "reports/unverified.h"

// What the answer rests on, and what it does not: rules without a witness, waivers.
namespace emconform {
namespace {

constexpr std::size_t most_names = 12;  // of rules, requirements, endpoints, before the others are
                                        // folded away

void write_names(std::string_view label, const std::vector<std::string>& names, Html& html) {
  if (names.empty()) return;
  html.text(label);
  const auto write = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (i > begin) html.text(", ");
      html.leaf("code", names[i]);
    }
  };
  const std::size_t shown = names.size() <= most_names + 2 ? names.size() : most_names;
  write(0, shown);
  if (shown == names.size()) return;
  const auto others = html.element("details", {{"class", "more"}});
  html.leaf("summary", fmt::format("and {} more", names.size() - shown));
  write(shown, names.size());
}

/// Results without a verdict that rests on something, for one and the same reason.
struct Unjudged {
  Verdict verdict = Verdict::NotTestable;
  std::string why{};
  std::size_t results = 0;
  std::vector<std::string> rules{}, endpoints{};
};

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

std::vector<Unjudged> unjudged_of(const RunResult& run) {
  InOrder<Unjudged, std::pair<Verdict, std::string_view>> all;
  for (const CaseResult& result : run.results) {
    if (result.verdict != Verdict::NotTestable && result.verdict != Verdict::Inconclusive) continue;
    Unjudged& one = all.row({result.verdict, result.note});
    one.verdict = result.verdict;
    one.why = result.note.empty() ? "no reason is given" : result.note;
    ++one.results;
    add_once(one.rules, result.check);
    add_once(one.endpoints, result.endpoint);
  }
  return std::move(all.rows);
}

void write_unjudged(const RunResult& run, Html& html) {
  const std::vector<Unjudged> all = unjudged_of(run);
  if (all.empty()) return;
  html.leaf("h3", "Results that nothing could be judged for");
  for (const Unjudged& one : all) {
    const auto entry = html.element("div", {{"class", "entry"}});
    {
      const auto why = html.element("p");
      write_badge(one.verdict, html);
      html.text(" ");
      html.leaf("strong", many(one.results, "result"));
      html.text(": ");
      html.text(one.why);
    }
    const auto names = html.element("div", {{"class", "names"}});
    write_names("", one.rules, html);
    write_names(" on ", one.endpoints, html);
  }
}

std::string age_of(const WaiverUse& use) {
  return use.waiver.since.empty()
             ? "unknown"
             : many(static_cast<std::size_t>(std::max(use.age_days, 0)), "day");
}

std::string releases_of(const Waiver& waiver) {
  if (waiver.first_release.empty() && waiver.last_release.empty()) return "all releases";
  if (waiver.first_release == waiver.last_release) return waiver.first_release;
  if (waiver.first_release.empty()) return "up to " + waiver.last_release;
  if (waiver.last_release.empty()) return "from " + waiver.first_release;
  return fmt::format("{} to {}", waiver.first_release, waiver.last_release);
}

void write_waiver(const WaiverUse& use, Html& html) {
  const Waiver& waiver = use.waiver;
  const auto row = html.element("tr");
  {
    const auto what = html.element("th", {{"scope", "row"}});
    html.leaf("code", waiver.rule);
    html.text(" on ");
    html.leaf("code", waiver.endpoint);
    html.leaf("div", {{"class", "quiet small"}}, releases_of(waiver));
    html.leaf("div", {{"class", "small"}}, waiver.message);
    if (!use.broken.empty()) write_callout(Tone::Bad, "BROKEN", use.broken, html);
  }
  {
    const auto why = html.element("td");
    html.text(waiver.reason);
    html.leaf("div", {{"class", "quiet small"}},
              fmt::format("{}{}{}", waiver.ticket,
                          waiver.ticket.empty() || waiver.owner.empty() ? "" : ", ", waiver.owner));
  }
  html.leaf("td", {{"class", "number"}}, age_of(use));
  html.leaf("td", {{"class", "number"}}, waiver.expires);
  html.leaf("td", {{"class", "number"}}, fmt::format("{} of {}", use.matched, waiver.most));
}

}  // namespace

void write_unverified(const RunResult& run, const Verification& verification, Html& html) {
  const auto section = html.element("section", {{"aria-labelledby", "unverified"}});
  html.leaf("h2", {{"id", "unverified"}}, "Not verified, and why");
  html.leaf("p", "Rules: " + rules_in_words(run, verification) + ".");
  html.leaf("p", "Ledger: " + ledger_in_words(run, verification) + ".");
  for (const UnverifiedGroup& group : unverified_groups(verification)) {
    const auto entry = html.element("div", {{"class", "entry"}});
    html.leaf("p", group.why);
    const auto names = html.element("div", {{"class", "names"}});
    write_names("rules ", group.rules, html);
    write_names(group.rules.empty() ? "ledger " : "; ledger ", group.requirements, html);
  }
  write_unjudged(run, html);
  if (run.notes.empty()) return;
  html.leaf("h3", "What else one should know");
  const auto notes = html.element("ul");
  for (const std::string& note : run.notes) html.leaf("li", note);
}

void write_waivers(const RunResult& run, Html& html) {
  const auto section = html.element("section", {{"aria-labelledby", "waivers"}});
  html.leaf("h2", {{"id", "waivers"}}, "Waivers");
  if (run.waivers.empty()) {
    html.leaf("p", {{"class", "quiet"}}, "None was in force: no departure is excused.");
    return;
  }
  const auto scroll = html.element("div", {{"class", "scroll"},
                                           {"tabindex", "0"},
                                           {"role", "region"},
                                           {"aria-label", "Table of waivers"}});
  const auto table = html.element("table", {{"class", "waivers"}});
  {
    const auto head = html.element("thead");
    const auto row = html.element("tr");
    html.leaf("th", {{"scope", "col"}}, "What is waived");
    html.leaf("th", {{"scope", "col"}}, "Why, and who answers for it");
    html.leaf("th", {{"scope", "col"}, {"class", "number"}}, "Age");
    html.leaf("th", {{"scope", "col"}, {"class", "number"}}, "Until");
    html.leaf("th", {{"scope", "col"}, {"class", "number"}}, "Results");
  }
  const auto body = html.element("tbody");
  for (const WaiverUse& use : run.waivers) write_waiver(use, html);
}

}  // namespace emconform
