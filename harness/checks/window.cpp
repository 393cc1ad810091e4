#include "checks/window.h"

namespace emconform {

Interval begin_of_window(Interval now, int days) {
  return {.earliest = now.earliest - std::chrono::days(days),
          .latest = now.latest - std::chrono::days(days)};
}

std::optional<Instant> creation_of(const Resource& resource) {
  const auto text = text_of(resource, "CreationTimeUTC");
  const auto time = text ? parse_date_time(*text) : std::nullopt;
  if (!time) return std::nullopt;
  return time->instant;
}

// The time in a Name is no evidence: whose clock and zone it shows is not documented.
Age age_of(const Resource& resource, Interval begin) {
  const auto created = creation_of(resource);
  if (!created) return Age::Undecided;
  if (*created < begin.earliest) return Age::Outside;
  return *created < begin.latest ? Age::Undecided : Age::Inside;
}

}  // namespace emconform
