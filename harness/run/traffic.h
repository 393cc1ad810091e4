#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "model/exchange.h"
#include "model/result.h"

// What leaves the program, and when: the target is in use, and may be slow, busy or gone.
namespace emconform {

struct TrafficLimits {
  double rate = 0;                        // requests in a second; 0: as fast as the target answers
  std::size_t requests = 0;               // of the whole run, without logoffs; 0: no limit
  std::chrono::milliseconds run_time{0};  // of the whole run; 0: no limit
  int retries = 0;                        // of a request that got no answer
  std::chrono::milliseconds backoff{1000};  // before the first retry; twice as long before the next
  bool probe_methods = false;               // PUT and PATCH may leave
  bool offline = false;                     // a recording answers: nothing leaves, and all is asked
};

/// The one way to the target. Lets through what cannot change it: GET and HEAD without an action,
/// the logon, the logoff; an Error (Fault::Harness) for all else. Thread-safe.
class Traffic {
 public:
  Traffic(Transport transport, TrafficLimits limits, const std::atomic<bool>& stop);

  /// Waits for its turn, then sends. Errors, besides the transport's: the run is over
  /// (Fault::Usage), or the path was asked in vain so often, and so long, that it is left alone
  /// (Fault::Target). A logoff is always sent.
  Result<Response> send(const Request& request);
  Transport transport() {
    return [this](const Request& request) { return send(request); };
  }

  /// Why nothing more is sent: the budget is used up, the time has passed, the target is gone.
  /// nullopt while the run goes on.
  std::optional<std::string> over() const;
  /// That were sent.
  std::size_t requests() const { return requests_; }
  std::size_t retries() const { return retries_; }

 private:
  using Clock = std::chrono::steady_clock;
  /// Failures in a row, since the last answer.
  struct Failures {
    int count = 0;
    Clock::duration lost{};
    std::string last{};
  };

  std::optional<Error> refusal(const Request& request) const;
  std::optional<Error> is_left_alone(const std::string& path) const;
  bool spend();
  void wait_for_turn();
  Result<Response> attempt(const Request& request, const std::string& path);
  void note(const std::string& path, const Result<Response>& response, Clock::duration took);
  /// False if the run was stopped before.
  bool sleep_until(Clock::time_point time) const;

  Transport transport_;
  TrafficLimits limits_;
  const std::atomic<bool>& stop_;
  Clock::time_point start_ = Clock::now();
  std::atomic<std::size_t> requests_{0}, retries_{0};
  std::atomic<bool> is_gone_{false};  // the target
  mutable std::mutex mutex_{};        // guards what follows
  std::size_t spent_ = 0;
  Clock::time_point next_turn_ = start_;
  std::map<std::string, Failures> failures_{};  // by path
  Failures in_a_row_{};                         // wherever
  std::set<std::string> failed_paths_{};        // of these
  std::optional<std::string> over_{};
};

}  // namespace emconform
