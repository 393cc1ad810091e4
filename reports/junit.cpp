#include <fmt/format.h>

#include <map>
#include <ostream>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "reports/groups.h"
#include "reports/in_order.h"
#include "reports/junit_text.h"
#include "reports/reports.h"
#include "reports/summary.h"
#include "reports/text.h"

// What readers of JUnit files were seen to do with them decides the form; there is no standard.
// The result is valid against the schema of Jenkins (jenkins-junit.xsd), which knows no properties
// of a testcase, no attributes of <skipped> and no <flakyFailure>: a waiver is a property of the
// suite, and a request that was repeated is told in a property of the run. What a result rests on
// is the testcase's `assertions`: the number of its witnesses.
namespace emconform {
namespace {

// Bytes of one element's text, under the 64 KiB that readers take: the name of the evidence file
// comes on top. The smaller ones are for files that would be too large.
constexpr std::size_t text_limits[] = {60UL * 1024, 8UL * 1024, 1024, 300};
constexpr std::size_t least_message = 100;              // of one message, with the smallest texts
constexpr std::size_t most_bytes = 25UL * 1024 * 1024;  // of the file: GitLab takes 30 MB

/// What the children of an element come to: GitLab and Azure DevOps believe the attributes.
struct Tally {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  std::chrono::microseconds time{};

  void add(const Tally& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    time += other.time;
  }
};

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(harmless_in_junit(value).c_str());
}

void set(pugi::xml_node node, const char* name, std::size_t value) {
  node.append_attribute(name).set_value(static_cast<unsigned long long>(value));
}

void set_tally(pugi::xml_node node, const Tally& tally) {
  set(node, "tests", tally.tests);
  set(node, "failures", tally.failures);
  set(node, "errors", tally.errors);
  set(node, "time", seconds(tally.time));
}

/// A result whose text had to be shortened.
struct Shortened {
  std::string testcase{};
  const CaseResult* result = nullptr;
};

/// Writes one document; texts longer than `text_limit` end in a note, and refer to `evidence` if
/// that names a file.
class JunitDocument {
 public:
  JunitDocument(const RunResult& run, std::size_t text_limit, const std::string& evidence)
      : run_(run),
        text_limit_(text_limit),
        evidence_(evidence),
        verification_(verification_of(run)) {
    for (const RuleVerified& one : verification_.rules)
      if (is_unverified(one)) unverified_.insert(one.rule.id);
    pugi::xml_node declaration = document_.append_child(pugi::node_declaration);
    set(declaration, "version", "1.0");
    set(declaration, "encoding", "UTF-8");
    pugi::xml_node root = document_.append_child("testsuites");
    set(root, "name", "emconform");
    Tally all;
    all.add(add_run_suite(root));
    if (!verification_.rules.empty()) all.add(add_witness_suite(root));
    for (const auto& suite : results_by_suite()) all.add(add_suite(root, suite));
    set_tally(root, all);
  }

  std::string to_text() const {
    std::ostringstream out;
    document_.save(out, " ", pugi::format_default, pugi::encoding_utf8);
    return std::move(out).str();
  }

  const std::vector<Shortened>& shortened_results() const { return shortened_; }

 private:
  using Suite = std::vector<const CaseResult*>;

  /// In the order in which the suites first occur.
  std::vector<Suite> results_by_suite() const {
    InOrder<Suite> suites;
    for (const CaseResult& result : run_.results) suites.row(result.suite).push_back(&result);
    return std::move(suites.rows);
  }

  pugi::xml_node start_suite(pugi::xml_node root, std::string_view name) {
    pugi::xml_node suite = root.append_child("testsuite");
    set(suite, "name", name);
    set(suite, "id", next_id_++);
    set(suite, "package", "emconform");
    set(suite, "timestamp", to_the_second(run_.started));
    return suite;
  }

  static void finish_suite(pugi::xml_node suite, const Tally& tally) {
    set_tally(suite, tally);
    set(suite, "skipped", tally.skipped);
  }

