#include "load/nearest.h"

#include <algorithm>
#include <utility>

namespace emconform {
namespace {

constexpr std::size_t longest_word = 100;  // the distance takes time in proportion to the product

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(char a, char b) { return lower(a) == lower(b); }

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Three rows of the matrix of Damerau and Levenshtein (with swaps of neighbours only).
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1,
                         last[j - 1] + (same(a[i - 1], b[j - 1]) ? std::size_t{0} : 1)});
      if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::vector<std::string> nearest_first(std::string_view word, std::vector<std::string> known) {
  const std::string_view start = word.substr(0, longest_word);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  ranked.reserve(known.size());
  for (std::string& candidate : known) {
    const std::size_t distance = edit_distance(start, candidate);
    ranked.emplace_back(distance, std::move(candidate));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> words;
  words.reserve(ranked.size());
  for (auto& [distance, candidate] : ranked) words.push_back(std::move(candidate));
  return words;
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known) {
  if (known.empty() || word.empty() || word.size() > longest_word) return std::nullopt;
  const std::string best = nearest_first(word, known).front();
  const std::size_t allowed = std::max<std::size_t>(1, std::max(word.size(), best.size()) / 3);
  if (edit_distance(word, best) > allowed) return std::nullopt;
  return best;
}

}  // namespace emconform
