#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "checks/compare.h"
#include "checks/items.h"
#include "checks/relations.h"
#include "model/href.h"

// Rules about what a filter leaves and how a sorted answer stands.
namespace emconform {
namespace {

/// "Result 'Failed', JobName nothing": the values that a filter looks at.
std::string values_seen(const query::Filter& filter, const Resource& entity,
                        const Contract& contract) {
  if (filter.kind != query::Filter::Kind::Comparison) {
    std::string text;
    for (const query::Filter& operand : filter.operands)
      text += (text.empty() ? "" : ", ") + values_seen(operand, entity, contract);
    return text;
  }
  const QueryProperty* property = query::find_property(contract, filter.comparison.property);
  return fmt::format(
      "{} {}", filter.comparison.property,
      quoted(property == nullptr ? std::nullopt : query::value_of(*property, entity)));
}

void report_repeated(const Items& items, std::string_view answer, Judgement& judgement) {
  std::map<std::string, std::size_t> times;
  for (const ListedItem& item : items.in_order)
    if (++times[item.key] == 2)
      judgement.findings.push_back(
          {item.label, fmt::format("once in the {} answer", answer), "more than once"});
}

/// The value to sort by: the item's own, or that of the entity of the same UID in the universe.
std::optional<std::string> sort_value(const QueryProperty& property, const ListedItem& item,
                                      const Items& universe) {
  if (auto own = query::value_of(property, *item.resource)) return own;
  const Resource* entity = universe.find(item.key);
  return entity == nullptr ? std::nullopt : query::value_of(property, *entity);
}

/// Whether the item had another value when the universe was read: where it belongs is open then.
bool has_moved(const QueryProperty& property, const ListedItem& item, const Items& universe) {
  const Resource* before = universe.find(item.key);
  if (before == nullptr) return true;
  const auto then = query::value_of(property, *before);
  const auto now = query::value_of(property, *item.resource);
  return then && now && then != now;
}

struct Sorted {
  const ListedItem* item = nullptr;
  std::string value{};
};

void report_pair(const QueryProperty& property, const Sorted& before, const Sorted& after,
                 std::string_view expected, Judgement& judgement) {
  judgement.findings.push_back(
      {after.item->label, std::string(expected),
       fmt::format("{} '{}' stands after {} '{}' ({})", property.name, after.value, property.name,
                   before.value, before.item->label)});
}

/// Whether the value has a place in the order: "None" among results has none.
bool has_place(const QueryProperty& property, const std::string& value) {
  return property.values.empty() ||
         std::any_of(property.values.begin(), property.values.end(),
                     [&](const auto& listed) { return equal_ignoring_case(listed, value); });
}

/// Each item against the nearest before it whose order to it is documented.
void judge_order(const QueryProperty& property, bool descending, const std::vector<Sorted>& items,
                 Judgement& judgement) {
  const Sorted* before = nullptr;
  for (const Sorted& item : items) {
    const Sorted& other = before == nullptr ? item : *before;
    const auto order = query::compare_values(property, other.value, item.value);
    if (!order || !has_place(property, item.value)) {
      ++judgement.undecided;
      continue;
    }
    if (before != nullptr) {
      ++judgement.witnesses;
      if (descending ? *order < 0 : *order > 0)
        report_pair(property, *before, item,
                    descending ? "in descending order" : "in ascending order", judgement);
    }
    before = &item;
  }
}

/// How strings are ordered is not documented, but in any order equal ones stand together.
void judge_groups(const QueryProperty& property, const std::vector<Sorted>& items,
                  const Contract& contract, Judgement& judgement) {
  std::map<std::string, std::size_t> last;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto [seen, is_new] = last.try_emplace(items[i].value, i);
    if (is_new) continue;
    ++judgement.witnesses;
    const query::Filter differs =
        query::compare(property.name, query::Operator::NotEqual, items[i].value);
    for (std::size_t between = seen->second + 1; between < i; ++between)
      if (query::evaluate(differs, *items[between].item->resource, contract) ==
          query::Truth::True) {
        report_pair(property, items[between], items[i], "beside the other items of the same value",
                    judgement);
        break;
      }
    seen->second = i;
  }
}

}  // namespace

