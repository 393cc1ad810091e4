#include "mock/sql_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

namespace emconform::mock {

namespace {

// Far beyond what the documentation shows; they bound the work that a client can ask for.
constexpr std::size_t longest_filter = 8192;  // bytes
constexpr int deepest_nesting = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_character(char c) {
  const char l = lower(c);
  return (l >= 'a' && l <= 'z') || is_digit(c) || c == '_';
}

const Property* find_property(std::span<const Property> properties, std::string_view name) {
  const auto found = std::find_if(properties.begin(), properties.end(),
                                  [&](const Property& p) { return same_word(p.name, name); });
  return found == properties.end() ? nullptr : &*found;
}

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

// "2026-06-14T21:07:25", a fraction of up to 7 digits (.NET's ticks; the seventh is dropped, since
// times are kept in microseconds), a Z or none: both mean UTC.
std::optional<std::int64_t> microseconds_of(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
  if (text.ends_with('Z')) text.remove_suffix(1);
  if (text.size() < shape.size()) return std::nullopt;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == 'd' ? !is_digit(text[i]) : text[i] != shape[i]) return std::nullopt;

  const auto field = [&](std::size_t begin, std::size_t length) {
    return *whole_number<int>(text.substr(begin, length));
  };
  const std::chrono::year_month_day day{std::chrono::year(field(0, 4)),
                                        std::chrono::month(static_cast<unsigned>(field(5, 2))),
                                        std::chrono::day(static_cast<unsigned>(field(8, 2)))};
  const int hours = field(11, 2), minutes = field(14, 2), seconds = field(17, 2);
  if (!day.ok() || hours > 23 || minutes > 59 || seconds > 59) return std::nullopt;

  int fraction = 0;
  if (std::string_view rest = text.substr(shape.size()); !rest.empty()) {
    const std::string_view digits = rest.substr(1);
    if (rest.front() != '.' || digits.empty() || digits.size() > 7 ||
        !std::all_of(digits.begin(), digits.end(), is_digit))
      return std::nullopt;
    std::string padded(digits.substr(0, 6));
    padded.resize(6, '0');
    fraction = *whole_number<int>(padded);
  }
  const auto time = std::chrono::sys_days(day) + std::chrono::hours(hours) +
                    std::chrono::minutes(minutes) + std::chrono::seconds(seconds) +
                    std::chrono::microseconds(fraction);
  return time.time_since_epoch().count();
}

bool is_guid(std::string_view text) {
  constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char s) {
    const char l = lower(c);
    return s == 'x' ? is_digit(c) || (l >= 'a' && l <= 'f') : c == s;
  });
}

// "urn:veeam:Job:<guid>" or the bare GUID, which is what tables hold.
std::optional<std::string> guid_of(std::string_view text, std::string_view type) {
  const std::string urn = fmt::format("urn:veeam:{}:", type);
  if (same_word(text.substr(0, urn.size()), urn)) text.remove_prefix(urn.size());
  if (!is_guid(text)) return std::nullopt;
  return lower(text);
}

using Value = tl::expected<SqlValue, std::string>;

template <class T>
Value value_or_error(const std::optional<T>& value, const Property& property,
                     std::string_view what) {
  if (value) return SqlValue(*value);
  return tl::unexpected(fmt::format("Property '{}' is compared with {}.", property.name, what));
}

Value sql_value(const Property& property, const std::string& text) {
  switch (property.kind) {
    case ValueKind::Text:
      return SqlValue(text);
    case ValueKind::Uid:
      return value_or_error(guid_of(text, property.uid_type), property,
                            fmt::format("a GUID or urn:veeam:{}:<GUID>", property.uid_type));
    case ValueKind::DateTime:
      return value_or_error(microseconds_of(text), property,
                            "a UTC time such as 2026-06-14T21:07:25Z");
    case ValueKind::Integer:
      return value_or_error(whole_number<std::int64_t>(text), property, "a whole number");
    case ValueKind::Boolean: {
      std::optional<std::int64_t> value;
      if (same_word(text, "True")) value = 1;
      if (same_word(text, "False")) value = 0;
      return value_or_error(value, property, "True or False");
    }
    case ValueKind::Choice:
      break;
  }
  const auto& choices = property.choices;
  const auto found = std::find_if(choices.begin(), choices.end(),
                                  [&](std::string_view choice) { return same_word(choice, text); });
  std::optional<std::int64_t> index;
  if (found != choices.end()) index = found - choices.begin();
  return value_or_error(index, property, fmt::format("one of {}", fmt::join(choices, ", ")));
}

// What stands for the property in comparisons and in ORDER BY.
std::string sql_expression(const Property& property) {
  if (property.kind == ValueKind::Text) return fmt::format("{} COLLATE NOCASE", property.column);
  if (property.kind != ValueKind::Choice) return std::string(property.column);
  std::string sql = fmt::format("CASE {}", property.column);
  for (std::size_t i = 0; i < property.choices.size(); ++i)
    sql += fmt::format(" WHEN '{}' THEN {}", property.choices[i], i);
  return sql + " END";
}

