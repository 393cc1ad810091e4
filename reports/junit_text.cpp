#include "reports/junit_text.h"

#include <fmt/format.h>

#include "reports/groups.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {

std::string junit_text(const RunResult& run, const CaseResult& result) {
  const RuleInfo rule = rule_of(run, result);
  std::string text = shortened(headline_of(run, result), most_message) + "\n\n";
  const auto say = [&](std::string_view label, std::string_view words) {
    if (!words.empty()) text += fmt::format("{:<9} {}\n", label, words);
  };
  say("rule", fmt::format("{} ({}) {}", result.check, name_of(result.level), rule.rule));
  say("source", rule.source);
  say("ledger", fmt::format("{}", fmt::join(rule.requirements, ", ")));
  say("endpoint", result.endpoint);
  say("case", title_of(result));
  say("note", result.note);
  for (const Finding& finding : result.findings) {
    text += '\n';
    say("where", finding.where);
    say("expected", finding.expected);
    say("actual", finding.actual);
  }
  if (result.findings_in_all > result.findings.size())
    text += fmt::format("\nand {}\n",
                        counted(result.findings_in_all - result.findings.size(), "more finding"));
  text += '\n';
  say("repeat", curl_of(run, result));
  if (!rule.rule.empty()) say("explain", "emconform explain " + result.check);
  return text;
}

std::string harmless_in_junit(std::string_view text) {
  constexpr std::string_view opening = "[[ATTACHMENT";
  std::string harmless = legal_in_xml(text);
  for (std::size_t at = 0; (at = harmless.find(opening, at)) != std::string::npos; at += 2)
    harmless.insert(at + 1, " ");
  return harmless;
}

std::string attachment(const std::string& path) {
  const bool is_clear = !path.empty() && path.find_first_of("[]|\r\n") == std::string::npos;
  return is_clear ? fmt::format("\n[[ATTACHMENT|{}]]\n", path) : "";
}

}  // namespace emconform
