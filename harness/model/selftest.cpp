#include "model/selftest.h"

#include <algorithm>
#include <set>

namespace emconform {
namespace {

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

Shortcomings shortcomings(const Selftest& selftest) {
  Shortcomings found;
  std::set<std::string> broken, proven;
  for (const Trial& defect : selftest.defects) {
    broken.insert(defect.breaks);
    if (defect.found_by.empty())
      found.survivors.push_back(defect.id);
    else if (!contains(defect.found_by, defect.breaks))
      found.misjudged.push_back(defect.id);
    else if (defect.found_by.size() == 1)
      proven.insert(defect.breaks);
  }
  for (const RuleInfo& rule : selftest.rules)
    if (!proven.contains(rule.id) && (selftest.whole || broken.contains(rule.id)))
      found.unproven.push_back(rule.id);
  for (const Trial& variant : selftest.variants)
    if (variant.alarms_in_all > 0 || !variant.error.empty())
      found.false_alarms.push_back(variant.id);
  return found;
}

}  // namespace emconform
