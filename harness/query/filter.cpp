#include "query/filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace emconform::query {
namespace {

// Filters come from command lines and data files too: a hostile one must neither exhaust the stack
// nor the memory.
constexpr int max_depth = 64;
constexpr std::size_t max_length = std::size_t{64} * 1024;

struct Symbol {
  std::string_view text;
  Operator op;
};
// Longer symbols first: "<=" is not "<" and a value "=".
constexpr std::array symbols = {
    Symbol{"==", Operator::Equal},       Symbol{"!=", Operator::NotEqual},
    Symbol{"<=", Operator::LessOrEqual}, Symbol{">=", Operator::GreaterOrEqual},
    Symbol{"<", Operator::Less},         Symbol{">", Operator::Greater},
};

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Recursive descent; a column counts bytes from 1.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Filter> parse() {
    auto filter = alternatives(0);
    if (filter && position_ < text_.size()) return expected("';', ',' or the end");
    return filter;
  }

 private:
  // api-facts, section 5: ',' is OR and binds looser than ';' which is AND.
  Result<Filter> alternatives(int depth) {
    return chain(
        ',', [&] { return conjunction(depth); }, any_of);
  }
  Result<Filter> conjunction(int depth) {
    return chain(
        ';', [&] { return operand(depth); }, all_of);
  }

  template <class Next>
  Result<Filter> chain(char separator, Next next, Filter (*join)(std::vector<Filter>)) {
    std::vector<Filter> operands;
    do {
      auto one = next();
      if (!one) return one;
      operands.push_back(std::move(*one));
    } while (take(separator));
    return join(std::move(operands));
  }

  Result<Filter> operand(int depth) {
    if (!take('(')) return comparison();
    if (depth == max_depth) return expected(fmt::format("at most {} nested groups", max_depth));
    auto group = alternatives(depth + 1);
    if (!group) return group;
    if (!take(')')) return expected("';', ',' or ')'");
    return group;
  }

  Result<Filter> comparison() {
    const std::size_t start = position_;
    while (position_ < text_.size() &&
           (is_alphanumeric(text_[position_]) || text_[position_] == '_'))
      ++position_;
    const std::string_view property = text_.substr(start, position_ - start);
    if (property.empty()) return expected("the name of a property or '('");
    skip_blanks();
    const auto symbol = std::find_if(symbols.begin(), symbols.end(), [&](const Symbol& s) {
      return text_.substr(position_).starts_with(s.text);
    });
    if (symbol == symbols.end()) return expected("one of == != <= >= < >");
    position_ += symbol->text.size();
    skip_blanks();
    auto value = position_ < text_.size() && text_[position_] == '"' ? quoted() : bare();
    if (!value) return fail(value.error());
    skip_blanks();
    return compare(std::string(property), symbol->op, std::move(*value));
  }

  /// "a ""b""": a doubled quote stands for one.
  Result<std::string> quoted() {
    const std::size_t start = position_++;
    std::string value;
    for (; position_ < text_.size(); ++position_) {
      if (text_[position_] == '"') {
        ++position_;
        if (position_ == text_.size() || text_[position_] != '"') return value;
      }
      value += text_[position_];
    }
    position_ = start;
    return expected("a closing quote for this one");
  }

  Result<std::string> bare() {
    const std::size_t end = std::min(text_.find_first_of(";,()", position_), text_.size());
    std::string_view value = text_.substr(position_, end - position_);
    while (!value.empty() && is_blank(value.back())) value.remove_suffix(1);
    if (value.empty()) return expected("a value");
    if (const std::size_t quote = value.find('"'); quote != std::string_view::npos) {
      position_ += quote;
      return expected("no quote inside an unquoted value");
    }
    position_ = end;
    return std::string(value);
  }

  bool take(char c) {
    skip_blanks();
    if (position_ == text_.size() || text_[position_] != c) return false;
    ++position_;
    skip_blanks();
    return true;
  }

  void skip_blanks() {
    while (position_ < text_.size() && is_blank(text_[position_])) ++position_;
  }

  tl::unexpected<Error> expected(std::string_view what) const {
    const auto rest = text_.substr(position_, 12);
    return fail({.where = fmt::format("column {}", position_ + 1),
                 .what = fmt::format("the filter needs {} here, not {}", what,
                                     rest.empty() ? "the end" : fmt::format("'{}'", rest))});
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

bool needs_quotes(std::string_view value) {
  return value.empty() || !std::all_of(value.begin(), value.end(), [](char c) {
           return is_alphanumeric(c) || std::string_view("-_.:").find(c) != std::string_view::npos;
         });
}

std::string quote(std::string_view value) {
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"') text += '"';
    text += c;
  }
  return text += '"';
}

Filter join(Filter::Kind kind, std::vector<Filter> operands) {
  assert(!operands.empty());
  if (operands.size() == 1) return std::move(operands.front());
  Filter filter;
  filter.kind = kind;
  filter.operands = std::move(operands);
  return filter;
}

/// An operand keeps its group: only a comparison, and an AND inside an OR, stand without brackets.
std::string print_operand(const Filter& operand, Filter::Kind inside) {
  const bool plain = operand.kind == Filter::Kind::Comparison ||
                     (operand.kind == Filter::Kind::And && inside == Filter::Kind::Or);
  return plain ? print(operand) : fmt::format("({})", print(operand));
}

}  // namespace

std::string_view symbol_of(Operator op) {
  return std::find_if(symbols.begin(), symbols.end(), [op](const Symbol& s) { return s.op == op; })
      ->text;
}

Filter compare(std::string property, Operator op, std::string value) {
  Filter filter;
  filter.comparison = {.property = std::move(property), .op = op, .value = std::move(value)};
  return filter;
}

Filter all_of(std::vector<Filter> operands) { return join(Filter::Kind::And, std::move(operands)); }

Filter any_of(std::vector<Filter> operands) { return join(Filter::Kind::Or, std::move(operands)); }

Result<Filter> parse(std::string_view text) {
  if (text.size() > max_length)
    return fail({.where = fmt::format("column {}", max_length + 1),
                 .what = fmt::format("the filter is longer than {} bytes", max_length)});
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos)
    return fail({.where = "column 1", .what = "the filter is empty"});
  return Parser(text).parse();
}

std::string print(const Filter& filter) {
  if (filter.kind == Filter::Kind::Comparison) {
    const Comparison& c = filter.comparison;
    std::string value = c.spelling;
    if (value.empty()) value = needs_quotes(c.value) ? quote(c.value) : c.value;
    return fmt::format("{}{}{}", c.property, symbol_of(c.op), value);
  }
  std::string text;
  for (const Filter& operand : filter.operands) {
    if (!text.empty()) text += filter.kind == Filter::Kind::And ? ';' : ',';
    text += print_operand(operand, filter.kind);
  }
  return text;
}

}  // namespace emconform::query
