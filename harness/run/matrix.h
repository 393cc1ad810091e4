#pragma once

#include <vector>

#include "run/plan.h"

// Which combinations of a case's matrix are asked: all of them would be thousands of requests.
namespace emconform {

/// The part of a case's units that is asked by default, in their order. Every value of every axis
/// (auth, Accept, subject) is in it, every format in every form and without credentials, though not
/// every combination of them. Each property is compared by value and, where it has an order, by
/// order; each operator is tried on each type; it is sorted by in one direction. Of the ways of
/// writing a comparison each is tried, and on each property one. Which combination stands for the
/// others changes from case to case; it depends on names alone, so that every run of a plan asks
/// the same.
std::vector<Unit> thinned(std::vector<Unit> units);

}  // namespace emconform
