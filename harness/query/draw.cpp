#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <tuple>

#include "query/filter.h"
#include "query/values.h"

namespace emconform::query {
namespace {

// More candidates make the drawn value no better, but the draw slower on long lists.
constexpr std::size_t max_candidates = 64;

// So many items on either side show what a filter does as well as more would; an answer of one page
// costs the target one request.
constexpr std::size_t enough = 20, one_page = 100;

/// Whether a filter surely carries the value. How quotes, separators and backslashes are escaped
/// inside a value is not documented, nor whether blanks at its ends and empty values count.
bool is_safe(std::string_view value) {
  if (value.empty() || value.front() == ' ' || value.back() == ' ') return false;
  return std::none_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == 0x7f ||
           std::string_view("\"\\;,").find(c) != std::string_view::npos;
  });
}

/// 0 for values of letters, digits and a few signs; else 1.
int roughness(std::string_view value) {
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("-_.:@").find(c) != std::string_view::npos;
  });
  return plain ? 0 : 1;
}

/// What each entity has for the property, read once: every candidate is held against all of it.
struct Column {
  const QueryProperty& property;
  std::vector<std::optional<std::string>> values{};
  std::vector<std::optional<std::int64_t>> ranks{};
};

Column column_of(const QueryProperty& property, const std::vector<const Resource*>& entities) {
  Column column{property};
  for (const Resource* entity : entities) {
    column.values.push_back(value_of(property, *entity));
    column.ranks.push_back(column.values.back() ? rank(property, *column.values.back())
                                                : std::nullopt);
  }
  return column;
}

struct Candidate {
  std::string value{};
  std::optional<std::int64_t> rank{};
  std::size_t times = 0;
};

/// Distinct safe values, in the order in which the entities show them.
std::vector<Candidate> distinct_values(const Column& column) {
  const bool ordered = is_ordered(column.property);
  std::vector<Candidate> found;
  std::map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    const auto& value = column.values[i];
    if (!value || !is_safe(*value)) continue;
    // Of an ordered type only what has a place in the order: not "None" among results.
    if (ordered && !column.ranks[i]) continue;
    const auto [known, is_new] = place.emplace(*value, found.size());
    if (is_new) found.push_back({*value, column.ranks[i], 0});
    ++found[known->second].times;
  }
  return found;
}

bool is_equality(Operator op) { return op == Operator::Equal || op == Operator::NotEqual; }

/// At most max_candidates of the values: the most frequent ones for == and !=, else such as lie
/// evenly among all.
std::vector<Candidate> candidates(const Column& column, Operator op) {
  auto values = distinct_values(column);
  if (is_equality(op))
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.times > b.times; });
  else
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.rank < b.rank; });
  const std::size_t count = std::min(values.size(), max_candidates);
  std::vector<Candidate> chosen;
  for (std::size_t i = 0; i < count; ++i)
    chosen.push_back(values[is_equality(op) ? i : i * values.size() / count]);
  return chosen;
}

struct Tally {
  std::size_t holds = 0, fails = 0, unknown = 0;
};

Tally tally(const Column& column, Operator op, const Candidate& candidate) {
  Tally counts;
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    Truth truth = Truth::Unknown;
    if (!column.values[i]) {
      // Comparison with an absent value: undocumented.
    } else if (column.ranks[i] && candidate.rank) {
      truth = holds(op, *column.ranks[i] < *candidate.rank   ? -1
                        : *candidate.rank < *column.ranks[i] ? 1
                                                             : 0);
    } else if (is_equality(op)) {
      truth = equality(column.property, *column.values[i], candidate.value);
      if (op == Operator::NotEqual) truth = negated(truth);
    }
    ++(truth == Truth::True ? counts.holds : truth == Truth::False ? counts.fails : counts.unknown);
  }
  return counts;
}

}  // namespace

std::optional<Comparison> draw(const QueryProperty& property, Operator op,
                               const std::vector<const Resource*>& entities) {
  const Column column = column_of(property, entities);
  std::optional<Comparison> best;
  // Evenness, known ones, shortness of the answer, plainness.
  std::tuple<std::size_t, std::size_t, bool, int> best_score;
  for (const Candidate& candidate : candidates(column, op)) {
    const Tally counts = tally(column, op, candidate);
    const std::size_t known = counts.holds + counts.fails;
    if (counts.holds == 0 || counts.fails == 0 || counts.unknown > known) continue;
    const std::tuple score(std::min({counts.holds, counts.fails, enough}), known,
                           counts.holds <= one_page, -roughness(candidate.value));
    if (best && score <= best_score) continue;
    best = Comparison{.property = property.name, .op = op, .value = candidate.value};
    best_score = score;
  }
  return best;
}

}  // namespace emconform::query
