#include "reports/reports.h"

namespace emconform {
namespace {

constexpr Reporter table[] = {
    {"junit", "JUnit XML, for Jenkins, GitLab, Azure DevOps, GitHub actions.", write_junit},
};

}  // namespace

std::span<const Reporter> reporters() { return table; }

}  // namespace emconform
