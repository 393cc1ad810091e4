#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "model/results.h"

namespace emconform {

/// What a person sees while a run goes on: a line with count, rate and time left on a terminal, and
/// above it, if asked for, each failure as it comes. To standard error.
class Progress {
 public:
  struct Style {
    bool line = false;      // standard error is a terminal
    bool failures = false;  // as they come
    std::size_t width = 80;
  };
  explicit Progress(Style style) : style_(style) {}
  ~Progress();  // the line goes

  void count(std::size_t done, std::size_t planned);
  void tell_of(const CaseResult& result);

 private:
  void erase();

  Style style_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_{};  // when last
  bool is_shown_ = false;
};

/// As standard error is.
Progress::Style progress_style(bool verbose);

/// "1200 of 6847 results, 610/s, 9 s left", no wider than that many columns.
std::string progress_line(std::size_t done, std::size_t planned,
                          std::chrono::steady_clock::duration took, std::size_t width);

}  // namespace emconform
