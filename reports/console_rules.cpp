#include <fmt/format.h>

#include <algorithm>

#include "reports/console_parts.h"
#include "reports/summary.h"
#include "reports/text.h"
#include "reports/unverified.h"

namespace emconform {
namespace {

constexpr std::size_t most_requirements = 8;  // named of one reason; the other reports name all

std::string joined(const std::vector<std::string>& names, std::size_t most) {
  const auto shown = static_cast<std::ptrdiff_t>(std::min(names.size(), most));
  std::string text = fmt::format("{}", fmt::join(names.begin(), names.begin() + shown, ", "));
  if (names.size() > most) text += fmt::format(", and {} more", names.size() - most);
  return text;
}

}  // namespace

void write_rules(const Verification& verification, Page& page) {
  std::size_t longest = 4;
  for (const RuleVerified& one : verification.rules)
    longest = std::max(longest, width_of(visible(one.rule.id)));
  page.line(page.paint(Colour::Bold,
                       fmt::format("{:<{}}  level    results  witnesses", "rule", longest)));
  for (const RuleVerified& one : verification.rules) {
    const std::string name = visible(one.rule.id);
    page.line(page.paint(
        one.witnesses > 0 ? Colour::Plain : Colour::Cyan,
        fmt::format("{}{}  {:<7}  {:>7}  {:>9}", name, std::string(longest - width_of(name), ' '),
                    name_of(one.rule.level), one.results, one.witnesses)));
  }
  page.blank();
}

void write_verification(const RunResult& run, const Verification& verification, bool verbose,
                        Page& page) {
  page.paragraph(0, rules_in_words(run, verification));
  page.paragraph(0, ledger_in_words(run, verification));
  for (const UnverifiedGroup& group : unverified_groups(verification)) {
    page.paragraph(2, group.why, Colour::Cyan);
    page.labelled(4, "rules", joined(group.rules, group.rules.size()));
    page.labelled(
        4, "ledger",
        joined(group.requirements, verbose ? group.requirements.size() : most_requirements));
  }
  page.blank();
}

}  // namespace emconform
