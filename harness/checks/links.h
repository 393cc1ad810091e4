#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Rules over links.
namespace emconform {

Judgement required_links(const Exchange& exchange, const Contract& contract);
Judgement link_counts(const Exchange& exchange, const Contract& contract);
Judgement link_attributes(const Exchange& exchange, const Contract& contract);
Judgement link_types(const Exchange& exchange, const Contract& contract);
Judgement link_targets(const Exchange& exchange, const Contract& contract);
Judgement absolute_hrefs(const Exchange& exchange, const Contract& contract);
Judgement one_authority(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
