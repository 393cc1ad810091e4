#pragma once

#include <vector>

#include "model/results.h"

// Which findings of a judgement are shown, where many items depart alike.
namespace emconform {

/// The first of each kind, in order; the number of others of its kind is added to `actual`.
/// Findings are of one kind if what was expected and what was found differ in values alone (quoted
/// texts, ids, times), not in words, statuses, and types of links.
std::vector<Finding> representatives(std::vector<Finding> findings);

}  // namespace emconform
