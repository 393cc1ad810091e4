#include "checks/times.h"

#include <fmt/format.h>

#include "checks/expectation.h"
#include "model/instant.h"

namespace emconform {
namespace {

bool is_time(const FieldRule& rule) {
  return rule.type == FieldType::DateTime || rule.type == FieldType::LocalTime;
}

/// The text of a time; nullopt also where fields.type reports that it is no text at all.
std::optional<std::string_view> time_text(const Resource& owner, std::string_view name) {
  const Field* field = find_field(owner, name);
  if (field == nullptr || field->writing == Writing::Number || field->writing == Writing::Boolean)
    return std::nullopt;
  return field->text;
}

std::optional<Instant> instant_of(const Resource& owner, std::string_view name) {
  const auto text = time_text(owner, name);
  const auto time = text ? parse_date_time(*text) : std::nullopt;
  return time ? std::optional(time->instant) : std::nullopt;
}

template <class Judge>
Judgement judge_times(const Exchange& exchange, const Contract& contract, Judge judge) {
  Judgement judgement;
  const FormRule* form = member_rule(exchange.expected, contract);
  if (form == nullptr) return judgement;
  const FieldVisitor visit = [&](const Resource& owner, const FieldRule& rule, const Place& place) {
    if (is_time(rule)) judge(owner, rule, place, judgement);
  };
  each_member(exchange, contract, [&](const Resource& resource, const Place& place) {
    each_field(resource, form->fields, place, visit);
  });
  return judgement;
}

}  // namespace

// "UTC-formatted DateTime values": 2026-06-15T05:50:44.62Z. The events of system sessions are
// written without Z (api-facts, 6.8).
Judgement utc_times(const Exchange& exchange, const Contract& contract) {
  return judge_times(
      exchange, contract,
      [](const Resource& owner, const FieldRule& rule, const Place& place, Judgement& judgement) {
        const auto text = time_text(owner, rule.name);
        if (!text) return;
        ++judgement.witnesses;
        const auto time = parse_date_time(*text);
        const bool local = rule.type == FieldType::LocalTime;
        if (!time || !(time->utc || (local && !time->has_zone)))
          judgement.findings.push_back({path_of(place, rule.name),
                                        local ? "a dateTime" : "a dateTime in UTC that ends in Z",
                                        shown(owner, rule.name)});
      });
}

Judgement time_order(const Exchange& exchange, const Contract& contract) {
  return judge_times(
      exchange, contract,
      [](const Resource& owner, const FieldRule& rule, const Place& place, Judgement& judgement) {
        if (rule.not_before.empty()) return;
        const auto first = instant_of(owner, rule.not_before);
        const auto second = instant_of(owner, rule.name);
        if (!first || !second) return;
        ++judgement.witnesses;
        if (*second < *first)
          judgement.findings.push_back(
              {path_of(place, rule.name),
               fmt::format("not before {} {}", rule.not_before, shown(owner, rule.not_before)),
               shown(owner, rule.name)});
      });
}

// "exch@2013-08-26 22:28:51": UTC to the second, in all that was seen; release 13 adds the
// fraction. A Name without a time is no session's by this rule.
Judgement time_in_own_name(const Exchange& exchange, const Contract& contract) {
  Judgement judgement;
  each_member(exchange, contract, [&](const Resource& resource, const Place& place) {
    const auto name = text_of(resource, "Name");
    const auto named = name ? time_in_name(*name) : std::nullopt;
    const auto created = instant_of(resource, "CreationTimeUTC");
    if (!named || !created) return;
    ++judgement.witnesses;
    using std::chrono::floor;
    using std::chrono::seconds;
    if (floor<seconds>(*named) != floor<seconds>(*created))
      judgement.findings.push_back(
          {path_of(place, "Name"),
           fmt::format("CreationTimeUTC {}", shown(resource, "CreationTimeUTC")),
           shown(resource, "Name")});
  });
  return judgement;
}

}  // namespace emconform
