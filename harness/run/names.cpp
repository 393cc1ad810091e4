#include "run/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "model/href.h"

namespace emconform {
namespace {

constexpr std::size_t shortest_name = 3;
constexpr std::size_t shortest_beginning = 4;  // of a name, where a text was cut off

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  return lower;
}

bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Of a word, in the sense of whole words.
bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || static_cast<signed char>(c) < 0;
}

bool is_between_words(std::string_view text, std::size_t at) {
  return at == 0 || at == text.size() || !is_word(text[at - 1]) || !is_word(text[at]);
}

std::string_view name_of(Named kind) {
  constexpr std::array<std::string_view, 8> names = {"host",    "user",       "server", "job",
                                                     "machine", "repository", "object", "text"};
  return names[static_cast<std::size_t>(kind)];
}

void add_words(const std::vector<FieldRule>& fields, std::set<std::string>& words) {
  for (const FieldRule& field : fields) {
    words.insert(in_lower_case(field.name));
    for (const auto* values : {&field.values, &field.tolerated})
      for (const std::string& value : *values) words.insert(in_lower_case(value));
    add_words(field.fields, words);
  }
}

void add_words(const Contract& contract, std::set<std::string>& words) {
  words.insert(in_lower_case(contract.resource));
  for (const auto* form : {&contract.reference, &contract.entity}) {
    if (!*form) continue;
    for (const std::string* word : {&(*form)->root, &(*form)->type})
      words.insert(in_lower_case(*word));
    add_words((*form)->fields, words);
    for (const LinkRule& link : (*form)->links) {
      words.insert(in_lower_case(link.rel));
      for (const std::string& type : link.types) words.insert(in_lower_case(type));
    }
  }
  for (const QueryProperty& property : contract.query_properties)
    words.insert(in_lower_case(property.name));
}

/// "Backup Job 2" of "Backup Job 2@2026-11-21 18:48:08", a session's or a restore point's name.
/// System sessions have a blank there, and names that the vendor gave.
std::optional<std::string_view> before_time(std::string_view name) {
  const std::size_t at = name.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == name.size()) return std::nullopt;
  if (name[at - 1] == ' ' || !is_digit(name[at + 1])) return std::nullopt;
  return name.substr(0, at);
}

/// What bears the Name beside a Type, a type of UID or an element of this name; nullopt: nobody
/// gave it.
std::optional<Named> kind_of(std::string_view type) {
  struct Part {
    std::string_view part;
    std::optional<Named> kind;
  };
  // The first that the type holds.
  const Part parts[] = {{"List", {}},
                        {"Report", {}},
                        {"Service", {}},
                        {"Svc", {}},
                        {"SupportedVersion", {}},
                        {"LogonSession", {}},
                        {"SystemSession", {}},
                        {"TaskSession", Named::Machine},
                        {"JobSession", Named::Job},
                        {"VmRestorePoint", Named::Machine},
                        {"RestorePoint", {}},
                        {"Session", Named::Object},
                        {"Job", Named::Job},
                        {"Server", Named::Server},
                        {"Host", Named::Server},
                        {"Repository", Named::Repository},
                        {"Computer", Named::Machine},
                        {"Vm", Named::Machine},
                        {"Account", Named::User},
                        {"Tenant", Named::User}};
  if (type.empty()) return std::nullopt;
  for (const Part& one : parts)
    if (type.find(one.part) != std::string_view::npos) return one.kind;
  return Named::Object;
}

/// What bears the name in a field that is none of a Name.
std::optional<Named> kind_of_field(std::string_view name) {
  constexpr std::pair<std::string_view, Named> parts[] = {{"UserName", Named::User},
                                                          {"Account", Named::User},
                                                          {"Owner", Named::User},
                                                          {"JobName", Named::Job},
                                                          {"ServerName", Named::Server},
                                                          {"IpOrDnsName", Named::Server},
                                                          {"HostName", Named::Server},
                                                          {"DnsName", Named::Server},
                                                          {"RepositoryName", Named::Repository},
                                                          {"VmName", Named::Machine},
                                                          {"DisplayName", Named::Machine},
                                                          {"ComputerName", Named::Machine},
                                                          {"IpAddress", Named::Machine},
                                                          {"Description", Named::Text}};
  for (const auto& [part, kind] : parts)
    if (name.find(part) != std::string_view::npos) return kind;
  return std::nullopt;
}

bool is_free_text(std::string_view field) {
  constexpr std::string_view parts[] = {"Message", "Reason", "Description", "StackTrace"};
  return std::any_of(std::begin(parts), std::end(parts), [&](std::string_view part) {
    return field.find(part) != std::string_view::npos;
  });
}

bool is_session_type(std::string_view type) {
  return type.find("Session") != std::string_view::npos ||
         type.find("RestorePoint") != std::string_view::npos;
}

}  // namespace

Names::Names(const Knowledge& knowledge) {
  for (const Contract& contract : knowledge.contracts) add_words(contract, words_);
  for (const Suite& suite : knowledge.suites) words_.insert(in_lower_case(suite.name));
  for (const char* const word : {"emconform", "run", "none", "true", "false", "null"})
    words_.insert(word);
}

