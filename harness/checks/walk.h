#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/contract.h"
#include "model/representation.h"

// Ways through a representation. Places are kept as chains on the stack and spelt only when a
// finding needs them: most items conform, and lists of 100,000 items are judged.
namespace emconform {

/// A place in a representation. Refers to its parent and to the name, which must outlive it.
struct Place {
  const Place* parent = nullptr;
  std::string_view name{};  // "" for the root; may itself be a path: "Entities/Jobs/Job"
  std::size_t index = 0;    // from 1; 0: not one of several

  /// "/Ref[2]/Links/Link[1]/Href"; the root element is left out, "/" is the root itself.
  std::string text() const;
};

/// The place of a named part below a place: "/Ref[2]" and "Name" give "/Ref[2]/Name".
std::string path_of(const Place& parent, std::string_view name);

/// The place of a link's attribute, `index` from 0: "/Ref[2]/Links/Link[1]/Href".
std::string path_of_link(const Place& owner, std::size_t index, std::string_view attribute = {});

/// The nested objects that a rule of type Object speaks of. An array and XML's repeated elements
/// give several; the JSON array of <X> elements is named "Xs" (api-facts, section 4). An element
/// without content is an object without fields.
std::vector<const Resource*> nested_objects(const Resource& owner, const FieldRule& rule);

/// Whether the resource has anything of that rule's name that is not null.
bool is_present(const Resource& owner, const FieldRule& rule);

/// Calls visit(owner, rule, place of the owner) for every rule, and for those of nested objects.
using FieldVisitor = std::function<void(const Resource&, const FieldRule&, const Place&)>;
void each_field(const Resource& owner, const std::vector<FieldRule>& rules, const Place& place,
                const FieldVisitor& visit);

/// Whether the predicate holds for a rule, or one nested in it.
bool any_field(const std::vector<FieldRule>& rules,
               const std::function<bool(const FieldRule&)>& holds);

/// Calls visit(resource, place) for every element or object of the tree, the root included, lists
/// excluded. `names` are the collection's, so that a JSON item is called like the XML element.
using ResourceVisitor = std::function<void(const Resource&, const Place&)>;
void each_resource(const Resource& root, const ListNames& names, const ResourceVisitor& visit);

}  // namespace emconform
