#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "model/message.h"
#include "reports/again.h"
#include "reports/html_diff.h"
#include "reports/html_exchange.h"
#include "reports/html_parts.h"
#include "reports/html_sections.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_message = 300;     // bytes of the line that stands for a closed group
constexpr std::size_t most_kinds = 10;        // of findings of one result; the run file holds more
constexpr std::size_t most_places = 8;        // named of those where the same was found
constexpr std::size_t most_ids = 8;           // of requirements
constexpr std::size_t most_alike = 100;       // results of one group that are listed
constexpr std::size_t most_exchanges = 6;     // of the first result
constexpr std::size_t exchanges_alike = 2;    // of each other one
constexpr std::size_t opened_if_at_most = 3;  // failures: then they stand open

std::size_t findings_of(const CaseResult& result) {
  return std::max(result.findings_in_all, result.findings.size());
}

/// What a result says, in a line.
std::string gist_of(const CaseResult& result) {
  return result.findings.empty() ? result.note : message_of(result.findings.front());
}

/// "LINK-01, LINK-02, and 7 more"
std::string ledger_of(const RuleInfo& rule) {
  const auto shown = std::min(rule.requirements.size(), most_ids);
  std::string ids = fmt::format("{}", fmt::join(std::span(rule.requirements).first(shown), ", "));
  if (rule.requirements.size() > shown)
    ids += fmt::format(", and {} more", rule.requirements.size() - shown);
  return ids;
}

class FindingsWriter {
 public:
  FindingsWriter(const RunResult& run, Listing& listing, Html& html)
      : run_(run), listing_(listing), html_(html), exchanges_(run, listing.with_exchanges) {}

  void write() {
    const auto failures =
        std::count_if(listing_.groups.begin(), listing_.groups.end(),
                      [](const Group& group) { return group.verdict == Verdict::Fail; });
    for (const Group& group : listing_.groups)
      write(group, group.verdict == Verdict::Fail &&
                       failures <= static_cast<std::ptrdiff_t>(opened_if_at_most));
  }

 private:
  void write(const Group& group, bool is_open) {
    std::string numbers;
    for (const std::string& rule : group.rules)
      numbers += (numbers.empty() ? "" : " ") + listing_.rules.of(rule);
    const auto item =
        html_.element("details", {{"class", "item"},
                                  {"data-verdict", class_of(group.verdict)},
                                  {"data-endpoint", listing_.endpoints.of(group.endpoint)},
                                  {"data-rule", numbers},
                                  {"data-results", std::to_string(group.results.size())},
                                  when(is_open, "open")});
    write_summary(group);
    write_rules_of(group);
    const CaseResult& first = *group.results.front();
    write_waiver_of(first);
    write_result(first);
    write_alike(group);
  }

  void write_summary(const Group& group) {
    const CaseResult& first = *group.results.front();
    const auto summary = html_.element("summary");
    write_badge(group.verdict, html_);
    html_.text(" ");
    html_.leaf("code", {{"class", "rule"}},
               group.rules.size() == 1 ? shortened(group.rules.front(), most_message)
                                       : many(group.rules.size(), "rule"));
    html_.text(" ");
    html_.leaf("code", {{"class", "endpoint"}}, shortened(group.endpoint, most_message));
    if (group.results.size() > 1) {
      html_.text(" ");
      html_.leaf("span", {{"class", "quiet"}}, many(group.results.size(), "result"));
    }
    html_.leaf("span", {{"class", "gist"}}, shortened(gist_of(first), most_message));
  }

  void write_rules_of(const Group& group) {
    for (const std::string& id : group.rules) {
      const auto of_rule =
          std::find_if(group.results.begin(), group.results.end(),
                       [&](const CaseResult* result) { return result->check == id; });
      const RuleInfo rule = rule_of(run_, **of_rule);
      const auto cited = html_.element("div", {{"class", "cited"}});
      if (!rule.rule.empty()) html_.leaf("p", rule.rule);
      const auto source = html_.element("p", {{"class", "quiet small"}});
      html_.leaf("code", id);
      html_.text(fmt::format(", {}", name_of(rule.level)));
      if (!rule.source.empty()) html_.text(": " + rule.source);
      if (!rule.requirements.empty()) html_.text(fmt::format(" ({})", ledger_of(rule)));
    }
  }

  void write_waiver_of(const CaseResult& result) {
    if (!result.waiver || *result.waiver >= run_.waivers.size()) return;
    const Waiver& waiver = run_.waivers[*result.waiver].waiver;
    write_callout(Tone::Open, "WAIVED",
                  fmt::format("{}; {}, {}, until {}", waiver.reason, waiver.ticket, waiver.owner,
                              waiver.expires),
                  html_);
  }

