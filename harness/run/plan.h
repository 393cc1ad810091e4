#pragma once

#include <map>
#include <string>
#include <vector>

#include "checks/relations.h"
#include "checks/table.h"
#include "load/files.h"
#include "model/results.h"

// Suites x matrix x filter -> Plan: what will be asked and judged, in order, before anything is
// sent.
namespace emconform {

/// One variant of one case: one exchange with its checks, or one relation with what it is about.
struct Unit {
  const Suite* suite = nullptr;
  const Case* test = nullptr;
  const Contract* contract = nullptr;
  std::string variant{};  // "session, application/json, entity"
  Auth auth = Auth::Session;
  Accept accept{};
  Form form = Form::Reference;
  std::vector<const Check*> checks{};  // of an exchange
  const Relation* relation = nullptr;  // or a relation
  std::string subject{};  // query relations: "JobType ==", "Name ascending", "pageSize=3"
};

struct PlanOptions {
  std::vector<std::string> filters{};  // globs over rule, suite, case, endpoint; empty: all
  std::vector<std::string> without{};  // rules that are left out
  Level level = Level::May;            // up to this level
  int shard = 1, shards = 1;           // 1-based
  bool whole_matrix = false;           // every combination, not a sample (run/matrix.h)
  bool probe_methods = false;          // cases that send other methods too
};

struct Plan {
  PlanOptions options{};
  std::vector<Unit> units{};
  std::size_t whole = 0;                  // how many units the whole matrix would have
  std::size_t results = 0;                // how many CaseResults these units come to
  std::string hash{};                     // SHA-256 over the names of all results of all shards
  std::map<std::string, Scope> scopes{};  // of every rule that a case asks for
  std::vector<std::string> idle{};        // what selected cases ask for in vain: a sentence each
};

/// Refers to `knowledge`, which must outlive the plan.
Plan make_plan(const Knowledge& knowledge, const PlanOptions& options);

/// What a plan costs the target, about: relations ask for what the target's data lead to.
struct RequestEstimate {
  std::size_t of_cases = 0, of_relations = 0;
};
RequestEstimate estimate_requests(const Plan& plan);

/// The results that a unit will come to, still without a verdict.
std::vector<CaseResult> results_of(const Unit& unit);

/// SHA-256 over the names of results: of all that a plan holds, the plan's hash.
std::string hash_of(const std::vector<CaseResult>& results);

/// Ids of all checks and relations, as cases name them.
std::vector<std::string> known_checks();

/// Whether a text fits a glob of '*' and '?'.
bool fits_glob(const std::string& glob, const std::string& text);

}  // namespace emconform
