#include "checks/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>

#include "checks/expectation.h"
#include "model/instant.h"

namespace emconform {
namespace {

/// What XML's element and JSON's list property of one name have in common: api-facts, section 4,
/// names a list after its element and an "s" ("Ref", "Refs"), or leaves the name ("Sessions").
std::string stem(std::string_view name) {
  if (name.ends_with("ies")) return std::string(name.substr(0, name.size() - 3)) + "y";
  if (name.ends_with('s')) name.remove_suffix(1);
  return std::string(name);
}

bool is_scalar(const Resource& item) {
  return item.element.empty() && item.children.empty() && item.links.empty() &&
         item.fields.size() == 1 && item.fields.front().name.empty();
}

/// Fields and children of a resource, each under the stem of its name.
struct Parts {
  std::map<std::string, std::vector<const Field*>> fields{};
  std::map<std::string, std::vector<const Resource*>> children{};
};

void add_child(const Resource& child, Parts& parts) {
  const std::string name = stem(child.element);
  if (!child.is_list) {
    parts.children[name].push_back(&child);
    return;
  }
  for (const Resource& item : child.children) {
    if (is_scalar(item))
      parts.fields[name].push_back(&item.fields.front());
    else
      parts.children[name].push_back(&item);
  }
}

Parts parts_of(const Resource& resource) {
  Parts parts;
  for (const Field& field : resource.fields) {
    if (field.writing == Writing::Null) continue;
    parts.fields[stem(field.name)].push_back(&field);
  }
  for (const Resource& child : resource.children) add_child(child, parts);
  return parts;
}

/// The items of a group that is nothing but a wrapper of the same name: <Refs><Ref/></Refs>.
std::vector<const Resource*> unwrapped(const std::string& name,
                                       std::vector<const Resource*> group) {
  while (group.size() == 1 && group.front()->links.empty()) {
    Parts inner = parts_of(*group.front());
    if (!inner.fields.empty() || inner.children.size() != 1 || !inner.children.contains(name))
      break;
    group = std::move(inner.children[name]);
  }
  return group;
}

/// An object or a list without content: XML writes it as an empty element, which has no type.
bool is_empty(const std::vector<const Resource*>& group) {
  return std::all_of(group.begin(), group.end(), [](const Resource* resource) {
    const Parts parts = parts_of(*resource);
    return resource->links.empty() && parts.fields.empty() &&
           std::all_of(parts.children.begin(), parts.children.end(),
                       [](const auto& child) { return is_empty(child.second); });
  });
}

std::optional<bool> boolean(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool same_number(std::string_view left, std::string_view right) {
  const auto a = number<std::int64_t>(left), b = number<std::int64_t>(right);
  if (a && b) return *a == *b;
  const auto x = number<double>(left), y = number<double>(right);
  return x && y && *x == *y;
}

bool same_value(const Field& left, const Field& right) {
  if (left.text == right.text) return true;
  const auto written = [&](Writing as) { return left.writing == as || right.writing == as; };
  if (written(Writing::Boolean)) {
    const auto a = boolean(left.text), b = boolean(right.text);
    return a && b && *a == *b;
  }
  if (written(Writing::Number)) return same_number(left.text, right.text);
  const auto a = parse_date_time(left.text), b = parse_date_time(right.text);
  return a && b && a->instant == b->instant && a->has_zone == b->has_zone;
}

std::string joined(const std::vector<const Field*>& fields) {
  std::string text;
  for (const Field* field : fields) text += (text.empty() ? "" : ", ") + field->text;
  return text;
}

auto parts_of(const Link& link) { return std::tie(link.rel, link.type, link.href, link.name); }

std::string describe(const Link& link) {
  return fmt::format("Rel '{}' Type '{}' Href '{}' Name '{}'", link.rel.value_or(""),
                     link.type.value_or(""), link.href.value_or(""), link.name.value_or(""));
}

std::vector<const Link*> sorted(const std::vector<Link>& links) {
  std::vector<const Link*> all;
  all.reserve(links.size());
  for (const Link& link : links) all.push_back(&link);
  std::sort(all.begin(), all.end(),
            [](const Link* a, const Link* b) { return parts_of(*a) < parts_of(*b); });
  return all;
}

class Comparison {
 public:
  std::vector<Difference> found{};

  void resources(const std::string& path, const Resource& left, const Resource& right) {
    const Parts a = parts_of(left), b = parts_of(right);
    for (const auto& [name, fields] : a.fields) this->fields(path, name, fields, b);
    for (const auto& [name, fields] : b.fields)
      if (!a.fields.contains(name) && !is_empty_element(name, fields, a))
        found.push_back({path + fields.front()->name, std::nullopt, joined(fields)});
    for (const auto& [name, group] : a.children) children(path, name, group, b, false);
    for (const auto& [name, group] : b.children)
      if (!a.children.contains(name)) children(path, name, group, a, true);
    links(path, left.links, right.links);
  }

 private:
  /// <Includes/> beside an "Includes" with nothing in it.
  static bool is_empty_element(const std::string& name, const std::vector<const Field*>& fields,
                               const Parts& other) {
    const auto group = other.children.find(name);
    return fields.front()->text.empty() && group != other.children.end() && is_empty(group->second);
  }

  void fields(const std::string& path, const std::string& name,
              const std::vector<const Field*>& left, const Parts& other) {
    const auto right = other.fields.find(name);
    const std::string place = path + (left.front()->name.empty() ? name : left.front()->name);
    if (right == other.fields.end()) {
      if (!is_empty_element(name, left, other))
        found.push_back({place, joined(left), std::nullopt});
      return;
    }
    const bool same =
        std::equal(left.begin(), left.end(), right->second.begin(), right->second.end(),
                   [](auto* a, auto* b) { return same_value(*a, *b); });
    if (!same) found.push_back({place, joined(left), joined(right->second)});
  }

  void children(const std::string& path, const std::string& name,
                const std::vector<const Resource*>& group, const Parts& other, bool swapped) {
    const std::vector<const Resource*> left = unwrapped(name, group);
    const std::string& element = left.front()->element;  // an array's items have none
    const std::string place = path + (element.empty() ? name : element);
    const auto match = other.children.find(name);
    if (match == other.children.end()) {
      if (is_empty(left)) return;
      Difference missing{place, fmt::format("{} of them", left.size()), std::nullopt};
      if (swapped) std::swap(missing.left, missing.right);
      found.push_back(std::move(missing));
      return;
    }
    const std::vector<const Resource*> right = unwrapped(name, match->second);
    if (left.size() != right.size()) {
      found.push_back(
          {place, fmt::format("{} of them", left.size()), fmt::format("{} of them", right.size())});
      return;
    }
    for (std::size_t i = 0; i < left.size(); ++i)
      resources(left.size() == 1 ? place + "/" : fmt::format("{}[{}]/", place, i + 1), *left[i],
                *right[i]);
  }

  void links(const std::string& path, const std::vector<Link>& left,
             const std::vector<Link>& right) {
    const auto a = sorted(left), b = sorted(right);
    const auto before = [](const Link* x, const Link* y) { return parts_of(*x) < parts_of(*y); };
    std::vector<const Link*> only_left, only_right;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only_left),
                        before);
    std::set_difference(b.begin(), b.end(), a.begin(), a.end(), std::back_inserter(only_right),
                        before);
    for (const Link* link : only_left)
      found.push_back({path + "Links", describe(*link), std::nullopt});
    for (const Link* link : only_right)
      found.push_back({path + "Links", std::nullopt, describe(*link)});
  }
};

/// Written alike to the letter: the usual case of two readings, decided without sorting.
bool are_identical(const Resource& left, const Resource& right) {
  const auto fields = [](const Field& a, const Field& b) {
    return a.name == b.name && a.text == b.text && a.writing == b.writing;
  };
  const auto links = [](const Link& a, const Link& b) { return parts_of(a) == parts_of(b); };
  return left.element == right.element && left.is_list == right.is_list &&
         std::equal(left.fields.begin(), left.fields.end(), right.fields.begin(),
                    right.fields.end(), fields) &&
         std::equal(left.links.begin(), left.links.end(), right.links.begin(), right.links.end(),
                    links) &&
         std::equal(left.children.begin(), left.children.end(), right.children.begin(),
                    right.children.end(), are_identical);
}

}  // namespace

std::vector<Difference> differences(const Resource& left, const Resource& right) {
  if (are_identical(left, right)) return {};
  Comparison comparison;
  comparison.resources("", left, right);
  return std::move(comparison.found);
}

bool are_same(const Resource& left, const Resource& right) {
  return differences(left, right).empty();
}

std::string quoted(const std::optional<std::string>& value) {
  return value ? fmt::format("'{}'", cut(*value)) : "nothing";
}

}  // namespace emconform
