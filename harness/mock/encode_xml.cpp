#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "mock/encode.h"
#include "mock/text.h"

namespace emconform::mock {

namespace {

// XML 1.0, section 2.2, production Char.
bool is_allowed(char32_t value) {
  return value >= 0x20 ? value != 0xFFFE && value != 0xFFFF
                       : value == '\t' || value == '\n' || value == '\r';
}

/// Needs no second look in either place: what nearly all text is made of.
bool is_plain(char letter) {
  return letter >= 0x20 && letter < 0x7F && letter != '&' && letter != '<' && letter != '>' &&
         letter != '"' && letter != '\'';
}

/// A number or a truth value as text.
std::string simple_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  return {};
}

struct Attribute {
  std::string_view name;
  std::string_view value;
};

class XmlWriter {
 public:
  XmlWriter(std::string& out, const XmlStyle& style) : out_{out}, style_{style} {}

  void write(const Document& document) {
    out_ += style_.declaration;
    if (style_.comments) out_ += "<?mso-application progid=\"x\"?><!-- Enterprise Manager -->";
    write_element(document.root, document.content, true);
  }

 private:
  void write_element(std::string_view name, const Object& object, bool is_root = false) {
    start_line();
    open_tag(name);
    if (is_root) write_namespaces();
    write_attributes(object);
    out_ += '>';
    const std::size_t start = out_.size();
    ++depth_;
    if (is_root && style_.comments) out_ += "<?page 1?><!-- <Ref /> & more -->";
    for (const Place place : {Place::First, Place::Middle, Place::Last})
      for (const Member& member : object.members)
        if (member.place == place) write_child(member);
    --depth_;
    if (out_.size() != start) start_line();
    close_element(name, start);
  }

  void write_child(const Member& member) {
    if (std::holds_alternative<std::monostate>(member.value)) return;
    if (const auto* object = std::get_if<Object>(&member.value)) {
      write_element(member.name, *object);
      return;
    }
    if (const auto* list = std::get_if<List>(&member.value)) {
      for (const Object& item : list->items) write_element(list->element, item);
      return;
    }
    start_line();
    open_tag(member.name);
    out_ += '>';
    const std::size_t start = out_.size();
    if (const auto* links = std::get_if<std::vector<Link>>(&member.value)) {
      ++depth_;
      for (const Link& link : *links) write_link(link);
      --depth_;
      if (out_.size() != start) start_line();
    } else if (const auto* string = std::get_if<std::string>(&member.value)) {
      write_text(*string);
    } else {
      out_ += simple_text(member.value);
    }
    close_element(member.name, start);
  }

  void write_link(const Link& link) {
    start_line();
    open_tag("Link");
    attributes_.clear();
    if (link.href) attributes_.push_back({"Href", *link.href});
    if (link.name) attributes_.push_back({"Name", *link.name});
    if (link.type) attributes_.push_back({"Type", *link.type});
    if (!link.rel.empty()) attributes_.push_back({"Rel", link.rel});
    if (style_.more_in_links) attributes_.push_back({"FutureWeight", "1"});
    write_collected();
    out_ += '>';
    close_element("Link", out_.size());
  }

  /// Newer servers write Href, Name, Type and UID first, in this order.
  void write_attributes(const Object& object) {
    constexpr std::string_view leading[] = {"Href", "Name", "Type", "UID"};
    std::vector<std::string> numbers;  // kept while attributes_ points to them
    numbers.reserve(object.members.size());
    attributes_.clear();
    const auto collect = [&](const Member& member) {
      if (member.place != Place::Attribute || std::holds_alternative<std::monostate>(member.value))
        return;
      const auto* string = std::get_if<std::string>(&member.value);
      attributes_.push_back({member.name, string != nullptr
                                              ? *string
                                              : numbers.emplace_back(simple_text(member.value))});
    };
    for (const std::string_view name : leading)
      if (const Member* member = find(object, name)) collect(*member);
    for (const Member& member : object.members)
      if (std::find(std::begin(leading), std::end(leading), member.name) == std::end(leading))
        collect(member);
    write_collected();
  }

