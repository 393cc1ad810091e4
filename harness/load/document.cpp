#include "load/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "load/json_reason.h"

namespace emconform {
namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t longest_text = 10'000;

/// Walks through a text that is known to be well-formed JSON and notes where everything stands.
class Scanner {
 public:
  Scanner(Document& document, std::vector<Error>& errors)
      : document_(document), text_(document.text), errors_(errors) {}

  void scan() { value("", 0); }

 private:
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  /// The next character that is no blank; NUL at the end.
  char peek() {
    skip_blanks();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  void value(const std::string& pointer, std::size_t depth) {
    const char first = peek();
    document_.offsets.emplace(pointer, at_);
    if (depth > deepest) {
      errors_.push_back(error_at(document_, pointer,
                                 fmt::format("nested more than {} levels deep", deepest), ""));
      at_ = text_.size();
    } else if (first == '{') {
      object(pointer, depth);
    } else if (first == '[') {
      array(pointer, depth);
    } else if (first == '"') {
      string(pointer);
    } else {
      at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    }
  }

  void object(const std::string& pointer, std::size_t depth) {
    ++at_;
    while (peek() == '"') {
      const std::size_t start = at_;
      const std::string quoted(string(pointer));
      const std::string key = nlohmann::json::parse(quoted).get<std::string>();
      const std::string child = fmt::format("{}/{}", pointer, pointer_token(key));
      if (!document_.keys.emplace(child, start).second) repeated(child, key, start);
      peek();
      ++at_;  // ':'
      value(child, depth + 1);
      if (peek() == ',') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  void repeated(const std::string& pointer, const std::string& key, std::size_t start) {
    const auto first = line_column(text_, document_.keys.at(pointer));
    const auto place = line_column(text_, start);
    errors_.push_back(
        {.where = fmt::format("{}:{}:{} {}", document_.name, place.line, place.column, pointer),
         .what = fmt::format("key '{}' is given twice", printable(key)),
         .remedy = fmt::format("remove one; the first is in line {}", first.line)});
  }

  void array(const std::string& pointer, std::size_t depth) {
    ++at_;
    for (std::size_t index = 0; at_ < text_.size() && peek() != ']'; ++index) {
      value(fmt::format("{}/{}", pointer, index), depth + 1);
      if (peek() == ',') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  /// The string literal that begins here, with its quotes.
  std::string_view string(const std::string& pointer) {
    const std::size_t start = at_;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    at_ = std::min(at_ + 1, text_.size());
    if (at_ - start > longest_text)
      errors_.push_back(error_at(document_, pointer,
                                 fmt::format("a text of more than {} bytes", longest_text), ""));
    return std::string_view(text_).substr(start, at_ - start);
  }

  Document& document_;
  const std::string& text_;
  std::vector<Error>& errors_;
  std::size_t at_ = 0;
};

/// What is commonly behind a syntax error at `offset` (of the character that was not expected).
std::string hint(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "the file is empty";
  const char found = offset < text.size() ? text[offset] : '\0';
  const std::size_t before = text.substr(0, offset).find_last_not_of(" \t\r\n");
  const char last = before == std::string_view::npos ? '\0' : text[before];
  if ((found == '}' || found == ']') && last == ',')
    return fmt::format("remove the comma before '{}'", found);
  if (found == '/' || found == '#') return "JSON has no comments; use a \"comment\" property";
  if (found == '\'') return "texts stand in double quotes";
  if (last == '"' && (found == '"' || found == '{' || found == '['))
    return "a comma or colon is missing before it";
  if ((last == '}' || last == ']') && (found == '"' || found == '{' || found == '['))
    return "a comma is missing before it";
  if (found == '\0') return "a bracket, brace or quote is not closed";
  return "";
}

/// The offset of the token that was not expected. The parser gives that of its last byte, which for
/// a text is the closing quote.
std::size_t token_start(std::string_view text, std::size_t last, std::string_view message) {
  if (last >= text.size()) return text.size();
  if (text[last] != '"' || message.find("unexpected string literal") == std::string_view::npos)
    return last;
  std::size_t start = text.rfind('"', last - 1);
  while (start != std::string_view::npos && start > 0 && text[start - 1] == '\\')
    start = text.rfind('"', start - 1);
  return start == std::string_view::npos ? last : start;
}

}  // namespace

Error error_at(const Document& document, const std::string& pointer, std::string what,
               std::string remedy, bool at_key) {
  const auto& places = at_key ? document.keys : document.offsets;
  const auto found = places.find(pointer);
  const auto place = line_column(document.text, found == places.end() ? 0 : found->second);
  return {.where = fmt::format("{}:{}:{} {}", document.name, place.line, place.column,
                               pointer.empty() ? "/" : printable(pointer)),
          .what = std::move(what),
          .remedy = std::move(remedy),
          .fault = Fault::Usage};
}

Document parse_document(const SourceFile& file, std::vector<Error>& errors) {
  Document document{.name = file.name, .text = file.text};
  std::size_t offset = document.text.find('\0');  // the library takes it for the end of the text
  if (offset != std::string::npos) {
    const auto place = line_column(document.text, offset);
    errors.push_back({.where = fmt::format("{}:{}:{}", file.name, place.line, place.column),
                      .what = "not well-formed JSON: a NUL byte"});
    return document;
  }
  try {
    document.json = nlohmann::json::parse(document.text);
    if (document.text.substr(0, 3) == "\xEF\xBB\xBF") document.text.replace(0, 3, "   ");
    Scanner(document, errors).scan();
  } catch (const nlohmann::json::parse_error& error) {
    offset = token_start(document.text, error.byte == 0 ? 0 : error.byte - 1, error.what());
    const auto place = line_column(document.text, offset);
    errors.push_back({.where = fmt::format("{}:{}:{}", file.name, place.line, place.column),
                      .what = fmt::format("not well-formed JSON: {}", json_reason(error.what())),
                      .remedy = hint(document.text, offset)});
  } catch (const std::exception& error) {
    errors.push_back({.where = file.name, .what = printable(error.what())});
  }
  return document;
}

}  // namespace emconform
