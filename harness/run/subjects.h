#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "query/filter.h"
#include "run/plan.h"

// What the variants of query relations are about: their names in the plan, and what these mean.
namespace emconform {

/// Whether the property's values are texts, and not those of an enumeration.
bool is_free_text(const QueryProperty& property);

/// The names that a relation's variants bear in the plan; {""} for a relation without such.
std::vector<std::string> subjects_of(const Case& test, const Contract& contract);

/// "JobType ==" of query.filter.
struct ComparisonSubject {
  const QueryProperty* property = nullptr;
  query::Operator op = query::Operator::Equal;
};
std::optional<ComparisonSubject> comparison_subject(const Unit& unit);

/// "Name descending" of query.sort.
struct SortSubject {
  const QueryProperty* property = nullptr;
  bool descending = false;
};
std::optional<SortSubject> sort_subject(const Unit& unit);

/// "JobUid as bare GUID" of query.value_forms: how a drawn comparison is to be written.
struct ValueForm {
  const QueryProperty* property = nullptr;
  query::Operator op = query::Operator::Equal;
  std::function<void(query::Comparison&)> spell{};
};
std::optional<ValueForm> value_form(const Unit& unit);

/// "no operator" of query.not_ignored and query.refusal: parameters of a query that no server can
/// make sense of; nullopt if the contract's type has no such.
std::optional<std::string> senseless_query(const Unit& unit);

}  // namespace emconform
