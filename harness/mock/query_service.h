#pragma once

#include "mock/context.h"

// The query service: /querySvc lists the types, /query answers for four of them from the store and
// with an empty list for the others.
namespace emconform::mock {

Reply query_types(const Context& context);
Reply run_query(const Context& context);

}  // namespace emconform::mock
