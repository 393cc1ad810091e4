#include "transport/text_trie.h"

#include <algorithm>

namespace emconform {
namespace {

std::uint64_t edge(std::uint32_t node, char c) {
  return std::uint64_t{node} << 8U | static_cast<unsigned char>(c);
}

bool is_same(const TextTrie::Entry& entry, std::string_view text) {
  return entry.any_case || entry.text == text;
}

}  // namespace

TextTrie::TextTrie() : ends_(1), some_entry_(1) {}  // the root is node 0

TextTrie::Node TextTrie::child(Node node, char c) const {
  const auto found = children_.find(edge(node, c));
  return found == children_.end() ? 0 : found->second;
}

bool TextTrie::add(Entry entry) {
  if (entry.text.size() < 2) return false;
  pairs_.set(pair(entry.text[0], entry.text[1]));
  Node node = 0;
  for (const char byte : entry.text) {
    const char c = lower(byte);
    Node next = child(node, c);
    if (next == 0) {
      next = static_cast<Node>(ends_.size());
      ends_.emplace_back();
      some_entry_.push_back(entries_.size());
      children_.emplace(edge(node, c), next);
    }
    node = next;
  }
  const auto& here = ends_[node];
  if (std::any_of(here.begin(), here.end(),
                  [&](std::size_t i) { return is_same(entries_[i], entry.text); }))
    return false;
  ends_[node].push_back(entries_.size());
  entries_.push_back(std::move(entry));
  return true;
}

std::optional<TextTrie::Match> TextTrie::longest_at(std::string_view text, std::size_t at) const {
  std::optional<Match> longest;
  if (none_at(text, at)) return longest;
  Node node = 0;
  for (std::size_t end = at; end < text.size();) {
    node = child(node, lower(text[end++]));
    if (node == 0) break;
    for (const std::size_t i : ends_[node])
      if (is_same(entries_[i], text.substr(at, end - at))) longest = {&entries_[i], end - at};
  }
  return longest;
}

TextTrie::Match TextTrie::beginning_at(std::string_view text, std::size_t at) const {
  Match match;
  if (none_at(text, at)) return match;
  Node node = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    node = child(node, lower(text[i]));
    if (node == 0) break;
    match = {&entries_[some_entry_[node]], i + 1 - at};
  }
  return match;
}

}  // namespace emconform
