#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "load/files.h"
#include "model/waiver.h"

// Waiver files <-> Waiver.
namespace emconform {

/// Reads a waiver file. All of its faults are reported, as those of contracts and cases are: what
/// departs from the schema, rules and endpoints that nobody knows, days that are none, a waiver
/// that ends before it begins, one that is there twice, and what `emconform waive` left to fill in.
tl::expected<std::vector<Waiver>, std::vector<Error>> load_waivers(
    const std::filesystem::path& file, const Knowledge& knowledge,
    const std::vector<std::string>& known_checks);

/// As load_waivers(), of a text.
tl::expected<std::vector<Waiver>, std::vector<Error>> parse_waivers(
    const SourceFile& file, const Knowledge& knowledge,
    const std::vector<std::string>& known_checks);

/// What stands in a proposal where a person has to decide.
inline constexpr const char* to_fill_in = "TODO";

/// The text of a waiver file.
std::string to_text(const std::vector<Waiver>& waivers);

}  // namespace emconform
