#include "run/relate.h"
#include "run/subjects.h"
#include "run/universe.h"

// What a target answers to queries that no server can make sense of.
namespace emconform {
namespace {

const Exchange& ask_senseless(Gather& gather, const std::string& parameters) {
  const Unit& unit = gather.unit();
  Ask ask =
      ask_query(query_target(*unit.contract, unit.form, {parameters}), unit.form, unit.accept);
  ask.expected.statuses = {400};
  ask.expected.shape = Shape::Query;
  const Exchange& answer = gather.attempt(ask);
  gather.make_first(answer);
  return answer;
}

}  // namespace

Judgement relate_not_ignored(Gather& gather) {
  const Unit& unit = gather.unit();
  const auto parameters = senseless_query(unit);
  if (!parameters) return {};
  return settled(gather, [&](bool anew) {
    const Exchange& all = gather.need(
        ask_query(query_target(*unit.contract, unit.form, {}), unit.form, unit.accept), anew);
    if (gather.problem()) return Judgement{};
    return not_ignored(all, ask_senseless(gather, *parameters), *unit.contract);
  });
}

Judgement relate_refusal(Gather& gather) {
  const auto parameters = senseless_query(gather.unit());
  if (!parameters) return {};
  const Exchange& answer = ask_senseless(gather, *parameters);
  return gather.problem() ? Judgement{} : refusal(answer, *gather.unit().contract);
}

}  // namespace emconform
