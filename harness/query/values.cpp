#include "query/values.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>

#include "model/href.h"
#include "model/instant.h"
#include "model/link_place.h"

namespace emconform::query {
namespace {

int sign(std::int64_t a, std::int64_t b) { return a < b ? -1 : b < a ? 1 : 0; }

Truth truth(bool fact) { return fact ? Truth::True : Truth::False; }

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// api-facts, section 5: values without Z were seen to be accepted; the filter speaks UTC. Times are
// compared as shown: a server that stores finer fractions than it shows would be misjudged, but the
// releases captured show all that they store.
std::optional<std::int64_t> ticks(std::string_view text) {
  const auto time = parse_date_time(text);
  if (!time) return std::nullopt;
  return time->instant.time_since_epoch().count();
}

std::optional<std::int64_t> boolean(std::string_view text) {
  if (equal_ignoring_case(text, "true")) return 1;
  if (equal_ignoring_case(text, "false")) return 0;
  return std::nullopt;
}

/// Place in the enumeration, in any letter case.
std::optional<std::int64_t> index_of(const QueryProperty& property, std::string_view text) {
  const auto found = std::find_if(property.values.begin(), property.values.end(),
                                  [&](const auto& v) { return equal_ignoring_case(v, text); });
  if (found == property.values.end()) return std::nullopt;
  return found - property.values.begin();
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// Whether two texts may be one to a server that minds neither letter case nor trailing blanks, and
/// folds characters beyond ASCII in ways of its own ("straße", "strasse"): all of both outside the
/// stretch with such characters is the same.
bool may_collate_equal(std::string_view a, std::string_view b) {
  while (a.ends_with(' ')) a.remove_suffix(1);
  while (b.ends_with(' ')) b.remove_suffix(1);
  if (std::all_of(a.begin(), a.end(), is_ascii) && std::all_of(b.begin(), b.end(), is_ascii))
    return equal_ignoring_case(a, b);
  const auto head = [](std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_ascii) -
                                    text.begin());
  };
  const auto tail = [](std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.rbegin(), text.rend(), is_ascii) -
                                    text.rbegin());
  };
  const std::size_t front = std::min(head(a), head(b));
  const std::size_t back = std::min(tail(a), tail(b));
  return equal_ignoring_case(a.substr(0, front), b.substr(0, front)) &&
         equal_ignoring_case(a.substr(a.size() - back), b.substr(b.size() - back));
}

Truth strings_equal(std::string_view a, std::string_view b) {
  if (a == b) return Truth::True;
  return may_collate_equal(a, b) ? Truth::Unknown : Truth::False;
}

// api-facts, section 5: a UID is given in full or as its GUID alone.
Truth uids_equal(std::string_view a, std::string_view b) {
  const auto full_a = split_uid(a), full_b = split_uid(b);
  const std::string_view id_a = full_a ? full_a->id : a, id_b = full_b ? full_b->id : b;
  if (!equal_ignoring_case(id_a, id_b)) return Truth::False;
  if (full_a && full_b) return truth(equal_ignoring_case(full_a->type, full_b->type));
  return is_guid(id_a) ? Truth::True : Truth::Unknown;
}

bool is_integer(FieldType type) {
  return type == FieldType::Int || type == FieldType::Long || type == FieldType::UShort;
}

}  // namespace

bool is_ordered(const QueryProperty& property) {
  return !property.values.empty() || is_integer(property.type) ||
         property.type == FieldType::DateTime || property.type == FieldType::LocalTime;
}

std::optional<std::int64_t> rank(const QueryProperty& property, std::string_view value) {
  if (!property.values.empty()) return index_of(property, value);
  if (is_integer(property.type)) return integer(value);
  if (property.type == FieldType::Boolean) return boolean(value);
  return is_ordered(property) ? ticks(value) : std::nullopt;
}

std::optional<int> order(const QueryProperty& property, std::string_view a, std::string_view b) {
  if (!is_ordered(property)) return std::nullopt;
  const auto first = rank(property, a), second = rank(property, b);
  if (!first || !second) return std::nullopt;
  return sign(*first, *second);
}

Truth equality(const QueryProperty& property, std::string_view a, std::string_view b) {
  // Also values that no list holds ("None" while running) are equal to themselves alone.
  if (!property.values.empty()) return truth(equal_ignoring_case(a, b));
  if (is_ordered(property) || property.type == FieldType::Boolean) {
    const auto first = rank(property, a), second = rank(property, b);
    return first && second ? truth(*first == *second) : Truth::Unknown;
  }
  if (property.type == FieldType::Uid) return uids_equal(a, b);
  if (property.type == FieldType::Guid) return truth(equal_ignoring_case(a, b));
  return strings_equal(a, b);
}

std::optional<int> compare_values(const QueryProperty& property, std::string_view a,
                                  std::string_view b) {
  if (equality(property, a, b) == Truth::True) return 0;
  return order(property, a, b);
}

Truth negated(Truth value) {
  if (value == Truth::Unknown) return value;
  return truth(value == Truth::False);
}

Truth holds(Operator op, int order) {
  switch (op) {
    case Operator::Less:
      return truth(order < 0);
    case Operator::LessOrEqual:
      return truth(order <= 0);
    case Operator::Greater:
      return truth(order > 0);
    case Operator::GreaterOrEqual:
      return truth(order >= 0);
    case Operator::Equal:
      return truth(order == 0);
    case Operator::NotEqual:
      return truth(order != 0);
  }
  return Truth::Unknown;
}

const QueryProperty* find_property(const Contract& contract, std::string_view name) {
  const auto found =
      std::find_if(contract.query_properties.begin(), contract.query_properties.end(),
                   [&](const auto& property) { return equal_ignoring_case(property.name, name); });
  return found == contract.query_properties.end() ? nullptr : &*found;
}

std::optional<std::string> value_of(const QueryProperty& property, const Resource& entity) {
  const auto place = split_link_place(property.at);
  if (!place) {
    const auto text = text_of(entity, property.at);  // at "": no entity shows it
    if (!text) return std::nullopt;
    return std::string(*text);
  }
  std::optional<std::string> value;
  for (const Link& link : entity.links) {
    if (!is_at(link, *place)) continue;
    auto next = value_at(link, *place);
    // Two such links that say different things: which of them the server means is not documented.
    if (value && next != value) return std::nullopt;
    value = std::move(next);
  }
  return value;
}

}  // namespace emconform::query
