#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "model/recording.h"

namespace emconform {

/// Answers requests as a recording says that they were answered. Of equal requests with the same
/// purpose the first is answered first; the last answer stays. A request for the first time with
/// another purpose, as by rules newer than the recording, gets the answer of an equal one.
/// What the recording does not hold is an Error (Fault::Usage): nobody is to blame for it.
/// Thread-safe; the recording must outlive it.
class RecordedAnswers {
 public:
  explicit RecordedAnswers(const Recording& recording);

  Transport transport();
  /// Answers that were never asked for: the recording's run asked for more.
  std::size_t unused() const;

 private:
  struct Queue {
    std::vector<std::size_t> exchanges{};
    std::size_t next = 0;
  };
  using Queues = std::map<std::string, Queue>;

  Result<Response> answer(const Request& request);
  const RecordedExchange* find(const Request& request);
  const RecordedExchange* next_of(Queues& queues, const std::string& key);

  const Recording& recording_;
  mutable std::mutex mutex_{};
  Queues exact_{};        // by all that a request is
  Queues any_session_{};  // whichever of the run's sessions it was sent in
  Queues any_purpose_{};  // whatever it was sent for
  std::vector<bool> used_{};
};

/// What a recording says of one exchange: its answer, with the body. Errors: none came, or it was
/// not recorded (Fault::Usage).
Result<Response> recorded_answer(const Recording& recording, const RecordedExchange& exchange);

}  // namespace emconform
