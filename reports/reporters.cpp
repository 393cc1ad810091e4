#include "reports/reports.h"

namespace emconform {
namespace {

constexpr Reporter table[] = {
    {.name = "html",
     .summary = "One HTML page with the evidence, to be read, filtered, printed and signed.",
     .write = write_html,
     .write_fleet = write_fleet_html},
    {.name = "junit",
     .summary = "JUnit XML, for Jenkins, GitLab, Azure DevOps, GitHub actions.",
     .write = write_junit,
     .write_with_evidence = write_junit_with_evidence},
    {.name = "json",
     .summary = "One JSON document, by contracts/schema/report.schema.json.",
     .write = write_json,
     .write_fleet = write_fleet_json},
    {.name = "md",
     .summary = "Markdown, for the summary of a job.",
     .write = write_markdown,
     .write_fleet = write_fleet_markdown},
    {.name = "github",
     .summary = "Workflow commands, which GitHub Actions shows as annotations.",
     .write = write_github},
    {.name = "har",
     .summary = "HAR 1.2: all requests and answers, for browsers and for emconform replay.",
     .write = write_har,
     .why_not = why_no_har},
};

}  // namespace

std::span<const Reporter> reporters() { return table; }

}  // namespace emconform
