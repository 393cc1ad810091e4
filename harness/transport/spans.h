#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace emconform {

/// A part of a text that something else is to be put in the place of.
struct Span {
  std::size_t begin = 0, end = 0;
  std::size_t value = 0;  // the finder's
};

/// What is found in the text, and in what it says when its escapes are undone (escapes.h): as parts
/// of the text itself, in order. Those that overlap are one, with the first one's value.
std::vector<Span> spans_in(std::string_view text,
                           const std::function<std::vector<Span>(std::string_view)>& find);

/// The text with `replacement(value)` for each part. All is found before, so that nothing is
/// replaced inside of a replacement.
std::string with_replacements(std::string_view text, const std::vector<Span>& spans,
                              const std::function<std::string(std::size_t)>& replacement);

/// Whether somebody may have cut a text off before this rest of it: at its end, before "...",
/// before a closing quote.
bool is_cut(std::string_view rest);

}  // namespace emconform
