#pragma once

#include <optional>

#include "model/instant.h"
#include "model/representation.h"

// On which side of the begin of a collection's window a resource was created.
namespace emconform {

enum class Age { Inside, Undecided, Outside };

/// Where a collection's window begins, as the server's clock is known. Whether the boundary itself
/// is inside is not documented; the clock's tolerance covers it.
Interval begin_of_window(Interval now, int days);

/// CreationTimeUTC of an entity; nullopt if it has none that can be read.
std::optional<Instant> creation_of(const Resource& resource);

/// Undecided also for a resource that does not say when it was created.
Age age_of(const Resource& resource, Interval begin);

}  // namespace emconform
