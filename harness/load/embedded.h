#pragma once

#include <span>
#include <string_view>

// The data files that are compiled into the program. Internal to load.
namespace emconform {

struct EmbeddedFile {
  std::string_view name{};  // "contracts/schema/suite.schema.json"
  std::string_view text{};
};

/// contracts/*.json, contracts/schema/*.json and cases/*.json, ordered by name. Defined in a file
/// that cmake/embed.cmake generates.
std::span<const EmbeddedFile> embedded_files();

}  // namespace emconform
