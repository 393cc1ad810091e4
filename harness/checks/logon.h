#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Rules over the answer to a logon.
namespace emconform {

Judgement logon_token(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
