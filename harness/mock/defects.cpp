#include <algorithm>
#include <vector>

#include "mock/hooks.h"

namespace emconform::mock {

namespace {

const std::vector<DefectEntry>& catalogue() {
  static const std::vector<DefectEntry> entries = [] {
    std::vector<DefectEntry> all;
    for (const auto part :
         {access_defects(), status_defects(), logon_defects(), header_defects(), body_defects(),
          error_defects(), field_defects(), time_defects(), link_defects(), target_defects(),
          identity_defects(), query_defects(), language_defects(), property_defects(),
          paging_defects(), relation_defects(), hierarchy_defects(), window_defects()})
      all.insert(all.end(), part.begin(), part.end());
    std::sort(all.begin(), all.end(),
              [](const DefectEntry& a, const DefectEntry& b) { return a.defect.id < b.defect.id; });
    return all;
  }();
  return entries;
}

}  // namespace

std::span<const Defect> defects() {
  static const std::vector<Defect> all = [] {
    std::vector<Defect> result;
    for (const DefectEntry& entry : catalogue()) result.push_back(entry.defect);
    return result;
  }();
  return all;
}

const Hooks* hooks_of(std::string_view defect) {
  static const Hooks healthy{};
  if (defect.empty()) return &healthy;
  const auto found =
      std::find_if(catalogue().begin(), catalogue().end(),
                   [&](const DefectEntry& entry) { return entry.defect.id == defect; });
  return found == catalogue().end() ? nullptr : &found->hooks;
}

}  // namespace emconform::mock
