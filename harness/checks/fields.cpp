#include "checks/fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "checks/expectation.h"
#include "model/href.h"

namespace emconform {
namespace {

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

template <class T>
bool is_integer_of(std::string_view text) {
  const auto value = integer(text);
  return value && *value >= std::numeric_limits<T>::min() &&
         *value <= std::numeric_limits<T>::max();
}

/// n.n[.n[.n]] (schema, VersionType).
bool is_version(std::string_view text) {
  std::size_t numbers = 0;
  for (;;) {
    const std::size_t end = std::min(text.find('.'), text.size());
    const std::string_view number = text.substr(0, end);
    if (number.empty() || number.find_first_not_of("0123456789") != std::string_view::npos)
      return false;
    ++numbers;
    if (end == text.size()) return numbers >= 2 && numbers <= 4;
    text.remove_prefix(end + 1);
  }
}

/// urn:<a>:<b>:<c>. The schema's pattern has no dot in <c>, real ones have; those of vCloud hold
/// further colons.
bool is_urn(std::string_view text) {
  if (!text.starts_with("urn:")) return false;
  std::size_t colons = 0;
  char before = '\0';
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f || (c == ':' && before == ':'))
      return false;
    colons += c == ':' ? 1 : 0;
    before = c;
  }
  return colons >= 3 && before != ':';
}

bool is_uid(std::string_view text, const std::string& type) {
  const auto uid = split_uid(text);
  return uid && is_guid(uid->id) && (type.empty() || uid->type == type);
}

/// Times are left to times.utc, so that one fault is found once.
bool fits_type(std::string_view text, const FieldRule& rule) {
  switch (rule.type) {
    case FieldType::Int:
      return is_integer_of<std::int32_t>(text);
    case FieldType::Long:
      return is_integer_of<std::int64_t>(text);
    case FieldType::UShort:
      return is_integer_of<std::uint16_t>(text);
    case FieldType::Boolean:
      return text == "true" || text == "false";
    case FieldType::Uid:
      return is_uid(text, rule.uid_type);
    case FieldType::Urn:
      return is_urn(text);
    case FieldType::Guid:
      return is_guid(text);
    case FieldType::Version:
      return is_version(text);
    case FieldType::Object:
    case FieldType::String:
    case FieldType::DateTime:
    case FieldType::LocalTime:
    case FieldType::Any:
      return true;
  }
  return true;
}

std::string words_for(const FieldRule& rule) {
  switch (rule.type) {
    case FieldType::Int:
      return "an integer of 32 bits";
    case FieldType::Long:
      return "an integer of 64 bits";
    case FieldType::UShort:
      return "an integer from 0 to 65535";
    case FieldType::Boolean:
      return "true or false";
    case FieldType::Uid:
      return fmt::format("urn:veeam:{}:<guid>", rule.uid_type.empty() ? "<type>" : rule.uid_type);
    case FieldType::Urn:
      return "urn:<a>:<b>:<c>";
    case FieldType::Guid:
      return "a GUID";
    case FieldType::Version:
      return "a version n.n[.n[.n]]";
    case FieldType::Object:
      return "an object";
    default:
      return "a text";
  }
}

bool is_json(Writing writing) { return writing != Writing::Attribute && writing != Writing::Text; }

Writing json_writing(FieldType type) {
  switch (type) {
    case FieldType::Int:
    case FieldType::Long:
    case FieldType::UShort:
      return Writing::Number;
    case FieldType::Boolean:
      return Writing::Boolean;
    default:
      return Writing::String;
  }
}

std::string_view words_for(Writing writing) {
  switch (writing) {
    case Writing::Attribute:
      return "an attribute";
    case Writing::Text:
      return "an element";
    case Writing::String:
      return "a JSON string";
    case Writing::Number:
      return "a JSON number";
    case Writing::Boolean:
      return "a JSON boolean";
    case Writing::Null:
      return "null";
  }
  return "";
}

