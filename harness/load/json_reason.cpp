#include "load/json_reason.h"

#include "load/text_position.h"

namespace emconform {

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing
// object key - unexpected end of input; last read: '..'; expected string literal"
std::string json_reason(std::string_view message) {
  constexpr std::string_view quoted = "; last read: '", expected = "; expected ";
  std::string_view reason = message;
  for (const std::string_view lead : {std::string_view("] "), std::string_view(" - ")})
    if (const auto at = reason.find(lead); at != std::string_view::npos)
      reason.remove_prefix(at + lead.size());
  const auto quote = reason.find(quoted);
  if (quote == std::string_view::npos) return printable(reason);
  const auto tail = reason.rfind(expected);
  const bool has_tail = tail != std::string_view::npos && tail > quote;
  return printable(reason.substr(0, quote)) + (has_tail ? printable(reason.substr(tail)) : "");
}

}  // namespace emconform
