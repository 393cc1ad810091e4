#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "reports/diff.h"

// Parts of compare().
namespace emconform {

/// Differences of the verdicts; the number of results that both runs judged.
std::size_t compare_results(const RunResult& before, const RunResult& after,
                            std::vector<RunDifference>& differences);

/// Differences of the fields, links and values of one resource type, form and format. `where` is
/// left to the caller.
std::vector<RunDifference> compare_resource(const LearnedResource& before,
                                            const LearnedResource& after);

/// Differences of statuses, media types, headers and latency.
void compare_endpoints(const std::vector<LearnedEndpoint>& before,
                       const std::vector<LearnedEndpoint>& after,
                       std::vector<RunDifference>& differences);

/// Whether what stood in `present` of `of` objects would be seen among `later` others if nothing
/// but the data had changed: the chance to miss it is under 1 in 1000, by a cautious estimate of
/// how common it is. `distinct`: how many different items the objects belong to.
bool would_be_seen(std::size_t present, std::size_t of, std::size_t distinct, std::size_t later);

/// Adds what a difference is about: the first 20 are kept, all are counted.
void add_of(RunDifference& difference, std::string name);

/// "a, b, c and 4 more"
std::string listed(const std::vector<std::string>& names, std::size_t most);

/// "5 endpoints: a, b, c, d and 1 more"; of a single one its name.
std::string counted_and_listed(const std::set<std::string>& names, std::string_view noun,
                               std::size_t most);

}  // namespace emconform
