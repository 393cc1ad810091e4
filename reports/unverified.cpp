#include "reports/unverified.h"

#include <fmt/format.h>

#include <map>

namespace emconform {

std::vector<UnverifiedGroup> unverified_groups(const Verification& verification) {
  std::vector<UnverifiedGroup> groups;
  std::map<std::string, std::size_t> place;
  const auto group = [&](const std::string& why) -> UnverifiedGroup& {
    const auto [found, is_new] = place.try_emplace(why, groups.size());
    if (is_new) groups.push_back({.why = why});
    return groups[found->second];
  };
  for (const RuleVerified& one : verification.rules) {
    if (one.witnesses > 0) continue;
    const std::string level =
        is_demanded(one.rule.level) ? "" : fmt::format(" ({})", name_of(one.rule.level));
    group(one.why).rules.push_back(one.rule.id + level);
  }
  for (const Unverified& one : verification.requirements)
    group(one.why).requirements.push_back(one.requirement.id);
  return groups;
}

}  // namespace emconform
