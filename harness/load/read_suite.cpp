#include <fmt/format.h>

#include <utility>

#include "load/json_values.h"
#include "load/read_data.h"
#include "model/results.h"

namespace emconform {
namespace {

using nlohmann::json;

/// A list of named values; `otherwise` if it is not there.
template <class Value, class Named>
std::vector<Value> named_values(const json& object, const char* key, Named named, Value otherwise) {
  std::vector<Value> values;
  for (const std::string& name : texts_in(object, key))
    if (const auto value = named(name)) values.push_back(*value);
  if (values.empty()) values.push_back(otherwise);
  return values;
}

/// What a server answers to an Accept header: JSON if application/json stands anywhere in it, else
/// XML (api-facts, section 3).
Format implied_format(const std::string& accept) {
  return accept.find("application/json") == std::string::npos ? Format::Xml : Format::Json;
}

Accept read_accept(const json& entry) {
  if (entry.is_null()) return {.value = std::nullopt, .format = Format::Xml};
  if (entry.is_string()) {
    const auto value = entry.get<std::string>();
    return {.value = value, .format = implied_format(value)};
  }
  return {.value = text_in(entry, "value"),
          .format = format_named(text_in(entry, "format")),  // "any" is none of the two
          .reason = text_in(entry, "reason")};
}

std::vector<Accept> read_accepts(const json& object) {
  std::vector<Accept> accepts;
  for (const json& entry : object.value("accept", json::array({nullptr})))
    accepts.push_back(read_accept(entry));
  return accepts;
}

std::vector<int> read_statuses(const json& object) {
  std::vector<int> statuses;
  for (const json& status : object.value("status", json::array({200})))
    statuses.push_back(integer_of<int>(status));
  return statuses;
}

Case read_case(const json& object, Shape suite_shape) {
  Case test{.name = text_in(object, "name"),
            .method = object.value("method", std::string("GET")),
            .auth = named_values(object, "auth", auth_named, Auth::Session),
            .accept = read_accepts(object),
            .form = named_values(object, "form", form_named, Form::Reference),
            .query = text_in(object, "query"),
            .status = read_statuses(object),
            .reason = text_in(object, "reason"),
            .shape = shape_named(text_in(object, "shape")).value_or(suite_shape),
            .checks = texts_in(object, "checks"),
            .relation = text_in(object, "relation"),
            .properties = texts_in(object, "properties"),
            .other = text_in(object, "other"),
            .filter = text_in(object, "filter"),
            .links = texts_in(object, "links"),
            .sample = integer_in(object, "sample", 0),
            .probe = object.value("probe", false)};
  if (test.checks.empty()) test.checks.emplace_back("*");
  return test;
}

std::optional<Discovery> read_discovery(const json& suite) {
  if (!suite.contains("discovery")) return std::nullopt;
  const json& object = suite.at("discovery");
  return Discovery{.from = text_in(object, "from"),
                   .contract = text_in(object, "contract"),
                   .rel = text_in(object, "rel"),
                   .type = text_in(object, "type"),
                   .optional = text_in(object, "optional")};
}

}  // namespace

Suite read_suite(const Document& document) {
  const json& object = document.json;
  Suite suite{.name = text_in(object, "name"),
              .endpoint = text_in(object, "endpoint"),
              .contract = text_in(object, "contract"),
              .shape = shape_named(text_in(object, "shape")).value_or(Shape::List),
              .discovery = read_discovery(object),
              .since = text_in(object, "since"),
              .source = text_in(object, "source"),
              .file = document.name};
  for (const json& entry : object.value("cases", json::array())) {
    Case test = read_case(entry, suite.shape);
    const auto offset = document.offsets.at(fmt::format("/cases/{}", suite.cases.size()));
    test.where = fmt::format("{}:{}", document.name, line_column(document.text, offset).line);
    suite.cases.push_back(std::move(test));
  }
  return suite;
}

}  // namespace emconform
