#include "run/learn_objects.h"

#include <algorithm>
#include <array>

#include "model/href.h"
#include "model/instant.h"

namespace emconform {
namespace {

constexpr std::size_t most_names = 500;  // of fields and links of one resource type
constexpr std::size_t most_values = 64;  // of one enumeration
constexpr std::size_t most_types = 24;   // words of type_in_words()
constexpr std::size_t most_distinct = 1024;
constexpr std::size_t deepest = 6;
constexpr std::size_t longest_name = 64;  // bytes
constexpr std::size_t longest_value = 40;

const std::vector<FieldRule> no_rules{};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What a property, an element or a relation may be called. Anything else may hold anything.
bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == ':';
         });
}

constexpr std::string_view other = "(other)";  // stands for names and values that are not kept

/// A word as enumerations have it: no name of a machine has letters alone, none holds a blank.
bool is_enumerator(std::string_view text) {
  return !text.empty() && text.size() <= longest_value &&
         std::all_of(text.begin(), text.end(), is_letter);
}

/// Whether a field that the contract does not know is an enumeration, by its name.
bool names_enumeration(std::string_view name) {
  constexpr std::array<std::string_view, 7> ends = {"State", "Status", "Result",  "Type",
                                                    "Mode",  "Kind",   "Platform"};
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return name.ends_with(end); });
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_decimal(std::string_view text) {
  const std::size_t dot = text.find('.');
  return dot != std::string_view::npos && is_integer(text.substr(0, dot)) &&
         is_integer(text.substr(dot + 1)) && text[dot + 1] != '-';
}

bool is_version(std::string_view text) {
  return text.find('.') != std::string_view::npos && is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
}

std::optional<std::string_view> time_in_words(std::string_view text) {
  const auto time = parse_date_time(text);
  if (!time) return std::nullopt;
  if (time->utc) return "time in UTC";
  return time->has_zone ? "time with an offset" : "time without a zone";
}

bool is_uid(std::string_view text) {
  const auto uid = split_uid(text);
  return uid && is_guid(uid->id);
}

/// Of a text that fits the type of its rule.
std::string_view class_by_rule(std::string_view text, FieldType type) {
  switch (type) {
    case FieldType::Int:
    case FieldType::Long:
    case FieldType::UShort:
      return is_integer(text) ? "integer" : "text";
    case FieldType::Boolean:
      return text == "true" || text == "false" ? "boolean" : "text";
    case FieldType::DateTime:
    case FieldType::LocalTime:
      return time_in_words(text).value_or("text");
    case FieldType::Uid:
      return is_uid(text) ? "UID" : "text";
    case FieldType::Urn:
      return text.starts_with("urn:") ? "URN" : "text";
    case FieldType::Guid:
      return is_guid(text) ? "GUID" : "text";
    case FieldType::Version:
      return is_version(text) ? "version" : "text";
    case FieldType::String:
    case FieldType::Object:
    case FieldType::Any:
      break;
  }
  return "text";
}

/// Of a text that no rule speaks of.
std::string_view class_by_look(std::string_view text) {
  if (text == "true" || text == "false") return "boolean";
  if (const auto time = time_in_words(text)) return *time;
  if (is_uid(text)) return "UID";
  if (is_guid(text)) return "GUID";
  if (split_href(text)) return "URL";
  if (is_integer(text)) return "integer";
  return is_decimal(text) ? "decimal" : "text";
}

bool is_free_text(std::string_view name) {
  return name.ends_with("Name") || name.ends_with("Description") || name.ends_with("Message");
}

/// FNV-1a: the same on every machine, and nothing depends on its being hard to meet.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

const FieldRule* rule_named(const std::vector<FieldRule>& rules, std::string_view name) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const FieldRule& rule) {
    // The JSON array of <X> elements is named "Xs" (api-facts, section 4).
    return rule.name == name || (rule.type == FieldType::Object && rule.name + "s" == name);
  });
  return found == rules.end() ? nullptr : &*found;
}

bool is_listed(const FieldRule& rule, std::string_view value) {
  const auto has = [&](const std::vector<std::string>& values) {
    return std::find(values.begin(), values.end(), value) != values.end();
  };
  return has(rule.values) || has(rule.tolerated);
}

Promise promise_by(const FieldRule* rule) {
  if (rule == nullptr) return Promise::None;
  return rule->optional ? Promise::Optional : Promise::Required;
}

}  // namespace

