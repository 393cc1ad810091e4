#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/exchange.h"
#include "model/suite.h"

// What went over the wire, to be judged again without the target.
namespace emconform {

/// A request and what came of it, without secrets. Without response and error: the recording does
/// not say what came.
struct RecordedExchange {
  Request request{};
  std::string base{};  // scheme and authority of its URL: "https://em01:9398"
  std::chrono::system_clock::time_point sent{};
  std::optional<Response> response{};  // without its body
  std::optional<Error> error{};        // why there is none
  std::optional<std::size_t> body{};   // of the response: index into Recording::bodies
  std::size_t body_bytes = 0;          // as received; the recorded body may be of another length
  std::string why_no_body{};           // there was one, and it was not kept
};

/// What must be known to ask again as the recorded run did.
struct RecordedRun {
  std::string version{}, suite_hash{}, plan_hash{};
  std::string target{}, base{}, tls{}, command{}, aborted{};
  Instant started{};
  bool insecure = false, anonymized = false, strict_gate = false, complete = false;
  std::vector<std::string> filters{}, without{};
  Level level = Level::May;
  int shard = 1, shards = 1;
  bool whole_matrix = false, probe_methods = false;
  int sample = 0;
  std::uint64_t seed = 0;
  std::chrono::seconds clock_tolerance{};
  std::optional<bool> camel_case{};  // that was demanded
  /// Places of bodies where a secret became a word: what they say is not what the target said.
  std::size_t withheld = 0;
};

struct Recording {
  std::optional<RecordedRun> run{};           // nullopt: by a browser or a proxy
  std::string creator{};                      // "WebInspector 537.36"; of those
  std::vector<RecordedExchange> exchanges{};  // in the order in which they were sent
  std::vector<std::string> bodies{};          // each once
};

}  // namespace emconform
