#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Texts of a target in places that give some characters a meaning of their own.
namespace emconform {

/// Valid UTF-8 without the characters that XML 1.0 forbids: each becomes U+FFFD.
std::string legal_in_xml(std::string_view text);

/// One line that no terminal takes for a command: what is not printable, breaks the line or turns
/// the direction of writing is shown as \x1b, \n or \u202e.
std::string visible(std::string_view text);

/// The text with a blank for each line end; all else stays as it is.
std::string in_one_line(std::string text);

/// At most `bytes` of valid UTF-8, never ending inside a character; "..." says that there was more.
std::string shortened(std::string_view text, std::size_t bytes);

/// Columns that a visible text takes, one per character.
std::size_t width_of(std::string_view text);

/// Lines of whole words; a word that is wider than `width` overflows. At least one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace emconform
