#include "checks/references.h"

#include <fmt/format.h>

#include <algorithm>

#include "checks/expectation.h"
#include "model/href.h"
#include "model/link_place.h"

namespace emconform {
namespace {

/// What the links of that place say, where they say anything: one, unless links.count objects.
std::vector<std::string> values_at(const Resource& resource, const LinkPlace& place) {
  std::vector<std::string> values;
  for (const Link& link : resource.links) {
    if (!is_at(link, place)) continue;
    auto value = value_at(link, place);
    if (value && !value->empty()) values.push_back(std::move(*value));
  }
  return values;
}

/// What the field holds of the resource that it names; "" if it names none.
std::string_view named_by(const Field& field, const LinkPlace& place) {
  if (place.part == "Name") return field.text;
  const auto uid = split_uid(field.text);
  return uid && is_guid(uid->id) ? uid->id : std::string_view{};
}

/// GUIDs have no letter case, names have.
bool agree(std::string_view named, std::string_view linked, const LinkPlace& place) {
  return place.part == "Name" ? named == linked : equal_ignoring_case(named, linked);
}

void judge_field(const Resource& owner, const FieldRule& rule, const Place& where,
                 const Resource& resource, Judgement& judgement) {
  const auto place = split_link_place(rule.link);
  const Field* field = find_field(owner, rule.name);
  if (!place || field == nullptr) return;
  const std::string_view named = named_by(*field, *place);
  const auto linked = values_at(resource, *place);
  if (named.empty() || linked.empty()) return;
  ++judgement.witnesses;
  if (std::none_of(linked.begin(), linked.end(),
                   [&](const std::string& value) { return agree(named, value, *place); }))
    judgement.findings.push_back({path_of(where, rule.name),
                                  fmt::format("{} {}, as the {} link of Type {} says", place->part,
                                              cut(linked.front()), place->rel, place->type),
                                  cut(field->text)});
}

}  // namespace

// The path is no part of what is compared: the job of a session may be at /jobs, at /agents/jobs or
// at /nas/jobs, and its UID is urn:veeam:Job:<GUID> all the same (api-facts, 6.3 and 6.6).
Judgement agreeing_references(const Exchange& exchange, const Contract& contract) {
  Judgement judgement;
  const FormRule* form = member_rule(exchange.expected, contract);
  if (form == nullptr) return judgement;
  each_member(exchange, contract, [&](const Resource& resource, const Place& place) {
    each_field(resource, form->fields, place,
               [&](const Resource& owner, const FieldRule& rule, const Place& where) {
                 judge_field(owner, rule, where, resource, judgement);
               });
  });
  return judgement;
}

}  // namespace emconform
