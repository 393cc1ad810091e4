#include "checks/walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace emconform {
namespace {

const Resource nothing{};

void append(const Place& place, std::string& text) {
  if (place.parent != nullptr) append(*place.parent, text);
  if (place.name.empty()) return;
  text.append("/").append(place.name);
  if (place.index != 0) text += fmt::format("[{}]", place.index);
}

/// What XML calls the items of a JSON array.
std::string_view item_name(std::string_view property, const ListNames& names) {
  if (property == names.property) return names.element;
  if (property.ends_with('s')) property.remove_suffix(1);
  return property;
}

void walk(const Resource& resource, const Place& place, const ListNames& names,
          const ResourceVisitor& visit) {
  visit(resource, place);
  const auto& children = resource.children;
  std::size_t run = 0;  // of equally named siblings; they stand together
  for (std::size_t i = 0; i < children.size(); ++i) {
    const Resource& child = children[i];
    if (child.is_list) {
      run = 0;
      const std::string_view name = item_name(child.element, names);
      for (std::size_t item = 0; item < child.children.size(); ++item)
        walk(child.children[item], {&place, name, item + 1}, names, visit);
      continue;
    }
    const bool after = i > 0 && children[i - 1].element == child.element;
    const bool before = i + 1 < children.size() && children[i + 1].element == child.element;
    run = after ? run + 1 : 1;
    const bool numbered = after || before || child.element == names.element;
    walk(child, {&place, child.element, numbered ? run : 0}, names, visit);
  }
}

}  // namespace

std::string Place::text() const {
  std::string text;
  append(*this, text);
  return text.empty() ? "/" : text;
}

std::string path_of(const Place& parent, std::string_view name) {
  return Place{&parent, name, 0}.text();
}

std::string path_of_link(const Place& owner, std::size_t index, std::string_view attribute) {
  const Place links{&owner, "Links", 0};
  const Place link{&links, "Link", index + 1};
  return Place{&link, attribute, 0}.text();
}

std::vector<const Resource*> nested_objects(const Resource& owner, const FieldRule& rule) {
  std::vector<const Resource*> found;
  const auto collect = [&](std::string_view name, bool lists_only) {
    for (const Resource& child : owner.children) {
      if (child.element != name) continue;
      if (child.is_list)
        for (const Resource& item : child.children) found.push_back(&item);
      else if (!lists_only)
        found.push_back(&child);
    }
  };
  collect(rule.name, false);
  if (found.empty()) collect(rule.name + "s", true);
  if (!found.empty()) return found;
  const Field* field = find_field(owner, rule.name);
  if (field != nullptr && field->writing == Writing::Text && field->text.empty())
    found.push_back(&nothing);
  return found;
}

bool is_present(const Resource& owner, const FieldRule& rule) {
  return find_field(owner, rule.name) != nullptr || find_child(owner, rule.name) != nullptr ||
         (rule.type == FieldType::Object && find_child(owner, rule.name + "s") != nullptr);
}

void each_field(const Resource& owner, const std::vector<FieldRule>& rules, const Place& place,
                const FieldVisitor& visit) {
  for (const FieldRule& rule : rules) {
    visit(owner, rule, place);
    if (rule.fields.empty()) continue;
    const auto objects = nested_objects(owner, rule);
    for (std::size_t i = 0; i < objects.size(); ++i) {
      const std::size_t index = objects.size() > 1 ? i + 1 : 0;
      each_field(*objects[i], rule.fields, {&place, rule.name, index}, visit);
    }
  }
}

bool any_field(const std::vector<FieldRule>& rules,
               const std::function<bool(const FieldRule&)>& holds) {
  return std::any_of(rules.begin(), rules.end(), [&](const FieldRule& rule) {
    return holds(rule) || any_field(rule.fields, holds);
  });
}

void each_resource(const Resource& root, const ListNames& names, const ResourceVisitor& visit) {
  walk(root, {}, names, visit);
}

}  // namespace emconform
