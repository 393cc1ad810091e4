#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "model/href.h"
#include "run/relate.h"

namespace emconform {

using query::Filter;
using query::Operator;
using query::Truth;

namespace {

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

}  // namespace

std::string encode_filter(const Filter& filter) {
  return "filter=" + percent_encode(query::print(filter));
}

std::string query_target(const Gather& gather, Form form,
                         std::initializer_list<std::string> parameters) {
  std::string target = "/api/query?type=" + gather.unit().contract->query_type;
  if (form == Form::Entity) target += "&format=Entities";
  for (const std::string& parameter : parameters)
    if (!parameter.empty()) target += "&" + parameter;
  return target;
}

int pages_count(const Exchange& exchange) {
  if (!exchange.representation) return 0;
  const Resource* paging = find_child(exchange.representation->root, "PagingInfo");
  const auto text = paging != nullptr ? text_of(*paging, "PagesCount") : std::nullopt;
  int count = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), count);
  return count;
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

namespace {

constexpr int most_pages = 20;  // of a universe that is read whole; a larger one is cut by time
constexpr int scope_pages = 5;  // of a cut one
constexpr std::size_t paged_items = 12;  // for paging by one, each item costs a request

/// The items against which filters are judged, and the condition that cuts them out of all.
struct Universe {
  Exchanges pages{};
  std::optional<Filter> scope{};
  Resources items{};
};

Resources items_of(const Exchanges& pages, const Contract& contract) {
  Resources items;
  for (const Exchange* page : pages) {
    const Resources found = resources_of(*page, contract);
    items.insert(items.end(), found.begin(), found.end());
  }
  return items;
}

std::optional<std::string> property_value(const Contract& contract, std::string_view name,
                                          const Resource& item) {
  const QueryProperty* property = query::find_property(contract, name);
  return property != nullptr ? query::value_of(*property, item) : std::nullopt;
}

/// A condition that only the newest items meet: those created after the last of `newest`.
std::optional<Filter> newer_than_last(const Contract& contract, const Resources& newest) {
  if (newest.empty()) return std::nullopt;
  const auto time = property_value(contract, "CreationTime", *newest.back());
  if (!time) return std::nullopt;
  return query::compare("CreationTime", Operator::Greater, *time);
}

std::string newest_first(const Gather& gather) {
  return query_target(gather, Form::Entity, {"sortDesc=CreationTime"});
}

/// All items of the query's type; of very many the newest, since a target in use is not to be read
/// out whole.
Universe read_universe(Gather& gather, bool anew) {
  const Contract& contract = *gather.unit().contract;
  Universe universe;
  const std::string all = query_target(gather, Form::Entity, {});
  universe.pages = read_pages(gather, all, Form::Entity, xml_accept(), page_size, 1, anew);
  if (gather.problem()) return universe;
  if (pages_count(*universe.pages.front()) <= most_pages) {
    universe.pages =
        read_pages(gather, all, Form::Entity, xml_accept(), page_size, most_pages, anew);
  } else {
    const Exchanges newest = read_pages(gather, newest_first(gather), Form::Entity, xml_accept(),
                                        page_size, scope_pages, false);
    universe.scope = newer_than_last(contract, items_of(newest, contract));
    if (!universe.scope) {
      gather.note_problem({Verdict::NotTestable,
                           "there are too many items, and no CreationTime to cut them by",
                           {},
                           false});
      return universe;
    }
    universe.pages =
        read_pages(gather, query_target(gather, Form::Entity, {encode_filter(*universe.scope)}),
                   Form::Entity, xml_accept(), page_size, most_pages, anew);
  }
  universe.items = items_of(universe.pages, contract);
  return universe;
}

Filter scoped(const Universe& universe, Filter filter) {
  if (!universe.scope) return filter;
  return query::all_of({std::move(filter), *universe.scope});
}

/// Asks for a filter and judges the answer against the universe.
Judgement judge_filter(Gather& gather, const Filter& filter) {
  const Unit& unit = gather.unit();
  return settled(gather, [&](bool anew) {
    const Universe before = read_universe(gather, anew);
    const Filter asked = scoped(before, filter);
    const std::string target = query_target(gather, unit.form, {encode_filter(asked)});
    const Exchanges answer =
        read_pages(gather, target, unit.form, unit.accept, page_size, most_pages + 1, anew);
    if (!answer.empty()) gather.make_first(*answer.front());
    const Exchanges after = anew ? read_universe(gather, true).pages : before.pages;
    return filter_matches(asked, before.pages, answer, after, *unit.contract);
  });
}

/// "JobType ==" -> property and operator.
struct Subject {
  const QueryProperty* property = nullptr;
  std::string second{};
};

Subject split_subject(const Unit& unit) {
  const std::size_t blank = unit.subject.find(' ');
  return {query::find_property(*unit.contract, unit.subject.substr(0, blank)),
          unit.subject.substr(blank + 1)};
}

std::optional<Operator> operator_of(std::string_view symbol) {
  for (const Operator op : {Operator::Equal, Operator::NotEqual, Operator::Less,
                            Operator::LessOrEqual, Operator::Greater, Operator::GreaterOrEqual})
    if (query::symbol_of(op) == symbol) return op;
  return std::nullopt;
}

using Picture = std::vector<Truth>;

Picture picture_of(const Filter& filter, const Resources& items, const Contract& contract) {
  Picture picture;
  for (const Resource* item : items) picture.push_back(query::evaluate(filter, *item, contract));
  return picture;
}

/// One separating comparison per property and operator that the data allow.
std::vector<Filter> drawn_comparisons(const Universe& universe, const Contract& contract) {
  std::vector<Filter> drawn;
  for (const QueryProperty& property : contract.query_properties)
    for (const Operator op : {Operator::Equal, Operator::NotEqual})
      if (const auto c = query::draw(property, op, universe.items, contract))
        drawn.push_back(query::compare(c->property, c->op, c->value));
  return drawn;
}

/// How a filter is built of three comparisons, and how a wrong reading of its text would be.
struct Construction {
  std::string_view subject;
  Filter (*right)(const Filter&, const Filter&, const Filter&);
  Filter (*wrong)(const Filter&, const Filter&, const Filter&);
};

const Construction constructions[] = {
    {"and",
     [](const Filter& a, const Filter& b, const Filter&) {
       return query::all_of({a, b});
     },
     [](const Filter& a, const Filter& b, const Filter&) {
       return query::any_of({a, b});
     }},
    {"or",
     [](const Filter& a, const Filter& b, const Filter&) {
       return query::any_of({a, b});
     },
     [](const Filter& a, const Filter& b, const Filter&) {
       return query::all_of({a, b});
     }},
    {"and before or",
     [](const Filter& a, const Filter& b, const Filter& c) {
       return query::any_of({a, query::all_of({b, c})});
     },
     [](const Filter& a, const Filter& b, const Filter& c) {
       return query::all_of({query::any_of({a, b}), c});
     }},
    {"grouping",
     [](const Filter& a, const Filter& b, const Filter& c) {
       return query::all_of({query::any_of({a, b}), c});
     },
     [](const Filter& a, const Filter& b, const Filter& c) {
       return query::any_of({a, query::all_of({b, c})});
     }},
};

/// Whether the data tell the filter from its wrong reading and from each of its parts.
bool tells_apart(const Picture& right, const std::vector<Picture>& others) {
  return std::find(right.begin(), right.end(), Truth::True) != right.end() &&
         std::none_of(others.begin(), others.end(),
                      [&](const Picture& other) { return other == right; });
}

std::optional<Filter> construct(const Construction& how, const std::vector<Filter>& parts,
                                const Universe& universe, const Contract& contract) {
  std::vector<Picture> pictures;
  pictures.reserve(parts.size());
  for (const Filter& part : parts) pictures.push_back(picture_of(part, universe.items, contract));
  for (std::size_t a = 0; a < parts.size(); ++a)
    for (std::size_t b = 0; b < parts.size(); ++b)
      for (std::size_t c = 0; c < parts.size(); ++c) {
        if (a == b || b == c || a == c) continue;
        const Filter right = how.right(parts[a], parts[b], parts[c]);
        const Filter wrong = how.wrong(parts[a], parts[b], parts[c]);
        if (tells_apart(picture_of(right, universe.items, contract),
                        {picture_of(wrong, universe.items, contract), pictures[a], pictures[b]}))
          return right;
      }
  return std::nullopt;
}

Judgement judge_complement(Gather& gather, const Universe& universe) {
  const Contract& contract = *gather.unit().contract;
  for (const QueryProperty& property : contract.query_properties)
    if (const auto c = query::draw(property, Operator::Equal, universe.items, contract)) {
      Judgement all = judge_filter(gather, query::compare(c->property, Operator::Equal, c->value));
      merge(all, judge_filter(gather, query::compare(c->property, Operator::NotEqual, c->value)));
      return all;
    }
  return {.note = "no property separates the items"};
}

}  // namespace

