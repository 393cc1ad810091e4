#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/contract.h"
#include "model/result.h"

// The filter language of GET /query: parse, print, evaluate (api-facts, section 5).
namespace emconform::query {

enum class Operator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };
std::string_view symbol_of(Operator op);

struct Comparison {
  std::string property{};
  Operator op = Operator::Equal;
  std::string value{};     // without quotes
  std::string spelling{};  // how print() is to write the value; empty: quoted where needed
};

/// `a==1;(b>2,c!=3)`: ';' is AND and binds tighter than ',' which is OR.
struct Filter {
  enum class Kind { Comparison, And, Or };
  Kind kind = Kind::Comparison;
  Comparison comparison{};
  std::vector<Filter> operands{};  // of And and Or: two or more
};

Filter compare(std::string property, Operator op, std::string value);
Filter all_of(std::vector<Filter> operands);
Filter any_of(std::vector<Filter> operands);

/// The error's `where` is the column.
Result<Filter> parse(std::string_view text);

/// The text of a filter, with values quoted where needed; parse(print(f)) == f.
std::string print(const Filter& filter);

/// Unknown: the documentation does not say what holds (a comparison with an absent value, strings
/// that differ in letter case or beyond ASCII order only). What is unknown is not judged.
enum class Truth { False, Unknown, True };

/// Whether a filter holds for an entity. A property that the contract does not know is Unknown.
Truth evaluate(const Filter& filter, const Resource& entity, const Contract& contract);

/// The property of that name, in any letter case; nullptr if the contract has none.
const QueryProperty* find_property(const Contract& contract, std::string_view name);

/// The text of a property's value in an entity; nullopt if absent.
std::optional<std::string> value_of(const QueryProperty& property, const Resource& entity);

/// How two values of a property compare: <0, 0, >0; nullopt where that is not documented.
std::optional<int> compare_values(const QueryProperty& property, std::string_view a,
                                  std::string_view b);

/// The operators that a property of this type admits in tests: all six for ordered types (numbers,
/// times, enumerations), == and != for the rest.
std::vector<Operator> operators_for(const QueryProperty& property);

/// A value of the property, taken from the entities, for which the comparison separates them
/// (holds for some, not for all, the more evenly the better); nullopt if no value does.
/// Values that a filter cannot carry safely (double quotes, control characters) are left out.
std::optional<Comparison> draw(const QueryProperty& property, Operator op,
                               const std::vector<const Resource*>& entities);

}  // namespace emconform::query
