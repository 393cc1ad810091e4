#include "reports/html_diff.h"

#include <algorithm>

#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_words = 300;  // of each text; the time taken is their product
constexpr std::size_t most_bytes = 4000;

bool is_of_word(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
         static_cast<signed char>(c) < 0;  // no character of several bytes is cut
}

/// Words, and what stands between them one by one.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    std::size_t length = 1;
    if (is_of_word(text.front()))
      length = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_of_word) -
                                        text.begin());
    words.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return words;
}

using Words = std::vector<std::string_view>;

/// Which words of `a` and of `b` belong to the longest sequence that both hold.
struct Common {
  std::vector<bool> a{}, b{};
  std::size_t bytes = 0;  // of what is common and no blank
};

Common common_of(const Words& a, const Words& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> longest((a.size() + 1) * width);  // of a from i on, of b from k on
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t k = b.size(); k-- > 0;)
      longest[i * width + k] =
          a[i] == b[k] ? longest[(i + 1) * width + k + 1] + 1
                       : std::max(longest[(i + 1) * width + k], longest[i * width + k + 1]);
  Common common{std::vector<bool>(a.size()), std::vector<bool>(b.size())};
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) {
      common.a[i] = common.b[k] = true;
      if (a[i] != " ") common.bytes += a[i].size();
      ++i, ++k;
    } else if (longest[(i + 1) * width + k] >= longest[i * width + k + 1]) {
      ++i;
    } else {
      ++k;
    }
  }
  return common;
}

/// Neighbours of one kind as one piece. A blank between two words that differ differs too: single
/// blanks in common make a reader's eye jump.
std::vector<Piece> pieces_of(const Words& words, const std::vector<bool>& common) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_between =
        words[i] == " " && i > 0 && i + 1 < words.size() && !common[i - 1] && !common[i + 1];
    const bool differs = !common[i] || is_between;
    if (pieces.empty() || pieces.back().differs != differs) pieces.push_back({{}, differs});
    pieces.back().text += words[i];
  }
  return pieces;
}

void write_side(Markup name, std::string_view label, const std::vector<Piece>& pieces, Html& html) {
  const auto side = html.element("div", {{"class", label}});
  html.leaf("span", {{"class", "side"}}, label);
  html.text(" ");
  const auto value = html.element("code");
  for (const Piece& piece : pieces) {
    if (piece.differs)
      html.leaf(name, piece.text);
    else
      html.text(piece.text);
  }
}

}  // namespace

TextDifference difference_of(std::string_view expected, std::string_view actual) {
  TextDifference whole{{{std::string(expected), false}}, {{std::string(actual), false}}};
  if (expected.size() > most_bytes || actual.size() > most_bytes) return whole;
  const Words a = words_of(expected), b = words_of(actual);
  if (a.size() > most_words || b.size() > most_words) return whole;
  const Common common = common_of(a, b);
  if (3 * common.bytes < std::min(expected.size(), actual.size())) return whole;
  return {pieces_of(a, common.a), pieces_of(b, common.b)};
}

void write_difference(std::string_view expected, std::string_view actual, Html& html) {
  const TextDifference difference = difference_of(expected, actual);
  const auto both = html.element("div", {{"class", "difference"}});
  write_side("del", "expected", difference.expected, html);
  write_side("ins", "actual", difference.actual, html);
}

}  // namespace emconform
