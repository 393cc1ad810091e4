#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// All rules over one exchange, in one constant table.
namespace emconform {

struct Check {
  std::string_view id;      // stable: users filter by it
  std::string_view rule;    // one sentence a reader of the report understands
  std::string_view source;  // where the rule is written: document, section
  Level level;
  bool needs_representation;  // else it judges status, headers and raw body
  /// Whether the rule says anything about an answer that is as expected. Decided before anything is
  /// sent: the plan does not depend on what comes back.
  bool (*applies)(const Expected&, const Contract&);
  /// Pure; everything it sees is reported, not only the first. Called with a response, and with a
  /// representation if it needs one. An unexpected status is http.status's finding alone: the
  /// runner does not call the others then.
  Judgement (*run)(const Exchange&, const Contract&);
};

std::span<const Check> checks();

}  // namespace emconform
