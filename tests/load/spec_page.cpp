#include "load/spec_page.h"

#include <algorithm>
#include <set>

#include "model/href.h"

namespace emconform {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view placeholder = "<Enterprise-Manager>";

/// A tag, or the text up to the next one.
struct Piece {
  bool tag = false;
  std::string text{};
};

/// One sentence, or an item of a list.
struct Sentence {
  std::string text{};
  bool item = false;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// Without white space at its ends, each run of it inside one blank.
std::string squeezed(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (!is_space(c))
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

std::vector<Piece> pieces(const std::string& page) {
  std::vector<Piece> all;
  for (std::size_t at = 0; at < page.size();) {
    std::size_t end = page.find('<', at);
    while (end != std::string::npos && page.compare(end, placeholder.size(), placeholder) == 0)
      end = page.find('<', end + 1);
    const bool tag = end == at;
    if (tag) {
      end = page.find('>', at);
      end = end == std::string::npos ? page.find('\n', at) : end + 1;
    }
    const std::string text = page.substr(at, end - at);
    if (tag || !squeezed(text).empty()) all.push_back({tag, tag ? squeezed(text) : text});
    at = std::min(end, page.size());
  }
  return all;
}

/// The lines of a text, where rows of tables, lists and the parts of an example begin their own.
Texts lines_of(std::string text) {
  for (const std::string_view label :
       {"Request: ", "Request Header: ", "Response: ", "Response Body:"})
    text = replaced(text, label, "\n" + std::string(label));
  text = replaced(replaced(replaced(text, "|", "\n"), "•", "\n-"), ": - ", ":\n- ");
  Texts lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = squeezed(std::string_view(text).substr(at, end - at));
    if (!line.empty() && line != "---") lines.push_back(std::move(line));
    at = end + 1;
  }
  return lines;
}

std::vector<Sentence> sentences_of(const std::string& text) {
  std::vector<Sentence> all;
  for (const std::string& line : lines_of(text)) {
    const bool item = line.starts_with("- ");
    std::size_t begin = item ? 2 : 0;
    for (std::size_t at = begin; at + 2 < line.size(); ++at)
      if (line[at] == '.' && line[at + 1] == ' ' && is_capital(line[at + 2])) {
        all.push_back({line.substr(begin, at + 1 - begin), item});
        begin = at + 2;
      }
    all.push_back({line.substr(begin), item});
  }
  return all;
}

/// Whether it is a cell that is not the last of its row.
bool is_cell(const Sentence& sentence) {
  return !sentence.item && std::all_of(sentence.text.begin(), sentence.text.end(),
                                       [](char c) { return is_letter(c) || c == '-'; });
}

Texts statements_of_text(const std::string& text) {
  Texts all;
  bool in_row = false, in_list = false;
  for (const Sentence& sentence : sentences_of(text)) {
    const bool cell = is_cell(sentence);
    const bool explained = sentence.text.find(" — ") != std::string::npos;
    bool continues = false;
    if (cell)
      continues = in_row && !all.back().ends_with("Description");
    else if (!all.empty() && !explained)
      continues = all.back().ends_with(':') || (in_list && sentence.item);
    if (continues)
      all.back() += " " + sentence.text;
    else
      all.push_back(sentence.text);
    in_row = cell;
    in_list = !cell && continues;
  }
  return all;
}

/// What statements that repeat each other have in common.
std::string likeness(std::string statement) {
  constexpr std::size_t guid_size = 36;
  for (std::size_t at = 0; at + guid_size <= statement.size(); ++at)
    if (is_guid(std::string_view(statement).substr(at, guid_size))) statement.erase(at, guid_size);
  const auto cut = [&](std::string_view after, char before) {
    const auto begin = statement.find(after);
    if (begin == std::string::npos) return;
    const auto end = statement.find(before, begin + after.size());
    if (end != std::string::npos) statement.erase(begin + after.size(), end - begin - after.size());
  };
  cut(" Name=\"", '"');
  cut(">", '<');
  return statement;
}

bool is_start(const Piece& piece) { return piece.tag && !piece.text.starts_with("</"); }
bool is_end(const Piece& piece) {
  return piece.tag && piece.text.starts_with("</") && piece.text.ends_with('>');
}

}  // namespace

Texts statements(std::string_view page) {
  const std::vector<Piece> all = pieces(replaced(std::string(page), "\u00a0", " "));
  Texts result;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].tag) {
      const Texts more = statements_of_text(all[i].text);
      result.insert(result.end(), more.begin(), more.end());
      continue;
    }
    if (is_end(all[i])) continue;
    std::string statement = all[i].text;
    if (i + 2 < all.size() && is_start(all[i]) && !all[i + 1].tag && is_end(all[i + 2])) {
      statement += squeezed(all[i + 1].text) + all[i + 2].text;
      i += 2;
    }
    if (seen.insert(likeness(statement)).second) result.push_back(std::move(statement));
  }
  return result;
}

}  // namespace emconform
