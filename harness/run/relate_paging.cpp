#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "run/relate.h"
#include "run/universe.h"

// query.paging: an answer page by page.
namespace emconform {
namespace {

constexpr std::size_t paged_items = 5;  // for pages of one, each item costs a request

/// Some of the newest items: what is paged through.
std::string paged_target(Gather& gather) {
  const Contract& contract = *gather.unit().contract;
  std::string scope;
  if (query::find_property(contract, "CreationTime") != nullptr) {
    const Exchanges newest = read_pages(gather, newest_first(contract), Form::Entity, xml_accept(),
                                        static_cast<int>(paged_items) + 1, 1, false);
    if (const auto filter = newer_than_last(contract, resources_in(newest, contract)))
      scope = encode_filter(*filter);
  }
  return query_target(contract, gather.unit().form, {scope});
}

/// The page size that a subject asks for, where the whole has `total` items.
int size_of(std::string_view subject, std::size_t total) {
  const int all = std::max(1, static_cast<int>(total));
  if (subject == "pageSize=1") return 1;
  if (subject == "pageSize=3") return 3;
  return subject == "pageSize of all" ? all : all + 1;
}

/// What is asked for beyond the last page is not documented to be an error. If it is answered, then
/// without items: each stands on one page.
Judgement judge_past_the_end(Gather& gather, const std::string& target, std::size_t total) {
  const Unit& unit = gather.unit();
  const auto pages = (total + 2) / 3;
  const Exchange& answer = gather.attempt(
      ask_query(fmt::format("{}&pageSize=3&page={}", target, pages + 2), unit.form, unit.accept));
  if (gather.problem()) return {};
  gather.make_first(answer);
  return past_the_end(answer, *unit.contract);
}

}  // namespace

Judgement relate_paging(Gather& gather) {
  const Unit& unit = gather.unit();
  const Contract& contract = *unit.contract;
  const std::string target = paged_target(gather);
  if (gather.problem()) return {};
  return settled(gather, [&](bool anew) {
    const auto read = [&](int size) {
      return read_pages(gather, target, unit.form, unit.accept, size,
                        size == page_size ? 1 : 2 * page_size / size, anew);
    };
    const Exchanges whole = read(page_size);
    if (gather.problem()) return Judgement{};
    const std::size_t total = resources_in(whole, contract).size();
    if (unit.subject == "past the end") return judge_past_the_end(gather, target, total);
    const int size = size_of(unit.subject, total);
    const Exchanges pages = read(size);
    gather.make_first(*pages.front());
    const Exchange& again = anew ? *read(page_size).front() : *whole.front();
    return pages_partition(*whole.front(), pages, size, again, contract);
  });
}

}  // namespace emconform
