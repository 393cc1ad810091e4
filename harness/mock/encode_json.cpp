#include <fmt/format.h>

#include <algorithm>

#include "mock/encode.h"
#include "mock/text.h"

namespace emconform::mock {

namespace {

/// Needs no second look: what nearly all text is made of.
bool is_plain(char letter) {
  return letter >= 0x20 && letter < 0x7F && letter != '"' && letter != '\\' && letter != '/';
}

bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }

/// As .NET writes names in camel case: UID is uid, NASJobs is nasJobs, VCloud is vCloud.
std::string camel_case(std::string_view name) {
  std::string result{name};
  for (std::size_t i = 0; i < name.size() && is_upper(name[i]); ++i) {
    if (i > 0 && i + 1 < name.size() && !is_upper(name[i + 1])) break;
    result[i] = lower_letter(name[i]);
  }
  return result;
}

class JsonWriter {
 public:
  JsonWriter(std::string& out, const JsonStyle& style) : out_{out}, style_{style} {}

  void write(const Object& object) {
    open('{');
    const auto write_one = [this](const Member& member) {
      if (style_.without_nulls && std::holds_alternative<std::monostate>(member.value)) return;
      start_member(member.name);
      std::visit(*this, member.value);
    };
    if (style_.members_reversed)
      std::for_each(object.members.rbegin(), object.members.rend(), write_one);
    else
      std::for_each(object.members.begin(), object.members.end(), write_one);
    close('}');
  }

  void write(const Link& link) {
    open('{');
    start_member("Rel");
    write_string(link.rel);
    write_optional("Href", link.href);
    write_optional("Name", link.name);
    write_optional("Type", link.type);
    if (style_.more_in_links) write_optional("FutureWeight", "1");
    close('}');
  }

  void operator()(std::monostate /*absent*/) const { out_ += "null"; }
  void operator()(bool flag) const { out_ += flag ? "true" : "false"; }
  void operator()(std::int64_t number) const { out_ += std::to_string(number); }
  void operator()(double number) const { out_ += fmt::format("{}", number); }
  void operator()(const std::string& text) const { write_string(text); }
  void operator()(const std::vector<Link>& links) { write_array(links); }
  void operator()(const Object& object) { write(object); }
  void operator()(const List& list) { write_array(list.items); }

 private:
  template <class Item>
  void write_array(const std::vector<Item>& items) {
    open('[');
    for (const Item& item : items) {
      start_item();
      write(item);
    }
    close(']');
  }

  void open(char bracket) {
    out_ += bracket;
    ++depth_;
    is_first_ = true;
  }

  void close(char bracket) {
    --depth_;
    if (!is_first_) start_line();
    out_ += bracket;
    is_first_ = false;
  }

  void start_item() {
    if (!is_first_) out_ += ',';
    is_first_ = false;
    start_line();
  }

  void start_line() {
    if (!style_.pretty) return;
    out_ += "\r\n";
    out_.append(2 * depth_, ' ');
  }

  void start_member(std::string_view name) {
    start_item();
    if (style_.camel_case)
      write_string(camel_case(name));
    else
      write_string(name);
    out_ += style_.pretty ? " : " : ":";
  }

  void write_optional(std::string_view name, const std::optional<std::string>& text) {
    if (!text && style_.without_nulls) return;
    start_member(name);
    if (text)
      write_string(*text);
    else
      out_ += "null";
  }

  void write_string(std::string_view text) const {
    out_ += '"';
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t start = i;
      while (i < text.size() && is_plain(text[i])) ++i;
      out_.append(text, start, i - start);
      if (i == text.size()) break;
      const CodePoint point = code_point_at(text, i);
      write_special(point, text.substr(i, point.length));
      i += point.length;
    }
    out_ += '"';
  }

  void write_special(const CodePoint& point, std::string_view bytes) const {
    if (point.value == '"' || point.value == '\\') {
      out_ += '\\';
      out_ += bytes;
    } else if (point.value == '/') {
      out_ += style_.escapes ? "\\/" : "/";
    } else if (point.value < 0x20 || (style_.escapes && point.value > 0x7E)) {
      write_escape(point.value);
    } else if (point.value == 0xFFFD && point.length == 1) {
      out_ += "\xEF\xBF\xBD";
    } else {
      out_ += bytes;
    }
  }

  void write_escape(char32_t value) const {
    const auto unit = [this](char32_t one) {
      out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(one));
    };
    if (value > 0xFFFF) {
      unit(0xD800 + ((value - 0x10000) >> 10U));
      unit(0xDC00 + ((value - 0x10000) & 0x3FFU));
    } else {
      unit(value);
    }
  }

  std::string& out_;
  const JsonStyle& style_;
  std::size_t depth_ = 0;
  bool is_first_ = true;
};

}  // namespace

std::string encode_json(const Document& document, const JsonStyle& style) {
  std::string out{style.byte_order_mark ? "\xEF\xBB\xBF" : ""};
  JsonWriter{out, style}.write(document.content);
  return out;
}

}  // namespace emconform::mock
