#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checks/compare.h"
#include "checks/items.h"
#include "checks/relations.h"
#include "model/href.h"

// Two forms of one answer say the same: XML and JSON, reference and entity, member and item.
namespace emconform {
namespace {

/// The keys of `items` that are among `wanted`, in order, each once.
std::vector<std::string> order_of(const Items& items, const Items& wanted, const Items& also) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < items.in_order.size(); ++i) {
    const std::string& key = items.in_order[i].key;
    if (items.place.at(key) == i && wanted.place.contains(key) && also.place.contains(key))
      keys.push_back(key);
  }
  return keys;
}

/// What each of the four readings of two answers holds.
struct Readings {
  Items first, second, first_again, second_again;

  Readings(const Twice& one, const Twice& other, const Contract& contract)
      : first(items_of(one.first, contract)),
        second(items_of(other.first, contract)),
        first_again(items_of(one.again, contract)),
        second_again(items_of(other.again, contract)) {}

  /// Neither answer gained or lost an item.
  bool stood_still() const {
    return same_keys(first, first_again) && same_keys(second, second_again);
  }
};

/// Items that the second answer held before and after the first lacked them.
void report_strangers(const Readings& readings, std::string_view expected, Judgement& judgement) {
  for (const ListedItem& item : readings.second.in_order) {
    if (readings.first.place.contains(item.key) || readings.first_again.place.contains(item.key))
      continue;
    if (readings.second_again.place.contains(item.key))
      judgement.findings.push_back({item.label, std::string(expected), "stands in one form alone"});
    else
      ++judgement.undecided;
  }
}

/// XML against JSON: the first place where the order differs. No order is promised (api-facts,
/// section 5), but one request has one order if the list read twice kept it.
void compare_order(const Readings& readings, Judgement& judgement) {
  const Items &xml = readings.first, &json = readings.second;
  const auto first = order_of(xml, json, readings.first_again);
  const auto second = order_of(json, xml, readings.first_again);
  if (first != order_of(readings.first_again, xml, json) ||
      order_of(json, xml, readings.second_again) != order_of(readings.second_again, xml, json))
    return;
  const auto [a, b] = std::mismatch(first.begin(), first.end(), second.begin(), second.end());
  if (a == first.end() || b == second.end()) return;
  judgement.findings.push_back(
      {xml.in_order[xml.place.at(*a)].label,
       fmt::format("at place {} in JSON as in XML", a - first.begin() + 1),
       fmt::format("{} stands there in JSON", json.in_order[json.place.at(*b)].label)});
}

/// What a list says of itself: its own fields, links and paging, without its members.
Resource frame_of(const Exchange& exchange) {
  const Resource& root = exchange.representation->root;
  Resource frame;
  for (const Field& field : root.fields)  // an empty list is an empty element in XML
    if (!field.text.empty()) frame.fields.push_back(field);
  frame.links = root.links;
  if (const Resource* paging = find_child(root, "PagingInfo")) frame.children.push_back(*paging);
  return frame;
}

void report(const std::string& label, const std::vector<Difference>& found, std::string_view left,
            std::string_view right, Judgement& judgement) {
  for (const Difference& difference : found)
    judgement.findings.push_back(
        {label, fmt::format("{} {} as in {}", difference.path, quoted(difference.left), left),
         fmt::format("{} in {}", quoted(difference.right), right)});
}

bool is_promised(const FormRule* form, const Link& link) {
  return form != nullptr &&
         std::any_of(form->links.begin(), form->links.end(), [&](const LinkRule& rule) {
           return link.rel == rule.rel && link.type &&
                  std::find(rule.types.begin(), rule.types.end(), *link.type) != rule.types.end();
         });
}

bool same_kind(const Link& a, const Link& b) { return a.rel == b.rel && a.type == b.type; }

/// Links of `from` that both forms promise lead to where those of `to` lead, under the same name.
/// A form that lacks such links altogether is a finding of the check of its links.
void compare_promised_links(const std::string& label, const Resource& from, const Resource& to,
                            const Contract& contract, Judgement& judgement) {
  for (const Link& link : from.links) {
    if (!is_promised(form_rule(contract, Form::Reference), link) ||
        !is_promised(form_rule(contract, Form::Entity), link))
      continue;
    std::vector<const Link*> others;
    for (const Link& other : to.links)
      if (same_kind(link, other)) others.push_back(&other);
    if (others.empty()) continue;
    const auto match = std::find_if(others.begin(), others.end(), [&](const Link* other) {
      return other->href == link.href && (!other->name || !link.name || other->name == link.name);
    });
    if (match == others.end())
      judgement.findings.push_back(
          {label,
           fmt::format("a link with Rel '{}', Type '{}', Href {}, Name {} in both forms", *link.rel,
                       *link.type, quoted(link.href), quoted(link.name)),
           fmt::format("Href {}, Name {} in the other form", quoted(others.front()->href),
                       quoted(others.front()->name))});
  }
}

