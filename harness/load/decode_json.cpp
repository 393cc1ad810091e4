#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "load/body_formats.h"
#include "load/json_reason.h"
#include "load/text_position.h"

namespace emconform {
namespace {

constexpr std::size_t pointers_kept = 20;
constexpr std::size_t item_weight = 4;  // nodes for which an item of an array counts: it takes more

/// Abbreviations that camelCase JSON writes small and XML writes large (api-facts, section 4).
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> abbreviations = {
    {{"uid", "UID"}, {"nasJobs", "NASJobs"}}};

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// A property name as XML spells it: "creationTimeUTC" is "CreationTimeUTC".
std::string xml_spelling(std::string_view name) {
  for (const auto& [camel, pascal] : abbreviations)
    if (name == camel) return std::string(pascal);
  std::string spelt(name);
  if (!spelt.empty() && is_lower(spelt[0])) spelt[0] = static_cast<char>(spelt[0] - 'a' + 'A');
  return spelt;
}

/// An object or array that was begun and has not ended.
struct Frame {
  enum class Kind { Object, List, Links, Link, Skipped };
  Kind kind = Kind::Object;
  bool is_array = false;
  Resource* resource = nullptr;     // Object and List: what is filled; Links: their owner.
  Link* link = nullptr;             // A parent's vectors grow only while no child is open, so both
  std::vector<std::string> keys{};  // stay valid.
  std::size_t index = 0;            // of the next array item
};

/// Builds the Representation while nlohmann's parser reads.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(const DecodeLimits& limits) : limits_(limits) {
    representation_.format = Format::Json;
  }

  bool null() override { return scalar("", Writing::Null); }
  bool boolean(bool value) override { return scalar(value ? "true" : "false", Writing::Boolean); }
  bool number_integer(number_integer_t value) override {
    return scalar(std::to_string(value), Writing::Number);
  }
  bool number_unsigned(number_unsigned_t value) override {
    return scalar(std::to_string(value), Writing::Number);
  }
  bool number_float(number_float_t, const string_t& text) override {
    return scalar(text, Writing::Number);
  }
  bool string(string_t& text) override { return scalar(std::move(text), Writing::String); }
  bool binary(binary_t&) override { return false; }  // JSON text has none

  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override { return close(); }
  bool end_object() override {
    note_duplicates();
    return close();
  }

  bool key(string_t& name) override {
    frames_.back().keys.push_back(std::move(name));
    const std::string& stored = frames_.back().keys.back();
    const char first = stored.empty() ? '\0' : stored[0];
    if (is_upper(first)) ++representation_.upper_case_count;
    if (is_lower(first)) {
      ++representation_.lower_case_count;
      if (representation_.lower_case_names.size() < pointers_kept)
        representation_.lower_case_names.push_back(pointer());
    }
    return true;
  }

  bool parse_error(std::size_t offset, const std::string&,
                   const nlohmann::json::exception& error) override {
    offset_ = offset;
    problem_ = error.what();
    return false;
  }

  Representation take() { return std::move(representation_); }
  const std::string& problem() const { return problem_; }
  std::size_t offset() const { return offset_; }
  /// Where a limit was met, as no offset is known then; "" for a syntax error.
  const std::string& limit_pointer() const { return limit_pointer_; }

 private:
  bool refuse(std::string problem) {
    problem_ = std::move(problem);
    limit_pointer_ = printable(pointer());
    if (limit_pointer_.empty()) limit_pointer_ = "/";
    return false;
  }

  bool count_node() {
    const bool is_item = !frames_.empty() && frames_.back().kind == Frame::Kind::List;
    nodes_ += is_item ? item_weight : 1;
    if (nodes_ <= limits_.nodes) return true;
    return refuse(fmt::format("JSON of too many values (over {}, items of arrays count {} each)",
                              limits_.nodes, item_weight));
  }

  bool scalar(std::string text, Writing writing) {
    if (!count_node()) return false;
    Frame& top = frames_.back();  // the root is an object: decode() looks at its first byte
    switch (top.kind) {
      case Frame::Kind::Object:
        top.resource->fields.push_back({xml_spelling(top.keys.back()), std::move(text), writing});
        break;
      case Frame::Kind::List:
        top.resource->children.emplace_back().fields.push_back({"", std::move(text), writing});
        break;
      case Frame::Kind::Links:
        top.resource->links.emplace_back();  // no object, so nothing of a link is given
        break;
      case Frame::Kind::Link:
        if (writing != Writing::Null) set_link_member(*top.link, top.keys.back(), std::move(text));
        break;
      case Frame::Kind::Skipped:
        break;
    }
    ++top.index;
    return true;
  }

