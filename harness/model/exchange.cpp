#include "model/exchange.h"

#include <algorithm>

#include "model/href.h"

namespace emconform {

std::optional<std::string_view> header(const std::vector<Header>& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& h) {
    return equal_ignoring_case(h.name, name);
  });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

}  // namespace emconform
