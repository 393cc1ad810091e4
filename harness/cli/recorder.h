#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "model/result.h"
#include "model/results.h"

namespace emconform {

/// Writes the run file while the run goes on, under a temporary name in the same folder
/// ("run.ndjson.part"), so that nothing judged is lost however the run ends. It takes the file's
/// name when the run has ended; until then an earlier run's file is as it was. What a killed run
/// leaves under the temporary name is a run file without an end: `emconform report` reads it.
class Recorder {
 public:
  Recorder() = default;
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  ~Recorder();  // a run that never started leaves nothing behind

  /// Finds out whether the file can be written. Errors: Fault::Harness, naming the file.
  Result<void> open(const std::filesystem::path& file);
  /// These throw std::runtime_error when nothing more can be written: a run whose results are lost
  /// must not go on.
  void start(const RunResult& run);
  void add(const ExchangeRecord& record, std::size_t index);
  void add(const CaseResult& result);
  /// Errors as of open(); what was written stays under the temporary name.
  Result<void> finish(const RunResult& run);

 private:
  void flush();
  void demand_written();

  std::filesystem::path file_{}, part_{};
  std::ofstream stream_{};
  std::string why_unwritten_{};  // since when nothing more is written
  bool is_ours_ = false;         // the temporary file was not there before
  bool started_ = false;
};

}  // namespace emconform
