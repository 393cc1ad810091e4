#pragma once

#include <fmt/format.h>

#include <set>
#include <string>

#include "checks/items.h"
#include "run/relate.h"

// How relations over what resources lead to are gathered.
namespace emconform {

/// The resources of a list (or the item itself) whose links and members are followed.
struct Origins {
  Resources all{};
  Resources sample{};
  bool anew = false;  // whether what they lead to is to be read anew
};

/// Reads the resources at a place, lets `follow` read what they lead to, and `judge` judge it by
/// the same resources read again. Both attempts follow the same sample: a list that moved would
/// else hide what the first attempt has seen.
template <class Follow, class Judge>
Judgement settled_origins(Gather& gather, const Instance& place, Follow follow, Judge judge) {
  const Unit& unit = gather.unit();
  const Ask ask = gather.ask(place, unit.form, xml_accept());
  std::set<std::string> chosen;
  return settled(gather, [&](bool anew) -> Judgement {
    const Exchange& before = gather.need(ask, anew);
    if (gather.problem()) return {};
    Origins origins{.all = resources_of(before, *unit.contract), .sample = {}, .anew = anew};
    const auto key = [&](const Resource* one) {
      return key_of(*one, unit.suite->shape).value_or("");
    };
    if (anew) {
      for (const Resource* one : origins.all)
        if (!key(one).empty() && chosen.contains(key(one))) origins.sample.push_back(one);
    } else {
      origins.sample = gather.sample(origins.all);
      for (const Resource* one : origins.sample) chosen.insert(key(one));
    }
    follow(origins);
    const Exchange& after = anew ? gather.need(ask, true) : before;
    Judgement judgement = judge(after);
    if (judgement.note.empty() && origins.sample.size() < origins.all.size())
      judgement.note =
          fmt::format("followed {} of {} members", origins.sample.size(), origins.all.size());
    if (chosen.size() > origins.sample.size())
      judgement.undecided += chosen.size() - origins.sample.size();
    return judgement;
  });
}

}  // namespace emconform
