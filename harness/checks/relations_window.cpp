#include "checks/relations_window.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "checks/items.h"
#include "checks/window.h"

namespace emconform {
namespace {

// The oldest offenders show a fault of a window; hundreds of them show no more.
constexpr std::size_t most_named = 3;
constexpr std::chrono::hours foreign_clock{1};  // how far a backup server's clock may be ahead

enum class Moment { Outside, AtTheBegin, Inside, JustAhead, Future };

Moment moment_of(Instant created, Interval now, int days) {
  const Interval begin = begin_of_window(now, days);
  if (created < begin.earliest) return Moment::Outside;
  if (created < begin.latest) return Moment::AtTheBegin;
  if (created <= now.latest) return Moment::Inside;
  return created <= now.latest + foreign_clock ? Moment::JustAhead : Moment::Future;
}

struct Dated {
  const ListedItem* item = nullptr;
  Instant created{};
};

/// The oldest of the offenders, and how many there are.
template <class Say>
void name_the_oldest(std::vector<Dated> offenders, Say say, Judgement& judgement) {
  std::stable_sort(offenders.begin(), offenders.end(),
                   [](const Dated& a, const Dated& b) { return a.created < b.created; });
  for (std::size_t i = 0; i < std::min(most_named, offenders.size()); ++i) {
    Finding finding = say(offenders[i]);
    finding.where = offenders[i].item->label;
    if (i == 0 && offenders.size() > most_named)
      finding.actual += fmt::format("; the oldest of {} such items", offenders.size());
    judgement.findings.push_back(std::move(finding));
  }
}

/// When the members of a list were created, as far as anything says so.
class CreationBook {
 public:
  CreationBook(const CreationTimes& times, const Contract& contract) : times_(times) {
    if (times.entities != nullptr && is_readable(*times.entities))
      entities_ = items_of(*times.entities, contract);
  }

  std::optional<Instant> look_up(const ListedItem& item) const {
    if (const auto own = creation_of(*item.resource)) return own;
    if (const Resource* entity = entities_.find(item.key))
      if (const auto of_entity = creation_of(*entity)) return of_entity;
    for (const FollowedMember& fetched : times_.fetched)
      if (fetched.item != nullptr && is_readable(*fetched.item) &&
          label_of(*fetched.member) == item.label)
        return creation_of(fetched.item->representation->root);
    return std::nullopt;
  }

