#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace emconform::mock {

/// Random values that are the same everywhere for a seed: the engine is fixed by the standard, and
/// the mappings are our own, since those of std distributions are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// 0 .. bound - 1; bound > 0. The bias of the remainder does not matter here.
  std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }

  /// From first to last, both included.
  std::int64_t between(std::int64_t first, std::int64_t last) {
    return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
  }

  bool chance(unsigned percent) { return below(100) < percent; }

  /// `count` hexadecimal digits, lower case.
  std::string hex(std::size_t count);

  /// In lower case, 8-4-4-4-12.
  std::string guid();

 private:
  std::mt19937_64 engine_;
};

}  // namespace emconform::mock
