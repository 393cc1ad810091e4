#pragma once

#include "model/verified.h"
#include "reports/page.h"

// Parts of the console report.
namespace emconform {

/// Per endpoint: how many results of each verdict, and how many witnesses they rest on.
void write_endpoints(const RunResult& run, Page& page);

/// Per rule: results and witnesses; for a report that is verbose.
void write_rules(const Verification& verification, Page& page);

/// How many rules and requirements were verified, and which were not, and why.
void write_verification(const RunResult& run, const Verification& verification, bool verbose,
                        Page& page);

}  // namespace emconform
