#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/contract.h"
#include "model/learned.h"

// What the objects of one kind have in common, counted as they pass by.
namespace emconform {

using Counted = std::map<std::string, std::size_t, std::less<>>;

/// Counts one more of `what`. Beyond `most` different ones the smallest are kept, so that the order
/// of their coming makes no difference; false if something was left out.
bool count_one(Counted& counted, std::string_view what, std::size_t most);

std::vector<Seen> seen(const Counted& counted);

/// How the value of a field was written, in words: "time in UTC", "attribute, UID". What a text
/// looks like is told where the contract gives the field a type or does not know the field; else
/// the numbers among free texts would make a difference. `rule` may be null.
std::string type_in_words(const Field& field, const FieldRule* rule);

/// The words of type_in_words() for a value as the rule demands it, in JSON or XML.
std::string right_type(const FieldRule& rule, bool in_json);

/// Digits of the fraction of a time's seconds.
int fraction_digits(std::string_view time);

/// The resources of one type, form and format. Its size is bounded whatever the target sends.
class LearnedObjects {
 public:
  /// `rule` outlives this. It may be null: the contract says nothing.
  explicit LearnedObjects(const FormRule* rule) : rule_(rule) {}

  void learn(const Resource& item);
  void add_names(std::size_t pascal, std::size_t camel);

  /// What was learned. The caller knows resource, form and format.
  LearnedResource facts() const;

 private:
  struct Object;
  struct FieldFacts {
    const FieldRule* rule = nullptr;
    std::size_t present = 0;
    std::size_t last = 0;  // number of the object that it was last seen in
    Counted types{}, values{};
    std::string right_type{};
    std::optional<int> fraction_digits{};
    std::shared_ptr<Object> object{};  // what stands below it
  };
  struct LinkFacts {
    std::size_t present = 0, last = 0;
  };
  struct Object {
    std::size_t number = 0;  // so many were seen
    std::map<std::string, FieldFacts, std::less<>> fields{};
    std::map<std::pair<std::string, std::string>, LinkFacts> links{};  // by rel and type
  };

  void learn(const Resource& resource, Object& object, const std::vector<FieldRule>& rules,
             std::size_t depth);
  void learn_value(const Field& field, FieldFacts& facts);
  void learn_child(const Resource& child, Object& object, const std::vector<FieldRule>& rules,
                   std::size_t depth);
  FieldFacts* field_of(Object& object, std::string_view name, const std::vector<FieldRule>& rules);
  void learn_links(const Resource& resource, Object& object);
  void count_distinct(const Resource& item);
  void collect(const Object& object, const std::string& path, LearnedResource& facts) const;
  Promise promise_of(const std::string& rel, const std::string& type) const;

  const FormRule* rule_;
  Object root_{};
  std::set<std::uint64_t> smallest_{};  // hashes of what identifies the items
  std::size_t pascal_ = 0, camel_ = 0;
  std::size_t names_ = 0;  // of fields and links that are kept
  bool is_cut_ = false;
};

}  // namespace emconform
