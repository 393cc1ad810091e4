#pragma once

#include <string_view>

#include "model/exchange.h"

namespace emconform::fuzz {

/// Has every check judge the answer: in each shape, held to the contracts of the resources that the
/// body names, or to one of all if it names none.
void judge(Exchange& exchange);

/// Decodes a body; what can be decoded is judged as the answer to a request.
void judge_body(std::string_view body);

}  // namespace emconform::fuzz
