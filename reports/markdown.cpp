#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

#include "model/verified.h"
#include "reports/fleet.h"
#include "reports/groups.h"
#include "reports/markdown_text.h"
#include "reports/reports.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_findings = 3;  // shown of one group; the other reports have all
constexpr std::size_t most_variants = 4;  // named of one group
constexpr std::size_t most_names = 20;    // named of one reason
constexpr std::size_t most_command = 4000;
constexpr std::size_t most_bytes = 900'000;  // GitHub drops a summary of more than 1 MiB whole

class Markdown {
 public:
  explicit Markdown(const RunResult& run) : run_(run), verification_(verification_of(run)) {}

  std::string text() && {
    heading();
    troubles();
    endpoints();
    departures("Failures", Verdict::Fail);
    departures("Errors, no verdict", Verdict::Error);
    undecided();
    not_verified();
    departures("Warnings", Verdict::Warn);
    waivers();
    remarks();
    if (left_out_ > 0)
      text_ += fmt::format("\n_{} are left out here; the other reports have them._\n",
                           counted(left_out_, "part"));
    return std::move(text_);
  }

 private:
  /// What does not fit is counted, and nothing is cut in the middle.
  void add(const std::string& part) {
    if (text_.size() + part.size() <= most_bytes)
      text_ += part;
    else
      ++left_out_;
  }

  void heading() {
    const std::string_view outcome = outcome_of(run_);
    add(fmt::format("## {} emconform: {}\n\n{}, exit {}\n\n", outcome == "CONFORMS" ? "✅" : "❌",
                    outcome, counts_in_words(run_), run_.exit_status));
    add(fmt::format("- target: {}, release {}, JSON in {}\n", md_code(run_.target),
                    run_.release.empty() ? "unknown" : md_code(run_.release),
                    run_.dialect.empty() ? "unknown" : md_code(run_.dialect)));
    if (!run_.tls.empty()) add(fmt::format("- TLS: {}\n", md_code(run_.tls)));
    if (run_.insecure) add(fmt::format("- **INSECURE**: {}\n", md_prose(in_insecure_words)));
    const auto took = std::chrono::duration<double>(run_.finished - run_.started).count();
    add(fmt::format("- when: {} UTC, {:.1f} s, {}\n", to_the_second(run_.started), took,
                    counted(run_.requests, "request")));
    add(fmt::format("- emconform {}, suite {}, plan {}, seed {}{}\n", md_code(run_.version),
                    md_code(run_.suite_hash.substr(0, 12)), md_code(run_.plan_hash.substr(0, 12)),
                    run_.seed,
                    run_.shards > 1 ? fmt::format(", shard {}/{}", run_.shard, run_.shards) : ""));
    add(fmt::format("- {}\n", md_prose(rules_in_words(run_, verification_))));
    add(fmt::format("- {}\n", md_prose(ledger_in_words(run_, verification_))));
  }

  void troubles() {
    const std::vector<std::string> troubles = troubles_of_run(run_);
    if (troubles.empty()) return;
    add("\n### Why this run does not suffice\n\n");
    for (const std::string& trouble : troubles) add(fmt::format("- {}\n", md_code(trouble, 1000)));
  }

