#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "load/document.h"
#include "model/result.h"

// Data files held to their JSON Schemas (draft 7). Internal to load.
namespace emconform {

/// The schema that is compiled in under a name: "contracts/schema/suite.schema.json".
nlohmann::json schema_named(std::string_view name);

/// Everything in which a document departs from its schema, in the order of the text.
std::vector<Error> schema_errors(const Document& document, const nlohmann::json& schema);

/// The parts of a schema that speak of the value at a JSON pointer.
std::vector<const nlohmann::json*> schemas_at(const nlohmann::json& schema,
                                              const nlohmann::json::json_pointer& pointer);

}  // namespace emconform
