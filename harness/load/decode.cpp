#include "load/decode.h"

#include <algorithm>
#include <utility>

#include "load/body_formats.h"

namespace emconform {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

bool looks_like_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

}  // namespace

tl::unexpected<Error> malformed(std::string where, std::string what) {
  return fail(
      {.where = std::move(where), .what = std::move(what), .remedy = {}, .fault = Fault::Target});
}

Result<Representation> decode(std::string_view body, const DecodeLimits& limits) {
  const bool marked = body.substr(0, utf8_mark.size()) == utf8_mark;
  const std::string_view text = marked ? body.substr(utf8_mark.size()) : body;
  if (text.empty()) return malformed("line 1, column 1", "the body is empty");
  DecodeLimits fitting = limits;
  fitting.nodes = std::max(limits.nodes, body.size() / limits.bytes_per_node);
  auto decoded = looks_like_json(text) ? decode_json(text, fitting) : decode_xml(body, fitting);
  if (decoded) decoded->byte_order_mark = marked;
  return decoded;
}

}  // namespace emconform
