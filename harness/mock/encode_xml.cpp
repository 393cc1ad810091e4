#include <fmt/format.h>

#include <algorithm>
#include <iterator>

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
         letter != '"';
}

/// Attributes also escape quotes and white space, which a parser would turn into blanks.
void append_escaped(std::string& out, std::string_view text, bool in_attribute) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    while (i < text.size() && is_plain(text[i])) ++i;
    out.append(text, start, i - start);
    if (i == text.size()) return;
    const CodePoint point = code_point_at(text, i);
    const std::string_view bytes = text.substr(i, point.length);
    i += point.length;
    if (!is_allowed(point.value)) continue;
    if (point.value == '&') {
      out += "&amp;";
    } else if (point.value == '<') {
      out += "&lt;";
    } else if (point.value == '>') {
      out += "&gt;";
    } else if (point.value == '"' && in_attribute) {
      out += "&quot;";
    } else if (point.value == '\r' || (point.value < 0x20 && in_attribute)) {
      out += fmt::format("&#x{:X};", static_cast<unsigned>(point.value));
    } else if (point.value == 0xFFFD && point.length == 1) {
      out += "\xEF\xBF\xBD";
    } else {
      out += bytes;
    }
  }
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  append_escaped(out, value, true);
  out += '"';
}

/// A number or a truth value as text; a text as it is.
std::string simple_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* string = std::get_if<std::string>(&value)) return *string;
  return {};
}

void append_link(std::string& out, const Link& link) {
  out += "<Link";
  if (link.href) append_attribute(out, "Href", *link.href);
  if (link.name) append_attribute(out, "Name", *link.name);
  if (link.type) append_attribute(out, "Type", *link.type);
  if (!link.rel.empty()) append_attribute(out, "Rel", link.rel);
  out += " />";
}

/// Ends the element whose content starts at `start`; in the short form if there is none.
void close_element(std::string& out, std::string_view name, std::size_t start) {
  if (out.size() == start) {
    out.back() = ' ';
    out += "/>";
    return;
  }
  out += "</";
  out += name;
  out += '>';
}

void append_element(std::string& out, std::string_view name, const Object& object,
                    std::string_view namespaces);

void append_child(std::string& out, const Member& member) {
  if (std::holds_alternative<std::monostate>(member.value)) return;
  if (const auto* object = std::get_if<Object>(&member.value)) {
    append_element(out, member.name, *object, {});
    return;
  }
  if (const auto* list = std::get_if<List>(&member.value)) {
    for (const Object& item : list->items) append_element(out, list->element, item, {});
    return;
  }
  out += '<';
  out += member.name;
  out += '>';
  const std::size_t start = out.size();
  if (const auto* links = std::get_if<std::vector<Link>>(&member.value)) {
    for (const Link& link : *links) append_link(out, link);
  } else if (const auto* string = std::get_if<std::string>(&member.value)) {
    append_escaped(out, *string, false);
  } else {
    out += simple_text(member.value);
  }
  close_element(out, member.name, start);
}

void append_element(std::string& out, std::string_view name, const Object& object,
                    std::string_view namespaces) {
  out += '<';
  out += name;
  out += namespaces;
  // Newer servers write their attributes in this order.
  constexpr std::string_view leading[] = {"Href", "Name", "Type", "UID"};
  for (const std::string_view attribute : leading) {
    const Member* member = find(object, attribute);
    if (member != nullptr && member->place == Place::Attribute &&
        !std::holds_alternative<std::monostate>(member->value))
      append_attribute(out, attribute, simple_text(member->value));
  }
  for (const Member& member : object.members)
    if (member.place == Place::Attribute && !std::holds_alternative<std::monostate>(member.value) &&
        std::find(std::begin(leading), std::end(leading), member.name) == std::end(leading))
      append_attribute(out, member.name, simple_text(member.value));
  out += '>';
  const std::size_t start = out.size();
  for (const Place place : {Place::First, Place::Middle, Place::Last})
    for (const Member& member : object.members)
      if (member.place == place) append_child(out, member);
  close_element(out, name, start);
}

}  // namespace

std::string encode_xml(const Document& document, const XmlStyle& style) {
  std::string out{style.byte_order_mark ? "\xEF\xBB\xBF" : ""};
  out += style.declaration;
  append_element(out, document.root, document.content,
                 " xmlns=\"http://www.veeam.com/ent/v1.0\""
                 " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                 " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
  return out;
}

}  // namespace emconform::mock
