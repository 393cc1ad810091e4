#pragma once

#include <span>
#include <string_view>

namespace emconform::mock {

/// A link that differs between servers by nothing but the host.
struct LinkTemplate {
  std::string_view rel;
  std::string_view path;    // below /api
  std::string_view type{};  // empty: none
  std::string_view name{};  // empty: none
};

/// What a logon session offers, but for its Up link and its own Delete link.
std::span<const LinkTemplate> logon_links();

}  // namespace emconform::mock
