#pragma once

#include <string>
#include <vector>

#include "reports/diff.h"

// Pairs of runs, made up.
namespace emconform {

/// A run in which all of two rules is well on one endpoint, with 40 jobs learned.
RunResult run_of_release_12();

/// The same with a difference of each class.
RunResult run_with_every_change();

/// Every text of the target is hostile.
RunResult run_with_hostile_texts();

CaseResult result_of(const std::string& check, Verdict verdict, const std::string& variant = "xml");
LearnedField field_of(const std::string& path, std::size_t present, std::size_t of,
                      const std::string& type = "text");
LearnedResource jobs_with(std::vector<LearnedField> fields, std::vector<LearnedLink> links = {});

}  // namespace emconform
