#include "reports/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/href.h"
#include "reports/text.h"

namespace emconform {

void add(Counts& counts, Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      ++counts.pass;
      break;
    case Verdict::Waived:
      ++counts.waived;
      break;
    case Verdict::Warn:
      ++counts.warn;
      break;
    case Verdict::NotTestable:
      ++counts.not_testable;
      break;
    case Verdict::Inconclusive:
      ++counts.inconclusive;
      break;
    case Verdict::Error:
      ++counts.error;
      break;
    case Verdict::Fail:
      ++counts.fail;
      break;
  }
}

Counts count(std::span<const CaseResult> results) {
  Counts counts;
  for (const CaseResult& result : results) add(counts, result.verdict);
  return counts;
}

std::string title_of(const CaseResult& result) {
  return result.variant.empty() ? result.case_name
                                : fmt::format("{} [{}]", result.case_name, result.variant);
}

RuleInfo rule_of(const RunResult& run, const CaseResult& result) {
  const auto found = std::find_if(run.rules.begin(), run.rules.end(),
                                  [&](const RuleInfo& rule) { return rule.id == result.check; });
  if (found != run.rules.end()) return *found;
  return {.id = result.check, .level = result.level};
}

std::string curl_of(const RunResult& run, const CaseResult& result) {
  if (result.exchanges.empty() || result.exchanges.front() >= run.exchanges.size()) return "";
  return run.exchanges[result.exchanges.front()].curl;
}

std::string_view outcome_of(const RunResult& run) {
  switch (run.exit_status) {
    case 0:
      return run.complete && !run.results.empty() ? "CONFORMS" : "NOT VERIFIED";
    case 1:
      return "FAILS";
    case 5:
      return "NOT VERIFIED";
    case 6:
      return "WAIVERS";
    case 130:
      return "INTERRUPTED";
    default:
      return "ERROR";
  }
}

std::string endpoint_name(std::string_view endpoint) {
  constexpr std::size_t kept = 6;
  const std::string_view last = last_segment(endpoint);
  if (!is_guid(last)) return visible(endpoint);
  return visible(endpoint.substr(0, endpoint.rfind(last) + kept)) + "...";
}

std::string counts_in_words(const RunResult& run) {
  const Counts counts = count(run.results);
  std::string words =
      fmt::format("{}: {} passed, {} failed, {} warned, {} not verified, {}",
                  counted(counts.all(), "result"), counts.pass, counts.fail, counts.warn,
                  counts.not_testable + counts.inconclusive, counted(counts.error, "error"));
  if (counts.waived > 0) words += fmt::format(", {} waived", counts.waived);
  return words;
}

std::string rules_in_words(const RunResult& run, const Verification& verification) {
  const std::size_t verified = verification.verified_rules();
  const std::size_t others = verification.rules.size() - verified;
  std::string not_verified = others == 0 ? "none" : counted(others, "rule");
  if (!run.knows_all_rules)
    not_verified = fmt::format("{}; of other rules this older run file says nothing", not_verified);
  return fmt::format("{} verified by {}; not verified: {}", counted(verified, "rule"),
                     counted(verification.witnesses(), "witness", "witnesses"), not_verified);
}

std::string ledger_in_words(const RunResult& run, const Verification& verification) {
  if (!run.knows_all_rules) return "requirements verified: unknown, the run file is an older one";
  const std::size_t others = verification.requirements.size();
  return fmt::format("{} verified; not verified: {}; without a check: {}",
                     counted(verification.demanded - others, "requirement"),
                     others == 0 ? "none" : std::to_string(others), verification.unenforced);
}

std::string counted(std::size_t count, std::string_view noun, std::string_view plural) {
  if (count == 1) return fmt::format("1 {}", noun);
  return plural.empty() ? fmt::format("{} {}s", count, noun) : fmt::format("{} {}", count, plural);
}

std::string thousands(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t behind = 3; behind < digits.size(); behind += 4)
    digits.insert(digits.size() - behind, 1, ',');
  return digits;
}

std::string many(std::size_t count, std::string_view noun, std::string_view plural) {
  std::string text = counted(count, noun, plural);
  return text.replace(0, std::to_string(count).size(), thousands(count));
}

std::string seconds(std::chrono::microseconds time) {
  constexpr std::int64_t million = 1'000'000;
  return fmt::format("{}.{:06}", time.count() / million, time.count() % million);
}

std::string to_the_second(Instant instant) {
  std::string text = to_string(std::chrono::floor<std::chrono::seconds>(instant));
  text.pop_back();  // the Z
  return text;
}

}  // namespace emconform
