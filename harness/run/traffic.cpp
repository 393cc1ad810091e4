#include "run/traffic.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "model/href.h"

namespace emconform {
namespace {

// An endpoint that has cost so much for nothing is left alone; a target that fails wherever it is
// asked is gone.
constexpr int most_failures = 3;
constexpr std::chrono::seconds most_lost{2};
constexpr int failures_of_a_target = 12;
constexpr std::size_t paths_of_a_target = 3;

constexpr std::string_view logon_path = "/api/sessionMngr/";
constexpr std::string_view sessions_path = "/api/logonSessions/";

std::string path_of(const Request& request) {
  return request.target.substr(0, request.target.find('?'));
}

bool is_logoff(const Request& request) {
  return request.method == "DELETE" && request.target.starts_with(sessions_path) &&
         is_guid(std::string_view(request.target).substr(sessions_path.size()));
}

/// EM's actions, such as starting a job, are called by "?action=".
bool calls_action(const Request& request) {
  const std::string_view target = request.target;
  for (std::size_t at = target.find('?'); at != std::string_view::npos;
       at = target.find('&', at + 1)) {
    const std::string_view parameter = target.substr(at + 1, target.find('&', at + 1) - at - 1);
    if (equal_ignoring_case(percent_decode(parameter.substr(0, parameter.find('='))), "action"))
      return true;
  }
  return false;
}

bool is_harmless(const Request& request, bool probe_methods) {
  if (calls_action(request)) return false;
  const std::string& method = request.method;
  if (method == "GET" || method == "HEAD") return true;
  if (method == "POST") return path_of(request) == logon_path;
  if (method == "PUT" || method == "PATCH") return probe_methods && request.body.empty();
  return is_logoff(request);
}

}  // namespace

Traffic::Traffic(Transport transport, TrafficLimits limits, const std::atomic<bool>& stop)
    : transport_(std::move(transport)), limits_(limits), stop_(stop) {}

std::optional<std::string> Traffic::over() const {
  const std::lock_guard lock(mutex_);
  if (over_) return over_;
  if (limits_.run_time.count() > 0 && Clock::now() - start_ >= limits_.run_time)
    return fmt::format("the time for the whole run is over: {} s (--max-run-time)",
                       std::chrono::duration<double>(limits_.run_time).count());
  return std::nullopt;
}

std::optional<Error> Traffic::is_left_alone(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = failures_.find(path);
  if (found == failures_.end()) return std::nullopt;
  const Failures& failures = found->second;
  if (failures.count < most_failures || failures.lost < most_lost) return std::nullopt;
  return Error{.where = path,
               .what = fmt::format("not asked again: {} requests to {} in a row failed, the last "
                                   "one with: {}",
                                   failures.count, path, failures.last),
               .remedy = "see why this endpoint does not answer",
               .fault = Fault::Target};
}

std::optional<Error> Traffic::refusal(const Request& request) const {
  if (!is_harmless(request, limits_.probe_methods))
    return Error{.where = fmt::format("{} {}", request.method, request.target),
                 .what = "not sent: it might change the target",
                 .remedy = request.method == "PUT" || request.method == "PATCH"
                               ? "--probe-methods lets it through"
                               : "only GET, HEAD, the logon and the logoff are sent",
                 .fault = Fault::Harness};
  if (is_logoff(request)) return std::nullopt;
  if (auto why = over())
    return Error{.where = request.target,
                 .what = "not asked: " + *why,
                 .fault = is_gone_ ? Fault::Target : Fault::Usage};
  return is_left_alone(path_of(request));
}

/// Takes one request from the budget; false if none is left.
bool Traffic::spend() {
  const std::lock_guard lock(mutex_);
  if (limits_.requests > 0 && spent_ >= limits_.requests) {
    if (!over_)
      over_ =
          fmt::format("the budget of {} requests is used up (--max-requests)", limits_.requests);
    return false;
  }
  ++spent_;
  return true;
}

bool Traffic::sleep_until(Clock::time_point time) const {
  constexpr std::chrono::milliseconds look_up{20};
  while (!stop_ && Clock::now() < time)
    std::this_thread::sleep_for(std::min<Clock::duration>(look_up, time - Clock::now()));
  return !stop_;
}

void Traffic::wait_for_turn() {
  if (limits_.rate <= 0) return;
  Clock::time_point turn;
  {
    const std::lock_guard lock(mutex_);
    turn = std::max(next_turn_, Clock::now());
    next_turn_ = turn + std::chrono::duration_cast<Clock::duration>(
                            std::chrono::duration<double>(1 / limits_.rate));
  }
  sleep_until(turn);
}

void Traffic::note(const std::string& path, const Result<Response>& response,
                   Clock::duration took) {
  const std::lock_guard lock(mutex_);
  if (response) {
    failures_.erase(path);
    in_a_row_ = {};
    failed_paths_.clear();
    return;
  }
  if (stop_ || response.error().fault != Fault::Target) return;
  for (Failures* failures : {&failures_[path], &in_a_row_}) {
    ++failures->count;
    failures->lost += took;
    failures->last = response.error().what;
  }
  failed_paths_.insert(path);
  if (in_a_row_.count < failures_of_a_target || failed_paths_.size() < paths_of_a_target || over_)
    return;
  is_gone_ = true;
  over_ = fmt::format(
      "the target answers no more: {} requests in a row failed, the last one "
      "with: {}",
      in_a_row_.count, in_a_row_.last);
}

Result<Response> Traffic::attempt(const Request& request, const std::string& path) {
  if (auto error = refusal(request)) return fail(std::move(*error));
  if (!is_logoff(request)) {
    if (!spend()) return fail(*refusal(request));
    wait_for_turn();
  }
  ++requests_;
  const auto sent = Clock::now();
  auto response = transport_(request);
  note(path, response, Clock::now() - sent);
  return response;
}

Result<Response> Traffic::send(const Request& request) {
  if (limits_.offline) {
    ++requests_;
    return transport_(request);
  }
  const std::string path = path_of(request);
  auto response = attempt(request, path);
  auto pause = limits_.backoff;
  for (int retry = 0; retry < limits_.retries; ++retry, pause *= 2) {
    if (response || response.error().fault != Fault::Target || request.method == "POST" || over() ||
        is_left_alone(path) || !sleep_until(Clock::now() + pause))
      break;
    ++retries_;
    response = attempt(request, path);
  }
  return response;
}

}  // namespace emconform
