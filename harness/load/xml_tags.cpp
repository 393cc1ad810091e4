#include "load/xml_tags.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace emconform {
namespace {

/// Sections in which '<', '>' and quotes mean nothing.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> opaque = {
    {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}};

/// The offset behind an opaque section that begins at `start`; `start` itself if none does.
std::size_t skip_opaque(std::string_view xml, std::size_t start) {
  for (const auto& [open, close] : opaque)
    if (xml.substr(start, open.size()) == open) {
      const std::size_t end = xml.find(close, start + open.size());
      return end == std::string_view::npos ? xml.size() : end + close.size();
    }
  return start;
}

}  // namespace

std::optional<RefusedMarkup> refused_markup(std::string_view xml) {
  std::size_t at = xml.find('<');
  while (at < xml.size()) {
    if (const std::size_t after = skip_opaque(xml, at); after != at) {
      at = xml.find('<', after);
      continue;
    }
    if (xml.substr(at, 9) == "<!DOCTYPE") return RefusedMarkup{at, std::string(doctype_refused)};
    std::size_t attributes = 0;
    for (++at; at < xml.size() && xml[at] != '>'; ++at) {
      if (xml[at] != '"' && xml[at] != '\'') continue;
      if (++attributes > most_attributes)
        return RefusedMarkup{
            at, fmt::format("XML with more than {} attributes in one element", most_attributes)};
      at = xml.find(xml[at], at + 1);  // the value's other quote
      if (at == std::string_view::npos) return std::nullopt;
    }
    at = xml.find('<', at);
  }
  return std::nullopt;
}

}  // namespace emconform
