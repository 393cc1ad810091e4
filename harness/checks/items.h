#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "checks/relations.h"
#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// The resources of answers, joined by what identifies them. Used by the relations.
namespace emconform {

struct ListedItem {
  std::string key{};    // the same in every answer that names the resource
  std::string label{};  // for findings: "UID urn:veeam:Job:..."
  const Resource* resource = nullptr;
};

/// The resources of one answer, or of all pages of one. They live as long as the exchanges do.
struct Items {
  std::vector<ListedItem> in_order{};                    // also repeated ones
  std::unordered_map<std::string, std::size_t> place{};  // first of that key in in_order

  const Resource* find(const std::string& key) const;
};

/// What identifies a resource in every answer that names it. nullopt: it has neither UID nor Href,
/// only its place in a list tells it from others.
std::optional<std::string> key_of(const Resource& resource, Shape shape);

/// "UID urn:veeam:Job:..", "Href https://..", "" if the resource has neither.
std::string label_of(const Resource& resource);

Items items_of(const Exchange& exchange, const Contract& contract);
Items items_of(const Exchanges& pages, const Contract& contract);

/// Whether an answer came, with 200 and a representation: nothing else can be compared.
bool is_readable(const Exchange& exchange);
bool is_readable(const Exchanges& exchanges);  // all of them, at least one
bool is_readable(const Twice& answer);         // both of them

/// A number of an answer's PagingInfo; nullopt if it gives none.
std::optional<int> paging_number(const Exchange& page, std::string_view name);

/// Whether the answers reach to the last page that they speak of.
bool has_all_pages(const Exchanges& pages);
bool has_all_pages(const Twice& answer);  // both of them alone

/// The judgement where an answer is missing: not decided. Its own checks say what is wrong with it.
Judgement unreadable();

/// Whether two readings hold the same keys.
bool same_keys(const Items& first, const Items& again);

/// The same resource in another reading; nullptr if it is not there any more.
const Resource* find_again(const Resource& resource, const Exchange& again, const Items& items);

/// Whether an item is in both readings, and says the same in both.
bool is_stable(const ListedItem& item, const Items& again);

/// Whether two readings hold the same items, and these say the same in both.
bool all_stable(const Items& first, const Items& again);

}  // namespace emconform
