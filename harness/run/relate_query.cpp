#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "run/relate.h"
#include "run/subjects.h"
#include "run/universe.h"

// Filters and sorting: what is asked for, with values of the target's own.
namespace emconform {
namespace {

using query::Filter;
using query::Operator;
using query::Truth;

/// Asks for a filter and judges the answer against the universe.
Judgement judge_filter(Gather& gather, const Filter& filter,
                       const QueryProperty* property = nullptr) {
  const Unit& unit = gather.unit();
  return settled(gather, [&](bool anew) {
    const Universe before = read_universe(gather, anew, property);
    if (gather.problem()) return Judgement{};
    const Filter asked = scoped(before, filter);
    const std::string target = query_target(*unit.contract, unit.form, {encode_filter(asked)});
    const Exchanges answer =
        read_pages(gather, target, unit.form, unit.accept, page_size, uncut_pages, anew);
    if (!answer.empty()) gather.make_first(*answer.front());
    const Exchanges after = anew ? read_universe(gather, true, property).pages : before.pages;
    return filter_matches(asked, before.pages, answer, after, *unit.contract);
  });
}

/// A comparison whose value separates the items; nothing where none does.
std::optional<query::Comparison> drawn(Gather& gather, const QueryProperty& property, Operator op,
                                       Judgement& without) {
  if (property.at.empty()) {
    without.note = fmt::format("{} stands in no representation", property.name);
    return std::nullopt;
  }
  const Universe universe = read_universe(gather, false, &property);
  if (gather.problem()) return std::nullopt;
  auto comparison = query::draw(property, op, universe.items);
  if (!comparison)
    without.note = fmt::format("no value of {} separates the {} items that the target has",
                               property.name, universe.items.size());
  return comparison;
}

Filter filter_of(query::Comparison comparison) {
  Filter filter;
  filter.comparison = std::move(comparison);
  return filter;
}

/// A part of a value is not the value: == means neither "contains" nor "begins with", even where no
/// item's whole value is a part of another's. Ends in no blank, which a database may overlook.
query::Comparison without_last_letter(query::Comparison comparison) {
  std::string& value = comparison.value;
  const auto is_rest_of_letter = [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
  };
  while (!value.empty() && is_rest_of_letter(value.back())) value.pop_back();
  if (!value.empty()) value.pop_back();
  while (value.ends_with(' ')) value.pop_back();
  return comparison;
}

using Picture = std::vector<Truth>;

Picture picture_of(const Filter& filter, const Resources& items, const Contract& contract) {
  Picture picture;
  for (const Resource* item : items) picture.push_back(query::evaluate(filter, *item, contract));
  return picture;
}

/// Kleene's logic, item by item.
Picture both(Picture a, const Picture& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::min(a[i], b[i]);
  return a;
}
Picture either(Picture a, const Picture& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::max(a[i], b[i]);
  return a;
}

/// One of the comparisons that filters are built of, and for which items it holds.
struct Part {
  Filter filter{};
  Picture picture{};
};

/// One separating comparison per property and operator that the data allow.
std::vector<Part> parts_of(const Universe& universe, const Contract& contract) {
  std::vector<Part> parts;
  for (const QueryProperty& property : contract.query_properties)
    for (const Operator op : {Operator::Equal, Operator::NotEqual})
      if (auto comparison = query::draw(property, op, universe.items)) {
        Filter filter = filter_of(std::move(*comparison));
        Picture picture = picture_of(filter, universe.items, contract);
        parts.push_back({std::move(filter), std::move(picture)});
      }
  return parts;
}

/// How a filter is built of three comparisons, what it means, and what a wrong reading of its text
/// would mean.
struct Construction {
  std::string_view subject;
  Filter (*build)(const Filter&, const Filter&, const Filter&);
  Picture (*right)(const Picture&, const Picture&, const Picture&);
  Picture (*wrong)(const Picture&, const Picture&, const Picture&);
};

const Construction constructions[] = {
    {"and",
     [](const Filter& a, const Filter& b, const Filter&) {
       return query::all_of({a, b});
     },
     [](const Picture& a, const Picture& b, const Picture&) { return both(a, b); },
     [](const Picture& a, const Picture& b, const Picture&) { return either(a, b); }},
    {"or",
     [](const Filter& a, const Filter& b, const Filter&) {
       return query::any_of({a, b});
     },
     [](const Picture& a, const Picture& b, const Picture&) { return either(a, b); },
     [](const Picture& a, const Picture& b, const Picture&) { return both(a, b); }},
    {"and before or",
     [](const Filter& a, const Filter& b, const Filter& c) {
       return query::any_of({a, query::all_of({b, c})});
     },
     [](const Picture& a, const Picture& b, const Picture& c) { return either(a, both(b, c)); },
     [](const Picture& a, const Picture& b, const Picture& c) { return both(either(a, b), c); }},
    {"grouping",
     [](const Filter& a, const Filter& b, const Filter& c) {
       return query::all_of({query::any_of({a, b}), c});
     },
     [](const Picture& a, const Picture& b, const Picture& c) { return both(either(a, b), c); },
     [](const Picture& a, const Picture& b, const Picture& c) { return either(a, both(b, c)); }},
    {"groups in groups",
     [](const Filter& a, const Filter& b, const Filter& c) {
       return query::any_of({query::all_of({query::any_of({a, b}), c}), query::all_of({a, b})});
     },
     [](const Picture& a, const Picture& b, const Picture& c) {
       return either(both(either(a, b), c), both(a, b));
     },
     [](const Picture& a, const Picture& b, const Picture& c) { return both(either(a, b), c); }},
};

/// Whether the data tell the filter from its wrong reading and from each of its parts.
bool tells_apart(const Picture& right, std::initializer_list<const Picture*> others) {
  return std::find(right.begin(), right.end(), Truth::True) != right.end() &&
         std::none_of(others.begin(), others.end(),
                      [&](const Picture* other) { return *other == right; });
}

std::optional<Filter> construct(const Construction& how, const std::vector<Part>& parts) {
  for (const Part& a : parts)
    for (const Part& b : parts)
      for (const Part& c : parts) {
        if (&a == &b || &b == &c || &a == &c) continue;
        const Picture right = how.right(a.picture, b.picture, c.picture);
        const Picture wrong = how.wrong(a.picture, b.picture, c.picture);
        if (tells_apart(right, {&wrong, &a.picture, &b.picture}))
          return how.build(a.filter, b.filter, c.filter);
      }
  return std::nullopt;
}

/// == and != of one value split the list.
Judgement judge_complement(Gather& gather, const Universe& universe) {
  for (const QueryProperty& property : gather.unit().contract->query_properties)
    if (const auto c = query::draw(property, Operator::Equal, universe.items)) {
      Judgement all = judge_filter(gather, query::compare(c->property, Operator::Equal, c->value));
      merge(all, judge_filter(gather, query::compare(c->property, Operator::NotEqual, c->value)));
      return all;
    }
  return {.note = "no property separates the items"};
}

}  // namespace

Judgement relate_filter(Gather& gather) {
  const auto subject = comparison_subject(gather.unit());
  if (!subject) return {};
  Judgement without;
  auto comparison = drawn(gather, *subject->property, subject->op, without);
  if (!comparison) return without;
  const Filter part = filter_of(without_last_letter(*comparison));
  Judgement judgement = judge_filter(gather, filter_of(std::move(*comparison)), subject->property);
  if (subject->op == Operator::Equal && is_free_text(*subject->property) &&
      !part.comparison.value.empty())
    merge(judgement, judge_filter(gather, part, subject->property));
  return judgement;
}

Judgement relate_value_forms(Gather& gather) {
  const auto form = value_form(gather.unit());
  if (!form) return {};
  Judgement without;
  auto comparison = drawn(gather, *form->property, form->op, without);
  if (!comparison) return without;
  form->spell(*comparison);
  return judge_filter(gather, filter_of(std::move(*comparison)), form->property);
}

Judgement relate_filter_logic(Gather& gather) {
  const Unit& unit = gather.unit();
  const Universe universe = read_universe(gather, false);
  if (gather.problem()) return {};
  if (unit.subject == "complement") return judge_complement(gather, universe);
  const auto* const how =
      std::find_if(std::begin(constructions), std::end(constructions),
                   [&](const Construction& c) { return c.subject == unit.subject; });
  if (how == std::end(constructions)) return {};
  const auto filter = construct(*how, parts_of(universe, *unit.contract));
  if (!filter)
    return {.note = fmt::format("the {} items that the target has do not tell '{}' from its "
                                "wrong readings",
                                universe.items.size(), unit.subject)};
  return judge_filter(gather, *filter);
}

Judgement relate_sort(Gather& gather) {
  const Unit& unit = gather.unit();
  const auto subject = sort_subject(unit);
  if (!subject) return {};
  const QueryProperty& property = *subject->property;
  if (property.at.empty())
    return {.note = fmt::format("{} stands in no representation", property.name)};
  // Order across pages is looked at for one property; for the others the newest items will do.
  const int most = &property == &unit.contract->query_properties.front() ? most_pages : 1;
  return settled(gather, [&](bool anew) {
    const Universe before = read_universe(gather, anew, &property, most);
    if (gather.problem()) return Judgement{};
    const auto read_sorted = [&](bool descending) {
      const std::string sort =
          fmt::format("{}={}", descending ? "sortDesc" : "sortAsc", property.name);
      const std::string scope = before.scope ? encode_filter(*before.scope) : "";
      return read_pages(gather, query_target(*unit.contract, unit.form, {sort, scope}), unit.form,
                        unit.accept, page_size, uncut_pages, anew);
    };
    const Exchanges sorted = read_sorted(subject->descending);
    if (gather.problem()) return Judgement{};
    gather.make_first(*sorted.front());
    const Exchanges after =
        anew ? read_universe(gather, true, &property, most).pages : before.pages;
    Judgement judgement =
        sort_orders(property, subject->descending, before.pages, sorted, after, *unit.contract);
    if (query::operators_for(property).size() == 2)  // no documented order
      merge(judgement,
            sort_reverses(property, sorted, read_sorted(!subject->descending), *unit.contract));
    return judgement;
  });
}

}  // namespace emconform
