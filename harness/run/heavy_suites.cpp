#include "run/heavy_suites.h"

#include <malloc.h>

namespace emconform {

constexpr std::size_t heavy_answer = 8 << 20;  // bytes

std::unique_lock<std::mutex> HeavySuites::turn_of(const Suite& suite) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = heavy_.find(&suite); known != heavy_.end() && !known->second) return {};
  }
  return std::unique_lock(one_at_a_time_);
}

void HeavySuites::note(const Suite& suite, const Outcome& outcome) {
  const std::lock_guard lock(mutex_);
  bool& heavy = heavy_[&suite];
  for (const ReadingPtr& reading : outcome.readings)
    heavy = heavy ||
            (reading->exchange.response && reading->exchange.response->body.size() > heavy_answer);
  // glibc keeps what each thread has freed for that thread: gigabytes, were it not given back.
  if (heavy) malloc_trim(0);
}

}  // namespace emconform
