#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace emconform {

/// A set of texts that grows, and finds the longest of them that stands at a place. A search looks
/// at as many characters as it has in common with any text, however many texts there are.
class TextTrie {
 public:
  struct Entry {
    std::string text{};
    bool any_case = false;  // stands for itself in any case of its ASCII letters
    std::size_t value = 0;  // the caller's
  };
  struct Match {
    const Entry* entry = nullptr;
    std::size_t length = 0;
  };

  TextTrie();
  /// False if the text was there before, or has less than two characters.
  bool add(Entry entry);
  std::size_t size() const { return entries_.size(); }

  /// The longest text that `text` has at `at`.
  std::optional<Match> longest_at(std::string_view text, std::size_t at) const;
  /// Whether the texts differ from all that stands at `at` in the first two characters already.
  bool none_at(std::string_view text, std::size_t at) const {
    return at + 1 >= text.size() || !pairs_.test(pair(text[at], text[at + 1]));
  }
  /// How many characters from `at` on are the beginning of some text, and one that begins so.
  Match beginning_at(std::string_view text, std::size_t at) const;

 private:
  using Node = std::uint32_t;
  static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }
  static std::size_t pair(char a, char b) {
    return std::size_t{static_cast<unsigned char>(lower(a))} << 8U |
           static_cast<unsigned char>(lower(b));
  }
  Node child(Node node, char c) const;  // 0: none

  // All keys are in lower case: texts that differ in case share a node.
  std::bitset<std::size_t{1} << 16U> pairs_{};  // of first characters
  std::unordered_map<std::uint64_t, Node> children_{};
  std::vector<std::vector<std::size_t>> ends_{};  // by node: entries that end there
  std::vector<std::size_t> some_entry_{};         // by node: one that goes through it
  std::vector<Entry> entries_{};
};

}  // namespace emconform
