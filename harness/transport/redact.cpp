#include "transport/redact.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <tuple>

#include "transport/disguise.h"
#include "transport/escapes.h"
#include "transport/spans.h"
#include "transport/spellings.h"
#include "transport/text_trie.h"

namespace emconform {
namespace {

constexpr std::size_t shortest_beginning = 6;  // of a secret, where a text was cut off
constexpr std::size_t telling_beginning = 12;  // of a secret, wherever it stands
constexpr std::size_t most_of_a_secret = 8;    // of which only the last character is missing

bool is_base64(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' ||
         c == '/' || c == '-' || c == '_';
}

/// What stands in a part of a text.
struct StandIn {
  std::size_t begin = 0, end = 0;
  std::string text{};
  std::string word{};  // should the part turn out to be more than the secret
  bool is_word = false;
};

/// The stand-in, letter for letter in the place of what was found: what stands between the letters
/// stays.
std::string woven(std::string_view text, const Unescaped& plain, const Span& span,
                  std::string_view stand_in) {
  std::string all;
  for (std::size_t i = span.begin; i < span.end; ++i) {
    const std::size_t begin = plain.origin[i];
    const std::string_view piece = text.substr(begin, plain.origin[i + 1] - begin);
    const bool is_itself = piece.starts_with(plain.text[i]);
    const std::size_t rest = is_itself ? 1 : std::min(piece.find('<'), piece.size());
    all += stand_in[i - span.begin];
    all += piece.substr(std::min(rest, piece.size()));
  }
  return all;
}

/// Where several overlap, the longest one holds, or a word for all of them.
std::vector<StandIn> apart(std::vector<StandIn> all) {
  std::stable_sort(all.begin(), all.end(), [](const StandIn& a, const StandIn& b) {
    return std::tuple(a.begin, b.end, a.is_word) < std::tuple(b.begin, a.end, b.is_word);
  });
  std::vector<StandIn> kept;
  for (StandIn& one : all) {
    if (kept.empty() || one.begin >= kept.back().end) {
      kept.push_back(std::move(one));
      continue;
    }
    StandIn& last = kept.back();
    if (one.end <= last.end) continue;
    last.end = one.end;
    last.text = last.word;
    last.is_word = true;
  }
  return kept;
}

}  // namespace

struct Redactor::State {
  struct Secret {
    std::string name{};
    bool open_before = false, open_behind = false;
  };
  mutable std::shared_mutex mutex{};
  TextTrie trie{};                // its values: indices into what follows
  std::vector<Secret> secrets{};  // by spelling
  std::set<std::string> known{};
  std::vector<NamedSecret> named{};
  mutable std::shared_ptr<const Disguise> made_up{};  // of these; null: not made yet

  /// Whether the beginning of a secret gives it away though the rest is missing. It need not be cut
  /// off at the end of a text: values for queries are made of those of the target, and shorter.
  static bool is_telling(const TextTrie::Match& beginning, std::string_view rest) {
    if (beginning.length < shortest_beginning) return false;
    return beginning.length >= telling_beginning || is_cut(rest) ||
           (beginning.length >= most_of_a_secret &&
            beginning.length + 1 == beginning.entry->text.size());
  }

  /// The secret at `at`, whole or up to where the text was cut off.
  std::optional<Span> span_at(std::string_view text, std::size_t at) const {
    const TextTrie::Match beginning = trie.beginning_at(text, at);
    if (beginning.length < shortest_secret) return std::nullopt;
    const auto whole = trie.longest_at(text, at);
    if (is_telling(beginning, text.substr(at + beginning.length)) &&
        (!whole || whole->length < beginning.length))
      return Span{at, at + beginning.length, beginning.entry->value};
    if (!whole) return std::nullopt;
    Span span{at, at + whole->length, whole->entry->value};
    const Secret& secret = secrets[span.value];
    if (secret.open_before && at > 0 && is_base64(text[at - 1])) --span.begin;
    if (secret.open_behind && span.end < text.size() && is_base64(text[span.end])) ++span.end;
    while (secret.open_behind && span.end < text.size() && text[span.end] == '=') ++span.end;
    return span;
  }

  std::vector<Span> secrets_in(std::string_view text) const {
    std::vector<Span> spans;
    for (std::size_t at = 0; at < text.size(); ++at)
      if (const auto span = span_at(text, at)) spans.push_back(*span);
    return spans;
  }

  std::vector<Span> spans_in(std::string_view text) const {
    return emconform::spans_in(text, [this](std::string_view one) { return secrets_in(one); });
  }

  StandIn stand_in(std::string_view found, const Span& span, const Disguise& disguise) const {
    const std::string& name = secrets[span.value].name;
    StandIn one{span.begin, span.end, disguise.of(found, name), word_for_secret(name)};
    one.is_word = one.text == one.word;
    return one;
  }

  /// What is put where, in order and apart.
  std::vector<StandIn> stand_ins(std::string_view text, const Disguise& disguise) const {
    std::vector<StandIn> all;
    for (const Span& span : secrets_in(text))
      all.push_back(stand_in(text.substr(span.begin, span.end - span.begin), span, disguise));
    for (const Unescaped& plain : unescaped(text))
      for (const Span& span : secrets_in(plain.text)) {
        const std::string found = plain.text.substr(span.begin, span.end - span.begin);
        StandIn one = stand_in(found, span, disguise);
        if (!one.is_word && one.text.size() == found.size())
          one.text = woven(text, plain, span, one.text);
        one.begin = plain.origin[span.begin];
        one.end = plain.origin[span.end];
        all.push_back(std::move(one));
      }
    return apart(std::move(all));
  }

  std::shared_ptr<const Disguise> current_disguise() const {
    const std::unique_lock lock(mutex);
    if (made_up == nullptr) made_up = std::make_shared<const Disguise>(named);
    return made_up;
  }
};

Redactor::Redactor() : state_(std::make_unique<State>()) {}
Redactor::~Redactor() = default;

void Redactor::add_secret(std::string_view secret, std::string_view name) {
  if (secret.size() < shortest_secret) return;
  const std::unique_lock lock(state_->mutex);
  if (!state_->known.emplace(secret).second) return;
  state_->named.push_back({std::string(secret), std::string(name)});
  state_->made_up = nullptr;
  for (Spelling& spelling : spellings(secret)) {
    const bool is_new = state_->trie.add({.text = std::move(spelling.text),
                                          .any_case = spelling.any_case,
                                          .value = state_->secrets.size()});
    if (is_new)
      state_->secrets.push_back({std::string(name), spelling.open_before, spelling.open_behind});
  }
}

std::string Redactor::redact(std::string_view text) const {
  const std::shared_lock lock(state_->mutex);
  return with_replacements(text, state_->spans_in(text), [this](std::size_t value) {
    return fmt::format("<{}>", state_->secrets[value].name);
  });
}

std::string Redactor::disguise(std::string_view text, std::size_t& replaced) const {
  const auto disguise = state_->current_disguise();
  const std::shared_lock lock(state_->mutex);
  std::string changed;
  std::size_t kept = 0;
  for (const StandIn& one : state_->stand_ins(text, *disguise)) {
    if (one.is_word) ++replaced;
    changed.append(text, kept, one.begin - kept).append(one.text);
    kept = one.end;
  }
  return changed.append(text, kept);
}

Error redacted(Error error, const Redactor& redactor) {
  for (std::string* text : {&error.where, &error.what, &error.remedy})
    *text = redactor.redact(*text);
  return error;
}

}  // namespace emconform
