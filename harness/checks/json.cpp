#include "checks/json.h"

#include <fmt/format.h>

#include "checks/expectation.h"

namespace emconform {

// Releases up to 12 write PascalCase, 13 writes camelCase, each throughout (api-facts, section 4).
Judgement property_casing(const Exchange& exchange, const Contract&) {
  const Representation& body = *exchange.representation;
  if (body.format != Format::Json) return {.note = "the answer is XML"};
  Judgement judgement{.witnesses = body.lower_case_count + body.upper_case_count};
  if (exchange.expected.camel_case) {
    if (body.upper_case_count > 0)
      judgement.findings.push_back(
          {"/", "camelCase property names",
           fmt::format("{} of {} are PascalCase", body.upper_case_count, judgement.witnesses)});
    return judgement;
  }
  for (const std::string& pointer : body.lower_case_names)
    judgement.findings.push_back({cut(pointer), "a PascalCase property name", "camelCase"});
  const std::size_t listed = body.lower_case_names.size();
  if (body.lower_case_count > listed)
    judgement.findings.push_back(
        {"/", "PascalCase property names",
         fmt::format("{} more are camelCase", body.lower_case_count - listed)});
  return judgement;
}

Judgement unique_keys(const Exchange& exchange, const Contract&) {
  const Representation& body = *exchange.representation;
  if (body.format != Format::Json) return {.note = "the answer is XML"};
  Judgement judgement{.witnesses = 1};
  for (const std::string& pointer : body.duplicate_keys)
    judgement.findings.push_back({cut(pointer), "once in its object", "repeated"});
  return judgement;
}

}  // namespace emconform
