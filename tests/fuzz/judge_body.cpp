#include "fuzz/judge_body.h"

#include <string>
#include <utility>
#include <vector>

#include "checks/compare.h"
#include "checks/table.h"
#include "fuzz/fuzz.h"
#include "load/decode.h"
#include "load/files.h"
#include "run/plan.h"

namespace emconform::fuzz {
namespace {

const std::vector<Contract>& contracts() {
  static const auto knowledge = load_knowledge({}, {}, known_checks());
  require(knowledge.has_value(), "the embedded contracts are valid");
  return knowledge->contracts;
}

/// At the most two: time is better spent on more bodies.
std::vector<const Contract*> contracts_for(std::string_view body) {
  std::vector<const Contract*> named;
  for (const Contract& contract : contracts())
    if (named.size() < 2 && body.find(contract.resource) != std::string_view::npos)
      named.push_back(&contract);
  if (named.empty()) named.push_back(&contracts()[body.size() % contracts().size()]);
  return named;
}

void run_checks(const Exchange& exchange, const Contract& contract) {
  for (const Check& check : checks()) {
    if (check.needs_representation && !exchange.representation) continue;
    if (!check.applies(exchange.expected, contract)) continue;
    for (const Finding& finding : check.run(exchange, contract).findings)
      require(!finding.where.empty() && !finding.expected.empty(),
              std::string(check.id) + " says where what was expected");
  }
}

}  // namespace

void judge(Exchange& exchange) {
  const std::string& body = exchange.response->body;
  for (const Contract* contract : contracts_for(body)) {
    for (const Shape shape : {Shape::Item, Shape::List, Shape::Query, Shape::Error}) {
      exchange.expected = {.statuses = {exchange.response->status},
                           .shape = shape,
                           .form = body.size() % 2 == 0 ? Form::Entity : Form::Reference};
      run_checks(exchange, *contract);
    }
  }
}

void judge_body(std::string_view body) {
  Result<Representation> representation = decode(body);
  if (!representation) {
    require(!representation.error().what.empty(), "a body that is refused has a reason");
    return;
  }
  require(are_same(representation->root, representation->root),
          "a representation says the same as itself");
  Exchange exchange{.request = {.target = "/api/query?type=Job&filter=Name==a&pageSize=2&page=1"}};
  exchange.representation = *std::move(representation);
  exchange.response = Response{.status = 200, .body = std::string(body)};
  judge(exchange);
}

}  // namespace emconform::fuzz
