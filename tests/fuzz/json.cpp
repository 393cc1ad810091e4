#include "fuzz/fuzz.h"
#include "fuzz/judge_body.h"

// A JSON body -> Representation -> what every check says of it.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = emconform::fuzz::text(data, size);
  const std::size_t first = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first != std::string_view::npos && (body[first] == '{' || body[first] == '['))
    emconform::fuzz::judge_body(body);
  return 0;
}
