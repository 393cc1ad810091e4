#include "checks/body.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "checks/expectation.h"

namespace emconform {
namespace {

constexpr std::string_view veeam_namespace = "http://www.veeam.com/ent/v1.0";

/// Whether a property or an element of that name is there, null and empty ones included.
bool has_part(const Resource& resource, std::string_view name) {
  return find_child(resource, name) != nullptr ||
         std::any_of(resource.fields.begin(), resource.fields.end(),
                     [&](const Field& field) { return field.name == name; });
}

bool looks_like_member(const Resource& resource) {
  return find_field(resource, "UID") != nullptr || find_field(resource, "Href") != nullptr;
}

bool holds_members(const Resource& resource) {
  return std::any_of(resource.children.begin(), resource.children.end(), [](const Resource& child) {
    return looks_like_member(child) || holds_members(child);
  });
}

std::string root_name(const Expected& expected, const Contract& contract) {
  if (expected.shape == Shape::Query) return "QueryResult";
  if (expected.shape == Shape::Error) return "Error";
  if (expected.shape == Shape::List) {
    const ListRule* list = list_rule(contract, expected.form);
    return list == nullptr ? "" : list->root;
  }
  const FormRule* form = member_rule(expected, contract);
  return form == nullptr ? "" : form->root;
}

void judge_xml_list(const Resource& parent, const Place& place, std::string_view element,
                    Judgement& judgement) {
  std::size_t index = 0;
  for (const Resource& child : parent.children) {
    if (!looks_like_member(child)) continue;
    ++judgement.witnesses;
    ++index;
    if (child.element != element)
      judgement.findings.push_back({Place{&place, child.element, index}.text(),
                                    fmt::format("an element {}", element), cut(child.element)});
  }
}

void judge_json_list(const Resource& root, const Expected& expected, const Contract& contract,
                     Judgement& judgement) {
  const ListNames names = member_names(expected, contract);
  const ListRule* list = list_rule(contract, expected.form);
  // Only the root element's name was ever seen for some (api-facts, section 4).
  const bool entities = member_rule(expected, contract) == form_rule(contract, Form::Entity);
  const bool other = entities && list != nullptr && has_part(root, list->root);
  const std::string& property =
      !has_part(root, names.property) && other ? list->root : names.property;
  if (!has_part(root, property)) {
    judgement.findings.push_back({"/", fmt::format("a property {}", property), "none"});
    return;
  }
  const Resource* child = find_child(root, property);
  const bool is_array =
      child == nullptr || child->is_list ||
      (find_child(*child, property) != nullptr && find_child(*child, property)->is_list);
  if (!is_array || find_field(root, property) != nullptr)
    judgement.findings.push_back({"/" + property, "an array", "something else"});
}

/// A QueryResult holds exactly one of Refs and Entities, of the type asked for, and PagingInfo.
void judge_query(const Exchange& exchange, const Contract& contract, Judgement& judgement) {
  const Resource& root = exchange.representation->root;
  const Form form = exchange.expected.form;
  const std::string_view right = form == Form::Entity ? "Entities" : "Refs";
  const std::string_view wrong = form == Form::Entity ? "Refs" : "Entities";
  if (!has_part(root, right)) judgement.findings.push_back({"/", fmt::format("{}", right), "none"});
  if (const Resource* other = find_child(root, wrong);
      other != nullptr && holds_members(*other) && find_child(root, right) == nullptr)
    judgement.findings.push_back({"/", fmt::format("{}", right), fmt::format("{}", wrong)});
  if (find_child(root, "PagingInfo") == nullptr)
    judgement.findings.push_back({"/", "PagingInfo", "none"});
  const Resource* entities = find_child(root, "Entities");
  if (form != Form::Entity || entities == nullptr) return;
  const Place place{nullptr, "Entities", 0};
  for (const Resource& child : entities->children) {
    if (child.element != contract.query_names.property && holds_members(child))
      judgement.findings.push_back({path_of(place, child.element),
                                    fmt::format("{} alone", contract.query_names.property),
                                    cut(child.element)});
    else if (exchange.representation->format == Format::Xml)
      judge_xml_list(child, {&place, child.element, 0}, contract.query_names.element, judgement);
  }
}

void judge_xml_root(const Representation& body, const std::string& name, Judgement& judgement) {
  if (!name.empty() && body.root.element != name)
    judgement.findings.push_back(
        {"/", fmt::format("root element {}", name), cut(body.root.element)});
  if (body.xml_namespace != veeam_namespace)
    judgement.findings.push_back({"/", fmt::format("namespace {}", veeam_namespace),
                                  body.xml_namespace.empty() ? "none" : cut(body.xml_namespace)});
}

/// In JSON an item has no name: it is known by its Type, or else by any of its properties.
void judge_json_item(const Resource& root, const FormRule* form, Judgement& judgement) {
  const auto type = text_of(root, "Type");
  if (form != nullptr && !form->type.empty() && type && *type != form->type)
    judgement.findings.push_back({"/Type", form->type, cut(*type)});
  const bool known = type || find_field(root, "Href") != nullptr || root.has_links ||
                     (form != nullptr &&
                      std::any_of(form->fields.begin(), form->fields.end(),
                                  [&](const FieldRule& rule) { return is_present(root, rule); }));
  if (!known)
    judgement.findings.push_back(
        {"/", "an object with Type, Href or fields of the resource", "none of them"});
}

}  // namespace

Judgement well_formed(const Exchange& exchange, const Contract&) {
  const std::string& body = exchange.response->body;
  Judgement judgement{.witnesses = 1};
  if (exchange.expected.shape == Shape::None || exchange.request.method == "HEAD") {
    if (!body.empty())
      judgement.findings.push_back({"body", "none", fmt::format("{} bytes", body.size())});
  } else if (body.empty()) {
    judgement.findings.push_back({"body", "a representation", "none"});
  } else if (!exchange.malformed.empty() || !exchange.representation) {
    judgement.findings.push_back({"body", "well-formed XML or JSON", cut(exchange.malformed)});
  }
  return judgement;
}

Judgement body_root(const Exchange& exchange, const Contract& contract) {
  const Representation& body = *exchange.representation;
  const Expected& expected = exchange.expected;
  Judgement judgement{.witnesses = 1};
  const bool xml = body.format == Format::Xml;
  if (xml) judge_xml_root(body, root_name(expected, contract), judgement);
  switch (expected.shape) {
    case Shape::Item:
      if (!xml) judge_json_item(body.root, member_rule(expected, contract), judgement);
      break;
    case Shape::List:
      if (xml)
        judge_xml_list(body.root, {}, member_names(expected, contract).element, judgement);
      else
        judge_json_list(body.root, expected, contract, judgement);
      break;
    case Shape::Query:
      judge_query(exchange, contract, judgement);
      break;
    case Shape::Error:
      if (!xml && !has_part(body.root, "Message") && !has_part(body.root, "StatusCode"))
        judgement.findings.push_back({"/", "an Error: Message and StatusCode", "neither"});
      break;
    case Shape::None:
      break;
  }
  return judgement;
}

// Response codes: every error status has an Error body. Its Status is left out by real servers.
Judgement error_form(const Exchange& exchange, const Contract&) {
  if (!exchange.representation) {
    if (!exchange.response->body.empty())
      return {.note = "the body is not well-formed: see body.well_formed"};
    return {.witnesses = 1, .findings = {{"body", "an Error", "no body"}}};
  }
  const Resource& error = exchange.representation->root;
  const bool json = exchange.representation->format == Format::Json;
  Judgement judgement{.witnesses = 1};
  const Field* message = find_field(error, "Message");
  if (message == nullptr || message->text.empty() || (json && message->writing != Writing::String))
    judgement.findings.push_back(
        {"/Message", "a text that says what went wrong",
         message == nullptr || message->text.empty() ? "none" : "no string"});
  const Field* code = find_field(error, "StatusCode");
  const std::string status = std::to_string(exchange.response->status);
  if (code == nullptr || code->text != status)
    judgement.findings.push_back({"/StatusCode", status, shown(error, "StatusCode")});
  else if (json && code->writing != Writing::Number)
    judgement.findings.push_back({"/StatusCode", "a number", "no number"});
  return judgement;
}

}  // namespace emconform