Judgement filter_matches(const query::Filter& filter, const Exchanges& universe,
                         const Exchanges& answer, const Exchanges& universe_again,
                         const Contract& contract) {
  if (!is_readable(universe) || !is_readable(answer) || !is_readable(universe_again) ||
      !has_all_pages(answer))
    return unreadable();
  const Items first = items_of(universe, contract), last = items_of(universe_again, contract),
              found = items_of(answer, contract);
  const std::string text = query::print(filter);
  const bool stood_still = all_stable(first, last) && has_all_pages(universe);
  // Pages of a list that moves may lose an item between them: it shifted to a page already read.
  const bool may_lack = answer.size() > 1 && !stood_still;
  Judgement judgement;
  for (const ListedItem& item : first.in_order) {
    const query::Truth truth = query::evaluate(filter, *item.resource, contract);
    if (truth == query::Truth::Unknown || !is_stable(item, last)) {
      ++judgement.undecided;
      continue;
    }
    const bool holds = truth == query::Truth::True, is_found = found.place.contains(item.key);
    if (holds && !is_found && may_lack) {
      ++judgement.undecided;
      continue;
    }
    ++judgement.witnesses;
    if (holds == is_found) continue;
    judgement.findings.push_back(
        {item.label,
         fmt::format("{} the answer, as the filter {} {}", holds ? "in" : "not in", text,
                     holds ? "holds" : "does not hold"),
         fmt::format("{} the answer; {}", holds ? "not in" : "in",
                     values_seen(filter, *item.resource, contract))});
  }
  for (const ListedItem& item : found.in_order) {
    if (first.place.contains(item.key) || last.place.contains(item.key)) continue;
    if (stood_still)
      judgement.findings.push_back(
          {item.label, "in the unfiltered answer as well", "in the filtered answer alone"});
    else
      ++judgement.undecided;
  }
  if (stood_still || answer.size() == 1) report_repeated(found, "filtered", judgement);
  return judgement;
}

Judgement sort_reverses(const QueryProperty& property, const Exchanges& sorted,
                        const Exchanges& opposite, const Contract& contract) {
  if (!is_readable(sorted) || !is_readable(opposite)) return unreadable();
  const Items ordered = items_of(sorted, contract), reversed = items_of(opposite, contract);
  const ListedItem* before = nullptr;
  std::string value_before;
  Judgement judgement;
  for (const ListedItem& item : ordered.in_order) {
    auto value = query::value_of(property, *item.resource);
    const auto place = reversed.place.find(item.key);
    if (!value || place == reversed.place.end()) {
      ++judgement.undecided;
      continue;
    }
    const query::Filter differs =
        query::compare(property.name, query::Operator::NotEqual, value_before);
    if (before != nullptr &&
        query::evaluate(differs, *item.resource, contract) == query::Truth::True) {
      ++judgement.witnesses;
      if (reversed.place.at(before->key) < place->second)
        report_pair(property, {before, value_before}, {&item, *value},
                    "in the opposite order with sortAsc and sortDesc", judgement);
    }
    before = &item;
    value_before = std::move(*value);
  }
  if (judgement.witnesses == 0 && judgement.undecided == 0)
    judgement.note = fmt::format("no two of the {} items surely differ in {}",
                                 ordered.in_order.size(), property.name);
  return judgement;
}

Judgement sort_orders(const QueryProperty& property, bool descending, const Exchanges& universe,
                      const Exchanges& sorted, const Exchanges& universe_again,
                      const Contract& contract) {
  if (!is_readable(universe) || !is_readable(sorted) || !is_readable(universe_again))
    return unreadable();
  const Items all = items_of(universe, contract), ordered = items_of(sorted, contract),
              last = items_of(universe_again, contract);
  Judgement judgement;
  std::vector<Sorted> items;
  for (const ListedItem& item : ordered.in_order) {
    auto value = sort_value(property, item, all);
    // Where absent values stand is not documented.
    if (!value || has_moved(property, item, all) || has_moved(property, item, last))
      ++judgement.undecided;
    else
      items.push_back({&item, std::move(*value)});
  }
  if (query::operators_for(property).size() > 2)
    judge_order(property, descending, items, judgement);
  else
    judge_groups(property, items, contract, judgement);
  // Pages of a list that moves may lose or repeat an item: it shifted from one to the other.
  const bool one_moment = sorted.size() == 1 || same_keys(all, last);
  if (!one_moment || !has_all_pages(sorted)) return judgement;
  report_repeated(ordered, "sorted", judgement);
  for (const ListedItem& item : all.in_order)
    if (last.place.contains(item.key) && !ordered.place.contains(item.key))
      judgement.findings.push_back({item.label, "in the sorted answer as well", "not in it"});
  return judgement;
}

}  // namespace emconform
