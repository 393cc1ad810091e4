#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "reports/har_entry.h"

// The lines of a run file that hold what went over the wire. Internal to reports.
namespace emconform {

void write_traffic(const Recording& recording, std::ostream& out);

/// Takes such lines one by one.
class TrafficReader {
 public:
  TrafficReader() = default;
  TrafficReader(const TrafficReader&) = delete;
  TrafficReader& operator=(const TrafficReader&) = delete;
  /// Throws har::Bad.
  void take(const nlohmann::json& line);
  /// nullptr if there was none.
  std::shared_ptr<const Recording> finish();

 private:
  void take_traffic(const nlohmann::json& line);

  std::shared_ptr<Recording> recording_{};
  std::vector<std::string> kept_{};  // becomes the recording's bodies
  har::Bodies bodies_{kept_};
};

}  // namespace emconform
