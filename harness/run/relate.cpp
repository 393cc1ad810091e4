#include "run/relate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "run/follow.h"

namespace emconform {
namespace {

template <class Judge>
Judgement at_each_place(Gather& gather, Judge judge) {
  return at_each(gather, places(gather), judge);
}

/// Reads two answers, and where that is asked for each of them again: A, B, A, B.
template <class Judge>
Judgement in_turns(Gather& gather, const Ask& one, const Ask& other, Judge judge) {
  return settled(gather, [&](bool anew) {
    const Exchange& a = gather.need(one, anew);
    const Exchange& b = gather.need(other, anew);
    gather.make_first(b);
    if (!anew) return judge(Twice{a, a}, Twice{b, b});
    const Exchange& a_again = gather.need(one, true);
    return judge(Twice{a, a_again}, Twice{b, gather.need(other, true)});
  });
}

Judgement relate_same_content(Gather& gather) {
  const Unit& unit = gather.unit();
  return at_each_place(gather, [&](const Instance& place) {
    return in_turns(gather, gather.ask(place, unit.form, xml_accept()),
                    gather.ask(place, unit.form, json_accept()),
                    [&](const Twice& xml, const Twice& json) {
                      return same_content(xml, json, *unit.contract);
                    });
  });
}

Judgement relate_reference_entity(Gather& gather) {
  return at_each_place(gather, [&](const Instance& place) {
    return in_turns(gather, gather.ask(place, Form::Reference, xml_accept()),
                    gather.ask(place, Form::Entity, xml_accept()),
                    [&](const Twice& reference, const Twice& entity) {
                      return reference_entity(reference, entity, *gather.unit().contract);
                    });
  });
}

Judgement relate_member_item(Gather& gather) {
  return at_each_place(gather, [&](const Instance& place) {
    std::vector<FollowedMember> followed;
    const auto follow = [&](const Origins& origins) {
      followed.clear();
      for (const Resource* member : origins.sample) {
        const auto ask = gather.ask_href(text_of(*member, "Href").value_or(""));
        followed.push_back({member, ask ? &gather.attempt(*ask, origins.anew) : nullptr});
      }
    };
    return settled_origins(gather, place, follow, [&](const Exchange& again) {
      return member_item(followed, again, *gather.unit().contract);
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
    std::vector<FollowedLink> followed;
    const auto follow = [&](const Origins& origins) {
      followed.clear();
      for (const Resource* origin : origins.sample)
        for (std::size_t i = 0; i < origin->links.size(); ++i) {
          const Link& link = origin->links[i];
          if (!may_follow(*gather.unit().test, link)) continue;
          const auto ask = gather.ask_href(*link.href);
          followed.push_back({origin, &link,
                              fmt::format("{} Links/Link[{}]", label_of(*origin), i + 1),
                              ask ? &gather.attempt(*ask, origins.anew) : nullptr});
        }
    };
    return settled_origins(gather, place, follow, [&](const Exchange& again) {
      return link_resolves(followed, again, *gather.unit().contract);
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
    std::vector<Alternates> followed;
    const auto follow = [&](const Origins& origins) {
      followed.clear();
      for (const Resource* origin : origins.sample) {
        Alternates step{.origin = origin, .there = follow_alternate(gather, *origin, origins.anew)};
        if (step.there != nullptr && step.there->representation)
          step.back = follow_alternate(gather, step.there->representation->root, origins.anew);
        followed.push_back(step);
      }
    };
    return settled_origins(gather, place, follow, [&](const Exchange& again) {
      return alternate(followed, again, *gather.unit().contract);
    });
  });
}

struct Recipe {
  std::string_view relation;
  Judgement (*gather_and_judge)(Gather&);
  double requests = 0;  // see usual_requests
};

constexpr Recipe recipes[] = {
    {"relation.same_content", relate_same_content, 0.9},
    {"relation.reference_entity", relate_reference_entity, 0},
    {"relation.member_item", relate_member_item, 2.6},
    {"relation.link_resolves", relate_link_resolves, 2.0},
    {"relation.alternate", relate_alternate, 0.5},
    {"relation.up_down", relate_up_down, 1.2},
    {"relation.belongs_to_job", relate_belongs_to_job, 2},
    {"relation.query_equals_collection", relate_query_equals_collection, 0},
    {"window.created_within", relate_created_within, 0.9},
    {"window.complete", relate_window_complete, 0.5},
    {"query.filter", relate_filter, 1.4},
    {"query.filter_logic", relate_filter_logic, 1.6},
    {"query.value_forms", relate_value_forms, 1},
    {"query.not_ignored", relate_not_ignored, 1},
    {"query.refusal", relate_refusal, 0},
    {"query.sort", relate_sort, 1.7},
    {"query.paging", relate_paging, 3},
};

const Recipe& recipe_of(std::string_view relation) {
  const auto* const recipe =
      std::find_if(std::begin(recipes), std::end(recipes),
                   [&](const Recipe& candidate) { return candidate.relation == relation; });
  assert(recipe != std::end(recipes));  // a test compares this table with relations()
  return *recipe;
}

}  // namespace

std::size_t sample_size(const Gather& gather) {
  const int own = gather.unit().test->sample;
  return static_cast<std::size_t>(std::max(1, own > 0 ? own : gather.options().sample));
}

std::vector<Instance> places(Gather& gather) {
  // An item is asked for several times, in both formats and forms.
  if (gather.unit().suite->shape == Shape::Item)
    return gather.instances((sample_size(gather) + 1) / 2);
  const auto one = gather.instance();
  return one ? std::vector{*one} : std::vector<Instance>{};
}

void merge(Judgement& into, Judgement from) {
  into.witnesses += from.witnesses;
  into.undecided += from.undecided;
  std::move(from.findings.begin(), from.findings.end(), std::back_inserter(into.findings));
  if (into.note.empty()) into.note = std::move(from.note);
}

double usual_requests(std::string_view relation) { return recipe_of(relation).requests; }

Judgement relate(Gather& gather) {
  return recipe_of(gather.unit().relation->id).gather_and_judge(gather);
}

}  // namespace emconform
