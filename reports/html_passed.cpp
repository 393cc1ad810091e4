#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/html_parts.h"
#include "reports/html_sections.h"
#include "reports/summary.h"
#include "reports/text.h"

// What passed, in few words; the filters over all results; every rule.
namespace emconform {
namespace {

constexpr std::size_t most_option = 200;  // bytes

void write_passed_rule(const Passed& passed, const PassedEndpoint& endpoint, bool with_undecided,
                       Listing& listing, Html& html) {
  const auto row = html.element("tr", {{"data-verdict", class_of(Verdict::Pass)},
                                       {"data-endpoint", listing.endpoints.of(endpoint.endpoint)},
                                       {"data-rule", listing.rules.of(passed.rule)},
                                       {"data-results", std::to_string(passed.results)}});
  {
    const auto name = html.element("th", {{"scope", "row"}});
    html.leaf("code", passed.rule);
  }
  html.leaf("td", {{"class", "number"}}, thousands(passed.results));
  html.leaf("td", {{"class", "number"}}, thousands(passed.witnesses));
  if (with_undecided)
    html.leaf("td", {{"class", "number"}},
              passed.undecided == 0 ? "" : thousands(passed.undecided));
}

void write_passed_endpoint(const PassedEndpoint& endpoint, Listing& listing, Html& html) {
  const auto item = html.element("details", {{"class", "passed"}});
  {
    const auto summary = html.element("summary");
    html.leaf("code", {{"class", "endpoint"}}, option_name(endpoint.endpoint));
    html.text(" ");
    html.leaf("span", {{"class", "quiet"}},
              fmt::format("{} passed by {}, {}", many(endpoint.rules.size(), "rule"),
                          many(endpoint.results, "result"),
                          many(endpoint.witnesses, "witness", "witnesses")));
  }
  const bool with_undecided =
      std::any_of(endpoint.rules.begin(), endpoint.rules.end(),
                  [](const Passed& passed) { return passed.undecided > 0; });
  const auto table = html.element("table");
  {
    const auto head = html.element("thead");
    const auto row = html.element("tr");
    html.leaf("th", {{"scope", "col"}}, "Rule");
    html.leaf("th", {{"scope", "col"}, {"class", "number"}}, "Results");
    html.leaf("th", {{"scope", "col"}, {"class", "number"}}, "Witnesses");
    if (with_undecided) html.leaf("th", {{"scope", "col"}, {"class", "number"}}, "Undecided");
  }
  const auto body = html.element("tbody");
  for (const Passed& passed : endpoint.rules)
    write_passed_rule(passed, endpoint, with_undecided, listing, html);
}

void write_option(std::string_view name, const std::string& number, Html& html) {
  const std::string shown = option_name(name);
  html.leaf("option", {{"value", shown}, {"data-number", number}}, shown);
}

void write_verdicts(const RunResult& run, Html& html) {
  std::map<Verdict, std::size_t, std::greater<>> counts;
  for (const CaseResult& result : run.results) ++counts[result.verdict];
  const auto set = html.element("fieldset");
  html.leaf("legend", "Verdict");
  for (const auto& [verdict, results] : counts) {
    const auto label = html.element("label");
    html.empty("input", {{"type", "checkbox"}, {"name", "verdict"}, {"value", class_of(verdict)}});
    html.text(fmt::format(" {} ", name_of(verdict)));
    html.leaf("span", {{"class", "quiet"}}, thousands(results));
  }
}

void write_endpoint_choice(const Listing& listing, Html& html) {
  const auto label = html.element("label");
  html.text("Endpoint ");
  const auto choice = html.element("select", {{"name", "endpoint"}});
  html.leaf("option", {{"value", ""}}, "all");
  for (std::size_t i = 0; i < listing.endpoints.names().size(); ++i)
    write_option(listing.endpoints.names()[i], std::to_string(i), html);
}

/// Rules by family; the first of a family stands for all of it.
void write_rule_choice(const Listing& listing, Html& html) {
  std::map<std::string, std::vector<std::size_t>> families;
  const std::vector<std::string>& names = listing.rules.names();
  for (std::size_t i = 0; i < names.size(); ++i)
    families[names[i].substr(0, names[i].find('.'))].push_back(i);
  const auto label = html.element("label");
  html.text("Rule ");
  const auto choice = html.element("select", {{"name", "rule"}});
  html.leaf("option", {{"value", ""}}, "all");
  for (const auto& [family, rules] : families) {
    const std::string shown = option_name(family);
    const auto group = html.element("optgroup", {{"label", shown}});
    std::string numbers;
    for (const std::size_t rule : rules)
      numbers += (numbers.empty() ? "" : " ") + std::to_string(rule);
    html.leaf("option", {{"value", shown + ".*"}, {"data-number", numbers}}, shown + ".*");
    for (const std::size_t rule : rules) write_option(names[rule], std::to_string(rule), html);
  }
}

void write_rule(const RuleVerified& one, Html& html) {
  const auto row = html.element("tr");
  {
    const auto name = html.element("th", {{"scope", "row"}});
    html.leaf("code", one.rule.id);
    html.leaf("div", one.rule.rule);
    html.leaf("div", {{"class", "quiet small"}}, one.rule.source);
  }
  html.leaf("td", name_of(one.rule.level));
  html.leaf("td", {{"class", "number"}}, thousands(one.results));
  html.leaf("td", {{"class", "number"}}, thousands(one.witnesses));
}

}  // namespace

std::string option_name(std::string_view name) { return shortened(visible(name), most_option); }

void write_filters(const RunResult& run, const Listing& listing, Html& html) {
  if (run.results.empty()) return;
  const auto form = html.element("form", {{"id", "filters"},
                                          {"class", "filters"},
                                          {"role", "search"},
                                          {"aria-label", "Filter the results"},
                                          {"hidden", ""}});
  {
    const auto label = html.element("label", {{"class", "words"}});
    html.text("Text ");
    html.empty("input", {{"type", "search"},
                         {"name", "text"},
                         {"autocomplete", "off"},
                         {"spellcheck", "false"},
                         {"placeholder", "any words; press / to come here"}});
  }
  write_verdicts(run, html);
  write_endpoint_choice(listing, html);
  write_rule_choice(listing, html);
  {
    const auto buttons = html.element("div", {{"class", "buttons"}});
    html.leaf("button", {{"type", "reset"}}, "Clear");
    html.leaf("button", {{"type", "button"}, {"name", "unfold"}}, "Open all");
    html.leaf("button", {{"type", "button"}, {"name", "fold"}}, "Close all");
  }
  const auto shown = html.element("output", {{"name", "shown"}});
}

void write_passed(Listing& listing, Html& html) {
  const auto section = html.element("section", {{"aria-labelledby", "passed"}});
  html.leaf("h2", {{"id", "passed"}}, "What passed");
  if (listing.passed.empty()) html.leaf("p", {{"class", "quiet"}}, "Nothing.");
  for (const PassedEndpoint& endpoint : listing.passed)
    write_passed_endpoint(endpoint, listing, html);
}

void write_rules(const RunResult& run, const Verification& verification, Html& html) {
  const auto section = html.element("section", {{"aria-labelledby", "rules"}});
  html.leaf("h2", {{"id", "rules"}}, "Every rule");
  html.leaf("p", rules_in_words(run, verification) + ".");
  const auto all = html.element("details", {{"class", "rules"}});
  html.leaf("summary", many(verification.rules.size(), "rule") + ", and where each is written");
  const auto table = html.element("table");
  {
    const auto head = html.element("thead");
    const auto row = html.element("tr");
    html.leaf("th", {{"scope", "col"}}, "Rule");
    html.leaf("th", {{"scope", "col"}}, "Level");
    html.leaf("th", {{"scope", "col"}, {"class", "number"}}, "Results");
    html.leaf("th", {{"scope", "col"}, {"class", "number"}}, "Witnesses");
  }
  const auto body = html.element("tbody");
  for (const RuleVerified& one : verification.rules) write_rule(one, html);
}

}  // namespace emconform
