#include "run/recorded_answers.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/href.h"
#include "run/logon.h"
#include "run/reader.h"

namespace emconform {
namespace {

bool is_session(const std::string& name) {
  return equal_ignoring_case(name, "X-RestSvcSessionId") || equal_ignoring_case(name, "Cookie");
}

std::string key_of(const Request& request, bool with_session, bool with_purpose) {
  std::string key = fmt::format("{} {}\n", request.method, request.target);
  for (const Header& header : request.headers) {
    const std::string name = lower(header.name);
    if (name == "host" || name == "user-agent") continue;
    // Credentials are not recorded; whose they were is told by the purpose.
    const bool any = name == "authorization" || (is_session(name) && !with_session);
    if (any && !header.value.empty())
      key += fmt::format("{}: any\n", name);
    else
      key += fmt::format("{}: {}\n", name, header.value);
  }
  if (with_purpose) key += request.purpose;
  return key;
}

Error not_held(const Request& request, std::string what) {
  return {.where = fmt::format("{} {}", request.method, request.target),
          .what = std::move(what),
          .remedy = "record the run anew",
          .fault = Fault::Usage};
}

}  // namespace

Result<Response> recorded_answer(const Recording& recording, const RecordedExchange& exchange) {
  if (exchange.error) return fail(*exchange.error);
  if (!exchange.response)
    return fail(not_held(exchange.request, "the recording does not say what was answered"));
  if (!exchange.why_no_body.empty())
    return fail(not_held(exchange.request,
                         "the recording holds no body of this answer: " + exchange.why_no_body));
  Response response = *exchange.response;
  if (exchange.body) response.body = recording.bodies[*exchange.body];
  if (!response.encoded_bytes && response.body.size() != exchange.body_bytes)
    response.encoded_bytes = exchange.body_bytes;
  return response;
}

RecordedAnswers::RecordedAnswers(const Recording& recording)
    : recording_(recording), used_(recording.exchanges.size()) {
  for (std::size_t i = 0; i < recording.exchanges.size(); ++i) {
    const Request& request = recording.exchanges[i].request;
    exact_[key_of(request, true, true)].exchanges.push_back(i);
    any_session_[key_of(request, false, true)].exchanges.push_back(i);
    any_purpose_[key_of(request, true, false)].exchanges.push_back(i);
  }
}

Transport RecordedAnswers::transport() {
  return [this](const Request& request) { return answer(request); };
}

std::size_t RecordedAnswers::unused() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count(used_.begin(), used_.end(), false));
}

const RecordedExchange* RecordedAnswers::next_of(Queues& queues, const std::string& key) {
  const auto found = queues.find(key);
  if (found == queues.end()) return nullptr;
  Queue& queue = found->second;
  const std::size_t index = queue.exchanges[queue.next];
  if (queue.next + 1 < queue.exchanges.size()) ++queue.next;
  used_[index] = true;
  return &recording_.exchanges[index];
}

const RecordedExchange* RecordedAnswers::find(const Request& request) {
  if (const auto* exact = next_of(exact_, key_of(request, true, true))) return exact;
  if (const auto* same = next_of(any_session_, key_of(request, false, true))) return same;
  // That nothing has moved is not to be concluded from one answer that is read twice.
  if (request.purpose.starts_with(asked_again)) return nullptr;
  return next_of(any_purpose_, key_of(request, true, false));
}

Result<Response> RecordedAnswers::answer(const Request& request) {
  const std::lock_guard lock(mutex_);
  const RecordedExchange* exchange = find(request);
  if (exchange == nullptr)
    return fail(not_held(request, "the recording does not hold this request"));
  return recorded_answer(recording_, *exchange);
}

}  // namespace emconform
