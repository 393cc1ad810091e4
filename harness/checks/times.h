#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Rules over points in time.
namespace emconform {

Judgement utc_times(const Exchange& exchange, const Contract& contract);
Judgement time_order(const Exchange& exchange, const Contract& contract);
Judgement time_in_own_name(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
