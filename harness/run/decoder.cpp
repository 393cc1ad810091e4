#include "run/decoder.h"

#include "load/decode.h"
#include "load/sha256.h"

namespace emconform {
namespace {

constexpr std::size_t large_body = 4U << 20;  // bytes

}  // namespace

SharedRepresentation Decoder::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(key);
  return known == known_.end() ? SharedRepresentation{} : known->second;
}

Result<SharedRepresentation> Decoder::decode(const std::string& body) {
  const std::string key = sha256(body);
  if (auto known = find(key)) return known;
  std::unique_lock one_at_a_time(large_, std::defer_lock);
  if (body.size() > large_body) {
    one_at_a_time.lock();
    if (auto known = find(key)) return known;  // another has decoded it in the meantime
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
