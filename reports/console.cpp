#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/message.h"
#include "reports/console_parts.h"
#include "reports/in_order.h"
#include "reports/reports.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

using Results = std::vector<const CaseResult*>;

constexpr std::size_t most_findings = 3;   // shown of one failure; the reports have all
constexpr std::size_t most_variants = 4;   // named of those that fail alike
constexpr std::size_t most_endpoints = 4;  // named of those where something is not verified
constexpr std::size_t most_value = 500;    // bytes shown of one value

/// The results that `holds` is true of, grouped by key, in the order in which the keys first occur.
template <class Holds, class Key>
std::vector<Results> grouped(const RunResult& run, Holds holds, Key key_of) {
  InOrder<Results> groups;
  for (const CaseResult& result : run.results)
    if (holds(result)) groups.row(key_of(result)).push_back(&result);
  return std::move(groups.rows);
}

/// The first of `all` without repetition, "and 3 more" for those beyond `most`.
template <class Name>
std::string named(const Results& all, std::string_view separator, std::size_t most, Name name_of) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const CaseResult* result : all)
    if (std::string name = name_of(*result); seen.insert(name).second)
      names.push_back(std::move(name));
  const std::size_t shown = std::min(names.size(), most);
  std::string text = fmt::format(
      "{}",
      fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), separator));
  if (names.size() > shown) text += fmt::format("{}and {} more", separator, names.size() - shown);
  return text;
}

bool is_not_verified(const CaseResult& result) {
  return result.verdict == Verdict::NotTestable || result.verdict == Verdict::Inconclusive;
}

class ConsoleReport {
 public:
  ConsoleReport(const RunResult& run, const ConsoleStyle& style, std::ostream& out)
      : run_(run),
        style_(style),
        page_(style, out),
        counts_(count(run.results)),
        verification_(verification_of(run)) {}

  void write() {
    heading();
    if (style_.verbose) every_result();
    if (style_.verbose) write_rules(verification_, page_);
    write_endpoints(run_, page_);
    not_verified();
    errors();
    waivers();
    departures("Warnings", Verdict::Warn, Colour::Yellow, counts_.warn, 1);
    departures("Failures", Verdict::Fail, Colour::Red, counts_.fail, most_findings);
    write_verification(run_, verification_, style_.verbose, page_);
    remarks();
    last_line();
  }

 private:
  void heading() {
    page_.paragraph(0, fmt::format("emconform {}: {}", run_.version, run_.target), Colour::Bold);
    const auto took = std::chrono::duration<double>(run_.finished - run_.started).count();
    std::string when = to_the_second(run_.started) + " UTC";
    when.replace(when.find('T'), 1, " ");
    page_.labelled(2, "release",
                   fmt::format("{}, JSON in {}", run_.release.empty() ? "unknown" : run_.release,
                               run_.dialect.empty() ? "unknown" : run_.dialect));
    page_.labelled(2, "TLS", run_.tls);
    if (run_.insecure) page_.labelled(2, "INSECURE", in_insecure_words, Colour::Red);
    page_.labelled(2, "when",
                   fmt::format("{}, {:.1f} s, {}", when, took, counted(run_.requests, "request")));
    page_.labelled(
        2, "suite",
        fmt::format("{:.12}, plan {:.12}, seed {}", run_.suite_hash, run_.plan_hash, run_.seed));
    page_.blank();
  }

  void every_result() {
    for (const CaseResult& result : run_.results) {
      std::string text = fmt::format("{:<12}  {}  {}  {}, {}", name_of(result.verdict),
                                     result.check, result.endpoint, title_of(result),
                                     counted(result.witnesses, "witness", "witnesses"));
      if (!result.note.empty()) text += ": " + result.note;
      page_.line(page_.paint(colour_of(result.verdict), visible(text)));
    }
    if (!run_.results.empty()) page_.blank();
  }

  static Colour colour_of(Verdict verdict) {
    switch (verdict) {
      case Verdict::Fail:
      case Verdict::Error:
        return Colour::Red;
      case Verdict::Warn:
        return Colour::Yellow;
      case Verdict::NotTestable:
      case Verdict::Inconclusive:
      case Verdict::Waived:
        return Colour::Cyan;
      case Verdict::Pass:
        break;
    }
    return Colour::Plain;
  }

  void title(std::string_view name, std::size_t number, Colour colour) {
    page_.paragraph(0, fmt::format("{}: {}", name, counted(number, "result")), colour);
  }

  /// What was not looked at is said before anything else: it is what a green run hides.
  void not_verified() {
    const auto groups = grouped(run_, is_not_verified, [](const CaseResult& result) {
      return fmt::format("{}: {}", name_of(result.verdict), result.note);
    });
    if (groups.empty()) return;
    title("Not verified", counts_.not_testable + counts_.inconclusive, Colour::Cyan);
    for (const Results& group : groups) {
      const CaseResult& first = *group.front();
      page_.paragraph(2, fmt::format("{} {}: {}", group.size(), name_of(first.verdict),
                                     first.note.empty() ? "no reason is given" : first.note));
      page_.labelled(4, "rules", named(group, ", ", group.size(), [](const CaseResult& result) {
                       return result.check;
                     }));
      page_.labelled(4, "on", named(group, ", ", most_endpoints, [](const CaseResult& result) {
                       return result.endpoint;
                     }));
    }
    page_.blank();
  }