void judge_type(const Resource& owner, const FieldRule& rule, const Place& place,
                Judgement& judgement) {
  if (rule.type == FieldType::Any || !is_present(owner, rule)) return;
  ++judgement.witnesses;
  const auto report = [&](std::string expected, std::string actual) {
    judgement.findings.push_back(
        {path_of(place, rule.name), std::move(expected), std::move(actual)});
  };
  const Field* field = find_field(owner, rule.name);
  if (rule.type == FieldType::Object) {
    const bool empty = field != nullptr && field->text.empty() && field->writing == Writing::Text;
    if (field != nullptr && !empty) report(words_for(rule), shown(owner, rule.name));
    return;
  }
  if (field == nullptr) {
    report(words_for(rule), find_child(owner, rule.name)->is_list ? "an array" : "an object");
    return;
  }
  const Writing right = is_json(field->writing) ? json_writing(rule.type)
                        : rule.attribute        ? Writing::Attribute
                                                : Writing::Text;
  if (field->writing != right)
    report(std::string(words_for(right)), std::string(words_for(field->writing)));
  else if (!fits_type(field->text, rule))
    report(words_for(rule), shown(owner, rule.name));
  // In JSON a second one is a duplicate key, which json.duplicate_keys reports.
  const auto times = std::count_if(owner.fields.begin(), owner.fields.end(),
                                   [&](const Field& other) { return other.name == rule.name; });
  if (times > 1 && !is_json(field->writing)) report("once", fmt::format("{} times", times));
}

/// What every resource says of itself; attributes in XML (schema, EntityType).
const std::vector<FieldRule>& own_fields() {
  static const std::vector<FieldRule> fields = {{.name = "UID", .attribute = true},
                                                {.name = "Name", .attribute = true},
                                                {.name = "Href", .attribute = true},
                                                {.name = "Type", .attribute = true}};
  return fields;
}

bool names_field(const FormRule& form, const std::string& name) {
  return std::any_of(form.fields.begin(), form.fields.end(),
                     [&](const FieldRule& rule) { return rule.name == name; });
}

/// Calls judge(owner, rule, place, judgement) for every rule and every resource of the answer.
template <class Judge>
Judgement judge_fields(const Exchange& exchange, const Contract& contract, Judge judge) {
  Judgement judgement;
  const FormRule* form = member_rule(exchange.expected, contract);
  if (form == nullptr) return judgement;
  const FieldVisitor visit = [&](const Resource& owner, const FieldRule& rule, const Place& place) {
    judge(owner, rule, place, judgement);
  };
  each_member(exchange, contract, [&](const Resource& resource, const Place& place) {
    each_field(resource, form->fields, place, visit);
  });
  return judgement;
}

}  // namespace

Judgement required_fields(const Exchange& exchange, const Contract& contract) {
  return judge_fields(
      exchange, contract,
      [](const Resource& owner, const FieldRule& rule, const Place& place, Judgement& judgement) {
        if (rule.optional) return;
        ++judgement.witnesses;
        if (!is_present(owner, rule))
          judgement.findings.push_back({path_of(place, rule.name), "a value", "none"});
      });
}

Judgement field_types(const Exchange& exchange, const Contract& contract) {
  Judgement judgement = judge_fields(exchange, contract, judge_type);
  const FormRule* form = member_rule(exchange.expected, contract);
  if (form == nullptr || contract.uid_type.empty()) return judgement;
  each_member(exchange, contract, [&](const Resource& resource, const Place& place) {
    for (const FieldRule& rule : own_fields())
      if (!names_field(*form, rule.name)) judge_type(resource, rule, place, judgement);
  });
  return judgement;
}

Judgement enumerated_values(const Exchange& exchange, const Contract& contract) {
  return judge_fields(
      exchange, contract,
      [](const Resource& owner, const FieldRule& rule, const Place& place, Judgement& judgement) {
        const Field* field = rule.values.empty() ? nullptr : find_field(owner, rule.name);
        if (field == nullptr) return;
        ++judgement.witnesses;
        const auto has = [&](const std::vector<std::string>& values) {
          return std::find(values.begin(), values.end(), field->text) != values.end();
        };
        if (!has(rule.values) && !has(rule.tolerated))
          judgement.findings.push_back({path_of(place, rule.name),
                                        cut(fmt::format("one of {}", fmt::join(rule.values, ", "))),
                                        shown(owner, rule.name)});
      });
}

Judgement field_ranges(const Exchange& exchange, const Contract& contract) {
  return judge_fields(
      exchange, contract,
      [](const Resource& owner, const FieldRule& rule, const Place& place, Judgement& judgement) {
        if (!rule.minimum && !rule.maximum) return;
        const auto text = text_of(owner, rule.name);
        const auto value = text ? integer(*text) : std::nullopt;
        if (!value) return;  // absent, or fields.type reports it
        ++judgement.witnesses;
        if (rule.minimum && *value < *rule.minimum)
          judgement.findings.push_back({path_of(place, rule.name),
                                        fmt::format("at least {}", *rule.minimum),
                                        shown(owner, rule.name)});
        if (rule.maximum && *value > *rule.maximum)
          judgement.findings.push_back({path_of(place, rule.name),
                                        fmt::format("at most {}", *rule.maximum),
                                        shown(owner, rule.name)});
      });
}

}  // namespace emconform
