#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "mock/document.h"
#include "mock/hooks.h"

// What defects do to documents, in a few words. `Type` is the attribute of the representation:
// "BackupJobSession" for the entity, "BackupJobSessionReference" for the reference.
namespace emconform::mock {

inline bool is_json(const Request& request) { return request.format == Format::Json; }

/// Queries compare what they show: where they are not meant, a defect of values spares them.
inline bool is_query(const Request& request) { return request.route == "query"; }

/// The answer is a representation, not an Error.
inline bool succeeded(const Reply& reply) { return reply.status == 200 && reply.document; }

/// The members of the Error, or null where the answer is none.
inline Object* error_of(Reply& reply) {
  return reply.status >= 400 && reply.document ? &reply.document->content : nullptr;
}

template <class Visit>
void for_each_of_type(Reply& reply, std::string_view type, Visit visit) {
  if (!succeeded(reply)) return;
  for_each_object(reply.document->content, [&](Object& object) {
    if (text(object, "Type") == type) visit(object);
  });
}

/// Changes the value of a member where all objects of the type have one.
inline void set_everywhere(Reply& reply, std::string_view type, std::string_view name,
                           const Value& value) {
  for_each_of_type(reply, type, [&](Object& object) {
    if (Member* member = find(object, name)) member->value = value;
  });
}

inline void remove_member(Object& object, std::string_view name) {
  std::erase_if(object.members, [&](const Member& member) { return member.name == name; });
}

/// Changes a text where there is one.
template <class Change>
void change_text(Object& object, std::string_view name, Change change) {
  Member* member = find(object, name);
  auto* value = member == nullptr ? nullptr : std::get_if<std::string>(&member->value);
  if (value != nullptr) change(*value);
}

template <class Change>
void change_everywhere(Reply& reply, std::string_view type, std::string_view name, Change change) {
  for_each_of_type(reply, type, [&](Object& object) { change_text(object, name, change); });
}

inline void remove_everywhere(Reply& reply, std::string_view type, std::string_view name) {
  for_each_of_type(reply, type, [&](Object& object) { remove_member(object, name); });
}

/// The first link with that relation, to that type unless it is left out; or null.
inline Link* find_link(Object& object, std::string_view rel, std::string_view type = {}) {
  auto* links = links_of(object);
  if (links == nullptr) return nullptr;
  const auto found = std::find_if(links->begin(), links->end(), [&](const Link& link) {
    return link.rel == rel && (type.empty() || link.type == type);
  });
  return found == links->end() ? nullptr : &*found;
}

/// Changes the first such link of all objects of the type.
template <class Change>
void change_links(Reply& reply, std::string_view type, std::string_view rel,
                  std::string_view link_type, Change change) {
  for_each_of_type(reply, type, [&](Object& object) {
    if (Link* link = find_link(object, rel, link_type)) change(*link);
  });
}

inline void remove_links(Reply& reply, std::string_view type, std::string_view rel,
                         std::string_view link_type) {
  for_each_of_type(reply, type, [&](Object& object) {
    if (auto* links = links_of(object))
      std::erase_if(*links, [&](const Link& link) {
        return link.rel == rel && (link_type.empty() || link.type == link_type);
      });
  });
}

/// The items of a collection or of a query's page, or null.
inline List* items_of(Reply& reply) {
  return succeeded(reply) ? first_list(reply.document->content) : nullptr;
}

inline void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace emconform::mock
