#include <fmt/format.h>

#include "mock/encode.h"
#include "mock/text.h"

namespace emconform::mock {

namespace {

/// Needs no second look: what nearly all text is made of.
bool is_plain(char letter) {
  return letter >= 0x20 && letter < 0x7F && letter != '"' && letter != '\\';
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    while (i < text.size() && is_plain(text[i])) ++i;
    out.append(text, start, i - start);
    if (i == text.size()) break;
    const CodePoint point = code_point_at(text, i);
    if (point.value == '"' || point.value == '\\') {
      out += '\\';
      out += text[i];
    } else if (point.value < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(point.value));
    } else if (point.value == 0xFFFD && point.length == 1) {
      out += "\xEF\xBF\xBD";
    } else {
      out += text.substr(i, point.length);
    }
    i += point.length;
  }
  out += '"';
}

void append_optional(std::string& out, const std::optional<std::string>& text) {
  if (text) {
    append_string(out, *text);
  } else {
    out += "null";
  }
}

void append_link(std::string& out, const Link& link) {
  out += "{\"Rel\":";
  append_string(out, link.rel);
  out += ",\"Href\":";
  append_optional(out, link.href);
  out += ",\"Name\":";
  append_optional(out, link.name);
  out += ",\"Type\":";
  append_optional(out, link.type);
  out += '}';
}

void append_object(std::string& out, const Object& object);

template <class Item>
void append_array(std::string& out, const std::vector<Item>& items,
                  void (*append)(std::string&, const Item&)) {
  out += '[';
  for (const Item& item : items) {
    append(out, item);
    out += ',';
  }
  if (items.empty()) {
    out += ']';
  } else {
    out.back() = ']';
  }
}

struct Appender {
  std::string& out;

  void operator()(std::monostate /*absent*/) const { out += "null"; }
  void operator()(bool flag) const { out += flag ? "true" : "false"; }
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(double number) const { out += fmt::format("{}", number); }
  void operator()(const std::string& text) const { append_string(out, text); }
  void operator()(const std::vector<Link>& links) const { append_array(out, links, append_link); }
  void operator()(const Object& object) const { append_object(out, object); }
  void operator()(const List& list) const { append_array(out, list.items, append_object); }
};

void append_object(std::string& out, const Object& object) {
  out += '{';
  for (const Member& member : object.members) {
    append_string(out, member.name);
    out += ':';
    std::visit(Appender{out}, member.value);
    out += ',';
  }
  if (object.members.empty()) {
    out += '}';
  } else {
    out.back() = '}';
  }
}

}  // namespace

std::string encode_json(const Document& document, const JsonStyle& style) {
  std::string out{style.byte_order_mark ? "\xEF\xBB\xBF" : ""};
  append_object(out, document.content);
  return out;
}

}  // namespace emconform::mock
