#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/recording.h"

// The parts of a HAR file that run files have as well. Internal to reports.
namespace emconform::har {

/// What a recording is read from, and where that stands: for messages.
struct At {
  const nlohmann::json& json;
  std::string pointer{};
};

/// Why a HAR is refused; what() begins with a JSON pointer.
struct Bad : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Bodies, each kept once.
class Bodies {
 public:
  explicit Bodies(std::vector<std::string>& bodies) : bodies_(bodies) {}
  std::size_t add(std::string body);

 private:
  std::vector<std::string>& bodies_;
  std::multimap<std::size_t, std::size_t> by_hash_{};
};

/// With `body`, the entry has it as text; it may be null though the answer has one.
nlohmann::ordered_json to_json(const RecordedExchange& exchange, const std::string* body);
nlohmann::ordered_json to_json(const RecordedRun& run);

/// Throw Bad.
RecordedExchange read_entry(const At& entry, Bodies& bodies);
RecordedRun read_recorded_run(const At& run);

bool is_utf8(std::string_view text);

}  // namespace emconform::har
