#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Rules over how JSON is written.
namespace emconform {

Judgement property_casing(const Exchange& exchange, const Contract& contract);
Judgement unique_keys(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
