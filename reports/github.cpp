#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "model/verified.h"
#include "reports/groups.h"
#include "reports/reports.h"
#include "reports/summary.h"
#include "reports/text.h"

// "::error title=..::message": lines that the runner of GitHub Actions takes for commands. It shows
// ten errors and ten warnings of a step, and drops the others without a word (actions/toolkit#734).
namespace emconform {
namespace {

constexpr std::size_t most_of_a_kind = 10;
constexpr std::size_t most_title = 200;   // bytes; GitHub takes 255 characters
constexpr std::size_t most_value = 1000;  // bytes of one line of a message
constexpr std::size_t most_lines = 20;    // of a message

struct Annotation {
  std::string title{};
  std::vector<std::string> lines{};  // of the message
};

void replace(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// One line in which no runner finds a command: "##[" is GitHub's older form, "##vso[" that of
/// Azure, and both are found in the middle of a line.
std::string message_text(std::string_view text) {
  std::string line = visible(text);
  for (std::size_t at = 0; (at = line.find("##", at)) != std::string::npos; at += 2)
    line.insert(at + 1, " ");
  replace(line, "%", "%25");
  return line;
}

std::string property_text(std::string_view text) {
  std::string value = message_text(text);
  replace(value, ":", "%3A");
  replace(value, ",", "%2C");
  return value;
}

void write(std::string_view command, const Annotation& annotation, std::ostream& out) {
  const std::size_t shown = std::min(annotation.lines.size(), most_lines);
  std::string message;
  for (std::size_t i = 0; i < shown; ++i)
    message += (i == 0 ? "" : "%0A") + message_text(shortened(annotation.lines[i], most_value));
  if (shown < annotation.lines.size())
    message += fmt::format("%0Aand {} more", annotation.lines.size() - shown);
  out << fmt::format("::{} title={}::{}\n", command,
                     property_text(shortened(annotation.title, most_title)), message);
}

Annotation annotation_of(const RunResult& run, const SameResults& group) {
  const CaseResult& first = *group.front();
  const RuleInfo rule = rule_of(run, first);
  Annotation annotation{.title = fmt::format("{} on {}", first.check, first.endpoint)};
  const auto say = [&](std::string_view label, std::string_view words) {
    if (!words.empty()) annotation.lines.push_back(fmt::format("{}{}", label, words));
  };
  say("", headline_of(run, first));
  say(fmt::format("rule ({}): ", name_of(first.level)), rule.rule);
  say("source: ", rule.source);
  std::string cases = title_of(first);
  if (group.size() > 1) cases += fmt::format(" and {}", counted(group.size() - 1, "more variant"));
  say("case: ", cases);
  say("repeat: ", curl_of(run, first));
  if (!rule.rule.empty()) say("explain: emconform explain ", first.check);
  return annotation;
}

/// The gravest first: what is broken, then why the run says too little, then what got no verdict.
std::vector<Annotation> errors_of(const RunResult& run) {
  std::vector<Annotation> errors;
  for (const SameResults& group : alike(run, Verdict::Fail))
    errors.push_back(annotation_of(run, group));
  if (const auto troubles = troubles_of_run(run); !troubles.empty())
    errors.push_back({.title = fmt::format("emconform: {}", outcome_of(run)), .lines = troubles});
  for (const SameResults& group : alike(run, Verdict::Error))
    errors.push_back(annotation_of(run, group));
  return errors;
}

std::vector<Annotation> warnings_of(const RunResult& run) {
  std::vector<Annotation> warnings;
  for (const SameResults& group : alike(run, Verdict::Warn))
    warnings.push_back(annotation_of(run, group));
  return warnings;
}

/// How many could not be shown.
std::size_t write_first(std::string_view command, const std::vector<Annotation>& all,
                        std::ostream& out) {
  const std::size_t shown = std::min(all.size(), most_of_a_kind);
  for (std::size_t i = 0; i < shown; ++i) write(command, all[i], out);
  return all.size() - shown;
}

}  // namespace

void write_github(const RunResult& run, std::ostream& out) {
  const std::size_t errors = write_first("error", errors_of(run), out);
  const std::size_t warnings = write_first("warning", warnings_of(run), out);
  Annotation notice{.title = fmt::format("emconform: {}", outcome_of(run))};
  notice.lines.push_back(
      fmt::format("{}, exit {}, {}", run.target, run.exit_status, counts_in_words(run)));
  notice.lines.push_back(rules_in_words(run, verification_of(run)));
  if (errors + warnings > 0)
    notice.lines.push_back(fmt::format("not shown here: {}, {}; the other reports have all",
                                       counted(errors, "more error"),
                                       counted(warnings, "more warning")));
  write("notice", notice, out);
}

}  // namespace emconform
