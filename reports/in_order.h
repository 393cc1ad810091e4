#pragma once

#include <map>
#include <string>
#include <vector>

namespace emconform {

/// Rows that are found by a key, in the order in which their keys first occurred.
template <class Row, class Key = std::string>
struct InOrder {
  /// The row of that key; an empty one if the key is new.
  Row& row(const Key& key) {
    const auto [found, is_new] = place.try_emplace(key, rows.size());
    if (is_new) rows.emplace_back();
    return rows[found->second];
  }

  std::vector<Row> rows{};
  std::map<Key, std::size_t> place{};  // in `rows`
};

}  // namespace emconform
