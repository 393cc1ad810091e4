#include <algorithm>
#include <vector>

#include "mock/traits.h"

namespace emconform::mock {

namespace {

const std::vector<VariantEntry>& catalogue() {
  static const std::vector<VariantEntry> entries = [] {
    std::vector<VariantEntry> all;
    for (const auto part :
         {format_variants(), data_variants(), release_variants(), service_variants()})
      all.insert(all.end(), part.begin(), part.end());
    std::sort(all.begin(), all.end(), [](const VariantEntry& a, const VariantEntry& b) {
      return a.variant.id < b.variant.id;
    });
    return all;
  }();
  return entries;
}

}  // namespace

std::span<const Variant> variants() {
  static const std::vector<Variant> all = [] {
    std::vector<Variant> result;
    for (const VariantEntry& entry : catalogue()) result.push_back(entry.variant);
    return result;
  }();
  return all;
}

const VariantEntry* variant_of(std::string_view id) {
  static const VariantEntry plain{};
  if (id.empty()) return &plain;
  const auto found =
      std::find_if(catalogue().begin(), catalogue().end(),
                   [&](const VariantEntry& entry) { return entry.variant.id == id; });
  return found == catalogue().end() ? nullptr : &*found;
}

}  // namespace emconform::mock
