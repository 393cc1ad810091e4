#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// Places in a text, and texts from elsewhere made fit for a message.
namespace emconform {

/// Both from 1; columns count bytes.
struct LineColumn {
  std::size_t line = 1, column = 1;
};

/// The place of the byte at `offset` (the end of the text, if that is past it).
LineColumn line_column(std::string_view text, std::size_t offset);

/// "line 3, column 14".
std::string to_string(LineColumn place);

/// A text that may come from a server, as one line of printable ASCII, cut to 300 bytes.
std::string printable(std::string_view text);

/// "a/b" as it stands in a JSON pointer (RFC 6901): "a~1b".
std::string pointer_token(std::string_view key);

}  // namespace emconform
