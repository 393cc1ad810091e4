#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Rules over the pages of a QueryResult.
namespace emconform {

Judgement paging_info(const Exchange& exchange, const Contract& contract);
Judgement paging_links(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
