#include "load/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "load/nearest.h"

namespace emconform {
namespace {

using nlohmann::json;
using Parts = std::vector<const json*>;

/// What the library says of one value.
struct Failure {
  std::string pointer{};
  std::string description{};
};

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

/// Says only that a value further down failed, which has a message of its own.
bool is_echo(const Failure& failure) {
  return starts_with(failure.description, "Failed to validate");
}

bool is_type_failure(const Failure& failure) {
  return starts_with(failure.description, "Value type not permitted");
}

/// {"<root>", "[cases]", "[0]"} is "/cases/0".
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i)
    pointer += fmt::format("/{}", pointer_token(context[i].substr(1, context[i].size() - 2)));
  return pointer;
}

std::vector<Failure> failures_of(const json& value, const json& schema) {
  valijson::Schema compiled;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), compiled);
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  std::vector<Failure> failures;
  if (validator.validate(compiled, valijson::adapters::NlohmannJsonAdapter(value), &results))
    return failures;
  for (const auto& result : results)
    failures.push_back({pointer_of(result.context), result.description});
  std::set<std::string> mistyped;
  for (const Failure& failure : failures)
    if (is_type_failure(failure)) mistyped.insert(failure.pointer);
  const bool all_echo = std::all_of(failures.begin(), failures.end(), is_echo);
  std::erase_if(failures, [&](const Failure& failure) {
    return (!all_echo && is_echo(failure)) ||
           (!is_type_failure(failure) && mistyped.count(failure.pointer) != 0);
  });
  return failures;
}

std::vector<std::string> property_names(const Parts& parts) {
  std::vector<std::string> names;
  for (const json* part : parts)
    if (const auto found = part->find("properties"); found != part->end())
      for (const auto& [name, rule] : found->items())
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  return names;
}

std::vector<std::string> allowed_values(const Parts& parts) {
  std::vector<std::string> values;
  for (const json* part : parts)
    if (const auto found = part->find("enum"); found != part->end())
      for (const json& value : *found)
        values.push_back(value.is_string() ? value.get<std::string>() : value.dump());
  return values;
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
  const auto near = nearest(word, known);
  return near ? fmt::format("did you mean '{}'?", *near) : std::string();
}

/// A JSON type, for people who do not write JSON every day.
std::string type_name(const std::string& type) {
  if (type == "array") return "a list [..]";
  if (type == "object") return "an object {..}";
  if (type == "string") return "a text in quotes";
  if (type == "integer") return "a whole number";
  if (type == "number") return "a number";
  if (type == "boolean") return "true or false";
  return type;
}

std::string allowed_types(const Parts& parts) {
  std::vector<std::string> names;
  for (const json* part : parts) {
    const auto found = part->find("type");
    if (found == part->end()) continue;
    for (const json& type : found->is_array() ? *found : json::array({*found}))
      names.push_back(type_name(type.get<std::string>()));
  }
  return names.empty() ? "something else" : fmt::format("{}", fmt::join(names, " or "));
}

/// A value, short enough for a message.
std::string shown(const json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  return printable(value.is_string() ? fmt::format("'{}'", value.get<std::string>())
                                     : value.dump());
}

void add_unknown_keys(const Document& document, const Failure& failure, const json& value,
                      const Parts& parts, std::vector<Error>& errors) {
  const auto known = property_names(parts);
  for (const auto& [key, ignored] : value.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    std::string remedy = did_you_mean(key, known);
    if (remedy.empty())
      remedy = fmt::format("known here: {}", fmt::join(nearest_first(key, known), ", "));
    errors.push_back(error_at(document, fmt::format("{}/{}", failure.pointer, pointer_token(key)),
                              fmt::format("unknown key '{}'", printable(key)), std::move(remedy),
                              true));
  }
}

Error missing_key(const Document& document, const Failure& failure, const Parts& parts) {
  const auto first = failure.description.find('\''), last = failure.description.rfind('\'');
  const std::string key = failure.description.substr(first + 1, last - first - 1);
  std::string remedy = fmt::format("add \"{}\"", key);
  for (const json* part : parts) {
    const json::json_pointer place(fmt::format("/properties/{}/description", pointer_token(key)));
    if (part->contains(place)) remedy += fmt::format(": {}", part->at(place).get<std::string>());
  }
  return error_at(document, failure.pointer, fmt::format("key '{}' is missing", key),
                  std::move(remedy));
}

