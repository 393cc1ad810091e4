#pragma once

#include <optional>
#include <string>

#include "run/plan.h"

// What releases of the API know, so that an older target is not blamed for what came later.
namespace emconform {

/// Why a unit asks for what a target of this version (the newest that GET /api/ names) cannot have;
/// nullopt if it can.
std::optional<std::string> came_later(const Unit& unit, const std::string& version);

}  // namespace emconform