Judgement relate_filter(Gather& gather) {
  const Unit& unit = gather.unit();
  const Subject subject = split_subject(unit);
  const auto op = operator_of(subject.second);
  if (subject.property == nullptr || !op) return {};
  if (subject.property->at.empty())
    return {.note = fmt::format("{} stands in no representation", subject.property->name)};
  const Universe universe = read_universe(gather, false);
  if (gather.problem()) return {};
  const auto drawn = query::draw(*subject.property, *op, universe.items, *unit.contract);
  if (!drawn)
    return {.note = fmt::format("no value of {} separates the {} items that the target has",
                                subject.property->name, universe.items.size())};
  return judge_filter(gather, query::compare(drawn->property, drawn->op, drawn->value));
}

Judgement relate_filter_logic(Gather& gather) {
  const Unit& unit = gather.unit();
  const Universe universe = read_universe(gather, false);
  if (gather.problem()) return {};
  if (unit.subject == "complement") return judge_complement(gather, universe);
  const auto how = std::find_if(std::begin(constructions), std::end(constructions),
                                [&](const Construction& c) { return c.subject == unit.subject; });
  if (how == std::end(constructions)) return {};
  const auto filter =
      construct(*how, drawn_comparisons(universe, *unit.contract), universe, *unit.contract);
  if (!filter)
    return {.note = fmt::format("the {} items that the target has do not tell '{}' from its "
                                "wrong readings",
                                universe.items.size(), unit.subject)};
  return judge_filter(gather, *filter);
}

