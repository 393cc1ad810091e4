#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/contract.h"
#include "model/suite.h"

// contracts/*.json, cases/*.json, requirements.json -> Contract, Suite, Requirement.
namespace emconform {

/// All that the harness knows of the API.
struct Knowledge {
  std::vector<Contract> contracts{};        // ordered by resource
  std::vector<Suite> suites{};              // ordered by name
  std::vector<Requirement> requirements{};  // in the ledger's order
  std::string hash{};                       // SHA-256 over the texts of all files, in hex
};

/// A data file: its name (for messages) and its text.
struct SourceFile {
  std::string name{}, text{};
};

/// The files that are compiled into the program.
std::vector<SourceFile> embedded_contracts();
std::vector<SourceFile> embedded_cases();

/// The text of a data file; an Error if it cannot be read, or has more than 16 MiB.
Result<std::string> read_text(const std::filesystem::path& path);

/// Reads a folder's *.json files, ordered by name.
Result<std::vector<SourceFile>> read_folder(const std::filesystem::path& folder);

/// Loads the embedded files, and those of the folders added to them: a file for a resource type or
/// suite that is already there replaces it. Every file is validated against its JSON Schema and
/// every name it uses must exist (contract of a suite, checks, relations, properties).
/// `known_checks` are the ids that cases may name. All faults of all files are reported, not the
/// first only: each with file, line, JSON pointer, what is wrong, and the nearest known word.
tl::expected<Knowledge, std::vector<Error>> load_knowledge(
    const std::optional<std::filesystem::path>& contracts_folder,
    const std::optional<std::filesystem::path>& cases_folder,
    const std::vector<std::string>& known_checks);

}  // namespace emconform
