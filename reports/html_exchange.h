#pragma once

#include <cstddef>
#include <set>

#include "model/results.h"
#include "reports/html_writer.h"

namespace emconform {

/// Requests and their answers, each shown once, where it is first needed; elsewhere a link leads
/// there.
class Exchanges {
 public:
  /// `write_evidence`: false leaves out headers and bodies, where the file would be too large.
  Exchanges(const RunResult& run, bool write_evidence) : run_(run), evidence_(write_evidence) {}

  /// At most `most` of those that the result rests on.
  void write(const CaseResult& result, std::size_t most, Html& html);

 private:
  void write(std::size_t index, Html& html);

  const RunResult& run_;
  bool evidence_;
  std::set<std::size_t> shown_{};
};

}  // namespace emconform