Judgement relate_sort(Gather& gather) {
  const Unit& unit = gather.unit();
  const Subject subject = split_subject(unit);
  if (subject.property == nullptr) return {};
  if (subject.property->at.empty())
    return {.note = fmt::format("{} stands in no representation", subject.property->name)};
  const bool descending = subject.second == "descending";
  return settled(gather, [&](bool anew) {
    const Universe universe = read_universe(gather, anew);
    const std::string sort =
        fmt::format("{}={}", descending ? "sortDesc" : "sortAsc", subject.property->name);
    const std::string scope = universe.scope ? encode_filter(*universe.scope) : "";
    const Exchanges sorted = read_pages(gather, query_target(gather, unit.form, {sort, scope}),
                                        unit.form, unit.accept, page_size, most_pages, anew);
    if (!sorted.empty()) gather.make_first(*sorted.front());
    return sort_orders(*subject.property, descending, universe.pages, sorted, *unit.contract);
  });
}

Judgement relate_paging(Gather& gather) {
  const Unit& unit = gather.unit();
  const Contract& contract = *unit.contract;
  // A dozen of the newest: each page of one costs a request.
  std::string scope;
  if (query::find_property(contract, "CreationTime") != nullptr) {
    const Exchanges newest = read_pages(gather, newest_first(gather), Form::Entity, xml_accept(),
                                        static_cast<int>(paged_items) + 1, 1, false);
    const auto filter = newer_than_last(contract, items_of(newest, contract));
    if (filter) scope = encode_filter(*filter);
  }
  if (gather.problem()) return {};
  const std::string target = query_target(gather, unit.form, {scope});
  const bool one_page = unit.subject == "one page";
  const int size = one_page ? page_size : unit.subject == "pageSize=1" ? 1 : 3;
  return settled(gather, [&](bool anew) {
    const auto read = [&](int of_size) {
      return read_pages(gather, target, unit.form, unit.accept, of_size,
                        of_size == page_size ? 1 : 2 * page_size / of_size, anew);
    };
    const Exchanges whole = read(page_size);
    if (gather.problem()) return Judgement{};
    const Exchanges pages = read(size);
    gather.make_first(*pages.front());
    const Exchange& again = anew ? *read(page_size).front() : *whole.front();
    return pages_partition(*whole.front(), pages, size, again, contract);
  });
}

}  // namespace emconform
