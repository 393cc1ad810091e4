#include "load/embedded.h"
#include "load/schema.h"

namespace emconform {
namespace {

using nlohmann::json;
using Parts = std::vector<const json*>;

constexpr int most_references = 16;  // a schema that refers to itself ends here

const json* referenced(const json& root, const json& part) {
  const auto reference = part.find("$ref");
  if (reference == part.end() || !reference->is_string()) return nullptr;
  const auto& text = reference->get_ref<const std::string&>();
  if (text.empty() || text[0] != '#') return nullptr;
  const json::json_pointer pointer(text.substr(1));
  return root.contains(pointer) ? &root.at(pointer) : nullptr;
}

/// A part and what it refers to and consists of.
void add_with_alternatives(const json& root, const json& part, int references, Parts& parts) {
  if (!part.is_object() || references > most_references) return;
  if (const json* target = referenced(root, part))
    return add_with_alternatives(root, *target, references + 1, parts);
  parts.push_back(&part);
  for (const char* keyword : {"allOf", "anyOf", "oneOf"})
    if (const auto found = part.find(keyword); found != part.end())
      for (const json& alternative : *found)
        add_with_alternatives(root, alternative, references + 1, parts);
  for (const char* keyword : {"then", "else"})
    if (const auto found = part.find(keyword); found != part.end())
      add_with_alternatives(root, *found, references + 1, parts);
}

/// What a part says of a property or an item.
const json* below(const json& part, const std::string& token) {
  if (const auto found = part.find("properties"); found != part.end() && found->contains(token))
    return &found->at(token);
  for (const char* keyword : {"items", "additionalProperties"})
    if (const auto found = part.find(keyword); found != part.end() && found->is_object())
      return &*found;
  return nullptr;
}

}  // namespace

Parts schemas_at(const json& schema, const json::json_pointer& pointer) {
  std::vector<std::string> tokens;
  for (auto rest = pointer; !rest.empty(); rest.pop_back()) tokens.push_back(rest.back());
  Parts parts;
  add_with_alternatives(schema, schema, 0, parts);
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
    Parts next;
    for (const json* part : parts)
      if (const json* child = below(*part, *token)) add_with_alternatives(schema, *child, 0, next);
    parts = std::move(next);
  }
  return parts;
}

nlohmann::json schema_named(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == name) return nlohmann::json::parse(file.text);
  return nlohmann::json::object();
}

}  // namespace emconform