bool count_one(Counted& counted, std::string_view what, std::size_t most) {
  if (const auto found = counted.find(what); found != counted.end()) {
    ++found->second;
    return true;
  }
  counted.emplace(what, 1);
  if (counted.size() <= most) return true;
  counted.erase(std::prev(counted.end()));
  return false;
}

std::vector<Seen> seen(const Counted& counted) {
  std::vector<Seen> all;
  for (const auto& [what, times] : counted) all.push_back({what, times});
  return all;
}

std::string type_in_words(const Field& field, const FieldRule* rule) {
  if (field.writing == Writing::Boolean) return "boolean";
  if (field.writing == Writing::Number)
    return is_integer(field.text) ? "integer" : "decimal number";
  std::string_view text = "text";
  const bool is_free = rule != nullptr
                           ? rule->type == FieldType::String || rule->type == FieldType::Any
                           : is_free_text(field.name);
  if (!is_free)
    text = field.text.empty() ? "empty text"
           : rule != nullptr  ? class_by_rule(field.text, rule->type)
                              : class_by_look(field.text);
  const bool is_quoted = field.writing == Writing::String &&
                         (text == "integer" || text == "decimal" || text == "boolean");
  const char* const before = field.writing == Writing::Attribute ? "attribute, "
                             : is_quoted                         ? "quoted "
                                                                 : "";
  return before + std::string(text);
}

std::string right_type(const FieldRule& rule, bool in_json) {
  const char* const before = !in_json && rule.attribute ? "attribute, " : "";
  const auto words = [&]() -> std::string_view {
    switch (rule.type) {
      case FieldType::Int:
      case FieldType::Long:
      case FieldType::UShort:
        return "integer";
      case FieldType::Boolean:
        return "boolean";
      case FieldType::DateTime:
        return "time in UTC";
      case FieldType::LocalTime:
        return "time without a zone";
      case FieldType::Uid:
        return "UID";
      case FieldType::Urn:
        return "URN";
      case FieldType::Guid:
        return "GUID";
      case FieldType::Version:
        return "version";
      case FieldType::String:
        return "text";
      case FieldType::Object:
      case FieldType::Any:
        break;
    }
    return "";
  }();
  return words.empty() ? "" : before + std::string(words);
}

int fraction_digits(std::string_view time) {
  const std::size_t dot = time.find('.');
  if (dot == std::string_view::npos) return 0;
  const std::string_view fraction = time.substr(dot + 1);
  return static_cast<int>(std::find_if_not(fraction.begin(), fraction.end(), is_digit) -
                          fraction.begin());
}

void LearnedObjects::learn(const Resource& item) {
  count_distinct(item);
  learn(item, root_, rule_ != nullptr ? rule_->fields : no_rules, 0);
}

void LearnedObjects::add_names(std::size_t pascal, std::size_t camel) {
  pascal_ += pascal;
  camel_ += camel;
}

/// The smallest hashes: the same whatever order the items come in.
void LearnedObjects::count_distinct(const Resource& item) {
  auto id = text_of(item, "UID");
  if (!id) id = text_of(item, "SessionId");
  if (!id) id = text_of(item, "Href");
  const std::uint64_t hash = hash_of(id.value_or(""));
  if (smallest_.size() == most_distinct && hash >= *smallest_.rbegin()) return;
  smallest_.insert(hash);
  if (smallest_.size() > most_distinct) smallest_.erase(std::prev(smallest_.end()));
}

LearnedObjects::FieldFacts* LearnedObjects::field_of(Object& object, std::string_view name,
                                                     const std::vector<FieldRule>& rules) {
  if (!is_name(name)) name = other;
  auto found = object.fields.find(name);
  if (found == object.fields.end()) {
    if (names_ == most_names) {
      is_cut_ = true;
      return nullptr;
    }
    ++names_;
    found = object.fields.emplace(name, FieldFacts{.rule = rule_named(rules, name)}).first;
  }
  FieldFacts& facts = found->second;
  if (facts.last != object.number) ++facts.present;
  facts.last = object.number;
  return &facts;
}

void LearnedObjects::learn(const Resource& resource, Object& object,
                           const std::vector<FieldRule>& rules, std::size_t depth) {
  ++object.number;
  for (const Field& field : resource.fields)
    if (field.writing != Writing::Null)
      if (FieldFacts* facts = field_of(object, field.name, rules)) learn_value(field, *facts);
  for (const Resource& child : resource.children) learn_child(child, object, rules, depth);
  learn_links(resource, object);
}

