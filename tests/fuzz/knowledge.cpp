#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "fuzz/fuzz.h"
#include "load/cross_check.h"
#include "load/files.h"
#include "load/read_data.h"
#include "load/schema.h"
#include "load/waivers.h"
#include "run/plan.h"

// A contract, suite, ledger or waiver file, whichever its keys make it -> schema -> structs -> the
// names it uses.

namespace {

using namespace emconform;

/// What a data file is held to.
struct Rules {
  nlohmann::json contract = schema_named("contracts/schema/contract.schema.json");
  nlohmann::json suite = schema_named("contracts/schema/suite.schema.json");
  nlohmann::json ledger = schema_named("contracts/schema/requirements.schema.json");
  Known known{};
  Knowledge knowledge{};

  Rules() {
    auto loaded = load_knowledge({}, {}, known_checks());
    fuzz::require(loaded.has_value(), "the embedded files are valid");
    knowledge = std::move(*loaded);
    known.contracts = knowledge.contracts;
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

std::vector<Error> faults_of_waivers(const std::string& text, const Rules& rules) {
  const auto parse = [&](const std::string& file) {
    return parse_waivers({.name = "data.json", .text = file}, rules.knowledge, rules.known.checks);
  };
  const auto waivers = parse(text);
  if (!waivers) return waivers.error();
  const std::string written = to_text(*waivers);
  const auto again = parse(written);
  fuzz::require(again && to_text(*again) == written, "what is written is read as the same");
  return {};
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Rules rules;
  std::vector<Error> errors;
  const Document document =
      parse_document({.name = "data.json", .text = std::string(fuzz::text(data, size))}, errors);
  if (errors.empty()) {
    if (document.json.contains("waivers"))
      errors = faults_of_waivers(document.text, rules);
    else if (document.json.contains("cases"))
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
