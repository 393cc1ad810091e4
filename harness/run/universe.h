#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "query/filter.h"
#include "run/gather.h"

// The answers of the query service that relations rest on.
namespace emconform {

constexpr int page_size = 100;   // what a server takes when it is not told (api-facts, section 5)
constexpr int most_pages = 3;    // of a universe that is read whole; a larger one is cut by time
constexpr int uncut_pages = 20;  // of one that cannot be cut

/// The items against which queries are judged, and the condition that cuts them out of all.
struct Universe {
  Exchanges pages{};
  std::optional<query::Filter> scope{};
  Resources items{};
};

/// "filter=...", percent-encoded.
std::string encode_filter(const query::Filter& filter);

/// The query's URL without page: the contract's type, form, and further parameters.
std::string query_target(const Contract& contract, Form form,
                         std::initializer_list<std::string> parameters);

Ask ask_query(const std::string& target, Form form, const Accept& accept);

/// The PagesCount that an answer gives; 0 if it gives none.
int pages_count(const Exchange& exchange);

/// All pages of an answer, up to `most`.
Exchanges read_pages(Gather& gather, const std::string& target, Form form, const Accept& accept,
                     int size, int most, bool anew);

Resources resources_in(const Exchanges& pages, const Contract& contract);

/// All items of the contract's type; of more than `most` pages the newest, since a target in use is
/// not to be read out whole. What `property` needs from other resources is joined to them.
Universe read_universe(Gather& gather, bool anew, const QueryProperty* property = nullptr,
                       int most = most_pages);

/// The filter, cut to the universe.
query::Filter scoped(const Universe& universe, query::Filter filter);

/// A condition that only the newest items meet: those created after the last of `newest`.
std::optional<query::Filter> newer_than_last(const Contract& contract, const Resources& newest);

/// The query that shows the newest items first.
std::string newest_first(const Contract& contract);

}  // namespace emconform
