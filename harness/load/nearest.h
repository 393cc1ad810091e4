#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// "did you mean": the known word that a misspelt one is nearest to.
namespace emconform {

/// How many letters must be changed, added, left out or swapped with their neighbour to turn one
/// word into the other; letter case is not looked at.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known words, nearest first; equally near ones keep their order.
std::vector<std::string> nearest_first(std::string_view word, std::vector<std::string> known);

/// The known word that is surely meant; nullopt if none is near enough (a third of its letters may
/// be wrong) or all are far. Very long words are near to nothing.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace emconform
