#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Rules over what a resource says it is.
namespace emconform {

Judgement own_uid(const Exchange& exchange, const Contract& contract);
Judgement own_href(const Exchange& exchange, const Contract& contract);
Judgement own_type(const Exchange& exchange, const Contract& contract);
Judgement own_name(const Exchange& exchange, const Contract& contract);
Judgement unique_uids(const Exchange& exchange, const Contract& contract);
Judgement requested_resource(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