std::optional<std::string> field_of(const Resource& resource, std::string_view name) {
  const auto text = text_of(resource, name);
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

/// States of sessions, tasks and system sessions that are over (api-facts, section 6).
constexpr std::array final_states = {"Stopped",          "Completed", "CompletedSuccessfully",
                                     "CompletedWarning", "Failed",    "Finished"};

bool is_running(const Resource& resource) {
  const auto state = text_of(resource, "State");
  return state && std::none_of(final_states.begin(), final_states.end(),
                               [&](const char* name) { return equal_ignoring_case(*state, name); });
}

/// Whether a difference may come from time that passed between two readings. A list may also be
/// older than its items, however often it is read: they need not be taken from the same store.
bool may_have_moved(const Difference& difference, const Resource& a, const Resource& b) {
  constexpr std::array always = {"NextRun", "FreeSpace"};
  constexpr std::array running = {"State",  "Result",         "Progress",  "EndTimeUTC",
                                  "Reason", "FailureMessage", "TotalSize", "Links"};
  const auto is_among = [&](const auto& names) {
    return std::find(names.begin(), names.end(), difference.path) != names.end();
  };
  return is_among(always) || (is_among(running) && (is_running(a) || is_running(b)));
}

}  // namespace

Judgement same_content(const Twice& xml, const Twice& json, const Contract& contract) {
  if (!is_readable(xml) || !is_readable(json)) return unreadable();
  const Readings readings(xml, json, contract);
  // A list that moves shifts items from page to page.
  const bool is_complete = (has_all_pages(xml) && has_all_pages(json)) || readings.stood_still();
  Judgement judgement;
  for (const ListedItem& item : readings.first.in_order) {
    const Resource* other = readings.second.find(item.key);
    if (!is_stable(item, readings.first_again) || (other == nullptr && !is_complete)) {
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    if (other != nullptr)
      report(item.label, differences(*item.resource, *other), "XML", "JSON", judgement);
    else
      judgement.findings.push_back({item.label, "in JSON as in XML", "missing from JSON"});
  }
  if (xml.first.expected.shape == Shape::Item) return judgement;
  if (is_complete) report_strangers(readings, "in XML as in JSON", judgement);
  compare_order(readings, judgement);
  const Resource frame = frame_of(xml.first), other = frame_of(json.first);
  if (are_same(frame, frame_of(xml.again)) && are_same(other, frame_of(json.again)))
    report("the list itself", differences(frame, other), "XML", "JSON", judgement);
  return judgement;
}

Judgement reference_entity(const Twice& reference, const Twice& entity, const Contract& contract) {
  if (!is_readable(reference) || !is_readable(entity)) return unreadable();
  const Readings readings(reference, entity, contract);
  // No order is promised: one page of many may hold other items in the other form.
  const bool whole = has_all_pages(reference) && has_all_pages(entity);
  Judgement judgement;
  for (const ListedItem& item : readings.first.in_order) {
    const Resource* other = readings.second.find(item.key);
    if (!is_stable(item, readings.first_again) || (other == nullptr && !whole)) {
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    if (other == nullptr) {
      judgement.findings.push_back({item.label, "in both forms", "missing from the entity form"});
      continue;
    }
    for (const char* name : {"UID", "Name"}) {
      const auto left = field_of(*item.resource, name), right = field_of(*other, name);
      if (left != right)
        judgement.findings.push_back({item.label,
                                      fmt::format("{} {} in both forms", name, quoted(left)),
                                      fmt::format("{} in the entity form", quoted(right))});
    }
    compare_promised_links(item.label, *item.resource, *other, contract, judgement);
    compare_promised_links(item.label, *other, *item.resource, contract, judgement);
  }
  if (reference.first.expected.shape != Shape::Item && whole)
    report_strangers(readings, "in both forms", judgement);
  return judgement;
}

Judgement member_item(std::span<const FollowedMember> members, const Exchange& again,
                      const Contract& contract) {
  if (!is_readable(again)) return unreadable();
  const Items last = items_of(again, contract);
  Judgement judgement;
  for (const FollowedMember& followed : members) {
    const Resource& member = *followed.member;
    const Resource* later = find_again(member, again, last);
    if (later == nullptr || !are_same(member, *later) || followed.item == nullptr ||
        !followed.item->response) {
      ++judgement.undecided;
      continue;
    }
    const std::string label = label_of(member);
    if (followed.item->response->status != 200) {
      ++judgement.witnesses;
      judgement.findings.push_back({label, "the Href of a member answers with status 200",
                                    fmt::format("status {}", followed.item->response->status)});
      continue;
    }
    if (!is_readable(*followed.item)) {  // its own checks say what is wrong with it
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    const Resource& item = followed.item->representation->root;
    std::vector<Difference> found;
    for (Difference& difference : differences(member, item)) {
      // Only what both have is compared: a list may say less. Links are whole, or not the same.
      if (difference.path != "Links" && (!difference.left || !difference.right)) continue;
      if (may_have_moved(difference, member, item))
        ++judgement.undecided;
      else
        found.push_back(std::move(difference));
    }
    report(label, found, "the list", "the item itself", judgement);
  }
  return judgement;
}

}  // namespace emconform
