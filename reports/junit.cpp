#include <fmt/format.h>

#include <map>
#include <ostream>
#include <pugixml.hpp>
#include <sstream>

#include "model/message.h"
#include "reports/reports.h"
#include "reports/summary.h"
#include "reports/text.h"

// What readers of JUnit files were seen to do with them decides the form; there is no standard.
// The result is valid against the schema of Jenkins (jenkins-junit.xsd), which knows no properties
// of a testcase and no attributes of <skipped>. What a result rests on is the testcase's
// `assertions`: the number of its witnesses.
namespace emconform {
namespace {

constexpr std::size_t most_text = 64UL * 1024;          // bytes of one element's text
constexpr std::size_t most_message = 1000;              // bytes of one message
constexpr std::size_t least_message = 100;              // of one in a file that is too large
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
  node.append_attribute(name).set_value(legal_in_xml(value).c_str());
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

std::string message_of(const RunResult& run, const CaseResult& result) {
  if (result.findings.empty())
    return !result.note.empty() ? result.note : rule_of(run, result).rule;
  std::string message = message_of(result.findings.front());
  if (result.findings_in_all > 1)
    message += fmt::format(" (and {} more)", result.findings_in_all - 1);
  return message;
}

/// Everything that a reader of one result needs; the first line is its message, since GitLab shows
/// the text alone.
std::string text_of(const RunResult& run, const CaseResult& result) {
  const RuleInfo rule = rule_of(run, result);
  std::string text = shortened(message_of(run, result), most_message) + "\n\n";
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

/// Writes one document; texts longer than `text_limit` end in a note.
class JunitDocument {
 public:
  JunitDocument(const RunResult& run, std::size_t text_limit)
      : run_(run), text_limit_(text_limit), verification_(verification_of(run)) {
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

 private:
  using Suite = std::vector<const CaseResult*>;

  /// In the order in which the suites first occur.
  std::vector<Suite> results_by_suite() const {
    std::vector<Suite> suites;
    std::map<std::string_view, std::size_t> place;
    for (const CaseResult& result : run_.results) {
      const auto [found, is_new] = place.try_emplace(result.suite, suites.size());
      if (is_new) suites.emplace_back();
      suites[found->second].push_back(&result);
    }
    return suites;
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
    set(property, "value", value);
  }

  void set_text(pugi::xml_node node, const std::string& text) const {
    constexpr std::string_view note = "\n(shortened: the run file holds the whole)\n";
    if (text_limit_ == 0) return;
    const std::string legal = legal_in_xml(text);  // may be longer
    if (legal.size() <= text_limit_)
      node.text().set(legal.c_str());
    else
      node.text().set((shortened(legal, text_limit_ - note.size()).append(note)).c_str());
  }

  void add_verdict(pugi::xml_node testcase, const char* element, std::string_view type,
                   const std::string& message, const std::string& text) const {
    pugi::xml_node node = testcase.append_child(element);
    set(node, "type", type);
    set(node, "message", shortened(message, text_limit_ > 0 ? most_message : least_message));
    set_text(node, text);
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
      ++tally.skipped;
      set_text(testcase.append_child("skipped"),
               fmt::format("no witness ({}): {}", name_of(one.rule.level), one.why));
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

  void add_run_case(pugi::xml_node suite, std::string_view name, const std::string& why,
                    Tally& tally) const {
    pugi::xml_node testcase = suite.append_child("testcase");
    set(testcase, "classname", "emconform.run");
    set(testcase, "name", name);
    set(testcase, "time", seconds({}));
    ++tally.tests;
    if (why.empty()) return;
    ++tally.errors;
    add_verdict(testcase, "error", fmt::format("run.{}", name), why, why + "\n");
  }

  std::string why_incomplete() const {
    if (!run_.aborted.empty()) return run_.aborted;
    if (!run_.complete) return "the run is not complete";
    const Counts counts = count(run_.results);
    const bool is_explained = counts.fail + counts.error > 0 || !why_gated().empty();
    if (run_.exit_status == 0 || is_explained) return {};
    return fmt::format("the run ended with exit status {}", run_.exit_status);
  }

  std::string why_gated() const {
    if (!run_.gate.empty()) return fmt::format("{}", fmt::join(run_.gate, "\n"));
    return run_.results.empty() ? "nothing was judged" : "";
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
                 std::map<std::string, int>& names) const {
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
        set_text(testcase.append_child("system-out"), "WARNING: " + text_of(run_, result));
        add_property(properties, "warning", fmt::format("{} {}", result.check, name));
        break;
      case Verdict::Waived:
        add_property(properties, "waiver",
                     fmt::format("{} {}: {}", result.check, name, result.note));
        [[fallthrough]];
      case Verdict::NotTestable:
      case Verdict::Inconclusive:
        ++tally.skipped;
        set_text(testcase.append_child("skipped"),
                 fmt::format("{}: {}", name_of(result.verdict),
                             result.note.empty() ? message_of(run_, result) : result.note));
        break;
      case Verdict::Error:
        ++tally.errors;
        add_verdict(testcase, "error", result.check, message_of(run_, result),
                    text_of(run_, result));
        break;
      case Verdict::Fail:
        ++tally.failures;
        add_verdict(testcase, "failure", result.check, message_of(run_, result),
                    text_of(run_, result));
        break;
    }
    return tally;
  }

  const RunResult& run_;
  std::size_t text_limit_;
  Verification verification_;
  std::size_t next_id_ = 0;
  pugi::xml_document document_{};
};

}  // namespace

void write_junit(const RunResult& run, std::ostream& out) {
  std::string text;
  for (const std::size_t limit : {most_text, most_text / 8, most_text / 64, std::size_t{0}}) {
    text = JunitDocument(run, limit).to_text();
    if (text.size() <= most_bytes) break;
  }
  out << text;
}

}  // namespace emconform
