#pragma once

#include <string_view>

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

/// Adds what another judgement of the same rule says.
void merge(Judgement& into, Judgement from);

// Relations over queries: relate_query.cpp, relate_paging.cpp, relate_senseless.cpp.
Judgement relate_filter(Gather& gather);
Judgement relate_filter_logic(Gather& gather);
Judgement relate_value_forms(Gather& gather);
Judgement relate_sort(Gather& gather);
Judgement relate_paging(Gather& gather);
Judgement relate_not_ignored(Gather& gather);
Judgement relate_refusal(Gather& gather);

// The window: relate_window.cpp.
Judgement relate_query_equals_collection(Gather& gather);

}  // namespace emconform
