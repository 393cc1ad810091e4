#include "checks/items.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "checks/compare.h"
#include "model/href.h"

namespace emconform {
namespace {

ListedItem listed(const Resource& resource, Shape shape, std::size_t place) {
  const std::string number = fmt::format("item {}", place), label = label_of(resource);
  return {.key = key_of(resource, shape).value_or(number),
          .label = label.empty() ? number : label,
          .resource = &resource};
}

void add_items(const Exchange& exchange, const Contract& contract, Items& items) {
  for (const Resource* resource : resources_of(exchange, contract)) {
    ListedItem item = listed(*resource, exchange.expected.shape, items.in_order.size() + 1);
    items.place.emplace(item.key, items.in_order.size());
    items.in_order.push_back(std::move(item));
  }
}

Resources query_members(const Resource& root, const Contract& contract) {
  const Resource* entities = find_child(root, "Entities");
  if (entities != nullptr) return members(*entities, contract.query_names);
  return members(root, {.element = "Ref", .property = "Refs"});
}

}  // namespace

const Resource* Items::find(const std::string& key) const {
  const auto found = place.find(key);
  return found == place.end() ? nullptr : in_order[found->second].resource;
}

std::optional<std::string> key_of(const Resource& resource, Shape shape) {
  if (shape == Shape::Item) return "item";  // what was asked for, also if it says to be another
  std::string label = label_of(resource);
  if (label.empty()) return std::nullopt;
  return lower(label);
}

std::string label_of(const Resource& resource) {
  if (const auto uid = text_of(resource, "UID")) return fmt::format("UID {}", *uid);
  if (const auto href = text_of(resource, "Href")) return fmt::format("Href {}", *href);
  return "";
}

Items items_of(const Exchange& exchange, const Contract& contract) {
  Items items;
  add_items(exchange, contract, items);
  return items;
}

Items items_of(const Exchanges& pages, const Contract& contract) {
  Items items;
  for (const Exchange* page : pages) add_items(*page, contract, items);
  return items;
}

bool is_readable(const Exchange& exchange) {
  return exchange.response && exchange.response->status == 200 && exchange.representation;
}

bool is_readable(const Exchanges& exchanges) {
  return !exchanges.empty() &&
         std::all_of(exchanges.begin(), exchanges.end(),
                     [](const Exchange* e) { return e != nullptr && is_readable(*e); });
}

bool is_readable(const Twice& answer) {
  return is_readable(answer.first) && is_readable(answer.again);
}

std::optional<int> paging_number(const Exchange& page, std::string_view name) {
  if (!page.representation) return std::nullopt;
  const Resource* info = find_child(page.representation->root, "PagingInfo");
  const auto text = info == nullptr ? std::nullopt : text_of(*info, name);
  int value = 0;
  if (!text) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

bool has_all_pages(const Exchanges& pages) {
  const auto count = paging_number(*pages.back(), "PagesCount");
  return !count || std::cmp_less_equal(*count, pages.size());
}

bool has_all_pages(const Twice& answer) {
  return has_all_pages(Exchanges{&answer.first}) && has_all_pages(Exchanges{&answer.again});
}

Judgement unreadable() {
  return {.undecided = 1, .note = "an answer that this compares is missing or could not be read"};
}

bool same_keys(const Items& first, const Items& again) {
  const auto within = [](const Items& a, const Items& b) {
    return std::all_of(a.place.begin(), a.place.end(),
                       [&](const auto& entry) { return b.place.contains(entry.first); });
  };
  return within(first, again) && within(again, first);
}

const Resource* find_again(const Resource& resource, const Exchange& again, const Items& items) {
  const auto key = key_of(resource, again.expected.shape);
  return key ? items.find(*key) : nullptr;
}

bool is_stable(const ListedItem& item, const Items& again) {
  const Resource* later = again.find(item.key);
  return later != nullptr && (later == item.resource || are_same(*item.resource, *later));
}

bool all_stable(const Items& first, const Items& again) {
  return same_keys(first, again) &&
         std::all_of(first.in_order.begin(), first.in_order.end(),
                     [&](const ListedItem& item) { return is_stable(item, again); });
}

Resources resources_of(const Exchange& exchange, const Contract& contract) {
  if (!exchange.representation) return {};
  const Resource& root = exchange.representation->root;
  switch (exchange.expected.shape) {
    case Shape::Item:
      return {&root};
    case Shape::Query:
      return query_members(root, contract);
    case Shape::List:
      if (const ListRule* rule = list_rule(contract, exchange.expected.form))
        return members(root, rule->names);
      return {};
    case Shape::Error:
    case Shape::None:
      return {};
  }
  return {};
}

}  // namespace emconform
