#include "reports/reports.h"

namespace emconform {
namespace {

constexpr Reporter table[] = {
    {"junit", "JUnit XML, for Jenkins, GitLab, Azure DevOps, GitHub actions.", write_junit},
    {"html", "One HTML page with the evidence, to be read, filtered, printed and signed.",
     write_html},
};

}  // namespace

std::span<const Reporter> reporters() { return table; }

}  // namespace emconform
