#include "run/universe.h"

#include <fmt/format.h>

#include <algorithm>

#include "checks/items.h"
#include "model/href.h"
#include "run/join.h"

namespace emconform {
namespace {

constexpr int scope_pages = 2;  // of a universe that is cut

std::optional<std::string> property_value(const Contract& contract, std::string_view name,
                                          const Resource& item) {
  const QueryProperty* property = query::find_property(contract, name);
  return property != nullptr ? query::value_of(*property, item) : std::nullopt;
}

/// Reads the whole universe, or what is newest of it.
Universe read_items(Gather& gather, const Contract& contract, bool anew, int most) {
  Universe universe;
  const std::string all = query_target(contract, Form::Entity, {});
  const auto read = [&](const std::string& target, int pages, bool again) {
    return read_pages(gather, target, Form::Entity, xml_accept(), page_size, pages, again);
  };
  universe.pages = read(all, 1, anew);
  const int count = gather.problem() ? 0 : pages_count(*universe.pages.front());
  if (count <= 1) return universe;
  if (count > most)
    universe.scope = newer_than_last(
        contract,
        resources_in(read(newest_first(contract), std::min(scope_pages, most), false), contract));
  if (universe.scope)
    universe.pages = read(query_target(contract, Form::Entity, {encode_filter(*universe.scope)}),
                          uncut_pages, anew);
  else if (count <= uncut_pages)
    universe.pages = read(all, uncut_pages, anew);
  else
    gather.note_problem({Verdict::NotTestable,
                         "there are too many items, and no CreationTime to cut them by",
                         {},
                         false});
  return universe;
}

}  // namespace

std::string encode_filter(const query::Filter& filter) {
  return "filter=" + percent_encode(query::print(filter));
}

std::string query_target(const Contract& contract, Form form,
                         std::initializer_list<std::string> parameters) {
  std::string target = "/api/query?type=" + contract.query_type;
  if (form == Form::Entity) target += "&format=Entities";
  for (const std::string& parameter : parameters)
    if (!parameter.empty()) target += "&" + parameter;
  return target;
}

Ask ask_query(const std::string& target, Form form, const Accept& accept) {
  return {.method = "GET",
          .target = target,
          .auth = Auth::Session,
          .accept = accept.value,
          .expected = {.statuses = {200},
                       .shape = Shape::Query,
                       .form = form,
                       .format = accept.format,
                       .id = {},
                       .camel_case = false}};
}

int pages_count(const Exchange& exchange) {
  return paging_number(exchange, "PagesCount").value_or(0);
}

Exchanges read_pages(Gather& gather, const std::string& target, Form form, const Accept& accept,
                     int size, int most, bool anew) {
  Exchanges pages;
  for (int page = 1; page <= most; ++page) {
    const auto url = fmt::format("{}&pageSize={}&page={}", target, size, page);
    const Exchange& exchange = gather.need(ask_query(url, form, accept), anew);
    pages.push_back(&exchange);
    if (gather.problem() || page >= pages_count(exchange)) break;
  }
  return pages;
}

Resources resources_in(const Exchanges& pages, const Contract& contract) {
  Resources items;
  for (const Exchange* page : pages) {
    const Resources found = resources_of(*page, contract);
    items.insert(items.end(), found.begin(), found.end());
  }
  return items;
}

std::optional<query::Filter> newer_than_last(const Contract& contract, const Resources& newest) {
  if (newest.empty()) return std::nullopt;
  const auto time = property_value(contract, "CreationTime", *newest.back());
  if (!time) return std::nullopt;
  return query::compare("CreationTime", query::Operator::Greater, *time);
}

std::string newest_first(const Contract& contract) {
  return query_target(contract, Form::Entity, {"sortDesc=CreationTime"});
}

Universe read_universe(Gather& gather, bool anew, const QueryProperty* property, int most) {
  const Contract& contract = *gather.unit().contract;
  Universe universe = read_items(gather, contract, anew, most);
  if (gather.problem()) return universe;
  const auto join = property == nullptr ? std::nullopt : join_of(*property);
  if (join) {
    const Contract* other = gather.contract_of(join->resource);
    if (other == nullptr) return universe;  // a contract that names another is checked when loaded
    const JoinedValues values = joined_values(
        *join, resources_in(read_items(gather, *other, anew, most_pages).pages, *other));
    for (const Exchange*& page : universe.pages)
      page = &gather.own(joined(*page, *property, *join, values));
  }
  universe.items = resources_in(universe.pages, contract);
  return universe;
}

query::Filter scoped(const Universe& universe, query::Filter filter) {
  if (!universe.scope) return filter;
  return query::all_of({std::move(filter), *universe.scope});
}

}  // namespace emconform
