#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "reports/reports.h"

// Text on a terminal of some width, in colour or without.
namespace emconform {

enum class Colour { Plain, Bold, Dim, Red, Green, Yellow, Cyan };

/// Writes lines. What it is given may come from a target: it is made visible first.
class Page {
 public:
  Page(const ConsoleStyle& style, std::ostream& out) : style_(style), out_(out) {}

  std::size_t width() const { return style_.width; }

  void blank();

  /// `text` wrapped to the width, each line behind `indent` blanks.
  void paragraph(std::size_t indent, std::string_view text, Colour colour = Colour::Plain);

  /// `label` in its column, `text` wrapped beside it. Nothing if the text is empty.
  void labelled(std::size_t indent, std::string_view label, std::string_view text,
                Colour colour = Colour::Plain);

  /// As labelled, but on one line whatever its length: to be copied.
  void labelled_line(std::size_t indent, std::string_view label, std::string_view text);

  /// One line of parts that the caller has painted and made visible.
  void line(std::string_view painted);

  /// The text with the codes that colour it, if this page has colours.
  std::string paint(Colour colour, std::string_view text) const;

 private:
  ConsoleStyle style_;
  std::ostream& out_;
};

}  // namespace emconform
