#include "run/subjects.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "model/href.h"

namespace emconform {
namespace {

using query::Comparison;
using query::Operator;

/// The properties that a query relation is about: those the case names, or all.
std::vector<const QueryProperty*> chosen_properties(const Case& test, const Contract& contract) {
  std::vector<const QueryProperty*> chosen;
  for (const QueryProperty& property : contract.query_properties)
    if (test.properties.empty() || std::find(test.properties.begin(), test.properties.end(),
                                             property.name) != test.properties.end())
      chosen.push_back(&property);
  return chosen;
}

/// "JobType ==" -> its property, "==".
std::pair<const QueryProperty*, std::string> split_subject(const Unit& unit) {
  const std::size_t blank = unit.subject.find(' ');
  if (blank == std::string::npos) return {nullptr, ""};
  return {query::find_property(*unit.contract, unit.subject.substr(0, blank)),
          unit.subject.substr(blank + 1)};
}

std::string in_quotes(const std::string& value) { return "\"" + value + "\""; }

std::string bare_guid(const std::string& value) {
  const auto uid = split_uid(value);
  return uid ? std::string(uid->id) : value;
}

std::string urn(const QueryProperty& property, const std::string& value) {
  return split_uid(value) ? value : fmt::format("urn:veeam:{}:{}", property.uid_type, value);
}

/// "2026-06-15T05:50:44.62Z" -> "2026-06-15T05:50:44Z".
std::string without_fraction(const std::string& time) {
  const std::size_t point = time.find('.');
  return point == std::string::npos ? time : time.substr(0, point) + "Z";
}

std::string without_zone(const std::string& time) {
  return time.ends_with('Z') ? time.substr(0, time.size() - 1) : time;
}

bool is_uid(const QueryProperty& property) { return property.type == FieldType::Uid; }
bool is_time(const QueryProperty& property) { return property.type == FieldType::DateTime; }
bool is_enumeration(const QueryProperty& property) { return !property.values.empty(); }
/// Ways of writing a comparison that mean the same (api-facts, section 5: quoting, letter case, UID
/// values, dates used).
struct Way {
  std::string_view name;
  bool (*applies)(const QueryProperty&);
  void (*spell)(const QueryProperty&, Comparison&);
};
constexpr Way ways[] = {
    {"as URN", is_uid, [](const QueryProperty& p, Comparison& c) { c.spelling = urn(p, c.value); }},
    {"as URN in quotes", is_uid,
     [](const QueryProperty& p, Comparison& c) { c.spelling = in_quotes(urn(p, c.value)); }},
    {"as bare GUID", is_uid,
     [](const QueryProperty&, Comparison& c) { c.spelling = bare_guid(c.value); }},
    {"as bare GUID in quotes", is_uid,
     [](const QueryProperty&, Comparison& c) { c.spelling = in_quotes(bare_guid(c.value)); }},
    {"in quotes", is_time,
     [](const QueryProperty&, Comparison& c) { c.spelling = in_quotes(c.value); }},
    {"without fraction", is_time,
     [](const QueryProperty&, Comparison& c) { c.value = without_fraction(c.value); }},
    {"without zone", is_time,
     [](const QueryProperty&, Comparison& c) { c.spelling = without_zone(c.value); }},
    {"without zone in quotes", is_time,
     [](const QueryProperty&, Comparison& c) { c.spelling = in_quotes(without_zone(c.value)); }},
    {"in quotes", is_free_text,
     [](const QueryProperty&, Comparison& c) { c.spelling = in_quotes(c.value); }},
    {"in quotes", is_enumeration,
     [](const QueryProperty&, Comparison& c) { c.spelling = in_quotes(c.value); }},
    {"in lower case", is_enumeration,
     [](const QueryProperty&, Comparison& c) { c.spelling = lower(c.value); }},
    {"under its name in lower case", [](const QueryProperty&) { return true; },
     [](const QueryProperty&, Comparison& c) { c.property = lower(c.property); }},
};

/// Queries that no server can make sense of.
struct Senseless {
  std::string_view subject, parameters;
};
constexpr Senseless senseless[] = {
    {"unknown property", "filter=EmconformHasNoSuchProperty==1"},
    {"no operator", "filter=Name"},
    {"no value", "filter=Name=="},
    {"open group", "filter=(Name==1"},
    {"unknown operator", "filter=Name=~1"},
    {"empty side of AND", "filter=Name==1;"},
    {"pageSize=0", "pageSize=0"},
    {"pageSize=-1", "pageSize=-1"},
    {"pageSize that is no number", "pageSize=many"},
};

using Subjects = std::vector<std::string>;

Subjects comparison_subjects(const Case& test, const Contract& contract) {
  Subjects subjects;
  for (const QueryProperty* property : chosen_properties(test, contract))
    for (const Operator op : query::operators_for(*property))
      subjects.push_back(fmt::format("{} {}", property->name, query::symbol_of(op)));
  return subjects;
}

Subjects sort_subjects(const Case& test, const Contract& contract) {
  Subjects subjects;
  for (const QueryProperty* property : chosen_properties(test, contract))
    for (const char* direction : {"ascending", "descending"})
      subjects.push_back(fmt::format("{} {}", property->name, direction));
  return subjects;
}

Subjects value_form_subjects(const Case& test, const Contract& contract) {
  Subjects subjects;
  for (const QueryProperty* property : chosen_properties(test, contract))
    for (const Way& way : ways)
      if (way.applies(*property))
        subjects.push_back(fmt::format("{} {}", property->name, way.name));
  return subjects;
}

}  // namespace

bool is_free_text(const QueryProperty& property) {
  return property.type == FieldType::String && property.values.empty();
}

std::vector<std::string> subjects_of(const Case& test, const Contract& contract) {
  if (test.relation == "query.filter") return comparison_subjects(test, contract);
  if (test.relation == "query.sort") return sort_subjects(test, contract);
  if (test.relation == "query.value_forms") return value_form_subjects(test, contract);
  if (test.relation == "query.filter_logic")
    return {"and", "or", "and before or", "grouping", "groups in groups", "complement"};
  if (test.relation == "query.paging")
    return {"pageSize=1", "pageSize=3", "pageSize of all", "pageSize of more than all",
            "past the end"};
  if (test.relation != "query.not_ignored" && test.relation != "query.refusal") return {""};
  Subjects subjects;
  for (const Senseless& one : senseless) subjects.emplace_back(one.subject);
  return subjects;
}

std::optional<ComparisonSubject> comparison_subject(const Unit& unit) {
  const auto [property, symbol] = split_subject(unit);
  if (property == nullptr) return std::nullopt;
  for (const Operator op : query::operators_for(*property))
    if (query::symbol_of(op) == symbol) return ComparisonSubject{property, op};
  return std::nullopt;
}

std::optional<SortSubject> sort_subject(const Unit& unit) {
  const auto [property, direction] = split_subject(unit);
  if (property == nullptr) return std::nullopt;
  return SortSubject{property, direction == "descending"};
}

std::optional<ValueForm> value_form(const Unit& unit) {
  const auto [property, name] = split_subject(unit);
  if (property == nullptr) return std::nullopt;
  const auto* const way = std::find_if(
      std::begin(ways), std::end(ways),
      [&, p = property, &n = name](const Way& one) { return one.name == n && one.applies(*p); });
  if (way == std::end(ways)) return std::nullopt;
  return ValueForm{.property = property,
                   .op = is_time(*property) ? Operator::GreaterOrEqual : Operator::Equal,
                   .spell = [way, p = property](Comparison& c) { way->spell(*p, c); }};
}

std::optional<std::string> senseless_query(const Unit& unit) {
  for (const Senseless& one : senseless)
    if (one.subject == unit.subject) return std::string(one.parameters);
  return std::nullopt;
}

}  // namespace emconform
