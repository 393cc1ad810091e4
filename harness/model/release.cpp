#include "model/release.h"

#include <utility>

namespace emconform {

bool is_before(std::string_view a, std::string_view b) {
  return std::pair(a.size(), a) < std::pair(b.size(), b);
}

}  // namespace emconform
