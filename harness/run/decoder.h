#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "model/representation.h"
#include "model/result.h"

namespace emconform {

/// Decodes bodies, and remembers: lists are asked for in many ways that all answer the same bytes.
/// Thread-safe; large bodies, which take several times their size, are decoded one at a time.
class Decoder {
 public:
  /// `limit`: bytes of bodies whose representations are kept, roughly.
  explicit Decoder(std::size_t limit = 64U << 20) : limit_(limit) {}

  /// As decode() in load/decode.h.
  Result<SharedRepresentation> decode(const std::string& body);

 private:
  SharedRepresentation find(const std::string& key);

  std::size_t limit_;
  std::mutex large_{};  // held while a large body is decoded
  std::mutex mutex_{};
  std::map<std::string, SharedRepresentation> known_{};  // by SHA-256 of the body
  std::size_t bytes_ = 0;
};

}  // namespace emconform
