#include "transport/redact.h"

#include <fmt/format.h>

#include <mutex>
#include <set>
#include <shared_mutex>

#include "transport/disguise.h"
#include "transport/spans.h"
#include "transport/spellings.h"
#include "transport/text_trie.h"

namespace emconform {
namespace {

constexpr std::size_t shortest_spelling = 4;
constexpr std::size_t shortest_beginning = 6;  // of a secret, where a text was cut off
constexpr std::size_t telling_beginning = 12;  // of a secret, wherever it stands
constexpr std::size_t most_of_a_secret = 8;    // of which only the last character is missing

bool is_base64(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' ||
         c == '/' || c == '-' || c == '_';
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
  mutable std::shared_ptr<const Disguise> disguise{};  // of these; null: not made yet

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
    if (beginning.length < shortest_spelling) return std::nullopt;
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

  std::shared_ptr<const Disguise> current_disguise() const {
    const std::unique_lock lock(mutex);
    if (disguise == nullptr) disguise = std::make_shared<const Disguise>(named);
    return disguise;
  }
};

Redactor::Redactor() : state_(std::make_unique<State>()) {}
Redactor::~Redactor() = default;

void Redactor::add_secret(std::string_view secret, std::string_view name) {
  if (secret.size() < shortest_spelling) return;
  const std::unique_lock lock(state_->mutex);
  if (!state_->known.emplace(secret).second) return;
  state_->named.push_back({std::string(secret), std::string(name)});
  state_->disguise = nullptr;
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
  for (const Span& span : state_->spans_in(text)) {
    const std::string& name = state_->secrets[span.value].name;
    const std::string stand_in = disguise->of(text.substr(span.begin, span.end - span.begin), name);
    if (stand_in == word_for_secret(name)) ++replaced;
    changed.append(text, kept, span.begin - kept).append(stand_in);
    kept = span.end;
  }
  return changed.append(text, kept);
}

Error redacted(Error error, const Redactor& redactor) {
  for (std::string* text : {&error.where, &error.what, &error.remedy})
    *text = redactor.redact(*text);
  return error;
}

}  // namespace emconform
