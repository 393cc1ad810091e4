#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/contract.h"
#include "model/instant.h"
#include "model/learned.h"
#include "model/suite.h"
#include "model/waiver.h"

// What a run comes to. The reports see this and nothing else.
namespace emconform {

/// One place where an exchange departs from its contract.
struct Finding {
  std::string where{};  // path inside the representation: "/Ref[2]/Links/Link[1]/@Rel"
  std::string expected{};
  std::string actual{};
};

/// The findings of one judgement. Of what is pushed back beyond `most` only the number is kept:
/// each item of a list of 100,000 may depart in several ways.
class Findings : public std::vector<Finding> {
 public:
  static constexpr std::size_t most = 10'000;
  using std::vector<Finding>::vector;

  void push_back(Finding finding) {
    if (size() < most)
      std::vector<Finding>::push_back(std::move(finding));
    else
      ++dropped_;
  }
  std::size_t in_all() const { return size() + dropped_; }

 private:
  std::size_t dropped_ = 0;
};

/// From harmless to grave: a roll-up takes the gravest.
/// Nothing passes until something was judged, and no skip hides under a pass.
enum class Verdict { Pass, Waived, Warn, NotTestable, Inconclusive, Error, Fail };

/// What a check or a relation says of what it was given.
struct Judgement {
  std::size_t witnesses = 0;  // items really judged
  std::size_t undecided = 0;  // items that could not be decided (clock tolerance, moving data)
  Findings findings{};
  std::string note{};  // why there is no witness, or what else a reader should know
};

/// One rule judged on one variant of one case: a line of every report.
struct CaseResult {
  std::string suite{};      // "backupTaskSessions"
  std::string endpoint{};   // "/backupTaskSessions"
  std::string case_name{};  // "list"
  std::string variant{};    // "session, xml, reference"; stable between runs, may be empty
  std::string check{};      // "links.required", "relation.same_content"
  Level level = Level::Must;
  Verdict verdict = Verdict::NotTestable;
  std::size_t witnesses = 0;
  std::size_t undecided = 0;
  std::vector<Finding> findings{};  // at most max_findings of them
  std::size_t findings_in_all = 0;
  std::string note{};
  bool no_data = false;  // not testable: the target has nothing of the kind, and need not (gate)
  std::vector<std::size_t> exchanges{};  // indices into RunResult::exchanges
  std::chrono::microseconds took{};      // of the check itself, not of the requests
  std::optional<std::size_t> waiver{};   // that covers it: index into RunResult::waivers
};

/// What is kept of an exchange: never a secret.
struct ExchangeRecord {
  std::string method{}, url{};
  std::string auth{};     // name of the Auth
  std::string accept{};   // as sent; "" if none
  int status = 0;         // 0: no answer
  std::string error{};    // why there is none
  std::size_t bytes = 0;  // of the body
  std::chrono::microseconds took{};
  std::string curl{};  // a shell line that repeats it; secrets are shell variables
  Instant sent{};
  std::vector<std::string> request_headers{};  // as given to the client: "Accept: application/xml"
  std::string status_line{};                   // of the answer, as received
  std::vector<std::string> headers{};          // of the answer, as received
  std::string excerpt{};                       // how its body begins; `bytes` tells of more
};

/// Where results of a rule are planned, if anywhere.
enum class Scope {
  Here,        // in this run
  OtherShard,  // only in other shards of this run's plan
  LeftOut,     // nowhere: --filter or --level left it out
  Nowhere,     // nowhere: no case asks for it
};

struct RuleInfo {
  std::string id{};
  Level level = Level::Must;
  std::string rule{}, source{};
  std::vector<std::string> requirements{};  // ids of the ledger
  Scope scope = Scope::Here;
};

/// What of a ledger's entry a report needs.
struct RequirementInfo {
  std::string id{};  // "AUTH-01"
  Level level = Level::Must;
  std::vector<std::string> checks{};  // that enforce it; empty: none does
};

struct Recording;

struct RunResult {
  std::string version{};     // of emconform
  std::string target{};      // URL without user info, or "embedded mock"
  std::string release{};     // newest API version that the target offers: "v1_7"; "" if unknown
  std::string dialect{};     // "PascalCase", "camelCase"
  std::string tls{};         // protocol, certificate, in words; "" for plain HTTP
  bool insecure = false;     // whoever answered: the certificate was not to be verified (-k)
  std::string suite_hash{};  // SHA-256 over contracts and cases
  std::string plan_hash{};   // SHA-256 over the names of all planned results
  std::string command{};     // options that were given, without secrets
  std::uint64_t seed = 0;
  Instant started{}, finished{};
  std::size_t requests = 0;
  std::size_t planned = 0;  // results that the plan holds
  /// Of auth, Accept, form and subject, in all cases: those that were planned, and all there are.
  std::size_t combinations = 0, combinations_in_all = 0;
  int shard = 1, shards = 1;  // 1-based
  bool strict_gate = false;
  bool whole_suite = false;  // neither --filter nor --level nor --without left a case or rule out
  bool complete = false;     // false: interrupted or aborted
  std::string aborted{};     // why
  int exit_status = 0;
  std::vector<std::string> gate{};   // why too little was verified, one sentence each
  std::vector<std::string> notes{};  // what else a reader should know, one sentence each
  std::vector<ExchangeRecord> exchanges{};
  std::vector<CaseResult> results{};
  /// Every rule of the program and every requirement of the ledger are listed below. Files of
  /// emconform 0.1.0 list the rules that occur in their results alone.
  bool knows_all_rules = false;
  std::vector<RuleInfo> rules{};
  std::vector<RequirementInfo> requirements{};
  std::vector<std::string> idle{};  // what cases ask for in vain: one sentence each
  /// Applied to the results by apply_waivers() (run/waivers.h); run files hold results without
  /// them.
  std::vector<WaiverUse> waivers{};
  Learned learned{};  // empty in a run that was cut off, and of emconform 0.1.0
  std::shared_ptr<const Recording> recording{};  // of all its traffic; null: nothing was recorded
};

/// Names of enumerators: one table each, for writing and reading.
std::string_view name_of(Verdict verdict);
std::string_view name_of(Level level);
std::string_view name_of(Scope scope);
std::string_view name_of(Auth auth);
std::string_view name_of(Form form);
std::string_view name_of(Shape shape);
std::string_view name_of(Format format);
std::string_view name_of(FieldType type);
std::optional<Verdict> verdict_named(std::string_view name);
std::optional<Level> level_named(std::string_view name);
std::optional<Scope> scope_named(std::string_view name);
std::optional<Auth> auth_named(std::string_view name);
std::optional<Form> form_named(std::string_view name);
std::optional<Shape> shape_named(std::string_view name);
std::optional<Format> format_named(std::string_view name);
std::optional<FieldType> field_type_named(std::string_view name);

}  // namespace emconform
