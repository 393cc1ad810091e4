#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "query/entities.h"

// Random filters over random entities, judged a second time by a naive evaluator that shares no
// code with the program: values come from small pools whose order the test knows by their index.
namespace emconform::query {
namespace {

enum class Kind { Text, Enumeration, Time, Number, Flag };

struct Property {
  const char* name;
  const char* field;
  Kind kind;
  std::vector<std::string> pool;  // in ascending order
};

const std::vector<Property>& properties() {
  static const std::vector<Property> all = {
      {"Name", "Name", Kind::Text, {"a", "b c", "x;y", "say \"no\"", "(z)", "J\xc3\xa4ger,1"}},
      {"Result", "Result", Kind::Enumeration, {"Success", "Warning", "Failed"}},
      {"CreationTime",
       "CreationTimeUTC",
       Kind::Time,
       {"2025-12-31T23:59:59.9Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.001Z",
        "2026-06-15T05:50:44.62Z"}},
      {"TotalSize", "TotalSize", Kind::Number, {"-7", "0", "9", "10", "5000000000"}},
      {"IsRetry", "IsRetry", Kind::Flag, {"false", "true"}},
  };
  return all;
}

constexpr std::size_t property_count = 5;
constexpr int absent = -1;

/// The index of each property's value in its pool, or absent.
using Values = std::array<int, property_count>;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  int below(std::size_t limit) { return static_cast<int>(engine_() % limit); }

 private:
  std::mt19937_64 engine_;
};

constexpr std::array all_operators = {Operator::Equal,   Operator::NotEqual,
                                      Operator::Less,    Operator::LessOrEqual,
                                      Operator::Greater, Operator::GreaterOrEqual};

Filter random_filter(Random& random, int depth) {
  if (depth == 0 || random.below(3) == 0) {
    const Property& property = properties()[static_cast<std::size_t>(random.below(property_count))];
    const auto value = static_cast<std::size_t>(random.below(property.pool.size()));
    return compare(property.name, all_operators[static_cast<std::size_t>(random.below(6))],
                   property.pool[value]);
  }
  std::vector<Filter> operands;
  const int count = 2 + random.below(3);
  operands.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) operands.push_back(random_filter(random, depth - 1));
  return random.below(2) == 0 ? all_of(std::move(operands)) : any_of(std::move(operands));
}

Values random_values(Random& random) {
  Values values{};
  for (std::size_t i = 0; i < property_count; ++i)
    values[i] = random.below(6) == 0 ? absent : random.below(properties()[i].pool.size());
  return values;
}

Resource entity_of(const Values& values) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (std::size_t i = 0; i < property_count; ++i)
    if (values[i] != absent)
      fields.emplace_back(properties()[i].field,
                          properties()[i].pool[static_cast<std::size_t>(values[i])]);
  return entity(fields);
}

/// 0 false, 1 unknown, 2 true.
int naive(const Filter& filter, const Values& values) {
  if (filter.kind != Filter::Kind::Comparison) {
    bool some_false = false, some_unknown = false, some_true = false;
    for (const Filter& operand : filter.operands) {
      const int next = naive(operand, values);
      (next == 0 ? some_false : next == 1 ? some_unknown : some_true) = true;
    }
    if (filter.kind == Filter::Kind::And) return some_false ? 0 : some_unknown ? 1 : 2;
    return some_true ? 2 : some_unknown ? 1 : 0;
  }
  std::size_t i = 0;
  while (properties()[i].name != filter.comparison.property) ++i;
  const Property& property = properties()[i];
  if (values[i] == absent) return 1;
  int wanted = 0;
  while (property.pool[static_cast<std::size_t>(wanted)] != filter.comparison.value) ++wanted;
  const int actual = values[i];
  const std::string symbol(symbol_of(filter.comparison.op));
  if (symbol == "==") return actual == wanted ? 2 : 0;
  if (symbol == "!=") return actual != wanted ? 2 : 0;
  if (property.kind == Kind::Text || property.kind == Kind::Flag) return 1;
  if (symbol == "<") return actual < wanted ? 2 : 0;
  if (symbol == "<=") return actual <= wanted ? 2 : 0;
  if (symbol == ">") return actual > wanted ? 2 : 0;
  return actual >= wanted ? 2 : 0;
}

bool equal(const Filter& a, const Filter& b) {
  if (a.kind != b.kind || a.operands.size() != b.operands.size()) return false;
  for (std::size_t i = 0; i < a.operands.size(); ++i)
    if (!equal(a.operands[i], b.operands[i])) return false;
  return a.comparison.property == b.comparison.property && a.comparison.op == b.comparison.op &&
         a.comparison.value == b.comparison.value;
}

TEST(FilterProperty, PrintedFiltersParseBackAndEvaluateAsANaiveReaderDoes) {
  Random random(20260615);
  const Contract contract = session_contract();
  std::array<int, 3> seen{};
  for (int i = 0; i < 10'000; ++i) {
    const Filter filter = random_filter(random, 4);
    const Values values = random_values(random);
    const std::string text = print(filter);
    const auto again = parse(text);
    ASSERT_TRUE(again) << text << ": " << again.error().where;
    ASSERT_TRUE(equal(filter, *again)) << text << " became " << print(*again);
    const int truth = naive(filter, values);
    ASSERT_EQ(static_cast<int>(evaluate(*again, entity_of(values), contract)), truth) << text;
    ++seen[static_cast<std::size_t>(truth)];
  }
  for (const int count : seen) EXPECT_GT(count, 500);
}

TEST(FilterProperty, GarbageIsReadOrRefusedButNeverMore) {
  Random random(7);
  constexpr std::string_view alphabet = "ab1=!<>;,()\" \\\xc3";
  int read = 0, refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (int length = random.below(12); length > 0; --length)
      text += alphabet[static_cast<std::size_t>(random.below(alphabet.size()))];
    const auto filter = parse(text);
    ++(filter ? read : refused);
    if (!filter) continue;
    const auto again = parse(print(*filter));
    ASSERT_TRUE(again) << text;
    ASSERT_TRUE(equal(*filter, *again)) << text;
  }
  EXPECT_GT(read, 10);
  EXPECT_GT(refused, 10'000);
}

}  // namespace
}  // namespace emconform::query
