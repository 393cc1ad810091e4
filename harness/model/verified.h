#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/results.h"

// Which rules a run verified, by how many witnesses, and why not the others. The gate and every
// report say the same because they all ask here.
namespace emconform {

/// Whether a result says something of the target: a verdict that rests on something looked at.
bool is_judged(const CaseResult& result);

/// Items that a result with a verdict rests on: a finding was looked at, even if nobody counted it.
std::size_t witnesses_of(const CaseResult& result);

struct RuleVerified {
  RuleInfo rule{};
  std::size_t results = 0;
  std::size_t witnesses = 0;
  std::string why{};  // it has no witness; empty if it has one
};

/// A must or derived requirement of the ledger none of whose checks had a witness.
struct Unverified {
  RequirementInfo requirement{};
  std::string why{};
  bool in_other_shard = false;  // one of its checks is planned there
};

struct Verification {
  std::vector<RuleVerified> rules{};       // as in the run, then those that only results name
  std::vector<Unverified> requirements{};  // in the ledger's order
  std::size_t demanded = 0;                // must and derived requirements that have checks
  std::size_t unenforced = 0;              // must and derived requirements that have none

  std::size_t verified_rules() const;
  std::size_t witnesses() const;
};

Verification verification_of(const RunResult& run);

/// Must or derived: what a target cannot break without failing.
bool is_demanded(Level level);

}  // namespace emconform
