#pragma once

#include <string_view>
#include <vector>

#include "run/gather.h"

// For each relation: which requests it needs, and the call of its pure judgement.
namespace emconform {

/// Gathers and judges a relation unit. A problem that the gathering met is in gather.problem();
/// the judgement then counts for nothing.
Judgement relate(Gather& gather);

/// Lists move while they are read. Judges what was read already; when that shows a difference, all
/// is read anew, A, B and A again, and only what stayed the same in between is judged.
template <class Attempt>
Judgement settled(Gather& gather, Attempt attempt) {
  Judgement first = attempt(false);
  if (first.findings.empty() || gather.problem()) return first;
  return attempt(true);
}

/// How many requests a unit of the relation costs in the middle, where its neighbours have asked
/// what they have in common: measured at the embedded mock.
double usual_requests(std::string_view relation);

/// How many places or members a relation looks at.
std::size_t sample_size(const Gather& gather);

/// Adds what another judgement of the same rule says.
void merge(Judgement& into, Judgement from);

/// Judges place by place. A place that was deleted meanwhile is not decided.
template <class Judge>
Judgement at_each(Gather& gather, const std::vector<Instance>& places, Judge judge) {
  Judgement all;
  for (const Instance& place : places) {
    merge(all, judge(place));
    if (!gather.problem()) continue;
    if (!gather.forgive_if_gone(place)) break;
    ++all.undecided;
  }
  return all;
}

/// Where the relation is looked at: the one collection, or a sample of the items.
std::vector<Instance> places(Gather& gather);

// Relations between parents and children: relate_hierarchy.cpp.
Judgement relate_belongs_to_job(Gather& gather);
Judgement relate_up_down(Gather& gather);

// Relations over queries: relate_query.cpp, relate_paging.cpp, relate_senseless.cpp.
Judgement relate_filter(Gather& gather);
Judgement relate_filter_logic(Gather& gather);
Judgement relate_value_forms(Gather& gather);
Judgement relate_sort(Gather& gather);
Judgement relate_paging(Gather& gather);
Judgement relate_not_ignored(Gather& gather);
Judgement relate_refusal(Gather& gather);

// Relations about windows (relate_window.cpp).
Judgement relate_created_within(Gather& gather);
Judgement relate_window_complete(Gather& gather);
Judgement relate_query_equals_collection(Gather& gather);

}  // namespace emconform
