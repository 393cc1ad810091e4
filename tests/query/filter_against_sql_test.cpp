#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "checks/relations.h"
#include "load/decode.h"
#include "load/files.h"
#include "mock/hooks.h"
#include "mock/service.h"
#include "model/href.h"
#include "query/filter.h"
#include "run/plan.h"

// Random filters over the mock's data: what the harness evaluates must be what SQLite finds. The
// two share no code: the mock translates a filter to SQL with a parser of its own.
namespace emconform::query {
namespace {

constexpr mock::Time clock_of_mock =
    std::chrono::sys_days{std::chrono::June / 15 / 2026} + std::chrono::hours{11};
constexpr std::size_t wanted_pairs = 100'000;

const Contract& contract_of(const std::string& resource) {
  static const auto knowledge = load_knowledge({}, {}, known_checks());
  for (const Contract& contract : knowledge.value().contracts)
    if (contract.resource == resource) return contract;
  throw std::runtime_error("no contract for " + resource);
}

/// All items of a query type, as the mock's own answer shows them.
class Items {
 public:
  explicit Items(const std::string& type)
      : options_{.sessions = 120, .seed = 7, .now = clock_of_mock},
        service_{options_, *mock::hooks_of("")},
        contract_(contract_of(type)) {
    const mock::Response logon =
        service_.answer({.method = "POST",
                         .target = "/api/sessionMngr/?v=latest",
                         .headers = {{"Authorization", "Basic ZW1jb25mb3JtOmVtY29uZm9ybQ=="}}},
                        "em");
    for (const mock::Header& header : logon.headers)
      if (equal_ignoring_case(header.name, "X-RestSvcSessionId")) token_ = header.value;
    all_ = find("");
    items_ = resources_of(all_, contract_);
  }

  const Contract& contract() const { return contract_; }
  const std::vector<const Resource*>& items() const { return items_; }

  /// The UIDs that the mock finds; nothing if it refuses the filter.
  std::optional<std::set<std::string>> found(const Filter& filter) {
    const Exchange answer = find("&filter=" + percent_encode(print(filter)));
    if (answer.response->status != 200) return std::nullopt;
    std::set<std::string> uids;
    for (const Resource* item : resources_of(answer, contract_))
      uids.insert(std::string(*text_of(*item, "UID")));
    return uids;
  }

 private:
  Exchange find(const std::string& parameters) {
    const mock::Response response = service_.answer(
        {.method = "GET",
         .target = "/api/query?type=" + contract_.query_type + "&format=Entities&pageSize=100000" +
                   parameters,
         .headers = {{"X-RestSvcSessionId", token_}, {"Accept", "application/json"}}},
        "em");
    Exchange exchange;
    exchange.expected = {.shape = Shape::Query, .form = Form::Entity};
    exchange.response = Response{.status = response.status, .body = response.body};
    if (auto decoded = decode(response.body)) exchange.representation = std::move(*decoded);
    return exchange;
  }

  mock::Options options_;
  mock::Service service_;
  const Contract& contract_;
  std::string token_{};
  Exchange all_{};
  std::vector<const Resource*> items_{};
};

/// Filters as random as a seed makes them, over values that the items have.
class RandomFilters {
 public:
  RandomFilters(const Contract& contract, const std::vector<const Resource*>& items,
                std::uint32_t seed)
      : items_(items), engine_(seed) {
    for (const QueryProperty& property : contract.query_properties)
      if (!property.at.empty() && !property.at.starts_with("join:"))
        properties_.push_back(&property);
  }

  Filter next(int depth) {
    if (depth == 0 || below(3) == 0) return comparison();
    std::vector<Filter> operands;
    for (std::size_t i = 0, count = 2 + below(2); i < count; ++i)
      operands.push_back(next(depth - 1));
    return below(2) == 0 ? all_of(std::move(operands)) : any_of(std::move(operands));
  }

 private:
  std::size_t below(std::size_t bound) { return engine_() % bound; }

  Filter comparison() {
    for (;;) {
      const QueryProperty& property = *properties_[below(properties_.size())];
      const auto value = value_of(property, *items_[below(items_.size())]);
      const auto operators = operators_for(property);
      if (value) return compare(property.name, operators[below(operators.size())], *value);
    }
  }

  const std::vector<const Resource*>& items_;
  std::vector<const QueryProperty*> properties_{};
  std::mt19937 engine_;
};

class FilterAgainstSql : public ::testing::TestWithParam<const char*> {};

TEST_P(FilterAgainstSql, FindsTheSameItems) {
  Items data(GetParam());
  ASSERT_GT(data.items().size(), 100U);
  RandomFilters filters(data.contract(), data.items(), 20261121);
  std::size_t decided = 0, undecided = 0, held = 0, refused = 0;
  while (decided < wanted_pairs) {
    const Filter filter = filters.next(3);
    const auto found = data.found(filter);
    if (!found) {
      ASSERT_LT(++refused, 100U) << print(filter);
      continue;
    }
    for (const Resource* item : data.items()) {
      const std::string uid(*text_of(*item, "UID"));
      const Truth truth = evaluate(filter, *item, data.contract());
      if (truth == Truth::Unknown) {
        ++undecided;
        continue;
      }
      ++decided;
      held += truth == Truth::True ? 1 : 0;
      ASSERT_EQ(truth == Truth::True, found->contains(uid)) << print(filter) << "\n" << uid;
    }
  }
  // The filters separate, and little is left open.
  EXPECT_GT(held, decided / 10);
  EXPECT_LT(held, decided / 10 * 9);
  EXPECT_LT(undecided, decided / 4);
  EXPECT_EQ(refused, 0U);
}

INSTANTIATE_TEST_SUITE_P(OfTheMock, FilterAgainstSql,
                         ::testing::Values("BackupJobSession", "BackupTaskSession"),
                         [](const auto& param) { return std::string(param.param); });

}  // namespace
}  // namespace emconform::query