  void errors() {
    const auto groups = grouped(
        run_, [](const CaseResult& result) { return result.verdict == Verdict::Error; },
        [](const CaseResult& result) { return result.note; });
    if (groups.empty()) return;
    title("Errors, no verdict", counts_.error, Colour::Red);
    for (const Results& group : groups) {
      const CaseResult& first = *group.front();
      page_.paragraph(2, fmt::format("{}: {}", group.size(),
                                     first.note.empty() ? "no reason is given" : first.note));
      page_.labelled(4, "on", named(group, ", ", most_endpoints, [](const CaseResult& result) {
                       return result.endpoint;
                     }));
      page_.labelled_line(4, "repeat", curl_of(run_, first));
    }
    page_.blank();
  }

  /// What was accepted is no secret, and when it ends is everybody's business.
  void waivers() {
    if (run_.waivers.empty()) return;
    title("Waived", counts_.waived, Colour::Cyan);
    for (const WaiverUse& use : run_.waivers) {
      const Waiver& waiver = use.waiver;
      page_.paragraph(
          2, fmt::format("{} {} on {}: {}, {} old, until {}", waiver.ticket, waiver.rule,
                         waiver.endpoint, counted(use.matched, "result"),
                         counted(static_cast<std::size_t>(std::max(use.age_days, 0)), "day"),
                         waiver.expires));
      page_.labelled(4, waiver.owner, waiver.reason);
      page_.labelled(4, "WRONG", use.broken, Colour::Red);
    }
    page_.blank();
  }

  /// Results with findings; those of one rule that found the same kinds are told once.
  void departures(std::string_view name, Verdict verdict, Colour colour, std::size_t number,
                  std::size_t most) {
    const auto groups = grouped(
        run_, [&](const CaseResult& result) { return result.verdict == verdict; },
        [](const CaseResult& result) {
          std::set<std::string> kinds;
          for (const Finding& finding : result.findings) kinds.insert(kind_of(finding));
          return fmt::format("{}\n{}\n{}", result.check, without_particulars(result.note),
                             fmt::join(kinds, "\n"));
        });
    if (groups.empty()) return;
    title(name, number, colour);
    page_.blank();
    for (const Results& group : groups) departure(group, colour, most);
  }

  /// Those of other endpoints than the first.
  static Results elsewhere(const Results& alike) {
    Results others;
    for (const CaseResult* result : alike)
      if (result->endpoint != alike.front()->endpoint) others.push_back(result);
    return others;
  }

  void departure(const Results& alike, Colour colour, std::size_t most) {
    const CaseResult& first = *alike.front();
    const RuleInfo rule = rule_of(run_, first);
    page_.line(page_.paint(colour, visible(first.check)) + "  " + visible(first.endpoint));
    const Results others = elsewhere(alike);
    if (!others.empty())
      page_.labelled(2, "and on",
                     named(others, ", ", style_.verbose ? others.size() : most_endpoints,
                           [](const CaseResult& result) { return result.endpoint; }));
    page_.paragraph(2, rule.rule);
    page_.labelled(2, name_of(first.level), rule.source);
    page_.labelled(2, "case", title_of(first));
    if (alike.size() > 1)
      page_.labelled(2, "",
                     fmt::format("and {}: {}", counted(alike.size() - 1, "more variant"),
                                 named({alike.begin() + 1, alike.end()}, "; ",
                                       style_.verbose ? alike.size() : most_variants, title_of)));
    page_.labelled(2, "note", first.note);
    const std::size_t shown =
        style_.verbose ? first.findings.size() : std::min(first.findings.size(), most);
    for (std::size_t i = 0; i < shown; ++i) finding(first.findings[i]);
    if (const std::size_t all = std::max(first.findings_in_all, first.findings.size()); all > shown)
      page_.labelled(2, "", fmt::format("and {}", counted(all - shown, "more finding")));
    page_.labelled_line(2, "repeat", curl_of(run_, first));
    page_.labelled_line(2, "explain", "emconform explain " + first.check);
    page_.blank();
  }

  void finding(const Finding& finding) {
    page_.labelled(2, "where", shortened(finding.where, most_value), Colour::Bold);
    page_.labelled(2, "expected", shortened(finding.expected, most_value), Colour::Green);
    page_.labelled(2, "actual", shortened(finding.actual, most_value), Colour::Red);
  }

  void remarks() {
    for (const std::string& note : run_.notes) page_.labelled(0, "note", note);
    for (const std::string& reason : run_.gate) page_.labelled(0, "gate", reason, Colour::Red);
    if (!run_.complete)
      page_.labelled(0, "stopped",
                     fmt::format("{} ({} of {} planned results)",
                                 run_.aborted.empty() ? "the run is not complete" : run_.aborted,
                                 run_.results.size(), run_.planned),
                     Colour::Red);
  }

  void last_line() {
    const std::string_view outcome = outcome_of(run_);
    page_.line(
        fmt::format("emconform: {}  exit {}  {}",
                    page_.paint(outcome == "CONFORMS" ? Colour::Green : Colour::Red, outcome),
                    run_.exit_status, counts_in_words(run_)));
  }

  const RunResult& run_;
  ConsoleStyle style_;
  Page page_;
  Counts counts_;
  Verification verification_;
};

}  // namespace

void write_console(const RunResult& run, const ConsoleStyle& style, std::ostream& out) {
  ConsoleReport(run, style, out).write();
}

}  // namespace emconform