Error wrong_value(const Document& document, const Failure& failure, const json& value,
                  const Parts& parts) {
  const std::string word = value.is_string() ? value.get<std::string>() : value.dump();
  const auto allowed = allowed_values(parts);
  std::string remedy = did_you_mean(word, allowed);
  remedy += fmt::format("{}allowed: {}", remedy.empty() ? "" : " ",
                        fmt::join(nearest_first(word, allowed), ", "));
  return error_at(document, failure.pointer, fmt::format("{} is not allowed here", shown(value)),
                  std::move(remedy));
}

Error wrong_pattern(const Document& document, const Failure& failure, const json& value,
                    const Parts& parts) {
  std::string remedy;
  for (const json* part : parts)
    if (const auto found = part->find("pattern"); found != part->end())
      remedy = fmt::format("it must match {}", found->get<std::string>());
  return error_at(document, failure.pointer, fmt::format("{} is not written right", shown(value)),
                  std::move(remedy));
}

Error wrong_type(const Document& document, const Failure& failure, const json& value,
                 const Parts& parts) {
  const std::string wanted = allowed_types(parts);
  const bool wants_list = wanted == type_name("array") && value.is_string();
  return error_at(document, failure.pointer,
                  fmt::format("{} stands where {} is wanted", shown(value), wanted),
                  wants_list ? fmt::format("write [{}]", printable(value.dump())) : std::string());
}

/// A number out of its bounds, a text or list of a wrong length.
Error wrong_size(const Document& document, const Failure& failure, const json& value,
                 const Parts& parts) {
  std::vector<std::string> bounds;
  for (const json* part : parts)
    for (const auto& [keyword, text] :
         {std::pair("minimum", "at least {}"), std::pair("maximum", "at most {}"),
          std::pair("minLength", "{} or more characters"),
          std::pair("maxLength", "{} or fewer characters"),
          std::pair("minItems", "{} or more entries"),
          std::pair("maxItems", "{} or fewer entries")})
      if (const auto found = part->find(keyword); found != part->end())
        bounds.push_back(fmt::format(fmt::runtime(text), found->dump()));
  if (bounds.empty()) bounds.push_back(printable(failure.description));
  const bool empty = value.empty() || value == "";
  return error_at(document, failure.pointer,
                  fmt::format("{} is not allowed here", empty ? "an empty value" : shown(value)),
                  fmt::format("wanted: {}", fmt::join(bounds, ", ")));
}

void add_error(const Document& document, const json& schema, const Failure& failure,
               std::vector<Error>& errors) {
  const json::json_pointer pointer(failure.pointer);
  const json& value = document.json.at(pointer);
  const Parts parts = schemas_at(schema, pointer);
  if (starts_with(failure.description, "Object contains a property")) {
    add_unknown_keys(document, failure, value, parts, errors);
  } else if (starts_with(failure.description, "Missing required property")) {
    errors.push_back(missing_key(document, failure, parts));
  } else if (starts_with(failure.description, "Failed to match against any enum")) {
    errors.push_back(wrong_value(document, failure, value, parts));
  } else if (starts_with(failure.description, "Failed to match regex")) {
    errors.push_back(wrong_pattern(document, failure, value, parts));
  } else if (is_type_failure(failure)) {
    errors.push_back(wrong_type(document, failure, value, parts));
  } else {
    errors.push_back(wrong_size(document, failure, value, parts));
  }
}

}  // namespace

std::vector<Error> schema_errors(const Document& document, const json& schema) {
  std::vector<Error> errors;
  try {
    std::vector<Failure> failures = failures_of(document.json, schema);
    const auto offset = [&](const Failure& failure) {
      const auto found = document.offsets.find(failure.pointer);
      return found == document.offsets.end() ? 0 : found->second;
    };
    std::stable_sort(failures.begin(), failures.end(),
                     [&](const auto& a, const auto& b) { return offset(a) < offset(b); });
    for (const Failure& failure : failures) add_error(document, schema, failure, errors);
  } catch (const std::exception& error) {  // of valijson, nlohmann or std::regex
    errors.push_back(
        {.where = document.name,
         .what = fmt::format("cannot be held to its schema: {}", printable(error.what()))});
  }
  return errors;
}

}  // namespace emconform
