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

/// Distinct safe values, in the order in which the entities show them, and how often they occur.
std::vector<std::pair<std::string, std::size_t>> distinct_values(
    const QueryProperty& property, const std::vector<const Resource*>& entities) {
  std::vector<std::pair<std::string, std::size_t>> values;
  std::map<std::string, std::size_t, std::less<>> place;
  for (const Resource* entity : entities) {
    auto value = value_of(property, *entity);
    if (!value || !is_safe(*value)) continue;
    // Of an ordered type only what has a place in the order: not "None" among results.
    if (is_ordered(property) && !order(property, *value, *value)) continue;
    const auto [found, is_new] = place.emplace(*value, values.size());
    if (is_new) values.emplace_back(std::move(*value), 0);
    ++values[found->second].second;
  }
  return values;
}

/// At most max_candidates of the values: the most frequent ones for == and !=, else such as lie
/// evenly among all.
std::vector<std::string> candidates(const QueryProperty& property, Operator op,
                                    const std::vector<const Resource*>& entities) {
  auto values = distinct_values(property, entities);
  if (op == Operator::Equal || op == Operator::NotEqual)
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
  else
    std::stable_sort(values.begin(), values.end(), [&](const auto& a, const auto& b) {
      return order(property, a.first, b.first).value_or(0) < 0;
    });
  const bool spread = op != Operator::Equal && op != Operator::NotEqual;
  const std::size_t count = std::min(values.size(), max_candidates);
  std::vector<std::string> chosen;
  for (std::size_t i = 0; i < count; ++i)
    chosen.push_back(values[spread ? i * values.size() / count : i].first);
  return chosen;
}

struct Tally {
  std::size_t holds = 0, fails = 0, unknown = 0;
};

Tally tally(const Filter& filter, const std::vector<const Resource*>& entities,
            const Contract& contract) {
  Tally counts;
  for (const Resource* entity : entities) {
    const Truth truth = evaluate(filter, *entity, contract);
    ++(truth == Truth::True ? counts.holds : truth == Truth::False ? counts.fails : counts.unknown);
  }
  return counts;
}

}  // namespace

std::optional<Comparison> draw(const QueryProperty& property, Operator op,
                               const std::vector<const Resource*>& entities,
                               const Contract& contract) {
  std::optional<Comparison> best;
  std::tuple<std::size_t, std::size_t, int> best_score;  // evenness, known, plainness
  for (const std::string& value : candidates(property, op, entities)) {
    const Filter filter = compare(property.name, op, value);
    const Tally counts = tally(filter, entities, contract);
    const std::size_t known = counts.holds + counts.fails;
    if (counts.holds == 0 || counts.fails == 0 || counts.unknown > known) continue;
    const std::tuple score(std::min(counts.holds, counts.fails), known, -roughness(value));
    if (best && score <= best_score) continue;
    best = filter.comparison;
    best_score = score;
  }
  return best;
}

}  // namespace emconform::query
