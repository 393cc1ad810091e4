#include <algorithm>

#include "model/link_place.h"
#include "run/follow.h"

// Relations between parents and what belongs to them.
namespace emconform {
namespace {

const Exchange* follow(Gather& gather, const Link& link, bool anew) {
  const auto ask = link.href ? gather.ask_href(*link.href) : std::nullopt;
  return ask ? &gather.attempt(*ask, anew) : nullptr;
}

bool is_ruled(const Link& link, const LinkRule& rule) {
  return link.rel == rule.rel && link.type &&
         std::find(rule.types.begin(), rule.types.end(), *link.type) != rule.types.end();
}

const Link* find_link(const Resource& resource, const LinkPlace& place) {
  const auto found = std::find_if(resource.links.begin(), resource.links.end(),
                                  [&](const Link& link) { return is_at(link, place); });
  return found == resource.links.end() ? nullptr : &*found;
}

/// The resources that lead Up by that very link.
Resources siblings(const Resources& all, const Link& link) {
  Resources found;
  for (const Resource* one : all)
    if (std::any_of(one->links.begin(), one->links.end(), [&](const Link& other) {
          return other.rel == link.rel && other.type == link.type && other.href == link.href;
        }))
      found.push_back(one);
  return found;
}

/// What the resources of a place lead to by links that promise a way back.
struct Hierarchy {
  std::vector<FollowedDown> down{};
  std::vector<FollowedUp> up{};

  void follow_down(Gather& gather, const Resource& parent, const LinkRule& rule, bool anew) {
    for (const Link& link : parent.links)
      if (is_ruled(link, rule)) down.push_back({&parent, &rule, follow(gather, link, anew)});
  }

  void follow_up(Gather& gather, const Resource& child, const LinkRule& rule,
                 const Origins& origins) {
    for (const Link& link : child.links) {
      if (!is_ruled(link, rule) || is_followed(link)) continue;
      FollowedUp step{.children = siblings(origins.all, link),
                      .link = &link,
                      .parent = follow(gather, link, origins.anew)};
      const auto place = split_link_place(rule.inverse);
      if (place && step.parent != nullptr && step.parent->representation)
        if (const Link* way_back = find_link(step.parent->representation->root, *place))
          step.list = follow(gather, *way_back, origins.anew);
      up.push_back(std::move(step));
    }
  }

 private:
  bool is_followed(const Link& link) const {
    return std::any_of(up.begin(), up.end(),
                       [&](const FollowedUp& step) { return step.link->href == link.href; });
  }
};

Hierarchy follow_hierarchy(Gather& gather, const Origins& origins) {
  Hierarchy hierarchy;
  const FormRule* form = form_rule(*gather.unit().contract, gather.unit().form);
  if (form == nullptr) return hierarchy;
  for (const LinkRule& rule : form->links) {
    if (rule.inverse.empty()) continue;
    for (const Resource* origin : origins.sample) {
      if (rule.rel == "Down") hierarchy.follow_down(gather, *origin, rule, origins.anew);
      if (rule.rel == "Up") hierarchy.follow_up(gather, *origin, rule, origins);
    }
  }
  return hierarchy;
}

/// The server's clock, where a window makes it matter.
Interval clock_of(Gather& gather, const Exchange& exchange) {
  return gather.unit().contract->window_days > 0 ? gather.server_clock(exchange) : Interval{};
}

}  // namespace

Judgement relate_up_down(Gather& gather) {
  return at_each(gather, places(gather), [&](const Instance& place) {
    Hierarchy hierarchy;
    return settled_origins(
        gather, place,
        [&](const Origins& origins) { hierarchy = follow_hierarchy(gather, origins); },
        [&](const Exchange& again) {
          return up_down(hierarchy.down, hierarchy.up, again, clock_of(gather, again),
                         *gather.unit().contract);
        });
  });
}

Judgement relate_belongs_to_job(Gather& gather) {
  const Unit& unit = gather.unit();
  return at_each(gather, gather.instances(sample_size(gather)), [&](const Instance& job) {
    const Ask part = gather.ask(job, unit.form, xml_accept());
    const Ask whole = gather.ask_list(unit.test->other, unit.form);
    return settled(gather, [&](bool anew) -> Judgement {
      const Exchange& a = gather.need(part, anew);
      const Exchange& b = gather.need(whole, anew);
      gather.make_first(a);
      if (gather.problem()) return {};
      const Exchange& a_again = anew ? gather.need(part, true) : a;
      const Exchange& b_again = anew ? gather.need(whole, true) : b;
      return belongs_to_job({a, a_again}, {b, b_again}, job.id, clock_of(gather, b_again),
                            *unit.contract);
    });
  });
}

}  // namespace emconform