  static void add_property(pugi::xml_node properties, std::string_view name,
                           std::string_view value) {
    if (value.empty()) return;
    pugi::xml_node property = properties.append_child("property");
    set(property, "name", name);
    set(property, "value", shortened(legal_in_xml(value), text_limits[0]));
  }

  /// Whether the strict gate misses a witness of the rule: then what decided nothing about it is an
  /// error, so that the file is red where the exit status is. Else it is skipped, as under the
  /// normal gate: the rule has its witnesses elsewhere.
  bool is_unverified(const RuleVerified& rule) const {
    return run_.strict_gate && rule.witnesses == 0 && is_demanded(rule.rule.level) &&
           rule.rule.scope != Scope::OtherShard;
  }

  /// False if the text had to be shortened.
  bool set_text(pugi::xml_node node, std::string_view text,
                std::string_view holds_whole = "run file") const {
    const std::string note = fmt::format("\n(shortened: the {} holds the whole)\n", holds_whole);
    const std::string legal = harmless_in_junit(text);  // may be longer
    const bool fits = legal.size() <= text_limit_;
    node.text().set(
        (fits ? legal : shortened(legal, text_limit_ - note.size()).append(note)).c_str());
    return fits;
  }

  /// Readers look for the name of the evidence in <system-out> alone, and in the first.
  void set_result_text(pugi::xml_node node, std::string_view text, const CaseResult& result) {
    if (set_text(node, text, evidence_.empty() ? "run file" : "evidence file")) return;
    pugi::xml_node testcase = node.parent();
    shortened_.push_back({fmt::format("{} {}", testcase.attribute("classname").value(),
                                      testcase.attribute("name").value()),
                          &result});
    const std::string reference = legal_in_xml(attachment(evidence_));
    if (reference.empty()) return;
    if (std::string_view(node.name()) != "system-out") node = testcase.append_child("system-out");
    node.text().set((node.text().get() + reference).c_str());
  }

  pugi::xml_node add_verdict(pugi::xml_node testcase, const char* element, std::string_view type,
                             const std::string& message) const {
    pugi::xml_node node = testcase.append_child(element);
    set(node, "type", type);
    const bool is_least = text_limit_ == std::end(text_limits)[-1];
    set(node, "message", shortened(message, is_least ? least_message : most_message));
    return node;
  }

  /// What concerns the run as a whole. A file of a run that did not end well is never green.
  Tally add_run_suite(pugi::xml_node root) {
    pugi::xml_node suite = start_suite(root, "run");
    pugi::xml_node properties = suite.append_child("properties");
    add_property(properties, "version", run_.version);
    add_property(properties, "target", run_.target);
    add_property(properties, "release", run_.release);
    add_property(properties, "dialect", run_.dialect);
    add_property(properties, "tls", run_.tls);
    if (run_.insecure) add_property(properties, "insecure", in_insecure_words);
    add_property(properties, "suite hash", run_.suite_hash);
    add_property(properties, "plan hash", run_.plan_hash);
    add_property(properties, "command", run_.command);
    add_property(properties, "seed", std::to_string(run_.seed));
    add_property(properties, "requests", std::to_string(run_.requests));
    add_property(properties, "planned", std::to_string(run_.planned));
    add_property(properties, "shard", fmt::format("{}/{}", run_.shard, run_.shards));
    add_property(properties, "exit status", std::to_string(run_.exit_status));
    for (const std::string& note : run_.notes) add_property(properties, "note", note);
    Tally tally;
    add_run_case(suite, "complete", why_incomplete(), tally);
    add_run_case(suite, "gate", why_gated(), tally);
    if (!run_.waivers.empty()) add_run_case(suite, "waivers", why_waivers(), tally);
    if (run_.insecure)
      set_text(suite.append_child("system-out"), fmt::format("INSECURE: {}\n", in_insecure_words));
    finish_suite(suite, tally);
    return tally;
  }

