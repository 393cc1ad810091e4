#pragma once

#include <vector>

#include "load/document.h"
#include "model/contract.h"
#include "model/suite.h"

// Documents that fit their schema -> the structs of model/. Internal to load.
namespace emconform {

Contract read_contract(const Document& document);
Suite read_suite(const Document& document);
std::vector<Requirement> read_requirements(const Document& document);

}  // namespace emconform
