#include "model/link_place.h"

#include <cstddef>

#include "model/href.h"

namespace emconform {

std::optional<LinkPlace> split_link_place(std::string_view text) {
  constexpr std::string_view prefix = "link:";
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  const std::size_t first = text.find(':'), last = text.rfind(':');
  if (first == std::string_view::npos || last == first) return std::nullopt;
  return LinkPlace{text.substr(0, first), text.substr(first + 1, last - first - 1),
                   text.substr(last + 1)};
}

bool is_at(const Link& link, const LinkPlace& place) {
  return link.rel == place.rel && link.type == place.type;
}

std::optional<std::string> value_at(const Link& link, const LinkPlace& place) {
  if (place.part == "Name") return link.name;
  if (place.part == "Href") return link.href;
  const auto href = link.href ? split_href(*link.href) : std::nullopt;
  if (!href || !is_guid(last_segment(href->path))) return std::nullopt;
  return std::string(last_segment(href->path));
}

}  // namespace emconform
