#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace emconform {

/// What a text says to somebody who undoes one way of escaping characters, or several of them one
/// after the other, and where each byte of it comes from.
struct Unescaped {
  std::string text{};
  std::vector<std::size_t> origin{};  // of each byte, and of the end: offsets in what was read
};

/// Everything that the text says to readers of percent-encoding, of JSON strings, of XML (its
/// escapes, and what comments and CDATA take apart) and of a shell's single quotes, and to readers
/// of two of these in turn; without the text itself. An escape that is cut off at the end of the
/// text or before "..." says nothing.
std::vector<Unescaped> unescaped(std::string_view text);

}  // namespace emconform