  void write_collected() {
    if (style_.attributes_reversed) std::reverse(attributes_.begin(), attributes_.end());
    for (const Attribute& attribute : attributes_) write_attribute(attribute.name, attribute.value);
  }

  void write_namespaces() {
    constexpr std::string_view own = "http://www.veeam.com/ent/v1.0";
    write_attribute(style_.prefix.empty() ? "xmlns" : fmt::format("xmlns:{}", style_.prefix), own);
    write_attribute("xmlns:xsd", "http://www.w3.org/2001/XMLSchema");
    write_attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  }

  void write_attribute(std::string_view name, std::string_view value) {
    const char quote = style_.single_quotes ? '\'' : '"';
    out_ += style_.pretty ? "  " : " ";
    out_ += name;
    out_ += style_.pretty ? " = " : "=";
    out_ += quote;
    write_escaped(value, true);
    out_ += quote;
  }

  void write_text(std::string_view text) {
    if (!style_.comments || text.empty() || text.find("]]>") != std::string_view::npos ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 || c < 0; })) {
      write_escaped(text, false);
      return;
    }
    // A part as it is, a part as CDATA, and a comment where no text ends.
    const std::size_t middle = code_point_at(text, 0).length;
    write_escaped(text.substr(0, middle), false);
    out_ += "<!-- -->";
    if (middle < text.size()) out_ += fmt::format("<![CDATA[{}]]>", text.substr(middle));
  }

  void open_tag(std::string_view name) {
    out_ += '<';
    write_name(name);
  }

  /// Ends the element whose content starts at `start`; in the short form if there is none.
  void close_element(std::string_view name, std::size_t start) {
    if (out_.size() == start && !style_.long_empty_elements) {
      out_.back() = ' ';
      out_ += "/>";
      return;
    }
    out_ += "</";
    write_name(name);
    out_ += '>';
  }

  void write_name(std::string_view name) {
    if (!style_.prefix.empty()) {
      out_ += style_.prefix;
      out_ += ':';
    }
    out_ += name;
  }

  void start_line() {
    if (!style_.pretty) return;
    out_ += "\r\n";
    out_.append(2 * depth_, ' ');
  }

  /// Attributes also escape quotes and white space, which a parser would turn into blanks.
  void write_escaped(std::string_view text, bool in_attribute) {
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t start = i;
      while (i < text.size() && is_plain(text[i])) ++i;
      out_.append(text, start, i - start);
      if (i == text.size()) return;
      const CodePoint point = code_point_at(text, i);
      write_special(point, text.substr(i, point.length), in_attribute);
      i += point.length;
    }
  }

  void write_special(const CodePoint& point, std::string_view bytes, bool in_attribute) {
    if (!is_allowed(point.value)) return;
    if (point.value == '&') {
      out_ += "&amp;";
    } else if (point.value == '<') {
      out_ += "&lt;";
    } else if (point.value == '>') {
      out_ += "&gt;";
    } else if (point.value == '"' && in_attribute) {
      out_ += "&quot;";
    } else if (point.value == '\'' && in_attribute && style_.single_quotes) {
      out_ += "&apos;";
    } else if (point.value == '\r' || (point.value < 0x20 && in_attribute) ||
               (style_.references && point.value > 0x7E)) {
      out_ += fmt::format("&#x{:X};", static_cast<unsigned>(point.value));
    } else if (point.value == 0xFFFD && point.length == 1) {
      out_ += "\xEF\xBF\xBD";
    } else {
      out_ += bytes;
    }
  }

  std::string& out_;
  const XmlStyle& style_;
  std::size_t depth_ = 0;
  std::vector<Attribute> attributes_{};  // of the element that is being opened
};

}  // namespace

std::string encode_xml(const Document& document, const XmlStyle& style) {
  std::string out{style.byte_order_mark ? "\xEF\xBB\xBF" : ""};
  XmlWriter{out, style}.write(document);
  return out;
}

}  // namespace emconform::mock
