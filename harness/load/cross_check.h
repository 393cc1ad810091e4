#pragma once

#include <string>
#include <vector>

#include "load/document.h"
#include "model/contract.h"
#include "model/suite.h"

// Names that one data file uses and another defines. Internal to load.
namespace emconform {

/// What names can refer to.
struct Known {
  std::vector<Contract> contracts{};
  std::vector<std::string> resources{};  // of all contracts, those of faulty files included
  std::vector<std::string> checks{};     // ids of checks and relations
};

void cross_check_contract(const Document& document, const Contract& contract,
                          std::vector<Error>& errors);
void cross_check_suite(const Document& document, const Suite& suite, const Known& known,
                       std::vector<Error>& errors);
void cross_check_requirements(const Document& document,
                              const std::vector<Requirement>& requirements, const Known& known,
                              std::vector<Error>& errors);

}  // namespace emconform
