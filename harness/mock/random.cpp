#include "mock/random.h"

namespace emconform::mock {

std::string Random::hex(std::size_t count) {
  std::string digits;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 16 == 0) bits = engine_();
    digits += "0123456789abcdef"[bits & 0xf];
    bits >>= 4;
  }
  return digits;
}

std::string Random::guid() {
  std::string digits = hex(32);
  for (const std::size_t dash : {20U, 16U, 12U, 8U}) digits.insert(dash, 1, '-');
  return digits;
}

}  // namespace emconform::mock
