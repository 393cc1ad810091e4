#include "run/release.h"

#include <fmt/format.h>

#include <string_view>

#include "model/release.h"

namespace emconform {
namespace {

// api-facts, sections 3 and 9: JSON came with 9.5 U4.
constexpr std::string_view json_since = "v1_4";
// api-facts, section 6.1: the note on 30 days stands on the pages of release 12, not of 11.
constexpr std::string_view window_since = "v1_7";

bool asks_for_json(const Unit& unit) {
  return unit.accept.value.value_or("").find("json") != std::string::npos ||
         (unit.relation != nullptr && unit.relation->id == "relation.same_content");
}

bool is_about_window(const Unit& unit) {
  return unit.relation != nullptr && unit.contract->window_days > 0 &&
         (unit.relation->id.starts_with("window.") ||
          unit.relation->id == "relation.query_equals_collection");
}

}  // namespace

std::optional<std::string> came_later(const Unit& unit, const std::string& version) {
  struct Since {
    std::string_view what, version;
  };
  const Since all[] = {{"the resource", unit.suite->since},
                       {"JSON", asks_for_json(unit) ? json_since : ""},
                       {"the window of days", is_about_window(unit) ? window_since : ""}};
  if (version.empty()) return std::nullopt;
  for (const Since& since : all)
    if (!since.version.empty() && is_before(version, since.version))
      return fmt::format("{} came with version {} of the API; the target's newest is {}",
                         since.what, since.version, version);
  return std::nullopt;
}

}  // namespace emconform
