#pragma once

#include <string_view>

namespace emconform {

/// Whether version `a` of the API came before `b`: v1_7 before v1_10; "" before all.
bool is_before(std::string_view a, std::string_view b);

}  // namespace emconform
