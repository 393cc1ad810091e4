#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checks/compare.h"
#include "checks/items.h"
#include "checks/relations.h"
#include "model/href.h"

// Rules about where links lead.
namespace emconform {
namespace {

/// Links that the vendor's own documentation types otherwise than what they lead to.
struct TypeQuirk {
  std::string_view promised;
  std::string_view found;  // Type, root element, or list property of the target
  std::string_view source;
};
constexpr std::array type_quirks = {
    TypeQuirk{"BackupJobSession", "SystemSession", "GET /systemSessions/{ID}, links"},
    TypeQuirk{"BackupJobSessionReference", "SystemSessionReference",
              "GET /systemSessions/{ID}?format=Entity, links"},
    TypeQuirk{"BackupJobSessionReferenceList", "SystemSessions", "GET /logonSessions, links (XML)"},
    TypeQuirk{"BackupJobSessionReferenceList", "Sessions", "GET /logonSessions, links (JSON)"},
    TypeQuirk{"JobReference", "NasJobReference", "GET /nas/jobs/{ID}, links"},
    TypeQuirk{"JobReference", "AgentBackupJobReference", "GET /agents/backupSessions, links"},
    TypeQuirk{"ReplicaTaskSessionReferenceList", "ReplicaTaskSessions",
              "GET /replicaSessions/{ID}/replicaTaskSessions, response body"},
};

enum class Fit { Yes, No, Unknown };

Fit fit(bool fits) { return fits ? Fit::Yes : Fit::No; }

/// Whether a list property, or an element of that name, is in the root; also a null one.
bool has_part(const Resource& root, std::string_view name) {
  return find_child(root, name) != nullptr ||
         std::any_of(root.fields.begin(), root.fields.end(),
                     [&](const Field& field) { return field.name == name; });
}

bool is_quirk(std::string_view promised, const Resource& root) {
  const auto type = text_of(root, "Type");
  return std::any_of(type_quirks.begin(), type_quirks.end(), [&](const TypeQuirk& quirk) {
    return quirk.promised == promised &&
           (type == quirk.found || root.element == quirk.found || has_part(root, quirk.found));
  });
}

/// The members of a list whose names are not known here: all children, or those of a list property.
Resources likely_members(const Resource& root) {
  Resources found;
  for (const Resource& child : root.children) {
    if (!child.is_list) found.push_back(&child);
    for (const Resource& member : child.children)
      if (child.is_list) found.push_back(&member);
  }
  return found;
}

/// <X>List leads to the plural element of X. Plurals are not always formed alike, so what the
/// members say of themselves counts as well, and an empty list of another name is not decided.
Fit fits_list(std::string_view type, const Resource& root) {
  const std::string_view single = type.substr(0, type.size() - std::string_view("List").size());
  const std::string plural = fmt::format("{}s", single);
  if (equal_ignoring_case(root.element, plural) || equal_ignoring_case(root.element, type) ||
      has_part(root, plural))
    return Fit::Yes;
  const Resources found = likely_members(root);
  if (found.empty()) return Fit::Unknown;
  return fit(std::any_of(found.begin(), found.end(), [&](const Resource* member) {
    return equal_ignoring_case(member->element, single) ||
           equal_ignoring_case(text_of(*member, "Type").value_or(""), single);
  }));
}

// "Link types and XML schema": ..ReferenceList is EntityReferences, ..Reference is EntityRef,
// ..List is the plural element, all else the element of the same name.
Fit fits_type(std::string_view promised, const Representation& target) {
  const Resource& root = target.root;
  const bool xml = target.format == Format::Xml;
  if (is_quirk(promised, root)) return Fit::Yes;
  if (promised.ends_with("ReferenceList"))
    return fit(xml ? root.element == "EntityReferences" : has_part(root, "Refs"));
  if (promised.ends_with("List")) return fits_list(promised, root);
  const auto type = text_of(root, "Type");
  if (type) return fit(equal_ignoring_case(*type, promised));
  if (!xml) return Fit::Unknown;  // nothing in a JSON body names it
  return fit(promised.ends_with("Reference") ? root.element == "EntityRef"
                                             : equal_ignoring_case(root.element, promised));
}

std::string described(const Representation& target) {
  return fmt::format(
      "Type {}, {}", quoted(std::optional<std::string>(text_of(target.root, "Type"))),
      target.format == Format::Json ? "JSON"
                                    : fmt::format("root element '{}'", target.root.element));
}

/// Judges what a followed link led to, up to the status; true if there is more to look at.
bool is_answered(const Exchange* exchange, const std::string& where, std::string_view what,
                 Judgement& judgement) {
  if (exchange == nullptr || !exchange->response) {
    ++judgement.undecided;
    return false;
  }
  if (exchange->response->status != 200) {
    ++judgement.witnesses;
    judgement.findings.push_back({where, fmt::format("{} answers with status 200", what),
                                  fmt::format("status {}", exchange->response->status)});
    return false;
  }
  if (!exchange->representation) ++judgement.undecided;  // its own checks say what is wrong
  return exchange->representation.has_value();
}

std::string label_or(const Resource& resource, std::string_view otherwise) {
  const std::string label = label_of(resource);
  return label.empty() ? std::string(otherwise) : label;
}

bool same_uid(const Resource& a, const Resource& b) {
  return equal_ignoring_case(text_of(a, "UID").value_or(""), text_of(b, "UID").value_or(""));
}

/// The Type of the form that a resource of this Type is not in; nullptr if it is in neither.
const std::string* other_type(const Resource& resource, const Contract& contract) {
  if (!contract.reference || !contract.entity) return nullptr;
  const auto type = text_of(resource, "Type");
  if (type == contract.reference->type) return &contract.entity->type;
  if (type == contract.entity->type) return &contract.reference->type;
  return nullptr;
}

void compare_with_origin(const std::string& label, std::string_view step, const Resource& origin,
                         const Resource& reached, const std::optional<std::string>& type,
                         Judgement& judgement) {
  if (!same_uid(origin, reached))
    judgement.findings.push_back({label, fmt::format("{} leads to the same resource", step),
                                  label_or(reached, "a resource without UID")});
  const auto reached_type = text_of(reached, "Type");
  if (type && reached_type != *type)
    judgement.findings.push_back(
        {label, fmt::format("{} leads to Type '{}'", step, *type),
         fmt::format("Type {}", quoted(std::optional<std::string>(reached_type)))});
}

bool same_link(const Link& a, const Link& b) {
  return a.rel == b.rel && a.type == b.type && a.href == b.href;
}

/// Whether a resource was still there when its answer was read again, and led to the same place.
bool still_leads(const Resource& origin, const Link& link, const Exchange& again,
                 const Items& items) {
  const Resource* later = find_again(origin, again, items);
  return later != nullptr && std::any_of(later->links.begin(), later->links.end(),
                                         [&](const Link& other) { return same_link(link, other); });
}

/// Whether all links of a resource were still there when its answer was read again.
bool still_leads(const Resource& origin, const Exchange& again, const Items& items) {
  return std::all_of(origin.links.begin(), origin.links.end(),
                     [&](const Link& link) { return still_leads(origin, link, again, items); });
}

}  // namespace

Judgement link_resolves(std::span<const FollowedLink> links, const Exchange& again,
                        const Contract& contract) {
  if (!is_readable(again)) return unreadable();
  const Items last = items_of(again, contract);
  Judgement judgement;
  for (const FollowedLink& followed : links) {
    if (!still_leads(*followed.origin, *followed.link, again, last)) {
      ++judgement.undecided;
      continue;
    }
    const std::string what = fmt::format("the target of {}", quoted(followed.link->href));
    if (!is_answered(followed.target, followed.where, what, judgement)) continue;
    const auto& type = followed.link->type;
    const Fit fits = type ? fits_type(*type, *followed.target->representation) : Fit::Yes;
    if (fits == Fit::Unknown) {
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    if (fits == Fit::No)
      judgement.findings.push_back({followed.where, fmt::format("{} is of Type '{}'", what, *type),
                                    described(*followed.target->representation)});
  }
  return judgement;
}

Judgement alternate(std::span<const Alternates> followed, const Exchange& again,
                    const Contract& contract) {
  if (!is_readable(again)) return unreadable();
  const Items last = items_of(again, contract);
  Judgement judgement;
  for (const Alternates& one : followed) {
    const Resource& origin = *one.origin;
    if (find_again(origin, again, last) == nullptr || !still_leads(origin, again, last)) {
      ++judgement.undecided;
      continue;
    }
    const std::string label = label_or(origin, "the item");
    if (!is_answered(one.there, label, "its Alternate", judgement)) continue;
    ++judgement.witnesses;
    const std::string* type = other_type(origin, contract);
    compare_with_origin(label, "Alternate", origin, one.there->representation->root,
                        type == nullptr ? std::nullopt : std::optional(*type), judgement);
    if (!is_answered(one.back, label, "the Alternate of its Alternate", judgement)) continue;
    const Resource& back = one.back->representation->root;
    const auto own_type = text_of(origin, "Type");
    compare_with_origin(label, "Alternate of Alternate", origin, back,
                        own_type ? std::optional<std::string>(*own_type) : std::nullopt, judgement);
  }
  return judgement;
}

}  // namespace emconform
