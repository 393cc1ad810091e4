#pragma once

#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>

// HTML in which what a target said is text and nothing else.
namespace emconform {

/// The name of an element or attribute. Only a literal of the source can become one, so that no
/// text of a target is ever taken for markup.
class Markup {
 public:
  consteval Markup(const char* literal)
      : text_(literal) {}  // NOLINT: literals stand for themselves
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// The value may come from a target: it is escaped as text is. Without a name: no attribute.
struct Attribute {
  Markup name;
  std::string_view value{};
};
using Attributes = std::initializer_list<Attribute>;

/// An attribute without value, or none.
inline Attribute when(bool holds, Markup name) { return {holds ? name : Markup("")}; }

class Html;

/// An element that ends where this object's life does.
class Element {
 public:
  Element(Html& html, Markup name, Attributes attributes);
  ~Element();
  Element(const Element&) = delete;
  Element& operator=(const Element&) = delete;

 private:
  Html& html_;
  Markup name_;
};

/// Writes elements and text. All text is made visible (text.h), so that it can neither turn the
/// direction of writing nor hide, is cut off at a limit, which is then said, and escaped: there is
/// no other way to write any.
class Html {
 public:
  static constexpr std::size_t most_text = 64UL * 1024;  // bytes, as in the other reports

  explicit Html(std::ostream& out, std::size_t text_limit = most_text)
      : out_(out), text_limit_(text_limit) {}

  /// auto section = html.element("section", {{"id", "waivers"}});
  [[nodiscard]] Element element(Markup name, Attributes attributes = {}) {
    return {*this, name, attributes};
  }

  /// An element that holds text only.
  void leaf(Markup name, std::string_view text) { leaf(name, {}, text); }
  void leaf(Markup name, Attributes attributes, std::string_view text);

  /// An element without content.
  void empty(Markup name, Attributes attributes = {});

  /// Long words get places to break (<wbr>): a browser works for minutes on one of 64 KB. Where
  /// markup is not allowed, as in <title> and <option>, text of over 200 bytes is to be shortened.
  void text(std::string_view text);

  /// <pre>: each line of the text made visible, the lines kept.
  void lines(Attributes attributes, std::string_view text);

  std::size_t text_limit() const { return text_limit_; }

 private:
  friend class Element;

  void start(Markup name, Attributes attributes, std::string_view close = ">");
  void end(Markup name);
  void escaped(std::string_view visible_text);
  void breakable(std::string_view visible_text);

  std::ostream& out_;
  std::size_t text_limit_;
};

}  // namespace emconform
