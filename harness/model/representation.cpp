#include "model/representation.h"

#include <algorithm>

namespace emconform {
namespace {

/// The list child of that name; looks one object deeper for the doubled names of a QueryResult.
const Resource* find_list(const Resource& parent, std::string_view property) {
  const Resource* child = find_child(parent, property);
  if (child == nullptr || child->is_list) return child;
  const Resource* inner = find_child(*child, property);
  return inner != nullptr && inner->is_list ? inner : nullptr;
}

}  // namespace

const Field* find_field(const Resource& resource, std::string_view name) {
  const auto found = std::find_if(resource.fields.begin(), resource.fields.end(), [&](auto& field) {
    return field.name == name && field.writing != Writing::Null;
  });
  return found == resource.fields.end() ? nullptr : &*found;
}

std::optional<std::string_view> text_of(const Resource& resource, std::string_view name) {
  const Field* field = find_field(resource, name);
  if (field == nullptr) return std::nullopt;
  return field->text;
}

const Resource* find_child(const Resource& resource, std::string_view name) {
  const auto found = std::find_if(resource.children.begin(), resource.children.end(),
                                  [&](const Resource& child) { return child.element == name; });
  return found == resource.children.end() ? nullptr : &*found;
}

std::vector<const Resource*> members(const Resource& parent, const ListNames& names) {
  std::vector<const Resource*> found;
  if (const Resource* list = find_list(parent, names.property)) {
    for (const Resource& member : list->children) found.push_back(&member);
    return found;
  }
  // XML: the elements stand in the parent, or inside a wrapper of the list's name (Entities).
  const Resource* wrapper = find_child(parent, names.property);
  const Resource& holder =
      wrapper != nullptr && names.property != names.element ? *wrapper : parent;
  for (const Resource& child : holder.children)
    if (child.element == names.element && !child.is_list) found.push_back(&child);
  return found;
}

}  // namespace emconform
