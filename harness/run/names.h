#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "load/files.h"
#include "run/reader.h"
#include "transport/spans.h"
#include "transport/text_trie.h"

// --anonymize: who reads a report learns nothing of who and what is at the target.
namespace emconform {

/// What bears a name. A name that several kinds bear is of the first of them.
enum class Named { Host, User, Server, Job, Machine, Repository, Object, Text };

/// Names of things, and what stands for them: "job-1", "server-2". They are learned from what the
/// target answers and counted where they are first replaced, so that runs over the same data say
/// the same however many workers read them. Learning may go on in several threads at once.
class Names {
 public:
  /// The words of contracts and cases are no names, whoever bears them.
  explicit Names(const Knowledge& knowledge);

  /// Names of under three characters and numbers stay: they tell of nobody.
  void add(Named kind, std::string_view name);
  /// The host of a URL.
  void add_authority(std::string_view url);
  void learn(const std::vector<ReadingPtr>& readings);
  void learn(const Representation& body);

  /// The text with every name replaced, whole words only, escaped or not, and the beginning of one
  /// where a text was cut off.
  std::string without_names(std::string_view text);

 private:
  struct Name {
    Named kind = Named::Object;
    std::size_t number = 0;  // 0: not yet replaced anywhere
  };
  void learn(const Resource& resource);
  void learn_free_text(std::string_view text);
  /// The longest whole name at `at`.
  std::optional<TextTrie::Match> name_at(std::string_view text, std::size_t at) const;
  std::vector<Span> names_in(std::string_view text) const;
  std::string replacement(std::size_t name);

  std::mutex mutex_{};
  std::set<std::string> words_{};  // in lower case
  std::set<std::weak_ptr<const Reading>, std::owner_less<>> learned_{};
  TextTrie trie_{};
  std::vector<Name> names_{};
  std::map<std::string, std::size_t> index_{};  // by name in lower case
  std::map<Named, std::size_t> numbers_{};
};

}  // namespace emconform
