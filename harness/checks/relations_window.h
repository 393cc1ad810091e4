#pragma once

#include <optional>
#include <span>

#include "checks/relations.h"
#include "checks/window.h"

// Rules about the window of a collection ("only returns the sessions that has been created for the
// last 30 days"), on the server's own clock. `now` is the interval in which that clock stood when
// the server gave the list. CreationTimeUTC decides; the time in a Name is no evidence, since whose
// clock and zone it shows is not documented. What lies in the interval in which the window may have
// begun is undecided: whether the boundary itself is inside is not documented either.
namespace emconform {

/// What tells when members of a list were created that do not say it themselves.
struct CreationTimes {
  const Exchange* entities = nullptr;         // the collection in entity form; nullptr: not there
  std::span<const FollowedMember> fetched{};  // members of the list that were fetched singly
};

/// The members of a list of which neither they nor the entities say when they were created, the
/// oldest by Name first, those without a time in their Name last.
Resources without_creation_time(const Exchange& list, const Exchange* entities,
                                const Contract& contract);

/// Nothing in the list is older than its window, and nothing is of the future. Backup servers have
/// clocks of their own: up to an hour ahead of the server's is undecided.
Judgement created_within(const Exchange& list, const CreationTimes& times, Interval now,
                         const Contract& contract);

/// Nothing of the window is missing: the list holds all that the query holds of it. `before` and
/// `after` are pages of the query, read before and after the list; only what is in both, and fits
/// `part`, is demanded. They need not be all pages: each item is a demand of its own.
struct WindowQuery {
  Exchanges before{}, after{};
  std::optional<query::Filter> part{};  // which of the query's items the list is about; none: all
};
Judgement window_complete(const WindowQuery& query, const Exchange& list, Interval now,
                          const Contract& contract);

/// The query lacks nothing that the collection holds. For a collection with a window, `since` is
/// the time from which on the query was asked; what the query holds beyond the collection is
/// window_complete's matter. Without a window the collection lacks nothing of the query, too.
Judgement query_equals_collection(const Exchange& collection, const Exchanges& query_pages,
                                  const Exchange& collection_again, std::optional<Instant> since,
                                  const Contract& contract);

}  // namespace emconform