 private:
  CreationTimes times_;
  Items entities_{};
};

std::string note_on(std::size_t unknown, std::size_t at_the_begin) {
  if (unknown > 0) return fmt::format("of {} items no CreationTimeUTC was read", unknown);
  if (at_the_begin > 0)
    return fmt::format("{} items lie within the clock's tolerance of the window's begin",
                       at_the_begin);
  return "";
}

std::string last_days(const Contract& contract) {
  return fmt::format("the last {} days", contract.window_days);
}

}  // namespace

Resources without_creation_time(const Exchange& list, const Exchange* entities,
                                const Contract& contract) {
  const CreationBook book({.entities = entities}, contract);
  std::vector<std::pair<Instant, const Resource*>> unknown;
  for (const ListedItem& item : items_of(list, contract).in_order)
    if (!book.look_up(item))
      unknown.emplace_back(
          time_in_name(text_of(*item.resource, "Name").value_or("")).value_or(Instant::max()),
          item.resource);
  std::stable_sort(unknown.begin(), unknown.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  Resources resources;
  for (const auto& [time, resource] : unknown) resources.push_back(resource);
  return resources;
}

Judgement created_within(const Exchange& list, const CreationTimes& times, Interval now,
                         const Contract& contract) {
  if (contract.window_days <= 0) return {.note = "the collection has no window"};
  if (!is_readable(list)) return unreadable();
  const CreationBook book(times, contract);
  const Items items = items_of(list, contract);
  Judgement judgement;
  std::vector<Dated> too_old, of_the_future;
  std::size_t unknown = 0, at_the_begin = 0;
  for (const ListedItem& item : items.in_order) {
    const auto created = book.look_up(item);
    const auto age =
        created ? std::optional(moment_of(*created, now, contract.window_days)) : std::nullopt;
    if (!age) ++unknown;
    if (age == Moment::AtTheBegin) ++at_the_begin;
    if (!age || age == Moment::AtTheBegin || age == Moment::JustAhead) {
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    if (age == Moment::Outside) too_old.push_back({&item, *created});
    if (age == Moment::Future) of_the_future.push_back({&item, *created});
  }
  const Interval begin = begin_of_window(now, contract.window_days);
  name_the_oldest(
      too_old,
      [&](const Dated& one) {
        return Finding{"", fmt::format("created at {} or later", to_string(begin.earliest)),
                       fmt::format("created at {}", to_string(one.created))};
      },
      judgement);
  name_the_oldest(
      of_the_future,
      [&](const Dated& one) {
        return Finding{"", fmt::format("created by {}, the server's time", to_string(now.latest)),
                       fmt::format("created at {}", to_string(one.created))};
      },
      judgement);
  judgement.note = note_on(unknown, at_the_begin);
  return judgement;
}

Judgement window_complete(const WindowQuery& query, const Exchange& list, Interval now,
                          const Contract& contract) {
  if (contract.window_days <= 0) return {.note = "the collection has no window"};
  if (!is_readable(list) || !is_readable(query.before) || !is_readable(query.after))
    return unreadable();
  const Items asked = items_of(query.before, contract), again = items_of(query.after, contract),
              listed = items_of(list, contract);
  Judgement judgement;
  std::vector<Dated> missing;
  std::size_t at_the_begin = 0;
  for (std::size_t i = 0; i < asked.in_order.size(); ++i) {
    const ListedItem& item = asked.in_order[i];
    const auto created = creation_of(*item.resource);
    const bool is_repeated = asked.place.at(item.key) != i;
    if (is_repeated || !created ||
        (query.part &&
         query::evaluate(*query.part, *item.resource, contract) != query::Truth::True))
      continue;
    const Moment age = moment_of(*created, now, contract.window_days);
    if (age == Moment::AtTheBegin) ++at_the_begin;
    if (age == Moment::Inside && again.place.contains(item.key)) {
      ++judgement.witnesses;
      if (!listed.place.contains(item.key)) missing.push_back({&item, *created});
    } else if (age != Moment::Outside && age != Moment::Future) {
      ++judgement.undecided;
    }
  }
  name_the_oldest(
      missing,
      [&](const Dated& one) {
        return Finding{
            "", fmt::format("in the list: created in {}", last_days(contract)),
            fmt::format("created at {}, in the query's answer alone", to_string(one.created))};
      },
      judgement);
  judgement.note = note_on(0, at_the_begin);
  if (judgement.witnesses + judgement.undecided == 0)
    judgement.note = fmt::format("the query holds nothing of {}", last_days(contract));
  return judgement;
}

Judgement query_equals_collection(const Exchange& collection, const Exchanges& query_pages,
                                  const Exchange& collection_again, std::optional<Instant> since,
                                  const Contract& contract) {
  if (!is_readable({&collection, &collection_again}) || !is_readable(query_pages) ||
      !has_all_pages(query_pages))
    return unreadable();
  const Items first = items_of(collection, contract), last = items_of(collection_again, contract),
              query = items_of(query_pages, contract);
  // Pages of a list that moves may lose an item between them: it shifted to a page already read.
  const bool may_lack = query_pages.size() > 1 && !same_keys(first, last);
  Judgement judgement;
  for (const ListedItem& item : first.in_order) {
    const auto created = creation_of(*item.resource);
    if (since && created && *created < *since) continue;  // it was not asked for
    const bool is_found = query.place.contains(item.key);
    if (!last.place.contains(item.key) || (since && !created) || (may_lack && !is_found)) {
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    if (!is_found)
      judgement.findings.push_back(
          {item.label, "in the answer to the query", "in the collection alone"});
  }
  if (since) return judgement;
  for (const ListedItem& item : query.in_order) {
    const bool before = first.place.contains(item.key), after = last.place.contains(item.key);
    if (before && after) continue;  // judged above
    if (before || after) {
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    judgement.findings.push_back({item.label, "in the collection", "in the query's answer alone"});
  }
  return judgement;
}

}  // namespace emconform
