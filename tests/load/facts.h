#pragma once

#include <map>
#include <string>
#include <vector>

// tests/data/spec/api_facts.md, cut into facts.
namespace emconform {

/// The facts of each section, by its number ("6"), in their order: bullets, rows of tables without
/// their heads, other lines, and blocks of code as one; white space collapsed.
std::map<std::string, std::vector<std::string>> facts_by_section(const std::string& text);

}  // namespace emconform
