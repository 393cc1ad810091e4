#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>

#include "model/results.h"

// What the run file and the JSON report say alike of parts of a run. What is added here is added to
// both: contracts/schema/report.schema.json has to know it.
namespace emconform {

nlohmann::ordered_json to_json(const Waiver& waiver);
/// As run files have it, without waivers.
nlohmann::ordered_json to_json(const CaseResult& result);
nlohmann::ordered_json to_json(const ExchangeRecord& record, std::size_t index);

}  // namespace emconform