  static void set_link_member(Link& link, std::string_view key, std::string text) {
    const std::string name = xml_spelling(key);
    for (const auto& [known, member] :
         {std::pair("Rel", &link.rel), std::pair("Href", &link.href), std::pair("Type", &link.type),
          std::pair("Name", &link.name)})
      if (name == known) {
        *member = std::move(text);
        return;
      }
  }

  bool open(bool is_array) {
    if (!count_node()) return false;
    if (frames_.size() >= limits_.depth)
      return refuse(fmt::format("JSON nested more than {} levels deep", limits_.depth));
    Frame frame = next_frame(is_array);
    frame.is_array = is_array;
    if (!frames_.empty()) ++frames_.back().index;
    frames_.push_back(std::move(frame));
    return true;
  }

  Frame next_frame(bool is_array) {
    const Frame::Kind kind = is_array ? Frame::Kind::List : Frame::Kind::Object;
    if (frames_.empty()) return {.kind = kind, .resource = &representation_.root};
    Frame& top = frames_.back();
    if (top.kind == Frame::Kind::Links && !is_array)
      return {.kind = Frame::Kind::Link, .link = &top.resource->links.emplace_back()};
    if (top.kind == Frame::Kind::Links || top.kind == Frame::Kind::Link ||
        top.kind == Frame::Kind::Skipped)
      return {.kind = Frame::Kind::Skipped};
    const std::string name =
        top.kind == Frame::Kind::Object ? xml_spelling(top.keys.back()) : std::string();
    if (is_array && name == "Links") {
      top.resource->has_links = true;
      return {.kind = Frame::Kind::Links, .resource = top.resource};
    }
    Resource& child = top.resource->children.emplace_back();
    child.element = name;
    child.is_list = is_array;
    return {.kind = kind, .resource = &child};
  }

  bool close() {
    frames_.pop_back();
    return true;
  }

  void note_duplicates() {
    std::vector<std::string>& keys = frames_.back().keys;
    std::sort(keys.begin(), keys.end());
    auto key = std::adjacent_find(keys.begin(), keys.end());
    while (key != keys.end() && representation_.duplicate_keys.size() < pointers_kept) {
      representation_.duplicate_keys.push_back(
          fmt::format("{}/{}", pointer_of(frames_.size() - 1), pointer_token(*key)));
      key = std::adjacent_find(std::upper_bound(key, keys.end(), *key), keys.end());
    }
  }

  /// Of the key or item that is being read.
  std::string pointer() const { return pointer_of(frames_.size()); }

  std::string pointer_of(std::size_t depth) const {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) {
      const Frame& frame = frames_[i];
      // An open child has been counted already.
      if (frame.is_array)
        text += fmt::format("/{}", i + 1 < frames_.size() ? frame.index - 1 : frame.index);
      else if (!frame.keys.empty())
        text += fmt::format("/{}", pointer_token(frame.keys.back()));
    }
    return text;
  }

  DecodeLimits limits_;
  Representation representation_{};
  std::vector<Frame> frames_{};
  std::size_t nodes_ = 0, offset_ = 0;
  std::string problem_{}, limit_pointer_{};
};

}  // namespace

Result<Representation> decode_json(std::string_view body, const DecodeLimits& limits) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && body[first] == '[')
    return malformed(to_string(line_column(body, first)),
                     "the JSON text is an array, not an object");
  // The library takes a NUL for the end of the text, whatever follows it.
  if (const auto nul = body.find('\0'); nul != std::string_view::npos)
    return malformed(to_string(line_column(body, nul)), "not well-formed JSON: a NUL byte");
  try {
    Builder builder(limits);
    if (nlohmann::json::sax_parse(body.begin(), body.end(), &builder)) return builder.take();
    if (!builder.limit_pointer().empty())
      return malformed(builder.limit_pointer(), builder.problem());
    // The offset is that of the byte after the last one read.
    const std::size_t last = builder.offset() == 0 ? 0 : builder.offset() - 1;
    return malformed(to_string(line_column(body, last)),
                     fmt::format("not well-formed JSON: {}", json_reason(builder.problem())));
  } catch (const std::exception& error) {  // no memory, or a fault of the library
    return malformed("", printable(error.what()));
  }
}

}  // namespace emconform
