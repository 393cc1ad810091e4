#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "load/files.h"
#include "load/text_position.h"
#include "model/result.h"

// A data file of the project, parsed, with the place of every value. Internal to load.
namespace emconform {

struct Document {
  std::string name{};
  std::string text{};
  nlohmann::json json{};
  std::map<std::string, std::size_t> offsets{};  // JSON pointer of each value -> where it begins
  std::map<std::string, std::size_t> keys{};  // JSON pointer of each property -> where its key is
};

/// An error at a value: "cases/jobs.json:12:7 /cases/0/auth". With `at_key`, at its property's
/// name.
Error error_at(const Document& document, const std::string& pointer, std::string what,
               std::string remedy, bool at_key = false);

/// Parses a file. Refuses what is no JSON, repeated keys, more than 64 levels, and texts of more
/// than 10,000 bytes (patterns of a schema are matched by std::regex, which overflows the stack on
/// long ones). Faults are added to `errors`; without a syntax error the document is filled.
Document parse_document(const SourceFile& file, std::vector<Error>& errors);

}  // namespace emconform
