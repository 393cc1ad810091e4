#pragma once

namespace emconform {

inline constexpr const char* version = "0.1.0";

}  // namespace emconform
