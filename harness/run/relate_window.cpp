#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "checks/items.h"
#include "checks/relations_window.h"
#include "model/href.h"
#include "run/relate.h"
#include "run/universe.h"

// What the rules about windows are shown. Where everything is well these are lists that other cases
// read as well; what goes beyond is asked only where the lists leave something open.
namespace emconform {
namespace {

using query::Filter;
using query::Operator;

constexpr int whole_pages = 6;           // of a query that is read whole
constexpr int pages_at_each_end = 3;     // of a larger one
constexpr std::size_t most_fetched = 5;  // references of unknown age that are fetched singly

Filter created(Operator op, Instant time) {
  return query::compare("CreationTime", op, to_string(time));
}

std::string ascending() { return "sortAsc=CreationTime"; }
std::string descending() { return "sortDesc=CreationTime"; }

/// Where the collection of a suite is looked at: itself, or those of some ids from both ends of the
/// list that gives the ids: sessions are listed by their age.
std::vector<Instance> collections(Gather& gather) {
  auto places = gather.instances(std::numeric_limits<std::size_t>::max());
  const auto most = static_cast<std::ptrdiff_t>(std::min(sample_size(gather), places.size()));
  places.erase(places.begin() + (most + 1) / 2, places.end() - most / 2);
  return places;
}

Exchanges read_entities(Gather& gather, const std::string& target, int most, bool anew) {
  return read_pages(gather, target, Form::Entity, xml_accept(), page_size, most, anew);
}

std::optional<Instance> instance_of(const Resource& parent, const Discovery& discovery) {
  const auto uid = split_uid(text_of(parent, "UID").value_or(""));
  for (const Link& link : parent.links) {
    const auto href = link.href ? split_href(*link.href) : std::nullopt;
    if (uid && href && link.rel == discovery.rel && link.type == discovery.type)
      return Instance{std::string(href->path), std::string(uid->id)};
  }
  return std::nullopt;
}

/// The list that gives the ids may have a window of its own. What lies just before that only a
/// query shows: the collections of such parents must have their window all the same.
std::vector<Instance> collections_of_old(Gather& gather) {
  const auto& discovery = gather.unit().suite->discovery;
  const Contract* parent = discovery ? gather.contract_of(discovery->contract) : nullptr;
  if (parent == nullptr || parent->window_days <= 0 || parent->query_type.empty()) return {};
  const Exchange& list = gather.need(gather.ask_list(discovery->from, Form::Reference));
  if (gather.problem()) return {};
  const Instant begin = begin_of_window(gather.server_clock(list), parent->window_days).earliest;
  const Filter old = created(Operator::Less, std::chrono::floor<std::chrono::hours>(begin));
  const Exchanges page =
      read_pages(gather,
                 fmt::format("/api/query?type={}&format=Entities&{}&{}", parent->query_type,
                             encode_filter(old), descending()),
                 Form::Entity, xml_accept(), static_cast<int>(sample_size(gather)), 1, false);
  std::vector<Instance> found;
  for (const Resource* one : resources_of(*page.front(), *parent))
    if (const auto instance = instance_of(*one, *discovery)) found.push_back(*instance);
  return found;
}

/// The references of unknown age that the query knows to be old, so far as its first page tells.
Resources old_by_query(Gather& gather, const Resources& unknown, Interval begin) {
  const Contract& contract = *gather.unit().contract;
  if (contract.query_type.empty()) return {};
  const std::string filter = encode_filter(created(Operator::Less, begin.latest));
  Resources old;
  for (const std::string& sort : {ascending(), descending()}) {
    const Exchanges pages = read_entities(
        gather, query_target(*gather.unit().contract, Form::Entity, {filter, sort}), 1, false);
    if (gather.problem()) return {};
    const Items items = items_of(pages, contract);
    for (const Resource* reference : unknown) {
      const bool is_old =
          std::any_of(items.in_order.begin(), items.in_order.end(),
                      [&](const ListedItem& item) { return item.label == label_of(*reference); });
      if (is_old && old.size() < most_fetched) old.push_back(reference);
    }
  }
  return old;
}

/// The entities of the references that are likely the oldest, by their Names and by the query.
std::vector<FollowedMember> fetch_oldest(Gather& gather, const Resources& unknown, Interval begin) {
  if (unknown.empty()) return {};
  Resources chosen = old_by_query(gather, unknown, begin);
  for (std::size_t i = 0; i < std::min(most_fetched, unknown.size()); ++i)
    if (std::find(chosen.begin(), chosen.end(), unknown[i]) == chosen.end())
      chosen.push_back(unknown[i]);
  std::vector<FollowedMember> fetched;
  for (const Resource* reference : chosen) {
    const auto ask = gather.ask_href(
        with_query(std::string(text_of(*reference, "Href").value_or("")), "format=Entity"));
    if (ask) fetched.push_back({reference, &gather.attempt(*ask)});
  }
  return fetched;
}

Judgement judge_created_within(Gather& gather, const Instance& place, bool anew) {
  const Unit& unit = gather.unit();
  const Exchange& list = gather.need(gather.ask(place, unit.form, unit.accept), anew);
  if (gather.problem()) return {};
  const Interval now = gather.server_clock(list);
  CreationTimes times;
  if (unit.form == Form::Reference && unit.contract->reference_list)
    times.entities = &gather.attempt(gather.ask(place, Form::Entity, unit.accept), anew);
  const Resources unknown = without_creation_time(list, times.entities, *unit.contract);
  const auto fetched =
      fetch_oldest(gather, unknown, begin_of_window(now, unit.contract->window_days));
  times.fetched = fetched;
  gather.make_first(list);
  return created_within(list, times, now, *unit.contract);
}

/// What the query holds from a time on: all of it; of very much the oldest and the newest.
Exchanges read_since(Gather& gather, const std::string& filter, bool anew) {
  const std::string all = query_target(*gather.unit().contract, Form::Entity, {filter});
  Exchanges first = read_entities(gather, all, 1, false);
  if (gather.problem()) return first;
  if (pages_count(*first.front()) <= whole_pages)
    return read_entities(gather, all, whole_pages, anew);
  Exchanges ends;
  for (const std::string& sort : {ascending(), descending()}) {
    const Exchanges end =
        read_entities(gather, query_target(*gather.unit().contract, Form::Entity, {filter, sort}),
                      pages_at_each_end, anew);
    ends.insert(ends.end(), end.begin(), end.end());
  }
  return ends;
}

/// From an hour before the window on, by the hour: what lies at its edge is to be seen, and what is
/// asked within one hour is asked once.
Filter since_window(Interval begin) {
  return created(Operator::GreaterOrEqual,
                 std::chrono::floor<std::chrono::hours>(begin.earliest - std::chrono::hours(1)));
}

/// The case's filter for an id; nullopt if it has none.
std::optional<Filter> part_of_query(Gather& gather, const Instance& place) {
  std::string text = gather.unit().test->filter;
  if (text.empty()) return std::nullopt;
  for (auto at = text.find("{ID}"); at != std::string::npos; at = text.find("{ID}"))
    text.replace(at, 4, place.id);
  auto part = query::parse(text);
  if (part) return std::move(*part);
  gather.note_problem({Verdict::Error,
                       fmt::format("the case's filter {}: {}", text, part.error().what),
                       {},
                       false});
  return std::nullopt;
}

Judgement judge_window_complete(Gather& gather, const Instance& place, bool anew) {
  const Unit& unit = gather.unit();
  const Ask ask = gather.ask(place, unit.form, unit.accept);
  const Exchange& known = gather.need(ask);
  if (gather.problem()) return {};
  Filter asked =
      since_window(begin_of_window(gather.server_clock(known), unit.contract->window_days));
  WindowQuery query{.part = part_of_query(gather, place)};
  if (gather.problem()) return {};
  if (query.part) asked = query::all_of({*query.part, std::move(asked)});
  const std::string filter = encode_filter(asked);
  query.before = read_since(gather, filter, anew);
  const Exchange& list = gather.need(ask, anew);
  query.after = anew ? read_since(gather, filter, true) : query.before;
  gather.make_first(list);
  return window_complete(query, list, gather.server_clock(list), *unit.contract);
}

template <class Judge>
Judgement at_places(Gather& gather, const std::vector<Instance>& places, Judge judge) {
  Judgement all = at_each(gather, places, [&](const Instance& place) {
    return settled(gather, [&](bool anew) { return judge(gather, place, anew); });
  });
  // That one of several collections has nothing to judge is nothing to tell.
  if (all.witnesses > 0 && all.undecided == 0) all.note.clear();
  return all;
}

/// What a query is asked for that a collection is held against.
struct Question {
  std::string filter{};            // "" for all
  std::optional<Instant> since{};  // what is older is not asked for
};

/// Of very many items the newest are asked for.
Question ask_for_window(Gather& gather, const Exchange& collection) {
  const Contract& contract = *gather.unit().contract;
  if (contract.window_days <= 0) return {};
  const Interval begin = begin_of_window(gather.server_clock(collection), contract.window_days);
  Question question{encode_filter(since_window(begin)), begin.earliest};
  const Exchanges first = read_entities(
      gather, query_target(*gather.unit().contract, Form::Entity, {question.filter}), 1, false);
  if (gather.problem() || pages_count(*first.front()) <= whole_pages) return question;
  const Exchanges newest = read_entities(
      gather, query_target(*gather.unit().contract, Form::Entity, {question.filter, descending()}),
      pages_at_each_end, false);
  const Items items = items_of(newest, contract);
  const auto oldest =
      items.in_order.empty() ? std::nullopt : creation_of(*items.in_order.back().resource);
  if (!oldest) return question;
  return {encode_filter(created(Operator::GreaterOrEqual, *oldest)), *oldest};
}

}  // namespace

Judgement relate_created_within(Gather& gather) {
  std::vector<Instance> places = collections(gather);
  if (gather.problem()) return {};
  for (Instance& old : collections_of_old(gather)) places.push_back(std::move(old));
  return at_places(gather, places, judge_created_within);
}

Judgement relate_window_complete(Gather& gather) {
  const Contract& contract = *gather.unit().contract;
  if (contract.query_type.empty())
    return {.note = fmt::format("there is no query for {} to hold the list against",
                                contract.resource)};
  return at_places(gather, collections(gather), judge_window_complete);
}

Judgement relate_query_equals_collection(Gather& gather) {
  const Unit& unit = gather.unit();
  const auto place = gather.instance();
  if (!place) return {};
  const Ask collection = gather.ask(*place, Form::Entity, xml_accept());
  return settled(gather, [&](bool anew) {
    const Exchange& before = gather.need(collection, anew);
    if (gather.problem()) return Judgement{};
    const Question question = ask_for_window(gather, before);
    const Exchanges pages = read_entities(
        gather, query_target(*gather.unit().contract, Form::Entity, {question.filter}),
        10 * whole_pages, anew);
    const Exchange& after = anew ? gather.need(collection, true) : before;
    gather.make_first(before);
    return query_equals_collection(before, pages, after, question.since, *unit.contract);
  });
}

}  // namespace emconform