  /// One testcase per rule, whatever was selected: passed if it had a witness, else skipped.
  /// Whether the target keeps the rule is said by the suites behind this one.
  Tally add_witness_suite(pugi::xml_node root) {
    pugi::xml_node suite = start_suite(root, "witnesses");
    pugi::xml_node properties = suite.append_child("properties");
    add_property(properties, "rules", rules_in_words(run_, verification_));
    add_property(properties, "ledger", ledger_in_words(run_, verification_));
    add_property(properties, "witnesses", std::to_string(verification_.witnesses()));
    for (const Unverified& one : verification_.requirements)
      add_property(properties, "requirement not verified",
                   fmt::format("{} ({}): {}", one.requirement.id,
                               fmt::join(one.requirement.checks, ", "), one.why));
    Tally tally;
    std::map<std::string, int> names;
    for (const RuleVerified& one : verification_.rules) {
      ++tally.tests;
      pugi::xml_node testcase =
          add_testcase(suite, "emconform.witnesses", legal_in_xml(one.rule.id), {}, names);
      set(testcase, "assertions", one.witnesses);
      if (one.witnesses > 0) continue;
      const std::string why =
          in_one_line(fmt::format("no witness ({}): {}", name_of(one.rule.level), one.why));
      const bool is_error = is_unverified(one);
      ++(is_error ? tally.errors : tally.skipped);
      set_text(is_error ? add_verdict(testcase, "error", one.rule.id, why)
                        : testcase.append_child("skipped"),
               why);
    }
    finish_suite(suite, tally);
    return tally;
  }

  /// GitLab drops the second testcase of a name: it gets a number.
  static pugi::xml_node add_testcase(pugi::xml_node suite, const std::string& classname,
                                     std::string name, std::chrono::microseconds took,
                                     std::map<std::string, int>& names) {
    if (const int times = ++names[classname + '\n' + name]; times > 1)
      name += fmt::format(" #{}", times);
    pugi::xml_node testcase = suite.append_child("testcase");
    set(testcase, "classname", classname);
    set(testcase, "name", name);
    set(testcase, "time", seconds(took));
    return testcase;
  }

  void add_run_case(pugi::xml_node suite, std::string_view name,
                    const std::vector<std::string>& reasons, Tally& tally) const {
    pugi::xml_node testcase = suite.append_child("testcase");
    set(testcase, "classname", "emconform.run");
    set(testcase, "name", name);
    set(testcase, "time", seconds({}));
    ++tally.tests;
    if (reasons.empty()) return;
    ++tally.errors;
    const std::string first = in_one_line(reasons.front());
    const std::string message =
        reasons.size() == 1 ? first : fmt::format("{} (and {} more)", first, reasons.size() - 1);
    std::string text = message + "\n";
    for (std::size_t i = 1; i < reasons.size(); ++i) text += reasons[i] + "\n";
    set_text(add_verdict(testcase, "error", fmt::format("run.{}", name), message), text);
  }

  std::vector<std::string> why_incomplete() const {
    if (!run_.aborted.empty()) return {run_.aborted};
    if (!run_.complete) return {"the run is not complete"};
    const Counts counts = count(run_.results);
    const bool is_explained =
        counts.fail + counts.error > 0 || !why_gated().empty() || !why_waivers().empty();
    if (run_.exit_status == 0 || is_explained) return {};
    return {fmt::format("the run ended with exit status {}", run_.exit_status)};
  }

  std::vector<std::string> why_gated() const {
    if (run_.gate.empty() && run_.results.empty()) return {"nothing was judged"};
    return run_.gate;
  }

  std::vector<std::string> why_waivers() const {
    std::vector<std::string> reasons;
    for (const WaiverUse& use : run_.waivers)
      if (!use.broken.empty())
        reasons.push_back(
            fmt::format("{} ({}): {}", use.waiver.ticket, use.waiver.rule, use.broken));
    return reasons;
  }