  void write_result(const CaseResult& result) {
    const std::vector<Alike> kinds = alike_of(result);
    for (std::size_t i = 0; i < std::min(kinds.size(), most_kinds); ++i) write_kind(kinds[i]);
    if (kinds.size() > most_kinds)
      html_.leaf("p", {{"class", "quiet"}},
                 fmt::format("and {}", many(kinds.size() - most_kinds, "other finding")));
    if (const std::size_t kept = result.findings.size(); findings_of(result) > kept)
      html_.leaf("p", {{"class", "quiet"}},
                 fmt::format("{} in all, of which the run file holds {}",
                             many(findings_of(result), "finding"), thousands(kept)));
    {
      const auto facts = html_.element("dl", {{"class", "facts"}});
      write_fact("note", result.note, html_);
      write_fact("case", title_of(result), html_);
      write_fact("looked at", many(result.witnesses, "witness", "witnesses"), html_);
      if (result.undecided > 0) write_fact("undecided", many(result.undecided, "item"), html_);
      write_command("curl", curl_of(run_, result), html_);
      write_command("judge again", again_of(run_, result), html_);
      write_command("explain", "emconform explain " + shell_word(result.check), html_);
    }
    exchanges_.write(result, most_exchanges, html_);
  }

  void write_kind(const Alike& kind) {
    const auto box = html_.element("div", {{"class", "finding"}});
    {
      const auto where = html_.element("p", {{"class", "where"}});
      html_.text("at ");
      html_.leaf("code", kind.first->where);
    }
    write_difference(kind.first->expected, kind.first->actual, html_);
    if (kind.places.empty()) return;
    const auto others = html_.element("p", {{"class", "quiet small"}});
    html_.text("and alike at ");
    const std::size_t shown = std::min(kind.places.size(), most_places);
    for (std::size_t i = 0; i < shown; ++i) {
      if (i > 0) html_.text(", ");
      html_.leaf("code", shortened(kind.places[i], most_message));
    }
    if (kind.places.size() > shown)
      html_.text(fmt::format(", and at {}", many(kind.places.size() - shown, "other place")));
  }

  void write_alike(const Group& group) {
    if (group.results.size() == 1) return;
    const auto alike = html_.element("details", {{"class", "alike"}});
    html_.leaf("summary", many(group.results.size() - 1, "more result says", "more results say") +
                              " the same");
    const auto list = html_.element("ul");
    const std::size_t shown = std::min(group.results.size(), most_alike + 1);
    for (std::size_t i = 1; i < shown; ++i) write_other(*group.results[i], group);
    if (group.results.size() > shown)
      html_.leaf("li", fmt::format("and {} more", group.results.size() - shown));
  }

  void write_other(const CaseResult& result, const Group& group) {
    const auto entry = html_.element("li");
    if (group.rules.size() > 1) {
      html_.leaf("code", result.check);
      html_.text(" ");
    }
    html_.text(title_of(result));
    if (const std::string gist = gist_of(result); gist != gist_of(*group.results.front()))
      html_.leaf("div", {{"class", "quiet small"}}, shortened(gist, most_message));
    exchanges_.write(result, exchanges_alike, html_);
  }

  const RunResult& run_;
  Listing& listing_;
  Html& html_;
  Exchanges exchanges_;
};

}  // namespace

const std::string& Numbers::of(std::string_view name) {
  auto found = numbers_.find(name);
  if (found == numbers_.end()) {
    found = numbers_.emplace(name, std::to_string(names_.size())).first;
    names_.emplace_back(name);
  }
  return found->second;
}

Listing listing_of(const RunResult& run) {
  Listing listing{.groups = groups_of(run), .passed = passed_by_endpoint(run)};
  for (const CaseResult& result : run.results) {
    listing.endpoints.of(result.endpoint);
    listing.rules.of(result.check);
  }
  return listing;
}

void write_findings(const RunResult& run, Listing& listing, Html& html) {
  const auto section = html.element("section", {{"aria-labelledby", "findings"}});
  html.leaf("h2", {{"id", "findings"}}, "What did not pass");
  if (listing.groups.empty())
    html.leaf("p", {{"class", "quiet"}},
              run.results.empty() ? "Nothing was judged." : "Every result passed.");
  FindingsWriter(run, listing, html).write();
}

}  // namespace emconform
