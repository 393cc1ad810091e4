#pragma once

#include <string>
#include <vector>

#include "reports/reports.h"

// What several reports make of the results of a run.
namespace emconform {

/// What a result comes to, in one line: its first finding and how many more there are, else its
/// note, else its rule.
std::string headline_of(const RunResult& run, const CaseResult& result);

/// Results of one rule and endpoint that say the same but for what differs from item to item.
using SameResults = std::vector<const CaseResult*>;

/// The results with that verdict in groups, must before derived, should and may; else in the order
/// in which they first occur.
std::vector<SameResults> alike(const RunResult& run, Verdict verdict);

/// What the results under a name come to: of an endpoint, of a family of rules ("links").
struct NamedSum {
  std::string name{};
  Counts counts{};
  std::size_t witnesses = 0;
};

/// In the order in which the names first occur.
std::vector<NamedSum> sums_by_endpoint(const RunResult& run);
std::vector<NamedSum> sums_by_family(const RunResult& run);

/// Why a run is red besides its results: it is not whole, too little was verified, waivers that are
/// no longer right. One sentence each.
std::vector<std::string> troubles_of_run(const RunResult& run);

}  // namespace emconform
