#include "reports/selftest.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>

#include "reports/page.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

using Names = std::vector<std::string>;

/// The defects that break a rule.
std::vector<const Trial*> defects_of(const Selftest& selftest, const std::string& rule) {
  std::vector<const Trial*> found;
  for (const Trial& defect : selftest.defects)
    if (defect.breaks == rule) found.push_back(&defect);
  return found;
}

bool is_found_by(const Trial& defect, const std::string& rule) {
  return std::find(defect.found_by.begin(), defect.found_by.end(), rule) != defect.found_by.end();
}

/// The rules that found a defect, besides the one that it breaks.
std::string others(const Trial& defect) {
  Names names;
  for (const std::string& rule : defect.found_by)
    if (rule != defect.breaks) names.push_back(rule);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::size_t found_alone(const std::vector<const Trial*>& defects) {
  return static_cast<std::size_t>(
      std::count_if(defects.begin(), defects.end(), [](const Trial* defect) {
        return defect->found_by.size() == 1 && is_found_by(*defect, defect->breaks);
      }));
}

std::string how_found(const Trial& defect) {
  if (!defect.error.empty()) return "could not be judged: " + defect.error;
  if (defect.found_by.empty()) return "SURVIVES: no rule found it";
  if (!is_found_by(defect, defect.breaks)) return "found by the wrong rules: " + others(defect);
  return defect.found_by.size() == 1 ? "alone" : "also " + others(defect);
}

/// A cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string safe;
  for (const char c : visible(text)) {
    if (c == '|' || c == '<' || c == '*' || c == '_' || c == '`') safe += '\\';
    safe += c;
  }
  return safe;
}

void list(Page& page, std::string_view heading, const Names& names) {
  if (names.empty()) return;
  page.blank();
  page.paragraph(0, heading, Colour::Red);
  for (const std::string& name : names) page.paragraph(2, name);
}

void write_rule(Page& page, const RuleInfo& rule, const std::vector<const Trial*>& defects) {
  page.line(fmt::format("{}  {}, {} found by it alone", page.paint(Colour::Bold, rule.id),
                        counted(defects.size(), "defect"), found_alone(defects)));
  std::size_t width = 0;
  for (const Trial* defect : defects) width = std::max(width, defect->id.size());
  for (const Trial* defect : defects)
    page.paragraph(2, fmt::format("{:<{}}  {}", defect->id, width, how_found(*defect)),
                   is_found_by(*defect, rule.id) ? Colour::Plain : Colour::Red);
}

}  // namespace

std::string outcome_of(const Selftest& selftest) {
  const Shortcomings found = shortcomings(selftest);
  const std::size_t missed = found.survivors.size() + found.misjudged.size();
  return fmt::format(
      "emconform selftest: {}  {} of {} defects found by the rule they break, {}, {} on {}",
      found.none() ? "PROVEN" : "NOT PROVEN", selftest.defects.size() - missed,
      selftest.defects.size(), counted(found.unproven.size(), "unproven rule"),
      counted(found.false_alarms.size(), "false alarm"),
      counted(selftest.variants.size(), "healthy variant"));
}

void write_selftest(const Selftest& selftest, const ConsoleStyle& style, std::ostream& out) {
  Page page(style, out);
  for (const RuleInfo& rule : selftest.rules)
    if (const auto defects = defects_of(selftest, rule.id); !defects.empty())
      write_rule(page, rule, defects);
  page.blank();
  page.line(page.paint(Colour::Bold, "Healthy variants"));
  for (const Trial& variant : selftest.variants) {
    const bool silent = variant.error.empty() && variant.alarms.empty();
    page.paragraph(2, fmt::format("{}: {}", variant.id,
                                  silent ? "no alarm" : counted(variant.alarms_in_all, "alarm")));
    if (!variant.error.empty()) page.paragraph(4, variant.error, Colour::Red);
    for (const std::string& alarm : variant.alarms) page.paragraph(4, alarm, Colour::Red);
  }
  const Shortcomings found = shortcomings(selftest);
  list(page, "Defects that no rule found", found.survivors);
  list(page, "Defects that only rules found which they do not break", found.misjudged);
  list(page, "Rules without a defect that they alone find", found.unproven);
  list(page, "Healthy servers that were blamed", found.false_alarms);
  page.blank();
  page.paragraph(0, fmt::format("{}; {:.1f} s", outcome_of(selftest),
                                std::chrono::duration<double>(selftest.took).count()));
}

void write_selftest_markdown(const Selftest& selftest, std::ostream& out) {
  fmt::print(out,
             "# The kill matrix\n\n"
             "Written by `emconform selftest --matrix FILE`. Each defect is a way in which the "
             "embedded mock breaks the\ncontract; the whole suite is run against it. A rule is "
             "proven by a defect that it alone finds: without\nthe rule, that defect would go "
             "unseen. The variants are servers that are unusual and right: nothing\nmay be held "
             "against them.\n\n{}.\n",
             outcome_of(selftest));
  for (const RuleInfo& rule : selftest.rules) {
    const auto defects = defects_of(selftest, rule.id);
    fmt::print(out, "\n## {}\n\n{} ({})\n\n", rule.id, cell(rule.rule), name_of(rule.level));
    if (!defects.empty()) fmt::print(out, "| defect | the server | found |\n| --- | --- | --- |\n");
    for (const Trial* defect : defects)
      fmt::print(out, "| {} | {} | {} |\n", cell(defect->id), cell(defect->summary),
                 cell(how_found(*defect)));
  }
  fmt::print(out,
             "\n## Healthy variants\n\n| variant | the server | held against it |\n"
             "| --- | --- | --- |\n");
  for (const Trial& variant : selftest.variants)
    fmt::print(out, "| {} | {} | {} |\n", cell(variant.id), cell(variant.summary),
               variant.error.empty() && variant.alarms.empty()
                   ? "nothing"
                   : cell(counted(variant.alarms_in_all, "false alarm")));
}

}  // namespace emconform
