#include "run/decoder.h"

#include "load/decode.h"
#include "load/sha256.h"

namespace emconform {

Result<SharedRepresentation> Decoder::decode(const std::string& body) {
  const std::string key = sha256(body);
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
  }
  auto decoded = emconform::decode(body);
  if (!decoded) return fail(std::move(decoded.error()));
  const SharedRepresentation shared(std::move(*decoded));
  const std::lock_guard lock(mutex_);
  if (bytes_ + body.size() > limit_) {
    known_.clear();
    bytes_ = 0;
  }
  if (known_.emplace(key, shared).second) bytes_ += body.size();
  return shared;
}

}  // namespace emconform
