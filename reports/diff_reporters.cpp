#include "reports/diff.h"

namespace emconform {
namespace {

constexpr DiffReporter table[] = {
    {"html", "One page for the person who signs; needs no network and no script.", write_diff_html},
    {"md", "Markdown, for pull requests and job summaries.", write_diff_markdown},
    {"json", "JSON, for programs; contracts/schema/diff.schema.json describes it.",
     write_diff_json},
};

}  // namespace

std::span<const DiffReporter> diff_reporters() { return table; }

}  // namespace emconform
