#include "run/strata.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace emconform {
namespace {

constexpr const char* creation_time = "CreationTimeUTC";

/// "State=Stopped" for each field with a closed set of values, "link Related" for each link.
std::vector<std::string> values_of(const Resource& resource, const FormRule& rule) {
  std::vector<std::string> values;
  for (const FieldRule& field : rule.fields)
    if (!field.values.empty() || field.type == FieldType::Boolean)
      if (const auto value = text_of(resource, field.name))
        values.push_back(fmt::format("{}={}", field.name, *value));
  for (const Link& link : resource.links)
    values.push_back(fmt::format("link {} {}", link.rel.value_or(""), link.type.value_or("")));
  return values;
}

/// Places of the oldest and the newest; times of one format are ordered as texts.
std::set<std::size_t> ends(const Resources& resources) {
  std::size_t oldest = 0, newest = resources.size() - 1;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const auto time = text_of(*resources[i], creation_time);
    if (!time) continue;
    if (*time < text_of(*resources[oldest], creation_time).value_or("~")) oldest = i;
    if (*time > text_of(*resources[newest], creation_time).value_or("")) newest = i;
  }
  return {oldest, newest};
}

class Chooser {
 public:
  Chooser(const Resources& resources, const FormRule& rule, std::uint64_t seed)
      : resources_(resources), start_(seed % resources.size()), chosen_(ends(resources)) {
    values_.reserve(resources.size());
    for (const Resource* one : resources) values_.push_back(values_of(*one, rule));
    for (const std::size_t at : chosen_) seen_.insert(values_[at].begin(), values_[at].end());
  }

  std::set<std::size_t> choose(std::size_t count) {
    while (chosen_.size() < count && add_unlike()) {
    }
    const std::size_t open = count - std::min(count, chosen_.size());
    for (std::size_t i = 0; i < open; ++i) add_near(start_ + i * resources_.size() / open);
    return chosen_;
  }

 private:
  /// The one that brings most of what was not seen yet; false if none brings anything.
  bool add_unlike() {
    std::size_t best = 0;
    std::ptrdiff_t most = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::size_t at = (start_ + i) % values_.size();
      const auto brings = std::count_if(values_[at].begin(), values_[at].end(),
                                        [&](const auto& one) { return !seen_.contains(one); });
      if (brings > most) {
        most = brings;
        best = at;
      }
    }
    if (most == 0) return false;
    chosen_.insert(best);
    seen_.insert(values_[best].begin(), values_[best].end());
    return true;
  }

  void add_near(std::size_t at) {
    while (!chosen_.insert(at % resources_.size()).second) ++at;
  }

  const Resources& resources_;
  std::size_t start_;
  std::set<std::size_t> chosen_;
  std::vector<std::vector<std::string>> values_{};
  std::set<std::string> seen_{};
};

}  // namespace

Resources strata(const Resources& resources, const Contract& contract, std::size_t count,
                 std::uint64_t seed) {
  if (resources.size() <= count) return resources;
  if (count == 0) return {};
  if (count == 1) return {resources[seed % resources.size()]};
  static const FormRule no_fields{};
  Resources chosen;
  for (const std::size_t at :
       Chooser(resources, contract.entity ? *contract.entity : no_fields, seed).choose(count))
    chosen.push_back(resources[at]);
  return chosen;
}

}  // namespace emconform
