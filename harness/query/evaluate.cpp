#include <algorithm>

#include "query/filter.h"
#include "query/values.h"

namespace emconform::query {
namespace {

Truth evaluate_comparison(const Comparison& comparison, const Resource& entity,
                          const Contract& contract) {
  const QueryProperty* property = find_property(contract, comparison.property);
  if (property == nullptr) return Truth::Unknown;
  const auto value = value_of(*property, entity);
  if (!value) return Truth::Unknown;  // comparison with an absent value: undocumented
  if (comparison.op == Operator::Equal || comparison.op == Operator::NotEqual) {
    const Truth equal = equality(*property, *value, comparison.value);
    return comparison.op == Operator::Equal ? equal : negated(equal);
  }
  const auto found = order(*property, *value, comparison.value);
  return found ? holds(comparison.op, *found) : Truth::Unknown;
}

}  // namespace

// Kleene's logic: False < Unknown < True, AND is the least, OR the greatest.
Truth evaluate(const Filter& filter, const Resource& entity, const Contract& contract) {
  if (filter.kind == Filter::Kind::Comparison)
    return evaluate_comparison(filter.comparison, entity, contract);
  const bool conjunction = filter.kind == Filter::Kind::And;
  Truth result = conjunction ? Truth::True : Truth::False;
  for (const Filter& operand : filter.operands) {
    const Truth next = evaluate(operand, entity, contract);
    result = conjunction ? std::min(result, next) : std::max(result, next);
  }
  return result;
}

std::vector<Operator> operators_for(const QueryProperty& property) {
  if (!is_ordered(property)) return {Operator::Equal, Operator::NotEqual};
  return {Operator::Equal,       Operator::NotEqual, Operator::Less,
          Operator::LessOrEqual, Operator::Greater,  Operator::GreaterOrEqual};
}

}  // namespace emconform::query
