#pragma once

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// Fields that name another resource, beside the links that lead to it.
namespace emconform {

/// A UID in a field has the GUID of the link that the contract names for it, a name the link's
/// Name. Not judged where the field or the link is absent or malformed: their own checks say so.
Judgement agreeing_references(const Exchange& exchange, const Contract& contract);

}  // namespace emconform
