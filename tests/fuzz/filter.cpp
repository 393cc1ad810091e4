#include "query/filter.h"

#include <string>

#include "fuzz/fuzz.h"
#include "load/files.h"
#include "run/plan.h"

// A filter -> its meaning -> its text.

namespace {

using namespace emconform;

const std::vector<Contract>& contracts() {
  static const auto knowledge = load_knowledge({}, {}, known_checks());
  return knowledge->contracts;
}

/// Whether two filters mean the same, however their values are spelled.
bool are_same(const query::Filter& left, const query::Filter& right) {
  if (left.kind != right.kind || left.operands.size() != right.operands.size()) return false;
  if (left.kind == query::Filter::Kind::Comparison)
    return left.comparison.property == right.comparison.property &&
           left.comparison.op == right.comparison.op &&
           left.comparison.value == right.comparison.value;
  for (std::size_t i = 0; i < left.operands.size(); ++i)
    if (!are_same(left.operands[i], right.operands[i])) return false;
  return true;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto filter = query::parse(fuzz::text(data, size));
  if (!filter) {
    fuzz::require(!filter.error().what.empty(), "a filter that is refused has a reason");
    return 0;
  }
  const std::string printed = query::print(*filter);
  const auto again = query::parse(printed);
  fuzz::require(again.has_value(), "what is printed can be parsed");
  fuzz::require(are_same(*filter, *again), "what is printed means the same");
  fuzz::require(query::print(*again) == printed, "what is printed stays as it is");

  const Resource entity{.fields = {{.name = "Name", .text = "a"}}};
  for (const Contract& contract : contracts()) query::evaluate(*filter, entity, contract);
  return 0;
}