  void endpoints() {
    const std::vector<NamedSum> rows = sums_by_endpoint(run_);
    if (rows.empty()) return;
    add("\n| endpoint | passed | failed | errors | warned | not verified | waived | witnesses |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (const NamedSum& row : rows) {
      const Counts& n = row.counts;
      add(fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", md_cell(row.name), n.pass,
                      bold(n.fail), bold(n.error), n.warn, n.not_testable + n.inconclusive,
                      n.waived, row.witnesses));
    }
  }

  static std::string bold(std::size_t count) {
    return count == 0 ? "0" : fmt::format("**{}**", count);
  }

  void title(std::string_view name, std::size_t results) {
    add(fmt::format("\n### {}: {}\n", name, counted(results, "result")));
  }

  void departures(std::string_view name, Verdict verdict) {
    const std::vector<SameResults> groups = alike(run_, verdict);
    if (groups.empty()) return;
    title(name, counts_of(groups));
    for (const SameResults& group : groups) add(departure(group));
  }

  std::string departure(const SameResults& group) const {
    const CaseResult& first = *group.front();
    const RuleInfo rule = rule_of(run_, first);
    std::string text = fmt::format("\n**{}** on {}, {}\n\n", md_code(first.check),
                                   md_code(first.endpoint), counted(group.size(), "result"));
    if (!rule.rule.empty())
      text += fmt::format("- rule ({}): {}\n", name_of(first.level), md_prose(rule.rule));
    if (!rule.source.empty()) text += fmt::format("- source: {}\n", md_prose(rule.source));
    text += fmt::format("- in: {}\n", titles(group));
    if (!first.note.empty()) text += fmt::format("- note: {}\n", md_code(first.note, 1000));
    const std::size_t shown = std::min(first.findings.size(), most_findings);
    for (std::size_t i = 0; i < shown; ++i) text += finding(first.findings[i]);
    if (const std::size_t all = std::max(first.findings_in_all, first.findings.size()); all > shown)
      text += fmt::format("- and {}\n", counted(all - shown, "more finding"));
    std::vector<std::string> lines;
    if (std::string curl = curl_of(run_, first); !curl.empty()) lines.push_back(std::move(curl));
    if (!rule.rule.empty()) lines.push_back("emconform explain " + first.check);
    return text + "\n" + md_block(lines);
  }

  static std::string finding(const Finding& finding) {
    return fmt::format("- {}: expected {}, got {}\n", md_code(finding.where),
                       md_code(finding.expected), md_code(finding.actual));
  }

  static std::string titles(const SameResults& group) {
    std::string text;
    const std::size_t shown = std::min(group.size(), most_variants);
    for (std::size_t i = 0; i < shown; ++i)
      text += (i == 0 ? "" : "; ") + md_code(title_of(*group[i]));
    if (group.size() > shown) text += fmt::format("; and {} more", group.size() - shown);
    return text;
  }

  /// Results without a verdict, by the reason.
  void undecided() {
    std::vector<SameResults> groups = alike(run_, Verdict::Inconclusive);
    for (SameResults& group : alike(run_, Verdict::NotTestable)) groups.push_back(std::move(group));
    std::map<std::string, std::size_t> results;  // by verdict and reason
    std::map<std::string, std::set<std::string>> endpoints;
    for (const SameResults& group : groups) {
      const CaseResult& first = *group.front();
      const std::string why =
          fmt::format("{}: {}", name_of(first.verdict), headline_of(run_, first));
      results[why] += group.size();
      endpoints[why].insert(first.endpoint);
    }
    if (groups.empty()) return;
    title("No verdict", counts_of(groups));
    add("\n");
    for (const auto& [why, number] : results)
      add(fmt::format("- {}, {}: {}\n", counted(number, "result"), md_code(why, 1000),
                      listed({endpoints[why].begin(), endpoints[why].end()})));
  }

  static std::size_t counts_of(const std::vector<SameResults>& groups) {
    std::size_t results = 0;
    for (const SameResults& group : groups) results += group.size();
    return results;
  }

  static std::string listed(const std::vector<std::string>& names) {
    const std::size_t shown = std::min(names.size(), most_names);
    std::string list;
    for (std::size_t i = 0; i < shown; ++i) list += (i == 0 ? "" : ", ") + md_code(names[i]);
    if (names.size() > shown) list += fmt::format(" and {} more", names.size() - shown);
    return list;
  }

  /// Rules and requirements, by the reason: what was not looked at is what a green run hides.
  void not_verified() {
    std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
    const auto add_name = [&](const std::string& why, const std::string& name) {
      auto found = std::find_if(reasons.begin(), reasons.end(),
                                [&](const auto& reason) { return reason.first == why; });
      if (found == reasons.end()) found = reasons.insert(reasons.end(), {why, {}});
      found->second.push_back(name);
    };
    for (const RuleVerified& one : verification_.rules)
      if (one.witnesses == 0)
        add_name(one.why, fmt::format("{} ({})", one.rule.id, name_of(one.rule.level)));
    for (const Unverified& one : verification_.requirements) add_name(one.why, one.requirement.id);
    if (reasons.empty()) return;
    add("\n### Rules and requirements not verified\n\n");
    for (const auto& [why, names] : reasons)
      add(fmt::format("- {}: {}\n", md_code(why, 1000), listed(names)));
  }

  void waivers() {
    if (run_.waivers.empty()) return departures("Waived", Verdict::Waived);
    add("\n### Waivers\n\n| ticket | rule | endpoint | results | days old | until | owner | reason "
        "|\n"
        "| --- | --- | --- | ---: | ---: | --- | --- | --- |\n");
    for (const WaiverUse& use : run_.waivers)
      add(fmt::format("| {} | {} | {} | {} of at most {} | {} | {} | {} | {} |\n",
                      md_cell(use.waiver.ticket), md_cell(use.waiver.rule),
                      md_cell(use.waiver.endpoint), use.matched, use.waiver.most, use.age_days,
                      md_cell(use.waiver.expires), md_cell(use.waiver.owner),
                      md_cell(use.waiver.reason)));
  }

  void remarks() {
    if (!run_.notes.empty()) add("\n### Notes\n\n");
    for (const std::string& note : run_.notes) add(fmt::format("- {}\n", md_code(note, 1000)));
    if (!run_.command.empty())
      add("\nRepeat all of it:\n\n" + md_block({shortened(run_.command, most_command)}));
  }

  const RunResult& run_;
  Verification verification_;
  std::string text_{};
  std::size_t left_out_ = 0;
};

}  // namespace

void write_markdown(const RunResult& run, std::ostream& out) { out << Markdown(run).text(); }

void write_fleet_markdown(std::span<const RunResult> runs, std::ostream& out) {
  out << fmt::format(
      "## emconform: {}\n\n| | target | release | outcome | results |\n"
      "| ---: | --- | --- | --- | --- |\n",
      counted(runs.size(), "target"));
  for (std::size_t i = 0; i < runs.size(); ++i)
    out << fmt::format("| {} | {} | {} | {} | {} |\n", i + 1, md_cell(runs[i].target),
                       md_cell(runs[i].release), outcome_of(runs[i]), counts_in_words(runs[i]));
  out << "\n| endpoint |";
  for (std::size_t i = 0; i < runs.size(); ++i) out << fmt::format(" {} |", i + 1);
  out << "\n| --- |";
  for (std::size_t i = 0; i < runs.size(); ++i) out << " --- |";
  out << '\n';
  for (const FleetRow& row : fleet_table(runs)) {
    out << fmt::format("| {} |", md_cell(row.endpoint));
    for (const FleetCell& cell : row.cells) out << fmt::format(" {} |", in_words(cell));
    out << '\n';
  }
}

}  // namespace emconform
