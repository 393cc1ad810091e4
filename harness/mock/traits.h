#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "mock/hooks.h"
#include "mock/logon.h"
#include "mock/mock.h"
#include "mock/style.h"

// How a healthy server may differ from the plain mock, and the catalogue of such servers.
namespace emconform::mock {

struct Data;

enum class HeaderCase { AsUsual, Lower, Upper };

/// What hooks cannot change. The plain mock has none of it.
struct Traits {
  XmlStyle xml{};
  JsonStyle json{};
  std::chrono::seconds clock{};           // by which the server's clock is fast
  std::optional<std::size_t> sessions{};  // instead of Options::sessions
  bool (*serves)(std::string_view) = [](std::string_view) { return true; };  // a route's pattern
  void (*data)(Data&, Time) = [](Data&, Time) {};  // changes what was generated, as of that time
  LogonRules logons{};
  HeaderCase header_case = HeaderCase::AsUsual;
  bool closes_connections = false;  // after each answer
};

struct VariantEntry {
  Variant variant{};
  Hooks hooks{};
  Traits traits{};
};

/// The plain mock for an empty id, null for an unknown one.
const VariantEntry* variant_of(std::string_view id);

// The catalogue, by what is unusual.
std::span<const VariantEntry> format_variants();   // the bytes of a body, the headers around it
std::span<const VariantEntry> data_variants();     // what the server has to show
std::span<const VariantEntry> release_variants();  // other releases of the product
std::span<const VariantEntry> service_variants();  // how it goes about its work

}  // namespace emconform::mock
