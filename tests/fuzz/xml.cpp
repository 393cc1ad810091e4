#include "fuzz/fuzz.h"
#include "fuzz/judge_body.h"

// An XML body -> Representation -> what every check says of it.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  emconform::fuzz::judge_body(emconform::fuzz::text(data, size));
  return 0;
}
