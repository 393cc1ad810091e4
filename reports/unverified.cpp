#include "reports/unverified.h"

#include <fmt/format.h>

#include "reports/in_order.h"

namespace emconform {

std::vector<UnverifiedGroup> unverified_groups(const Verification& verification) {
  InOrder<UnverifiedGroup> groups;
  const auto group = [&](const std::string& why) -> UnverifiedGroup& {
    UnverifiedGroup& row = groups.row(why);
    row.why = why;
    return row;
  };
  for (const RuleVerified& one : verification.rules) {
    if (one.witnesses > 0) continue;
    const std::string level =
        is_demanded(one.rule.level) ? "" : fmt::format(" ({})", name_of(one.rule.level));
    group(one.why).rules.push_back(one.rule.id + level);
  }
  for (const Unverified& one : verification.requirements)
    group(one.why).requirements.push_back(one.requirement.id);
  return std::move(groups.rows);
}

}  // namespace emconform
