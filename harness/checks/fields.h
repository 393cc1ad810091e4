#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Rules over the fields that a contract names.
namespace emconform {

Judgement required_fields(const Exchange& exchange, const Contract& contract);
Judgement field_types(const Exchange& exchange, const Contract& contract);
Judgement enumerated_values(const Exchange& exchange, const Contract& contract);
Judgement field_ranges(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
