#include "load/json_values.h"
#include "load/read_data.h"
#include "model/results.h"

namespace emconform {
namespace {

using nlohmann::json;

FieldType field_type_in(const json& object) {
  return field_type_named(text_in(object, "type")).value_or(FieldType::String);
}

std::optional<std::int64_t> bound_in(const json& object, const char* key) {
  if (!object.contains(key)) return std::nullopt;
  return integer_of<std::int64_t>(object.at(key));
}

FieldRule read_field(const json& object) {
  FieldRule rule{.name = text_in(object, "name"),
                 .type = field_type_in(object),
                 .optional = object.value("optional", false),
                 .attribute = object.value("attribute", false),
                 .values = texts_in(object, "values"),
                 .tolerated = texts_in(object, "tolerated"),
                 .uid_type = text_in(object, "uid_type"),
                 .minimum = bound_in(object, "minimum"),
                 .maximum = bound_in(object, "maximum"),
                 .not_before = text_in(object, "not_before"),
                 .link = text_in(object, "link")};
  if (object.contains("fields"))
    for (const json& field : object.at("fields")) rule.fields.push_back(read_field(field));
  return rule;
}

LinkRule read_link(const json& object) {
  return {.rel = text_in(object, "rel"),
          .types = texts_in(object, "types"),
          .paths = texts_in(object, "paths"),
          .minimum = integer_in(object, "minimum", 1),
          .maximum = integer_in(object, "maximum", 1),
          .named = object.value("named", false),
          .inverse = text_in(object, "inverse")};
}

std::optional<FormRule> read_form(const json& contract, const char* key) {
  if (!contract.contains(key)) return std::nullopt;
  const json& object = contract.at(key);
  FormRule form{.root = text_in(object, "root"),
                .type = text_in(object, "type"),
                .href = text_in(object, "href")};
  for (const json& link : object.value("links", json::array()))
    form.links.push_back(read_link(link));
  for (const json& field : object.value("fields", json::array()))
    form.fields.push_back(read_field(field));
  return form;
}

ListNames read_names(const json& object) {
  return {.element = text_in(object, "element"), .property = text_in(object, "property")};
}

std::optional<ListRule> read_list(const json& contract, const char* key) {
  if (!contract.contains(key)) return std::nullopt;
  const json& object = contract.at(key);
  return ListRule{.root = text_in(object, "root"), .names = read_names(object)};
}

QueryProperty read_property(const json& object) {
  return {.name = text_in(object, "name"),
          .type = field_type_in(object),
          .values = texts_in(object, "values"),
          .uid_type = text_in(object, "uid_type"),
          .at = text_in(object, "at")};
}

Requirement read_requirement(const json& object) {
  return {.id = text_in(object, "id"),
          .level = level_named(text_in(object, "level")).value_or(Level::Must),
          .grade = text_in(object, "grade"),
          .document = text_in(object, "document"),
          .section = text_in(object, "section"),
          .hash = text_in(object, "hash"),
          .rule = text_in(object, "rule"),
          .checks = texts_in(object, "checks"),
          .reason = text_in(object, "reason")};
}

}  // namespace

Contract read_contract(const Document& document) {
  const json& object = document.json;
  Contract contract{.resource = text_in(object, "resource"),
                    .uid_type = text_in(object, "uid_type"),
                    .reference = read_form(object, "reference"),
                    .entity = read_form(object, "entity"),
                    .reference_list = read_list(object, "reference_list"),
                    .entity_list = read_list(object, "entity_list"),
                    .window_days = integer_in(object, "window_days", 0),
                    .source = text_in(object, "source"),
                    .file = document.name};
  if (object.contains("query")) {
    const json& query = object.at("query");
    contract.query_type = text_in(query, "type");
    contract.query_names = read_names(query);
    for (const json& property : query.value("properties", json::array()))
      contract.query_properties.push_back(read_property(property));
  }
  return contract;
}

std::vector<Requirement> read_requirements(const Document& document) {
  std::vector<Requirement> requirements;
  for (const json& object : document.json.value("requirements", json::array()))
    requirements.push_back(read_requirement(object));
  return requirements;
}

}  // namespace emconform
