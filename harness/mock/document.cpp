#include "mock/document.h"

#include <algorithm>

namespace emconform::mock {

const Member* find(const Object& object, std::string_view name) {
  const auto found = std::find_if(object.members.begin(), object.members.end(),
                                  [&](const Member& member) { return member.name == name; });
  return found == object.members.end() ? nullptr : &*found;
}

Member* find(Object& object, std::string_view name) {
  return const_cast<Member*>(find(static_cast<const Object&>(object), name));
}

std::string_view text(const Object& object, std::string_view name) {
  const Member* member = find(object, name);
  const auto* value = member == nullptr ? nullptr : std::get_if<std::string>(&member->value);
  return value == nullptr ? std::string_view{} : std::string_view{*value};
}

std::vector<Link>* links_of(Object& object) {
  Member* member = find(object, "Links");
  return member == nullptr ? nullptr : std::get_if<std::vector<Link>>(&member->value);
}

void for_each_object(Object& object, const std::function<void(Object&)>& visit) {
  visit(object);
  for (Member& member : object.members) {
    if (auto* inner = std::get_if<Object>(&member.value)) for_each_object(*inner, visit);
    if (auto* list = std::get_if<List>(&member.value))
      for (Object& item : list->items) for_each_object(item, visit);
  }
}

List* first_list(Object& object) {
  for (Member& member : object.members) {
    if (auto* list = std::get_if<List>(&member.value)) return list;
    if (auto* inner = std::get_if<Object>(&member.value))
      if (List* list = first_list(*inner)) return list;
  }
  return nullptr;
}

}  // namespace emconform::mock
