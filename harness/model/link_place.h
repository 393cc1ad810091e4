#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/representation.h"

// Where a value stands in the links of a resource. Contracts write it as
// "link:<rel>:<type>:<part>": "link:Up:BackupServerReference:Name".
namespace emconform {

struct LinkPlace {
  std::string_view rel{}, type{};
  std::string_view part{};  // Name, Href, or Id: the GUID in the Href
};

/// Refers to `text`; nullopt if that is no such place, but the name of a field.
std::optional<LinkPlace> split_link_place(std::string_view text);

/// Whether the link is of that relation and type.
bool is_at(const Link& link, const LinkPlace& place);

/// What the link has in that part; nullopt if it has none, or the Href leads to no GUID.
std::optional<std::string> value_at(const Link& link, const LinkPlace& place);

}  // namespace emconform
