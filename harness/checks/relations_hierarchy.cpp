#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "checks/items.h"
#include "checks/relations.h"
#include "checks/window.h"
#include "model/href.h"
#include "model/link_place.h"

// Rules about parents and what belongs to them.
namespace emconform {
namespace {

/// Where lists of the contract's resources begin; a contract without window has no such begin.
class Window {
 public:
  Window(const Contract& contract, Interval now)
      : is_bounded_(contract.window_days > 0), begin_(begin_of_window(now, contract.window_days)) {}

  Age age(const Resource& resource) const {
    return is_bounded_ ? age_of(resource, begin_) : Age::Inside;
  }

 private:
  bool is_bounded_;
  Interval begin_;
};

bool is_among(std::string_view id, const std::vector<std::string>& ids) {
  return std::any_of(ids.begin(), ids.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, id); });
}

/// The GUID that a resource says to have; "" if it says none.
std::string_view id_of(const Resource& resource) {
  const auto uid = split_uid(text_of(resource, "UID").value_or(""));
  return uid ? uid->id : std::string_view{};
}

/// The GUIDs of what the links of that place lead to.
std::vector<std::string> ids_at(const Resource& resource, const LinkPlace& place) {
  std::vector<std::string> ids;
  for (const Link& link : resource.links) {
    if (!is_at(link, place)) continue;
    if (auto id = value_at(link, place)) ids.push_back(std::move(*id));
  }
  return ids;
}

/// The jobs that a session leads Up to.
std::vector<std::string> jobs_of(const Resource& session) {
  return ids_at(session, {"Up", "JobReference", "Id"});
}

bool has_link(const Resource& resource, const Link& link) {
  return std::any_of(resource.links.begin(), resource.links.end(), [&](const Link& other) {
    return other.rel == link.rel && other.type == link.type && other.href == link.href;
  });
}

/// What a list of references holds, whatever they refer to.
Resources references_in(const Exchange& list) {
  return members(list.representation->root, {.element = "Ref", .property = "Refs"});
}

void judge_down(const FollowedDown& followed, Judgement& judgement) {
  const auto place = split_link_place(followed.rule->inverse);
  const std::string_view id = id_of(*followed.parent);
  if (!place || id.empty() || followed.list == nullptr || !is_readable(*followed.list)) {
    ++judgement.undecided;  // links.target and relation.link_resolves say why
    return;
  }
  for (const Resource* member : references_in(*followed.list)) {
    const auto ids = ids_at(*member, *place);
    if (ids.empty()) {  // links.required says so
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    if (!is_among(id, ids))
      judgement.findings.push_back(
          {label_of(*member),
           fmt::format("a link with Rel '{}', Type '{}' to {}, whose list it stands in", place->rel,
                       place->type, label_of(*followed.parent)),
           fmt::format("a link to {}", ids.front())});
  }
}

std::set<std::string> ids_in(const Exchange& list) {
  std::set<std::string> ids;
  for (const Resource* member : references_in(list)) ids.insert(lower(id_of(*member)));
  return ids;
}

void judge_child(const Resource& child, const FollowedUp& followed, const Window& window,
                 const std::set<std::string>& listed, Judgement& judgement) {
  if (listed.contains(lower(id_of(child)))) {
    ++judgement.witnesses;
    return;
  }
  const Age age = window.age(child);
  if (age == Age::Outside) return;  // it need not be listed
  if (age == Age::Undecided || !has_all_pages({followed.list})) {
    ++judgement.undecided;
    return;
  }
  ++judgement.witnesses;
  judgement.findings.push_back({label_of(child),
                                fmt::format("in the list of {}, to which it leads Up",
                                            label_of(followed.parent->representation->root)),
                                "not in that list"});
}

}  // namespace

Judgement belongs_to_job(const Twice& part, const Twice& whole, std::string_view job_id,
                         Interval now, const Contract& contract) {
  if (!is_readable(part) || !is_readable(whole) || !has_all_pages(part) || !has_all_pages(whole))
    return unreadable();
  const Items first = items_of(part.first, contract), again = items_of(part.again, contract),
              all = items_of(whole.first, contract), all_again = items_of(whole.again, contract);
  const Window window(contract, now);
  const std::string job = fmt::format("an Up link of Type 'JobReference' to job {}", job_id);
  Judgement judgement;
  for (const ListedItem& item : first.in_order) {
    const auto jobs = jobs_of(*item.resource);
    if (!again.place.contains(item.key) || jobs.empty()) {  // no such link: its check says so
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    if (!is_among(job_id, jobs))
      judgement.findings.push_back({item.label, job, fmt::format("a link to job {}", jobs[0])});
    if (all.place.contains(item.key)) continue;
    const Age age = window.age(*item.resource);
    if (age == Age::Undecided) ++judgement.undecided;
    if (age == Age::Inside)
      judgement.findings.push_back(
          {item.label, "in the list of all sessions", "in the job's list alone"});
  }
  for (const ListedItem& item : all.in_order) {
    if (!is_among(job_id, jobs_of(*item.resource)) || again.place.contains(item.key)) continue;
    const Age age = window.age(*item.resource);
    if (age == Age::Outside) continue;  // what it does in its own list, is that list's window
    if (age == Age::Undecided || !all_again.place.contains(item.key)) {
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    judgement.findings.push_back({item.label, fmt::format("in the list of job {}", job_id),
                                  "in the list of all sessions alone"});
  }
  return judgement;
}

Judgement up_down(std::span<const FollowedDown> down, std::span<const FollowedUp> up,
                  const Exchange& again, Interval now, const Contract& contract) {
  if (!is_readable(again)) return unreadable();
  const Items last = items_of(again, contract);
  const Window window(contract, now);
  Judgement judgement;
  for (const FollowedDown& followed : down) {
    if (find_again(*followed.parent, again, last) == nullptr)
      ++judgement.undecided;
    else
      judge_down(followed, judgement);
  }
  for (const FollowedUp& followed : up) {
    if (followed.parent == nullptr || !is_readable(*followed.parent) || followed.list == nullptr ||
        !is_readable(*followed.list)) {
      ++judgement.undecided;  // relation.link_resolves and links.required say why
      continue;
    }
    const auto listed = ids_in(*followed.list);
    for (const Resource* child : followed.children) {
      const Resource* later = find_again(*child, again, last);
      if (later == nullptr || !has_link(*later, *followed.link))
        ++judgement.undecided;
      else
        judge_child(*child, followed, window, listed, judgement);
    }
  }
  return judgement;
}

}  // namespace emconform