void LearnedObjects::learn_value(const Field& field, FieldFacts& facts) {
  const std::string type = type_in_words(field, facts.rule);
  const bool in_json = field.writing != Writing::Attribute && field.writing != Writing::Text;
  if (facts.rule != nullptr) facts.right_type = right_type(*facts.rule, in_json);
  if (!count_one(facts.types, type, most_types)) is_cut_ = true;
  if (type.find("time ") != std::string::npos)
    facts.fraction_digits =
        std::max(facts.fraction_digits.value_or(0), emconform::fraction_digits(field.text));
  const bool is_enumeration =
      facts.rule != nullptr ? !facts.rule->values.empty() : names_enumeration(field.name);
  if (!is_enumeration) return;
  const bool is_harmless =
      is_enumerator(field.text) || (facts.rule != nullptr && is_listed(*facts.rule, field.text));
  if (!count_one(facts.values, is_harmless ? field.text : other, most_values)) is_cut_ = true;
}

void LearnedObjects::learn_child(const Resource& child, Object& object,
                                 const std::vector<FieldRule>& rules, std::size_t depth) {
  FieldFacts* const facts = field_of(object, child.element, rules);
  if (facts == nullptr) return;
  count_one(facts->types, child.is_list ? "array" : "object", most_types);
  if (depth == deepest) {
    is_cut_ = true;
    return;
  }
  if (!facts->object) facts->object = std::make_shared<Object>();
  const auto& below = facts->rule != nullptr ? facts->rule->fields : no_rules;
  if (!child.is_list) return learn(child, *facts->object, below, depth + 1);
  for (const Resource& item : child.children) learn(item, *facts->object, below, depth + 1);
}

void LearnedObjects::learn_links(const Resource& resource, Object& object) {
  for (const Link& link : resource.links) {
    const auto kept = [](const std::string& name) {
      return std::string(name.empty() || is_name(name) ? name : other);
    };
    const std::string rel = kept(link.rel.value_or("")), type = kept(link.type.value_or(""));
    auto found = object.links.find({rel, type});
    if (found == object.links.end()) {
      if (names_ == most_names) {
        is_cut_ = true;
        continue;
      }
      ++names_;
      found = object.links.emplace(std::pair{rel, type}, LinkFacts{}).first;
    }
    LinkFacts& facts = found->second;
    if (facts.last != object.number) ++facts.present;
    facts.last = object.number;
  }
}

Promise LearnedObjects::promise_of(const std::string& rel, const std::string& type) const {
  if (rule_ == nullptr) return Promise::None;
  for (const LinkRule& rule : rule_->links) {
    const bool fits = rule.types.empty() ? type.empty()
                                         : std::find(rule.types.begin(), rule.types.end(), type) !=
                                               rule.types.end();
    if (rule.rel != rel || !fits) continue;
    return rule.minimum > 0 && rule.types.size() < 2 ? Promise::Required : Promise::Optional;
  }
  return Promise::None;
}

void LearnedObjects::collect(const Object& object, const std::string& path,
                             LearnedResource& facts) const {
  for (const auto& [name, field] : object.fields) {
    LearnedField learned{.path = path + name,
                         .promise = promise_by(field.rule),
                         .present = field.present,
                         .of = object.number,
                         .types = seen(field.types),
                         .right_type = field.right_type,
                         .values = seen(field.values),
                         .fraction_digits = field.fraction_digits};
    if (field.rule != nullptr)
      for (const auto& [value, times] : field.values)
        if (!is_listed(*field.rule, value)) learned.undocumented.push_back(value);
    facts.fields.push_back(std::move(learned));
    if (field.object)
      collect(*field.object, path + name + (field.types.contains("array") ? "[]/" : "/"), facts);
  }
  const bool is_item = path.empty();
  for (const auto& [link, counts] : object.links)
    facts.links.push_back({.owner = is_item ? "" : path.substr(0, path.size() - 1),
                           .rel = link.first,
                           .type = link.second,
                           .promise = is_item ? promise_of(link.first, link.second) : Promise::None,
                           .present = counts.present,
                           .of = object.number});
}

LearnedResource LearnedObjects::facts() const {
  LearnedResource facts{.items = root_.number,
                        .distinct = smallest_.size(),
                        .pascal_names = pascal_,
                        .camel_names = camel_,
                        .is_cut = is_cut_};
  collect(root_, "", facts);
  return facts;
}

}  // namespace emconform
