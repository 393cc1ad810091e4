#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string_view>

namespace emconform {

/// Says when a transfer is to be given up because the user wants to stop. What opens or closes a
/// logon session has a moment left: of a session whose logon is cut off nobody knows the id.
class StopWatch {
 public:
  static constexpr std::chrono::milliseconds moment{1000};

  StopWatch(const std::atomic<bool>* stop, std::string_view method)
      : stop_(stop), grace_(method == "POST" || method == "DELETE" ? moment : moment.zero()) {}

  bool has_run_out() {
    if (stop_ == nullptr || !*stop_) return false;
    const auto now = std::chrono::steady_clock::now();
    if (!seen_) seen_ = now;
    return now - *seen_ >= grace_;
  }

 private:
  const std::atomic<bool>* stop_;
  std::chrono::milliseconds grace_;
  std::optional<std::chrono::steady_clock::time_point> seen_{};
};

}  // namespace emconform