class Parser {
 public:
  Parser(std::string_view text, std::span<const Property> properties)
      : text_(text), properties_(properties) {}

  tl::expected<SqlFilter, std::string> parse() {
    auto expression = any_of(0);
    if (!expression) return tl::unexpected(expression.error());
    if (at_ < text_.size()) return malformed();
    return SqlFilter{.where = std::move(expression->sql), .parameters = std::move(parameters_)};
  }

 private:
  struct Expression {
    std::string sql{};
    int nesting = 0;  // of parentheses in the SQL
  };
  using Parsed = tl::expected<Expression, std::string>;

  Parsed any_of(int depth) {
    return list(',', " OR ", [&] { return all_of(depth); });
  }

  Parsed all_of(int depth) {
    return list(';', " AND ", [&] { return term(depth); });
  }

  template <class Item>
  Parsed list(char separator, std::string_view sql_operator, Item item) {
    std::vector<Expression> items;
    do {
      auto parsed = item();
      if (!parsed) return parsed;
      items.push_back(std::move(*parsed));
    } while (take(separator));
    if (items.size() == 1) return std::move(items.front());
    // SQLite's parser has a small stack, and what stands at the left costs the least of it.
    std::stable_sort(items.begin(), items.end(), [](const Expression& a, const Expression& b) {
      return a.nesting > b.nesting;
    });
    Expression all{.sql = "(", .nesting = items.front().nesting + 1};
    for (const Expression& one : items) {
      if (all.sql.size() > 1) all.sql += sql_operator;
      all.sql += one.sql;
    }
    all.sql += ")";
    return all;
  }

  Parsed term(int depth) {
    if (!take('(')) return comparison();
    if (depth == deepest_nesting)
      return tl::unexpected(std::string("Parentheses in the filter are nested too deeply."));
    auto inner = any_of(depth + 1);
    if (inner && !take(')')) return malformed();
    return inner;
  }

  Parsed comparison() {
    skip_blanks();
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name_character(text_[at_])) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    const std::string_view sql_operator = comparison_operator();
    if (name.empty() || sql_operator.empty()) return malformed();
    const Property* const property = find_property(properties_, name);
    if (!property) return tl::unexpected(fmt::format("Unknown property '{}' in filter.", name));
    const auto text = value_text();
    if (!text) return malformed();
    auto value = sql_value(*property, *text);
    if (!value) return tl::unexpected(std::move(value.error()));
    parameters_.push_back(std::move(*value));
    return Expression{.sql = fmt::format("{} {} ?{}", sql_expression(*property), sql_operator,
                                         parameters_.size())};
  }

  // SQLite spells them alike. Empty if there is none.
  std::string_view comparison_operator() {
    skip_blanks();
    constexpr std::array<std::string_view, 6> operators = {"==", "!=", "<=", ">=", "<", ">"};
    for (const std::string_view one : operators)
      if (text_.substr(at_).starts_with(one)) {
        at_ += one.size();
        return one;
      }
    return {};
  }

  std::optional<std::string> value_text() {
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == '"') return quoted_text();
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(";,()\"", at_), text_.size());
    std::string_view value = text_.substr(begin, at_ - begin);
    while (value.ends_with(' ')) value.remove_suffix(1);
    if (value.empty()) return std::nullopt;
    return std::string(value);
  }

  std::optional<std::string> quoted_text() {
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        value += text_[at_];
      } else if (text_.substr(at_).starts_with("\"\"")) {
        value += '"';
        ++at_;
      } else {
        ++at_;
        return value;
      }
    }
    return std::nullopt;
  }

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  bool take(char c) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  tl::unexpected<std::string> malformed() const {
    return tl::unexpected(fmt::format("The filter is malformed at character {}.", at_ + 1));
  }

  std::string_view text_;
  std::span<const Property> properties_;
  std::size_t at_ = 0;
  std::vector<SqlValue> parameters_;
};

}  // namespace

tl::expected<SqlFilter, std::string> compile_filter(std::string_view filter,
                                                    std::span<const Property> properties) {
  if (filter.size() > longest_filter)
    return tl::unexpected(fmt::format("The filter is longer than {} bytes.", longest_filter));
  return Parser(filter, properties).parse();
}

tl::expected<std::string, std::string> compile_sort(std::string_view name,
                                                    std::span<const Property> properties) {
  if (const Property* const property = find_property(properties, name))
    return sql_expression(*property);
  if (std::all_of(name.begin(), name.end(), is_name_character))
    return tl::unexpected(fmt::format("Unknown property '{}' to sort by.", name));
  return tl::unexpected(std::string("What to sort by is not the name of a property."));
}

}  // namespace emconform::mock