  Tally add_suite(pugi::xml_node root, const Suite& results) {
    pugi::xml_node suite = start_suite(root, results.front()->suite);
    pugi::xml_node properties = suite.append_child("properties");
    add_property(properties, "endpoint", results.front()->endpoint);
    add_property(properties, "target", run_.target);
    add_property(properties, "release", run_.release);
    std::size_t witnesses = 0;
    Tally tally;
    std::map<std::string, int> names;
    for (const CaseResult* result : results) {
      witnesses += witnesses_of(*result);
      tally.add(add_case(suite, *result, properties, names));
    }
    add_property(properties, "witnesses", std::to_string(witnesses));
    finish_suite(suite, tally);
    return tally;
  }

  Tally add_case(pugi::xml_node suite, const CaseResult& result, pugi::xml_node properties,
                 std::map<std::string, int>& names) {
    const std::string classname =
        legal_in_xml(fmt::format("emconform.{}.{}", result.suite, result.check));
    pugi::xml_node testcase =
        add_testcase(suite, classname, legal_in_xml(title_of(result)), result.took, names);
    const std::string name = testcase.attribute("name").value();
    set(testcase, "status", name_of(result.verdict));
    set(testcase, "assertions", witnesses_of(result));
    Tally tally{.tests = 1, .time = result.took};
    switch (result.verdict) {
      case Verdict::Pass:
        break;
      case Verdict::Warn:  // a should is no failure: it must not turn a pipeline red
        set_result_text(testcase.append_child("system-out"), "WARNING: " + junit_text(run_, result),
                        result);
        add_property(properties, "warning", fmt::format("{} {}", result.check, name));
        break;
      case Verdict::Waived:
        add_property(properties, "waiver",
                     fmt::format("{} {}: {}", result.check, name, result.note));
        add_skipped(testcase, result, tally);
        break;
      case Verdict::NotTestable:
      case Verdict::Inconclusive:
        if (unverified_.contains(result.check))
          add_red(testcase, "error", result, tally.errors);
        else
          add_skipped(testcase, result, tally);
        break;
      case Verdict::Error:
        add_red(testcase, "error", result, tally.errors);
        break;
      case Verdict::Fail:
        add_red(testcase, "failure", result, tally.failures);
        break;
    }
    return tally;
  }

  void add_skipped(pugi::xml_node testcase, const CaseResult& result, Tally& tally) {
    ++tally.skipped;
    set_result_text(testcase.append_child("skipped"),
                    fmt::format("{}: {}", name_of(result.verdict),
                                result.note.empty() ? headline_of(run_, result) : result.note),
                    result);
  }

  void add_red(pugi::xml_node testcase, const char* element, const CaseResult& result,
               std::size_t& counter) {
    ++counter;
    set_result_text(add_verdict(testcase, element, result.check, headline_of(run_, result)),
                    junit_text(run_, result), result);
  }

  const RunResult& run_;
  std::size_t text_limit_;
  std::string evidence_;
  Verification verification_;
  std::set<std::string> unverified_{};  // rules that the strict gate misses
  std::vector<Shortened> shortened_{};
  std::size_t next_id_ = 0;
  pugi::xml_document document_{};
};

}  // namespace

void write_junit(const RunResult& run, std::ostream& out) {
  std::ostringstream no_evidence;
  write_junit_with_evidence(run, out, "", no_evidence);
}

void write_junit_with_evidence(const RunResult& run, std::ostream& out, const std::string& name,
                               std::ostream& evidence) {
  std::string text;
  std::vector<Shortened> shortened;
  for (const std::size_t limit : text_limits) {
    const JunitDocument document(run, limit, name);
    text = document.to_text();
    shortened = document.shortened_results();
    if (text.size() <= most_bytes) break;
  }
  out << text;
  for (const Shortened& one : shortened)
    evidence << fmt::format("== {}\n{}\n", one.testcase,
                            legal_in_xml(junit_text(run, *one.result)));
}

}  // namespace emconform
