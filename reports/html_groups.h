#pragma once

#include <string>
#include <vector>

#include "model/results.h"
#include "reports/reports.h"

// Results that say the same are told once.
namespace emconform {

/// Results of one verdict on one endpoint. If they found something: of one rule, and what they
/// found is the same but for ids, times, numbers and hosts (without_particulars). If not: for one
/// and the same reason, whatever the rule.
struct Group {
  Verdict verdict = Verdict::Fail;
  std::string endpoint{};
  std::vector<std::string> rules{};  // in the order in which they first occur
  std::vector<const CaseResult*> results{};
};

/// Of all results that did not pass: the gravest verdict first, else in the run's order. They point
/// into the run.
std::vector<Group> groups_of(const RunResult& run);

/// Findings of one result that say the same, at several places.
struct Alike {
  const Finding* first = nullptr;
  std::vector<std::string> places{};  // of the others
};
std::vector<Alike> alike_of(const CaseResult& result);

/// Results of one rule on one endpoint that passed.
struct Passed {
  std::string rule{};
  std::size_t results = 0, witnesses = 0, undecided = 0;
};
struct PassedEndpoint {
  std::string endpoint{};
  std::size_t results = 0, witnesses = 0;
  std::vector<Passed> rules{};
};
std::vector<PassedEndpoint> passed_by_endpoint(const RunResult& run);

}  // namespace emconform
