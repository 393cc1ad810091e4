#include "reports/reports.h"

namespace emconform {
namespace {

constexpr Reporter table[] = {
    {"har", "HAR 1.2: all requests and answers, for browsers and for emconform replay.", write_har,
     nullptr, why_no_har},
    {"junit", "JUnit XML, for Jenkins, GitLab, Azure DevOps, GitHub actions.", write_junit},
    {"html", "One HTML page with the evidence, to be read, filtered, printed and signed.",
     write_html, write_fleet_html},
};

}  // namespace

std::span<const Reporter> reporters() { return table; }

}  // namespace emconform
