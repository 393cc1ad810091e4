#include <fmt/format.h>

#include <algorithm>

#include "reports/console_parts.h"
#include "reports/groups.h"
#include "reports/reports.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t least_name = 20;  // columns of the first column, however narrow the terminal

struct Row {
  std::string name{};
  Counts counts{};
  std::size_t witnesses = 0;
};

struct Column {
  std::string_view title;
  Colour colour;
  std::size_t (*value)(const Row&);
};

/// In the order in which the endpoints first occur; the last row is their sum.
std::vector<Row> rows_of(const RunResult& run) {
  std::vector<Row> rows;
  Row all{.name = "all", .counts = count(run.results)};
  for (const NamedSum& sum : sums_by_endpoint(run)) {
    rows.push_back({endpoint_name(sum.name), sum.counts, sum.witnesses});
    all.witnesses += sum.witnesses;
  }
  rows.push_back(std::move(all));
  return rows;
}

std::vector<Column> columns(const Counts& all) {
  std::vector<Column> columns = {
      {"pass", Colour::Plain, [](const Row& row) { return row.counts.pass; }},
      {"fail", Colour::Red, [](const Row& row) { return row.counts.fail; }},
      {"warn", Colour::Yellow, [](const Row& row) { return row.counts.warn; }},
      {"not verified", Colour::Cyan,
       [](const Row& row) { return row.counts.not_testable + row.counts.inconclusive; }},
      {"error", Colour::Red, [](const Row& row) { return row.counts.error; }},
  };
  if (all.waived > 0)
    columns.push_back({"waived", Colour::Cyan, [](const Row& row) { return row.counts.waived; }});
  columns.push_back({"witnesses", Colour::Plain, [](const Row& row) { return row.witnesses; }});
  return columns;
}

class Table {
 public:
  Table(std::vector<Row> rows, Page& page)
      : page_(page), rows_(std::move(rows)), columns_(columns(rows_.back().counts)) {
    for (const Column& column : columns_) numbers_ += width_of_column(column) + 2;
    std::size_t longest = std::string_view("endpoint").size();
    for (const Row& row : rows_) longest = std::max(longest, width_of(row.name));
    const std::size_t room = page_.width() > numbers_ ? page_.width() - numbers_ : 0;
    first_ = std::min(longest, std::max(room, least_name));
  }

  void write() {
    std::string titles = fmt::format("{:<{}}", "endpoint", first_);
    for (const Column& column : columns_)
      titles += fmt::format("  {:>{}}", column.title, width_of_column(column));
    page_.line(page_.paint(Colour::Bold, titles));
    const std::size_t shown = rows_.size() == 2 ? 1 : rows_.size();  // no sum of one endpoint
    for (std::size_t i = 0; i < shown; ++i) write(rows_[i]);
    page_.blank();
  }

 private:
  std::size_t width_of_column(const Column& column) const {
    return std::max(column.title.size(), std::to_string(column.value(rows_.back())).size());
  }

  void write(const Row& row) {
    std::string text = row.name;
    if (width_of(text) > first_) {  // a name is never cut: the numbers go below
      page_.line(text);
      text.clear();
    }
    text += std::string(first_ - width_of(text), ' ');
    for (const Column& column : columns_) {
      const std::size_t value = column.value(row);
      const std::string cell =
          fmt::format("{:>{}}", value == 0 ? "-" : std::to_string(value), width_of_column(column));
      text += "  " + page_.paint(value == 0 ? Colour::Dim : column.colour, cell);
    }
    page_.line(text);
  }

  Page& page_;
  std::vector<Row> rows_;
  std::vector<Column> columns_;
  std::size_t numbers_ = 0;  // columns that the numbers take
  std::size_t first_ = 0;    // columns of the names
};

}  // namespace

void write_endpoints(const RunResult& run, Page& page) {
  if (!run.results.empty()) Table(rows_of(run), page).write();
}

}  // namespace emconform
