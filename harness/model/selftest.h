#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "model/results.h"

// What it comes to when the suite is run against mocks that are broken, or unusual, on purpose.
namespace emconform {

/// One such run.
struct Trial {
  std::string id{}, summary{};          // of the defect or the variant
  std::string breaks{};                 // of a defect: the rule that must find it
  std::vector<std::string> found_by{};  // rules that found something, in order
  std::vector<std::string> alarms{};    // of a healthy server: what was held against it
  std::size_t alarms_in_all = 0;
  std::string error{};  // why the suite could not be run at all
  std::chrono::milliseconds took{};
};

struct Selftest {
  std::string version{}, suite_hash{};
  std::uint64_t seed = 0;
  std::vector<std::string> without{};        // rules that were left out on purpose
  bool whole = false;                        // no defect and no variant was left out
  std::vector<RuleInfo> rules{};             // all of the program
  std::vector<Trial> defects{}, variants{};  // the plain mock is the first variant
  std::chrono::milliseconds took{};
};

/// What keeps the rules from being trusted; ids of defects, rules and variants.
struct Shortcomings {
  std::vector<std::string> survivors{};     // defects that no rule found
  std::vector<std::string> misjudged{};     // defects that only rules they do not break found
  std::vector<std::string> unproven{};      // rules without a defect that they alone find
  std::vector<std::string> false_alarms{};  // healthy servers that were blamed
  bool none() const {
    return survivors.empty() && misjudged.empty() && unproven.empty() && false_alarms.empty();
  }
};

/// A rule is proven by a defect that it breaks and that no other rule finds: without the rule it
/// would survive. In a part of the selftest only the rules that its defects break are looked at.
Shortcomings shortcomings(const Selftest& selftest);

}  // namespace emconform
