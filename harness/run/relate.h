#pragma once

#include <initializer_list>
#include <string>
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

/// How many places or members a relation looks at.
std::size_t sample_size(const Gather& gather);

/// Adds what another judgement of the same rule says.
void merge(Judgement& into, Judgement from);

// What queries are read with (relate_query.cpp).

inline constexpr int page_size = 100;  // what a server takes when it is not told (api-facts, 5)

/// "filter=..", percent-encoded.
std::string encode_filter(const query::Filter& filter);
/// The query's URL without page: the contract's type, form, and further parameters.
std::string query_target(const Gather& gather, Form form,
                         std::initializer_list<std::string> parameters);
/// PagesCount of an answer; 0 if it gives none.
int pages_count(const Exchange& exchange);
/// All pages of an answer, up to `most`.
Exchanges read_pages(Gather& gather, const std::string& target, Form form, const Accept& accept,
                     int size, int most, bool anew);

// Relations over queries (relate_query.cpp).
Judgement relate_filter(Gather& gather);
Judgement relate_filter_logic(Gather& gather);
Judgement relate_sort(Gather& gather);
Judgement relate_paging(Gather& gather);

// Relations about windows (relate_window.cpp).
Judgement relate_created_within(Gather& gather);
Judgement relate_window_complete(Gather& gather);
Judgement relate_query_equals_collection(Gather& gather);

}  // namespace emconform
