#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "mock/hooks.h"
#include "mock/logon.h"
#include "mock/representations.h"
#include "mock/request.h"
#include "mock/store.h"
#include "mock/traits.h"

namespace emconform::mock {

/// The mock without its sockets: a request goes in, a response comes out. Thread-safe.
class Service {
 public:
  /// `hooks` outlive the service.
  Service(const Options& options, const Hooks& hooks, const Traits& traits = {});

  /// `authority` stands in for a missing Host header.
  Response answer(const RawRequest& raw, std::string_view authority);

  std::size_t open_logon_sessions() const;

 private:
  Time now() const;
  Reply reply_to(Request& request);
  void count(Request& request);

  const Hooks& hooks_;
  Traits traits_;
  std::string scheme_, user_, password_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  Time start_;  // what the mock's clock said then
  bool clock_stands_;
  Store store_;
  Logons logons_;
  std::mutex counting_{};  // of the two below
  std::size_t requests_ = 0;
  std::map<std::string_view, std::size_t> requests_of_route_{};
  RestorePointsBySession restore_points_;
};

}  // namespace emconform::mock
