#include "checks/identity.h"

#include <fmt/format.h>

#include <unordered_map>

#include "checks/expectation.h"
#include "model/href.h"

namespace emconform {
namespace {

/// Calls judge(resource, form, place, judgement) for every resource of the answer.
template <class Judge>
Judgement judge_resources(const Exchange& exchange, const Contract& contract, Judge judge) {
  Judgement judgement;
  const FormRule* form = member_rule(exchange.expected, contract);
  if (form == nullptr) return judgement;
  each_member(exchange, contract, [&](const Resource& resource, const Place& place) {
    judge(resource, *form, place, judgement);
  });
  return judgement;
}

}  // namespace

Judgement own_uid(const Exchange& exchange, const Contract& contract) {
  return judge_resources(
      exchange, contract,
      [&](const Resource& resource, const FormRule&, const Place& place, Judgement& judgement) {
        ++judgement.witnesses;
        const auto text = text_of(resource, "UID");
        const auto uid = text ? split_uid(*text) : std::nullopt;
        if (!uid || uid->type != contract.uid_type || !is_guid(uid->id))
          judgement.findings.push_back({path_of(place, "UID"),
                                        fmt::format("urn:veeam:{}:<guid>", contract.uid_type),
                                        shown(resource, "UID")});
      });
}

// The reference form's Href has no query, the entity form's has ?format=Entity. Paths are
// compared, not hosts: the server may know itself by another name (api-facts, 7 and 11).
Judgement own_href(const Exchange& exchange, const Contract& contract) {
  return judge_resources(
      exchange, contract,
      [](const Resource& resource, const FormRule& form, const Place& place, Judgement& judgement) {
        const auto text = text_of(resource, "Href");
        const auto href = text ? split_href(*text) : std::nullopt;
        if (text && !text->empty() && !href) return;  // links.absolute
        ++judgement.witnesses;
        const std::string_view id = own_id(resource, form);
        if (!href || !fits_template(*href, form.href, id))
          judgement.findings.push_back({path_of(place, "Href"),
                                        fmt::format("/api{} with ID {}", form.href, cut(id)),
                                        shown(resource, "Href")});
      });
}

Judgement own_type(const Exchange& exchange, const Contract& contract) {
  return judge_resources(
      exchange, contract,
      [](const Resource& resource, const FormRule& form, const Place& place, Judgement& judgement) {
        ++judgement.witnesses;
        if (text_of(resource, "Type") != form.type)
          judgement.findings.push_back(
              {path_of(place, "Type"), form.type, shown(resource, "Type")});
      });
}

Judgement own_name(const Exchange& exchange, const Contract& contract) {
  return judge_resources(
      exchange, contract,
      [](const Resource& resource, const FormRule&, const Place& place, Judgement& judgement) {
        ++judgement.witnesses;
        if (text_of(resource, "Name").value_or("").empty())
          judgement.findings.push_back({path_of(place, "Name"), "a Name", shown(resource, "Name")});
      });
}

Judgement unique_uids(const Exchange& exchange, const Contract& contract) {
  std::unordered_map<std::string, std::size_t> first;
  const Answer answer = answer_of(exchange, contract);
  Judgement judgement;
  for (std::size_t i = 0; i < answer.resources.size(); ++i) {
    const auto uid = text_of(*answer.resources[i], "UID");
    if (!uid) continue;  // identity.uid
    ++judgement.witnesses;
    const auto [seen, is_new] = first.emplace(lower(*uid), i);
    if (!is_new)
      judgement.findings.push_back({path_of(answer.place(i), "UID"), "a UID of its own",
                                    fmt::format("that of {}", answer.place(seen->second).text())});
  }
  return judgement;
}

Judgement requested_resource(const Exchange& exchange, const Contract& contract) {
  if (!exchange.expected.id) return {.note = "no resource was asked for by its id"};
  return judge_resources(
      exchange, contract,
      [&](const Resource& resource, const FormRule& form, const Place& place,
          Judgement& judgement) {
        const std::string_view id = own_id(resource, form);
        if (id.empty()) return;  // identity.uid, identity.href
        ++judgement.witnesses;
        if (!equal_ignoring_case(id, *exchange.expected.id))
          judgement.findings.push_back(
              {place.text(), "ID " + cut(*exchange.expected.id), "ID " + cut(id)});
      });
}

}  // namespace emconform