void Names::add(Named kind, std::string_view name) {
  const bool is_number = std::none_of(name.begin(), name.end(), [](char c) {
    return is_letter(c) || static_cast<signed char>(c) < 0;
  });
  const std::string lower = in_lower_case(name);
  const bool is_address = std::count(name.begin(), name.end(), '.') == 3 || name.starts_with('[');
  if (name.size() < shortest_name || (is_number && !is_address) || words_.contains(lower)) return;
  const auto [entry, is_new] = index_.try_emplace(lower, names_.size());
  if (!is_new) {
    Name& known = names_[entry->second];
    known.kind = std::min(known.kind, kind);
    return;
  }
  trie_.add({.text = std::string(name), .any_case = true, .value = names_.size()});
  names_.push_back({kind});
  // Texts call a host by the first part of its name.
  if (kind == Named::Server || kind == Named::Host || kind == Named::Machine)
    if (const auto dot = name.find('.'); dot != std::string_view::npos && is_letter(name.back()))
      add(kind, name.substr(0, dot));
}

// DOMAIN\user, host.of.some.domain
void Names::learn_free_text(std::string_view text) {
  constexpr std::string_view of_names =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.\\@";
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = text.find_first_of(of_names, i);
    if (begin == std::string_view::npos) return;
    const std::size_t end = std::min(text.find_first_not_of(of_names, begin), text.size());
    std::string_view word = text.substr(begin, end - begin);
    while (word.ends_with('.')) word.remove_suffix(1);
    const std::size_t slash = word.find('\\'), dot = word.rfind('.');
    if (slash != std::string_view::npos && slash > 0 && slash + 1 < word.size())
      add(Named::User, word);
    else if (dot != std::string_view::npos && dot > 0 && dot + 2 < word.size() &&
             is_letter(word.back()))
      add(word.find('@') == std::string_view::npos ? Named::Server : Named::User, word);
    i = end;
  }
}

void Names::add_authority(std::string_view text) {
  const auto href = split_href(text);
  if (!href || href->authority.empty()) return;
  const std::string_view authority = href->authority;
  const std::size_t colon = authority.rfind(':');
  add(Named::Host, authority.substr(0, colon));
}

void Names::learn(const Resource& resource) {
  std::string_view type = text_of(resource, "Type").value_or(resource.element);
  if (const auto uid = text_of(resource, "UID"))
    if (const auto parts = split_uid(*uid)) type = parts->type;
  const auto learn_name = [this](std::string_view of_type, std::string_view name) {
    const auto kind = kind_of(of_type);
    const auto start = before_time(name);
    if (kind && (start || !is_session_type(of_type))) add(*kind, start.value_or(name));
  };
  for (const Field& field : resource.fields) {
    if (field.name == "Name")
      learn_name(type, field.text);
    else if (const auto kind = kind_of_field(field.name))
      add(*kind, field.text);
    if (is_free_text(field.name)) learn_free_text(field.text);
  }
  for (const Link& link : resource.links) {
    if (link.name) learn_name(link.type.value_or(""), *link.name);
    if (link.href) add_authority(*link.href);
  }
  for (const Resource& child : resource.children) learn(child);
}

void Names::learn(const std::vector<ReadingPtr>& readings) {
  const std::lock_guard lock(mutex_);
  for (const ReadingPtr& reading : readings)
    if (learned_.insert(reading).second && reading->exchange.representation)
      learn(reading->exchange.representation->root);
}

void Names::learn(const Representation& body) {
  const std::lock_guard lock(mutex_);
  learn(body.root);
}

std::optional<TextTrie::Match> Names::name_at(std::string_view text, std::size_t at) const {
  for (auto match = trie_.longest_at(text, at); match;
       match = trie_.longest_at(text.substr(0, at + match->length - 1), at))
    if (is_between_words(text, at + match->length)) return match;
  return std::nullopt;
}

std::vector<Span> Names::names_in(std::string_view text) const {
  std::vector<Span> spans;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (trie_.none_at(text, at) || !is_between_words(text, at)) continue;
    auto match = name_at(text, at);
    const TextTrie::Match beginning = trie_.beginning_at(text, at);
    if (beginning.length >= shortest_beginning && (!match || match->length < beginning.length) &&
        text.substr(at + beginning.length).starts_with("..."))
      match = beginning;
    if (match) spans.push_back({at, at + match->length, match->entry->value});
  }
  return spans;
}

std::string Names::replacement(std::size_t index) {
  Name& name = names_[index];
  if (name.number == 0) name.number = ++numbers_[name.kind];
  return fmt::format("{}-{}", name_of(name.kind), name.number);
}

std::string Names::without_names(std::string_view text) {
  const std::lock_guard lock(mutex_);
  const auto find = [this](std::string_view one) { return names_in(one); };
  return with_replacements(text, spans_in(text, find),
                           [this](std::size_t name) { return replacement(name); });
}

}  // namespace emconform
