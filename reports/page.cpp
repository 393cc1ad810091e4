#include "reports/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t label_width = 10;
constexpr std::size_t least_width = 30;  // of wrapped text, however narrow the terminal

std::size_t room(std::size_t width, std::size_t taken) {
  return std::max(width > taken ? width - taken : 0, least_width);
}

std::string_view code_of(Colour colour) {
  switch (colour) {
    case Colour::Bold:
      return "\x1b[1m";
    case Colour::Dim:
      return "\x1b[2m";
    case Colour::Red:
      return "\x1b[31m";
    case Colour::Green:
      return "\x1b[32m";
    case Colour::Yellow:
      return "\x1b[33m";
    case Colour::Cyan:
      return "\x1b[36m";
    case Colour::Plain:
      break;
  }
  return "";
}

}  // namespace

void Page::blank() { out_ << '\n'; }

void Page::line(std::string_view painted) { out_ << painted << '\n'; }

std::string Page::paint(Colour colour, std::string_view text) const {
  if (!style_.colour || colour == Colour::Plain) return std::string(text);
  return fmt::format("{}{}\x1b[0m", code_of(colour), text);
}

void Page::paragraph(std::size_t indent, std::string_view text, Colour colour) {
  for (const std::string& one : wrap(visible(text), room(style_.width, indent)))
    line(std::string(indent, ' ') + paint(colour, one));
}

void Page::labelled(std::size_t indent, std::string_view label, std::string_view text,
                    Colour colour) {
  if (text.empty()) return;
  const std::size_t column = indent + label_width;
  std::string start =
      std::string(indent, ' ') + paint(Colour::Dim, fmt::format("{:<{}}", label, label_width));
  for (const std::string& one : wrap(visible(text), room(style_.width, column))) {
    line(start + paint(colour, one));
    start.assign(column, ' ');
  }
}

void Page::labelled_line(std::size_t indent, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  line(std::string(indent, ' ') + paint(Colour::Dim, fmt::format("{:<{}}", label, label_width)) +
       visible(text));
}

}  // namespace emconform
