#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Rules over status line, header and length of an answer.
namespace emconform {

Judgement expected_status(const Exchange& exchange, const Contract& contract);
Judgement media_type(const Exchange& exchange, const Contract& contract);
Judgement content_length(const Exchange& exchange, const Contract& contract);
Judgement message_framing(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
