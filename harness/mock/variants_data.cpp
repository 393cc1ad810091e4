#include "mock/traits.h"

namespace emconform::mock {

namespace {

const VariantEntry entries[] = {
    {.variant = {"sessions.many", "There are 50,000 backup sessions.", ""},
     .traits = {.sessions = 50'000}},
    {.variant = {"sessions.one", "There is a single backup session.", "*"},
     .traits = {.sessions = 1}},
    {.variant = {"sessions.none", "There is no backup session at all.", "*"},
     .traits = {.sessions = 0}},
};

}  // namespace

std::span<const VariantEntry> data_variants() { return entries; }

}  // namespace emconform::mock
