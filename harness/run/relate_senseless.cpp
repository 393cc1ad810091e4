#include "run/relate.h"
#include "run/subjects.h"
#include "run/universe.h"

// What a target answers to queries that no server can make sense of.
namespace emconform {
namespace {

const Exchange& ask_senseless(Gather& gather, const std::string& parameters, bool anew) {
  const Unit& unit = gather.unit();
  Ask ask =
      ask_query(query_target(*unit.contract, unit.form, {parameters}), unit.form, unit.accept);
  ask.expected.statuses = {400};
  ask.expected.shape = Shape::Query;
  const Exchange& answer = gather.attempt(ask, anew);
  gather.make_first(answer);
  return answer;
}

/// Whether the answer is everything that there is.
Judgement judge_not_ignored(Gather& gather, const std::string& parameters) {
  const Unit& unit = gather.unit();
  return settled(gather, [&](bool anew) {
    const Exchange& all = gather.need(
        ask_query(query_target(*unit.contract, unit.form, {}), unit.form, unit.accept), anew);
    if (gather.problem()) return Judgement{};
    return not_ignored(all, ask_senseless(gather, parameters, anew), *unit.contract);
  });
}

}  // namespace

Judgement relate_not_ignored(Gather& gather) {
  const auto parameters = senseless_query(gather.unit());
  return parameters ? judge_not_ignored(gather, *parameters) : Judgement{};
}

Judgement relate_refusal(Gather& gather) {
  const auto parameters = senseless_query(gather.unit());
  if (!parameters) return {};
  const Exchange& answer = ask_senseless(gather, *parameters, false);
  if (gather.problem()) return {};
  const bool answered = answer.response && answer.response->status == 200;
  if (answered && !judge_not_ignored(gather, *parameters).findings.empty())
    return {.undecided = 1, .note = "it is answered with everything: see query.not_ignored"};
  return gather.problem() ? Judgement{} : refusal(answer, *gather.unit().contract);
}

}  // namespace emconform
