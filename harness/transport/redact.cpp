#include "transport/redact.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <mutex>
#include <shared_mutex>

#include "model/href.h"
#include "transport/encodings.h"

namespace emconform {
namespace {

constexpr std::size_t shortest_spelling = 4;

struct Spelling {
  std::string text{}, replacement{};
};

std::string in_letters(std::string_view text, bool upper) {
  std::string changed(text);
  for (char& c : changed) {
    if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
    if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  }
  return changed;
}

/// Puts the n-th replacement for the n-th of `characters`.
std::string escaped(std::string_view text, std::string_view characters,
                    const std::vector<std::string_view>& replacements) {
  std::string changed;
  for (const char c : text) {
    const std::size_t at = characters.find(c);
    if (at == std::string_view::npos)
      changed += c;
    else
      changed += replacements[at];
  }
  return changed;
}

/// "%2B" or "%2b": both are in use.
std::string percent_encoded(std::string_view value, bool upper) {
  std::string text = percent_encode(value);
  for (std::size_t i = 0; i + 2 < text.size(); ++i)
    if (text[i] == '%') text.replace(i + 1, 2, in_letters(text.substr(i + 1, 2), upper));
  return text;
}

/// The session's id and its token are the same secret: the token is base64 of the id's text or of
/// the id's 16 bytes, so whoever sees one has the other.
std::vector<std::string> equivalents(std::string_view secret) {
  std::vector<std::string> values{std::string(secret)};
  std::string guid;
  if (is_guid(secret)) guid = secret;
  if (const auto bytes = from_base64(secret)) {
    if (is_guid(*bytes)) guid = *bytes;
    if (bytes->size() == 16) guid = guid_text(*bytes);
  }
  if (!guid.empty()) {
    for (const bool upper : {false, true}) values.push_back(in_letters(guid, upper));
    values.push_back(base64(guid_bytes(guid)));
  }
  for (std::size_t i = 0, count = values.size(); i < count; ++i)
    values.push_back(base64(values[i]));
  return values;
}

std::vector<std::string> spellings(std::string_view secret) {
  std::vector<std::string> all;
  for (const std::string& value : equivalents(secret)) {
    std::string unpadded = value;
    while (unpadded.ends_with('=')) unpadded.pop_back();
    all.insert(all.end(),
               {value, unpadded, percent_encoded(value, true), percent_encoded(value, false)});
    all.push_back(escaped(value, "\"\\", {"\\\"", "\\\\"}));          // JSON
    all.push_back(escaped(value, "\"\\/", {"\\\"", "\\\\", "\\/"}));  // JSON, as some write it
    all.push_back(escaped(value, "&<>", {"&amp;", "&lt;", "&gt;"}));  // XML, in a text
    all.push_back(escaped(value, "&<>\"'", {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}));
    all.push_back(escaped(value, "&<>\"'", {"&amp;", "&lt;", "&gt;", "&#34;", "&#39;"}));
  }
  return all;
}

}  // namespace

struct Redactor::State {
  mutable std::shared_mutex mutex{};
  std::vector<Spelling> spellings{};  // the longest first
  std::bitset<256> first_bytes{};     // of all spellings
};

Redactor::Redactor() : state_(std::make_unique<State>()) {}
Redactor::~Redactor() = default;

void Redactor::add_secret(std::string_view secret, std::string_view name) {
  if (secret.size() < shortest_spelling) return;
  const std::unique_lock lock(state_->mutex);
  auto& known = state_->spellings;
  for (std::string& text : spellings(secret)) {
    if (text.size() < shortest_spelling) continue;
    if (std::any_of(known.begin(), known.end(), [&](const auto& k) { return k.text == text; }))
      continue;
    state_->first_bytes.set(static_cast<unsigned char>(text.front()));
    known.push_back({std::move(text), fmt::format("<{}>", name)});
  }
  std::stable_sort(known.begin(), known.end(),
                   [](const auto& a, const auto& b) { return a.text.size() > b.text.size(); });
}

// One pass, so that nothing is replaced inside of a replacement.
std::string Redactor::redact(std::string_view text) const {
  const std::shared_lock lock(state_->mutex);
  std::string clean;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Spelling* found = nullptr;
    if (state_->first_bytes.test(static_cast<unsigned char>(text[i])))
      for (const Spelling& spelling : state_->spellings)
        if (text.substr(i).starts_with(spelling.text)) {
          found = &spelling;
          break;
        }
    if (found == nullptr) {
      ++i;
      continue;
    }
    clean.append(text, kept, i - kept).append(found->replacement);
    i += found->text.size();
    kept = i;
  }
  return clean.append(text, kept);
}

}  // namespace emconform
