#include "reports/html_writer.h"

#include <algorithm>
#include <ostream>

#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::string_view cut_off = " (shortened: the run file holds the whole)";

constexpr std::size_t longest_word = 256;  // bytes without a place to break

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; }

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

Element::Element(Html& html, Markup name, Attributes attributes) : html_(html), name_(name) {
  html_.start(name, attributes);
}

Element::~Element() {
  html_.end(name_);
  html_.out_ << '\n';
}

void Html::escaped(std::string_view text) {
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find_first_of("&<>\"'"), text.size());
    out_ << text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    out_ << entity(text.front());
    text.remove_prefix(1);
  }
}

void Html::start(Markup name, Attributes attributes, std::string_view close) {
  out_ << '<' << name.text();
  for (const Attribute& attribute : attributes) {
    if (attribute.name.text().empty()) continue;
    out_ << ' ' << attribute.name.text() << "=\"";
    escaped(visible(shortened(attribute.value, text_limit_)));
    out_ << '"';
  }
  out_ << close;
}

void Html::end(Markup name) { out_ << "</" << name.text() << '>'; }

void Html::breakable(std::string_view visible_text) {
  while (!visible_text.empty()) {
    std::size_t piece = visible_text.find(' ');
    piece = piece == std::string_view::npos ? visible_text.size() : piece + 1;
    const bool is_long = piece > longest_word;
    if (is_long) {
      piece = longest_word;
      while (!begins_character(visible_text[piece])) --piece;
    }
    escaped(visible_text.substr(0, piece));
    if (is_long) out_ << "<wbr/>";
    visible_text.remove_prefix(piece);
  }
}

void Html::text(std::string_view text) {
  breakable(visible(shortened(text, text_limit_)));
  if (text.size() > text_limit_) out_ << cut_off;
}

void Html::leaf(Markup name, Attributes attributes, std::string_view words) {
  start(name, attributes);
  text(words);
  end(name);
}

void Html::empty(Markup name, Attributes attributes) { start(name, attributes, "/>"); }

void Html::lines(Attributes attributes, std::string_view words) {
  start("pre", attributes);
  const std::string whole = shortened(words, text_limit_);
  std::string_view rest = whole;
  if (rest.starts_with('\n')) out_ << '\n';  // readers drop the first one
  while (!rest.empty()) {
    const std::size_t length = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, length);
    rest.remove_prefix(length);
    if (line.ends_with('\r') && !rest.empty()) line.remove_suffix(1);
    breakable(visible(line));
    if (rest.empty()) break;
    out_ << '\n';
    rest.remove_prefix(1);
  }
  if (words.size() > text_limit_) out_ << cut_off;
  end("pre");
  out_ << '\n';
}

}  // namespace emconform
