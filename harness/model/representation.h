#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a body says, in one shape for XML and JSON, so that no check knows which of the two it sees.
namespace emconform {

enum class Format { Xml, Json };

/// How a scalar was written. XML knows attributes and text, JSON the other four.
enum class Writing { Attribute, Text, String, Number, Boolean, Null };

/// A named scalar. A JSON null and an element that XML leaves out mean the same: absent.
struct Field {
  std::string name{};  // as XML spells it: "CreationTimeUTC", also when JSON said "creationTimeUTC"
  std::string text{};  // the value's text, unescaped; "true"/"false" for Boolean, "" for Null
  Writing writing = Writing::Text;
};

/// A link or a paging link. An attribute that is absent (or null) is nullopt, an empty one is "".
struct Link {
  std::optional<std::string> rel{}, href{}, type{}, name{};
};

/// An element or an object: its scalars, its links, its nested objects and lists, in body order.
/// XML's repeated elements and JSON's arrays both become children: of the parent itself in XML
/// (<Ref/><Ref/>: two children "Ref"), of a list child in JSON ("Refs": one child "Refs" with
/// is_list and two nameless children). members() hides the difference.
struct Resource {
  std::string
      element{};         // XML element name or JSON property name; "" for a JSON root or array item
  bool is_list = false;  // a JSON array
  bool has_links = false;  // a Links element or property was there (also an empty one)
  std::vector<Field> fields{};
  std::vector<Link> links{};
  std::vector<Resource> children{};
};

/// A body, decoded.
struct Representation {
  Format format = Format::Xml;
  std::string xml_namespace{};  // of the root element; "" in JSON
  Resource root{};
  std::vector<std::string> duplicate_keys{};    // JSON pointers of repeated keys, the first 20
  std::vector<std::string> lower_case_names{};  // JSON pointers of camelCase names, the first 20
  std::size_t lower_case_count = 0;             // of all JSON property names: camelCase ones
  std::size_t upper_case_count = 0;             // and PascalCase ones
  bool byte_order_mark = false;
};

/// A representation or none. Bodies that are the same are decoded once: copies share what they hold
/// until one of them is changed.
class SharedRepresentation {
 public:
  SharedRepresentation() = default;
  SharedRepresentation(Representation body)  // NOLINT(google-explicit-constructor): as optional
      : body_(std::make_shared<Representation>(std::move(body))) {}

  explicit operator bool() const { return body_ != nullptr; }
  bool has_value() const { return body_ != nullptr; }
  const Representation& operator*() const { return *body_; }
  const Representation* operator->() const { return body_.get(); }
  /// To change it: a copy of its own, if others share it.
  Representation* operator->() {
    if (body_.use_count() > 1) body_ = std::make_shared<Representation>(*body_);
    return body_.get();
  }
  Representation& emplace() { return *(body_ = std::make_shared<Representation>()); }

 private:
  std::shared_ptr<Representation> body_{};
};

/// The field of that name that is present and not null; nullptr if there is none.
const Field* find_field(const Resource& resource, std::string_view name);

/// Its text; nullopt if absent.
std::optional<std::string_view> text_of(const Resource& resource, std::string_view name);

/// The child of that name; nullptr if there is none.
const Resource* find_child(const Resource& resource, std::string_view name);

/// How the members of a collection are named: XML repeats `element` inside the parent, JSON has one
/// property `property` that holds an array.
struct ListNames {
  std::string element{};   // "BackupTaskSession", "Ref", "Sessions"
  std::string property{};  // "BackupTaskSessions", "Refs", "Sessions"
};

/// The members of a collection, in body order. In JSON a list may be wrapped once more in an object
/// of the same name ("Entities": {"BackupJobSessions": {"BackupJobSessions": [..]}}).
std::vector<const Resource*> members(const Resource& parent, const ListNames& names);

}  // namespace emconform
