#include <fmt/format.h>

#include "checks/body.h"
#include "checks/items.h"
#include "checks/relations.h"

// Rules about queries that no server can make sense of, or that have nothing left to answer with.
namespace emconform {
namespace {

/// The answer as one to a request that must be refused.
Exchange as_refused(const Exchange& answer) {
  Exchange refused = answer;
  refused.expected.shape = Shape::Error;
  refused.expected.statuses = {answer.response->status};
  return refused;
}

}  // namespace

Judgement not_ignored(const Exchange& all, const Exchange& answer, const Contract& contract) {
  if (!is_readable(all) || !answer.response) return unreadable();
  const Items everything = items_of(all, contract);
  if (everything.in_order.empty()) return {.note = "the target has no item of this type"};
  if (answer.response->status != 200) return {.witnesses = 1};
  if (!is_readable(answer)) return unreadable();
  const Items found = items_of(answer, contract);
  const bool as_many_pages = paging_number(answer, "PagesCount").value_or(1) >=
                             paging_number(all, "PagesCount").value_or(1);
  if (found.in_order.size() < everything.in_order.size() || !as_many_pages) return {.witnesses = 1};
  return {.witnesses = 1,
          .findings = {{"the answer", "an error, or not everything that there is",
                        fmt::format("status 200 and all of {} items, as without it",
                                    everything.in_order.size())}}};
}

Judgement refusal(const Exchange& answer, const Contract& contract) {
  if (!answer.response) return unreadable();
  const int status = answer.response->status;
  Judgement judgement{.witnesses = 1};
  if (status < 400 || status > 499) {
    judgement.findings.push_back(
        {"the answer", "a status of 400 to 499", fmt::format("status {}", status)});
    return judgement;
  }
  if (answer.representation && answer.expected.format &&
      answer.representation->format != *answer.expected.format)
    judgement.findings.push_back({"the answer", "an Error in the format that Accept asks for",
                                  "an Error in the other format"});
  const Judgement form = error_form(as_refused(answer), contract);
  judgement.findings.insert(judgement.findings.end(), form.findings.begin(), form.findings.end());
  return judgement;
}

Judgement past_the_end(const Exchange& answer, const Contract& contract) {
  if (!answer.response) return unreadable();
  if (answer.response->status != 200)
    return {.note = fmt::format("the answer's status is {}: what a page past the end is answered "
                                "with is not documented",
                                answer.response->status)};
  if (!is_readable(answer)) return unreadable();
  const Items found = items_of(answer, contract);
  Judgement judgement{.witnesses = 1};
  if (!found.in_order.empty())
    judgement.findings.push_back({found.in_order.front().label, "on no page past the last",
                                  fmt::format("one of {} items there", found.in_order.size())});
  return judgement;
}

}  // namespace emconform
