#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What the mock is about to say, before it becomes XML or JSON. One tree serves both forms:
// members stand in the order of the JSON form, and each knows its place in the XML form.
namespace emconform::mock {

struct Link {
  std::string rel{};
  std::optional<std::string> href{}, name{}, type{};  // absent: null in JSON, left out in XML
};

struct Member;

struct Object {
  std::vector<Member> members;
};

/// A repeated element. In XML its items stand directly in the object that holds the list,
/// in JSON they are the array that the member names.
struct List {
  std::string element{};  // the XML name of an item
  std::vector<Object> items{};
};

/// std::monostate: the value is absent (null in JSON, left out in XML).
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string,
                           std::vector<Link>, Object, List>;

/// Where a member stands in XML. The schema puts Links first and the elements that a type adds to
/// its base last, while JSON puts the added ones first.
enum class Place { Attribute, First, Middle, Last };

struct Member {
  std::string name{};
  Value value{};
  Place place = Place::Middle;
};

struct Document {
  std::string root{};  // the XML name of the root element; JSON has no use for it
  Object content{};
};

/// The member of that name, or null.
Member* find(Object& object, std::string_view name);
const Member* find(const Object& object, std::string_view name);

/// The text of a member; empty if there is none.
std::string_view text(const Object& object, std::string_view name);

/// The links of the object itself, or null.
std::vector<Link>* links_of(Object& object);

/// Calls `visit` for the object and for all objects below it, from the top down.
void for_each_object(Object& object, const std::function<void(Object&)>& visit);

/// The first list of the object or of what is below it, or null: the items of a collection.
List* first_list(Object& object);

}  // namespace emconform::mock
