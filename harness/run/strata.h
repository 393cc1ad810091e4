#pragma once

#include <cstdint>

#include "checks/relations.h"
#include "model/contract.h"

// Which members of a long list stand for all of them.
namespace emconform {

/// `count` of the resources, in their order: the oldest and the newest, then such as bring values
/// of enumerations (State, Result, JobType, ..) or links that none of the others has, then such as
/// stand evenly spread. Where there is a choice the seed makes it. References, which tell neither
/// time nor state, are the first, the last, and spread between.
Resources strata(const Resources& resources, const Contract& contract, std::size_t count,
                 std::uint64_t seed);

}  // namespace emconform
