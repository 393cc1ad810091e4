#include "faults/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "reports/text.h"

namespace emconform::faults {

std::string cell(std::string_view text) {
  std::string one;
  for (const char c : visible(shortened(text, 240))) {
    if (c == '|' || c == '<' || c == '`' || c == '*' || c == '_') one += '\\';
    one += c;
  }
  return one;
}

std::string to_markdown(const std::vector<Row>& rows) {
  std::string text =
      "| fault | what the server does | expected | observed | time | peak memory |\n"
      "| --- | --- | --- | --- | ---: | ---: |\n";
  for (const Row& row : rows)
    text += fmt::format("| {} | {} | {} | {} | {:.1f} s | {} MB |\n", row.id, cell(row.does),
                        row.expected, row.observed, row.seconds, row.peak_memory / 1024);
  return text;
}

std::vector<std::string> what_is_fixed(const std::string& markdown) {
  std::vector<std::string> lines;
  std::istringstream in(markdown);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| ") || line.starts_with("| --- ")) continue;
    for (int column = 0; column < 3; ++column) line.resize(std::min(line.size(), line.rfind(" |")));
    lines.push_back(line);
  }
  return lines;
}

}  // namespace emconform::faults
