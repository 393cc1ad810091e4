#include "run/relate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace emconform {
namespace {

std::size_t sample_size(const Gather& gather) {
  const int own = gather.unit().test->sample;
  return static_cast<std::size_t>(std::max(1, own > 0 ? own : gather.options().sample));
}

/// Where the relation is looked at: the one collection, or a sample of the items.
std::vector<Instance> places(Gather& gather) {
  if (gather.unit().suite->shape == Shape::Item) return gather.instances(sample_size(gather));
  const auto one = gather.instance();
  return one ? std::vector{*one} : std::vector<Instance>{};
}

template <class Judge>
Judgement at_each_place(Gather& gather, Judge judge) {
  Judgement all;
  for (const Instance& place : places(gather)) {
    merge(all, judge(place));
    if (gather.problem()) break;
  }
  return all;
}

Judgement relate_same_content(Gather& gather) {
  const Unit& unit = gather.unit();
  return at_each_place(gather, [&](const Instance& place) {
    const Ask xml = gather.ask(place, unit.form, xml_accept());
    const Ask json = gather.ask(place, unit.form, json_accept());
    return settled(gather, [&](bool anew) {
      const Exchange& a = gather.need(xml, anew);
      const Exchange& b = gather.need(json, anew);
      gather.make_first(b);
      return same_content(a, b, anew ? gather.need(xml, true) : a, *unit.contract);
    });
  });
}

Judgement relate_reference_entity(Gather& gather) {
  const Unit& unit = gather.unit();
  return at_each_place(gather, [&](const Instance& place) {
    const Ask reference = gather.ask(place, Form::Reference, xml_accept());
    const Ask entity = gather.ask(place, Form::Entity, xml_accept());
    return settled(gather, [&](bool anew) {
      const Exchange& a = gather.need(reference, anew);
      const Exchange& b = gather.need(entity, anew);
      gather.make_first(b);
      return reference_entity(a, b, anew ? gather.need(reference, true) : a, *unit.contract);
    });
  });
}

/// The members that are followed: a sample of a list, or the item itself.
Resources origins(Gather& gather, const Instance& place, bool anew) {
  const Unit& unit = gather.unit();
  const Exchange& exchange = gather.need(gather.ask(place, unit.form, xml_accept()), anew);
  return gather.sample(resources_of(exchange, *unit.contract));
}

Judgement relate_member_item(Gather& gather) {
  return at_each_place(gather, [&](const Instance& place) {
    return settled(gather, [&](bool anew) {
      std::vector<FollowedMember> followed;
      for (const Resource* member : origins(gather, place, anew)) {
        const auto ask = gather.ask_href(text_of(*member, "Href").value_or(""));
        followed.push_back({member, ask ? &gather.attempt(*ask, anew) : nullptr});
      }
      return member_item(followed, *gather.unit().contract);
    });
  });
}

/// Link relations that a GET may follow; the rest are actions, which would change the target.
bool may_follow(const Case& test, const Link& link) {
  static constexpr std::array<std::string_view, 4> readable = {"Up", "Down", "Alternate",
                                                               "Related"};
  if (!link.rel || !link.href ||
      std::find(readable.begin(), readable.end(), *link.rel) == readable.end())
    return false;
  return test.links.empty() ||
         std::find(test.links.begin(), test.links.end(), *link.rel) != test.links.end();
}

Judgement relate_link_resolves(Gather& gather) {
  return at_each_place(gather, [&](const Instance& place) {
    return settled(gather, [&](bool anew) {
      std::vector<FollowedLink> followed;
      for (const Resource* origin : origins(gather, place, anew)) {
        const std::string uid(
            text_of(*origin, "UID").value_or(text_of(*origin, "Href").value_or("")));
        for (std::size_t i = 0; i < origin->links.size(); ++i) {
          const Link& link = origin->links[i];
          if (!may_follow(*gather.unit().test, link)) continue;
          const auto ask = gather.ask_href(*link.href);
          followed.push_back({&link, fmt::format("{} Links/Link[{}]", uid, i + 1),
                              ask ? &gather.attempt(*ask, anew) : nullptr});
        }
      }
      return link_resolves(followed);
    });
  });
}

/// The Alternate link to the other form. Container sessions of agent jobs bear a second Alternate,
/// to the list of their children (api-facts 6.3).
const Exchange* follow_alternate(Gather& gather, const Resource& resource, bool anew) {
  const auto link =
      std::find_if(resource.links.begin(), resource.links.end(), [](const Link& candidate) {
        return candidate.rel == "Alternate" && candidate.href &&
               !candidate.type.value_or("").ends_with("List");
      });
  if (link == resource.links.end()) return nullptr;
  const auto ask = gather.ask_href(*link->href);
  return ask ? &gather.attempt(*ask, anew) : nullptr;
}

Judgement relate_alternate(Gather& gather) {
  return at_each_place(gather, [&](const Instance& place) {
    return settled(gather, [&](bool anew) {
      std::vector<Alternates> followed;
      for (const Resource* origin : origins(gather, place, anew)) {
        Alternates step{.origin = origin, .there = follow_alternate(gather, *origin, anew)};
        if (step.there != nullptr && step.there->representation)
          step.back = follow_alternate(gather, step.there->representation->root, anew);
        followed.push_back(step);
      }
      return alternate(followed, *gather.unit().contract);
    });
  });
}

Judgement relate_created_within(Gather& gather) {
  return at_each_place(gather, [&](const Instance& place) {
    const Accept& accept = gather.unit().accept;
    const Exchange& references = gather.need(gather.ask(place, Form::Reference, accept));
    const Exchange& entities = gather.need(gather.ask(place, Form::Entity, accept));
    gather.make_first(entities);
    const Interval now = gather.server_clock(entities);
    return created_within(references, entities, now, *gather.unit().contract);
  });
}

Judgement relate_belongs_to_job(Gather& gather) {
  const Unit& unit = gather.unit();
  Judgement all;
  for (const Instance& job : gather.instances(sample_size(gather))) {
    const Ask part = gather.ask(job, Form::Reference, xml_accept());
    const Ask whole = gather.ask_list(unit.test->other, Form::Reference);
    merge(all, settled(gather, [&](bool anew) {
            const Exchange& a = gather.need(part, anew);
            const Exchange& b = gather.need(whole, anew);
            gather.make_first(a);
            return belongs_to_job(a, {&b}, anew ? gather.need(part, true) : a, job.id,
                                  *unit.contract);
          }));
    if (gather.problem()) break;
  }
  return all;
}

struct Recipe {
  std::string_view relation;
  Judgement (*gather_and_judge)(Gather&);
};

constexpr Recipe recipes[] = {
    {"relation.same_content", relate_same_content},
    {"relation.reference_entity", relate_reference_entity},
    {"relation.member_item", relate_member_item},
    {"relation.link_resolves", relate_link_resolves},
    {"relation.alternate", relate_alternate},
    {"relation.belongs_to_job", relate_belongs_to_job},
    {"relation.query_equals_collection", relate_query_equals_collection},
    {"window.created_within", relate_created_within},
    {"query.filter", relate_filter},
    {"query.filter_logic", relate_filter_logic},
    {"query.value_forms", relate_value_forms},
    {"query.not_ignored", relate_not_ignored},
    {"query.refusal", relate_refusal},
    {"query.sort", relate_sort},
    {"query.paging", relate_paging},
};

}  // namespace

void merge(Judgement& into, Judgement from) {
  into.witnesses += from.witnesses;
  into.undecided += from.undecided;
  std::move(from.findings.begin(), from.findings.end(), std::back_inserter(into.findings));
  if (into.note.empty()) into.note = std::move(from.note);
}

Judgement relate(Gather& gather) {
  const auto recipe = std::find_if(
      std::begin(recipes), std::end(recipes),
      [&](const Recipe& candidate) { return candidate.relation == gather.unit().relation->id; });
  assert(recipe != std::end(recipes));  // a test compares this table with relations()
  return recipe->gather_and_judge(gather);
}

}  // namespace emconform
