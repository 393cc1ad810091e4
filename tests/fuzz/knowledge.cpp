#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "fuzz/fuzz.h"
#include "load/cross_check.h"
#include "load/embedded.h"
#include "load/files.h"
#include "load/read_data.h"
#include "load/schema.h"
#include "run/plan.h"

// A contract, suite or ledger, whichever its keys make it -> schema -> structs -> the names it
// uses.

namespace {

using namespace emconform;

nlohmann::json embedded_schema(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == name) return nlohmann::json::parse(file.text);
  std::abort();
}

/// What a data file is held to.
struct Rules {
  nlohmann::json contract = embedded_schema("contracts/schema/contract.schema.json");
  nlohmann::json suite = embedded_schema("contracts/schema/suite.schema.json");
  nlohmann::json ledger = embedded_schema("contracts/schema/requirements.schema.json");
  Known known{};

  Rules() {
    const auto knowledge = load_knowledge({}, {}, known_checks());
    fuzz::require(knowledge.has_value(), "the embedded files are valid");
    known.contracts = knowledge->contracts;
    known.checks = known_checks();
    for (const Contract& contract_of : known.contracts)
      known.resources.push_back(contract_of.resource);
  }
};

/// The faults of a document of that schema, and of what `read` makes of one that fits it.
template <class Read>
void load(const Document& document, const nlohmann::json& schema, std::vector<Error>& errors,
          Read read) {
  errors = schema_errors(document, schema);
  if (errors.empty()) read();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Rules rules;
  std::vector<Error> errors;
  const Document document =
      parse_document({.name = "data.json", .text = std::string(fuzz::text(data, size))}, errors);
  if (errors.empty()) {
    if (document.json.contains("cases"))
      load(document, rules.suite, errors,
           [&] { cross_check_suite(document, read_suite(document), rules.known, errors); });
    else if (document.json.contains("requirements"))
      load(document, rules.ledger, errors, [&] {
        cross_check_requirements(document, read_requirements(document), rules.known, errors);
      });
    else
      load(document, rules.contract, errors,
           [&] { cross_check_contract(document, read_contract(document), errors); });
  }
  for (const Error& error : errors)
    fuzz::require(error.where.starts_with("data.json") && !error.what.empty(),
                  "a fault has a place and a reason");
  return 0;
}
