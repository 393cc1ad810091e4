#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Rules over a body as a whole.
namespace emconform {

Judgement well_formed(const Exchange& exchange, const Contract& contract);
Judgement body_root(const Exchange& exchange, const Contract& contract);
Judgement error_form(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
