#include "run/relate.h"
#include "run/universe.h"

// The window of a collection against the query service.
namespace emconform {

Judgement relate_query_equals_collection(Gather& gather) {
  const Unit& unit = gather.unit();
  const auto place = gather.instance();
  if (!place) return {};
  const Ask collection = gather.ask(*place, Form::Entity, xml_accept());
  return settled(gather, [&](bool anew) {
    const Exchange& before = gather.need(collection, anew);
    const Interval now = gather.server_clock(before);
    if (gather.problem()) return Judgement{};
    std::string since;
    if (unit.contract->window_days > 0) {
      // An hour more than the window: the items at its edge are to be seen.
      const auto start =
          now.earliest - std::chrono::days(unit.contract->window_days) - std::chrono::hours(1);
      since =
          encode_filter(query::compare("CreationTime", query::Operator::GreaterOrEqual,
                                       to_string(std::chrono::floor<std::chrono::seconds>(start))));
    }
    const Exchanges pages =
        read_pages(gather, query_target(*unit.contract, Form::Entity, {since}), Form::Entity,
                   xml_accept(), page_size, 10 * most_pages, anew);
    const Exchange& after = anew ? gather.need(collection, true) : before;
    gather.make_first(before);
    return query_equals_collection(before, pages, after, now, *unit.contract);
  });
}

}  // namespace emconform
