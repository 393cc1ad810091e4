#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/html_writer.h"

namespace emconform {

/// A piece of a text: words that the other text has too, or has not.
struct Piece {
  std::string text{};
  bool differs = false;
  bool operator==(const Piece&) const = default;
};

/// Two texts, word by word. Where they have too little in common for that to help a reader, each is
/// one piece that does not differ: the texts as a whole do.
struct TextDifference {
  std::vector<Piece> expected{}, actual{};
};
TextDifference difference_of(std::string_view expected, std::string_view actual);

/// The two below each other, what differs marked.
void write_difference(std::string_view expected, std::string_view actual, Html& html);

}  // namespace emconform
