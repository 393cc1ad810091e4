#pragma once

#include <string>
#include <vector>

// The table of faults in the docs: what it says is what was observed.
namespace emconform::faults {

struct Row {
  std::string id{}, does{};
  std::string expected{}, observed{};
  double seconds = 0;
  long peak_memory = 0;  // KiB
};

/// A Markdown table.
std::string to_markdown(const std::vector<Row>& rows);

/// The lines of a table without time and memory, the last two columns.
std::vector<std::string> what_is_fixed(const std::string& markdown);

/// A text in one cell of one line, cut if it is long.
std::string cell(std::string_view text);

}  // namespace emconform::faults
