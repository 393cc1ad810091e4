#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "model/recording.h"
#include "run/names.h"
#include "transport/redact.h"

namespace emconform {

/// Keeps what goes over the wire, in the order of sending: requests that no result names as well.
/// Equal bodies are kept once. Thread-safe.
class TrafficRecorder {
 public:
  /// Of bodies, `most_bytes` are kept, and none longer than `longest`, since looking for secrets
  /// takes ten times its memory. Of the others the recording says that they were there.
  explicit TrafficRecorder(Transport wire, std::size_t most_bytes = 256U << 20U,
                           std::size_t longest = 16U << 20U)
      : wire_(std::move(wire)), most_bytes_(most_bytes), longest_(longest) {}

  Transport transport();

  /// What was kept, without secrets and, with `names`, without names: to be called when all of both
  /// are known, when nothing is sent any more. Bodies in which they could hide are left out.
  std::shared_ptr<const Recording> finish(RecordedRun run, const Redactor& redactor, Names* names);

 private:
  Result<Response> record(const Request& request);
  void keep(RecordedExchange& exchange, Response response);

  Transport wire_;
  std::size_t most_bytes_, longest_;
  std::mutex mutex_{};  // guards what follows
  Recording recording_{};
  std::map<std::string, std::size_t> index_{};  // of bodies, by SHA-256
  std::size_t bytes_ = 0;
};

}  // namespace emconform
