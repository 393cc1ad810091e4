#pragma once

#include <iosfwd>
#include <string>

#include "model/selftest.h"
#include "reports/reports.h"

// The kill matrix: which rule found which defect, and what healthy servers were blamed for.
namespace emconform {

/// "PROVEN" or "NOT PROVEN", and the figures, in one line that can be grepped.
std::string outcome_of(const Selftest& selftest);

void write_selftest(const Selftest& selftest, const ConsoleStyle& style, std::ostream& out);

/// The same as a page in Markdown. Says nothing that differs from run to run, such as times.
void write_selftest_markdown(const Selftest& selftest, std::ostream& out);

}  // namespace emconform
