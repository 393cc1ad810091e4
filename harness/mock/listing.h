#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mock/context.h"

// Rows as the documents of collections and items.
namespace emconform::mock {

inline Form form_of(const Request& request) {
  return request.entity ? Form::Entity : Form::Reference;
}

template <class Row>
List list_of(const Site& site, const std::vector<Row>& rows, const Kind& kind, Form form) {
  List list{form == Form::Entity ? std::string{kind.element} : "Ref"};
  list.items.reserve(rows.size());
  for (const Row& row : rows) list.items.push_back(represent(site, row, kind, form));
  return list;
}

/// A root that holds nothing but a list: { "Refs": [..] }.
inline Reply list_reply(std::string root, std::string name, List list) {
  return {.document = Document{std::move(root), {{{std::move(name), std::move(list)}}}}};
}

/// Without rows the collection is empty, but it is there.
template <class Row>
Reply collection(const Context& context, const std::vector<Row>& rows, const Kind& kind) {
  const Form form = form_of(context.request);
  List list = list_of(context.site, rows, kind, form);
  return form == Form::Entity
             ? list_reply(std::string{kind.plural}, std::string{kind.plural}, std::move(list))
             : list_reply("EntityReferences", "Refs", std::move(list));
}

inline Reply not_found() { return error_reply(404, "There is no resource with this ID."); }

/// The one row of an item; 404 without it.
template <class Row>
Reply item(const Context& context, const std::vector<Row>& rows, const Kind& kind) {
  if (rows.empty()) return not_found();
  const Form form = form_of(context.request);
  return {.document = Document{form == Form::Entity ? std::string{kind.element} : "EntityRef",
                               represent(context.site, rows.front(), kind, form)}};
}

}  // namespace emconform::mock
