#include "run/join.h"

namespace emconform {
namespace {

void add_field(Resource& resource, const QueryProperty& property, const Join& join,
               const JoinedValues& values) {
  if (const auto key = text_of(resource, join.key))
    if (const auto found = values.find(std::string(*key)); found != values.end())
      resource.fields.push_back({.name = property.at, .text = found->second});
  for (Resource& child : resource.children) add_field(child, property, join, values);
}

}  // namespace

std::optional<Join> join_of(const QueryProperty& property) {
  constexpr std::string_view prefix = "join:";
  std::string_view at = property.at;
  if (!at.starts_with(prefix)) return std::nullopt;
  at.remove_prefix(prefix.size());
  const std::size_t first = at.find(':'), last = at.rfind(':');
  if (first == std::string_view::npos || last == first) return std::nullopt;
  return Join{.key = at.substr(0, first),
              .resource = at.substr(first + 1, last - first - 1),
              .field = at.substr(last + 1)};
}

JoinedValues joined_values(const Join& join, const Resources& others) {
  JoinedValues values;
  for (const Resource* other : others)
    if (const auto uid = text_of(*other, "UID"), value = text_of(*other, join.field); uid && value)
      values.emplace(*uid, *value);
  return values;
}

Exchange joined(const Exchange& answer, const QueryProperty& property, const Join& join,
                const JoinedValues& values) {
  Exchange copy = answer;
  if (copy.representation) add_field(copy.representation->root, property, join, values);
  return copy;
}

}  // namespace emconform
