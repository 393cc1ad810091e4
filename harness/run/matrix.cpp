#include "run/matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "run/subjects.h"

namespace emconform {
namespace {

/// What a unit is a sample of.
using Traits = std::vector<std::string>;

/// A number that differs from suite to suite, and stays when others come and go.
std::size_t turn_of(const Suite& suite) {
  return std::accumulate(
      suite.name.begin(), suite.name.end(), std::size_t{0},
      [](std::size_t sum, char c) { return 31 * sum + static_cast<unsigned char>(c); });
}

Traits traits_of_request(const Unit& unit) {
  const std::string_view format = unit.accept.format ? name_of(*unit.accept.format) : "any";
  Traits traits{fmt::format("auth {}", name_of(unit.auth)),
                fmt::format("accept {}", unit.accept.value.value_or("-")),
                fmt::format("{} {}", format, name_of(unit.form))};
  // A door that is open in one format only is an open door.
  if (unit.auth == Auth::None) traits.push_back(fmt::format("open in {}", format));
  return traits;
}

/// The fewest units, or nearly so, that have each trait of all of them: the one that brings most of
/// those still missing, over and over.
std::vector<Unit> covering(std::vector<Unit> units, const std::vector<Traits>& traits) {
  const std::size_t first = units.empty() ? 0 : turn_of(*units.front().suite) % units.size();
  std::set<std::string> missing;
  for (const Traits& some : traits) missing.insert(some.begin(), some.end());
  std::set<std::size_t> chosen;
  while (!missing.empty()) {
    std::size_t best = 0;
    std::ptrdiff_t most = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const std::size_t at = (first + i) % units.size();
      const auto brings = std::count_if(traits[at].begin(), traits[at].end(),
                                        [&](const auto& one) { return missing.contains(one); });
      if (brings > most) {
        most = brings;
        best = at;
      }
    }
    chosen.insert(best);
    for (const std::string& one : traits[best]) missing.erase(one);
  }
  std::vector<Unit> kept;
  kept.reserve(chosen.size());
  for (const std::size_t at : chosen) kept.push_back(std::move(units[at]));
  return kept;
}

std::string first_word(const std::string& subject) { return subject.substr(0, subject.find(' ')); }

/// Units that rest on the same answers stay together: sorted both ways.
std::string theme_of(const Unit& unit) {
  return unit.test->relation == "query.sort" ? first_word(unit.subject) : unit.subject;
}

/// One combination of Accept and form for each subject, each in its turn.
std::vector<Unit> one_of_each_subject(std::vector<Unit> units) {
  std::map<std::string, std::size_t> seats;    // of themes
  std::map<std::string, std::size_t> offered;  // combinations of a subject so far
  std::map<std::string, std::size_t> combinations;
  for (const Unit& unit : units) ++combinations[unit.subject];
  const std::size_t turn = units.empty() ? 0 : turn_of(*units.front().suite);
  std::vector<Unit> kept;
  for (Unit& unit : units) {
    const std::size_t seat = seats.try_emplace(theme_of(unit), seats.size()).first->second;
    if (offered[unit.subject]++ == (turn + seat) % combinations[unit.subject])
      kept.push_back(std::move(unit));
  }
  return kept;
}

/// "JobUid as bare GUID": the way, and the property.
Traits traits_of_value_form(const Unit& unit) {
  const std::string property = first_word(unit.subject);
  const std::string way = unit.subject.substr(property.size());
  // Each enumeration has names of its own, and a table of its own to look them up in.
  return {way == " in lower case" ? unit.subject : way, property};
}

/// The property with the kind of its operator, and the operator with the property's type.
Traits traits_of_comparison(const Unit& unit) {
  const auto subject = comparison_subject(unit);
  if (!subject) return {};
  const bool is_equality =
      subject->op == query::Operator::Equal || subject->op == query::Operator::NotEqual;
  return {fmt::format("{} {}", subject->property->name, is_equality ? "by value" : "by order"),
          fmt::format("{} {}", name_of(subject->property->type), query::symbol_of(subject->op))};
}

/// The property, and the direction with the property's type: a text's order shows only where both
/// directions are read, and the relation then reads both.
Traits traits_of_sort(const Unit& unit) {
  const auto subject = sort_subject(unit);
  if (!subject) return {};
  return {subject->property->name, fmt::format("{} {}", name_of(subject->property->type),
                                               subject->descending ? "down" : "up")};
}

std::vector<Traits> traits_of(const std::vector<Unit>& units, Traits (*of)(const Unit&)) {
  std::vector<Traits> traits;
  traits.reserve(units.size());
  for (const Unit& unit : units) traits.push_back(of(unit));
  return traits;
}

}  // namespace

std::vector<Unit> thinned(std::vector<Unit> units) {
  if (units.empty()) return units;
  const Unit& one = units.front();
  if (one.relation == nullptr) {
    const auto traits = traits_of(units, traits_of_request);
    return covering(std::move(units), traits);
  }
  if (one.subject.empty()) return units;
  units = one_of_each_subject(std::move(units));
  const std::string& relation = units.front().test->relation;
  const auto trait_of = relation == "query.filter"        ? traits_of_comparison
                        : relation == "query.value_forms" ? traits_of_value_form
                        : relation == "query.sort"        ? traits_of_sort
                                                          : nullptr;
  if (trait_of == nullptr) return units;
  const auto traits = traits_of(units, trait_of);
  return covering(std::move(units), traits);
}

}  // namespace emconform
