#include "cli/shard.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace emconform {
namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Protocol {
  const char* index;
  const char* count;
  int first;                // index of the first shard
  const char* status_file;  // nullptr: none
  bool has_own_count;       // the runner sets the count; else the user has to
};

// The first that is there wins (design, Sharding).
constexpr Protocol protocols[] = {
    {"TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS", 0, "TEST_SHARD_STATUS_FILE", true},
    {"GTEST_SHARD_INDEX", "GTEST_TOTAL_SHARDS", 0, "GTEST_SHARD_STATUS_FILE", true},
    {"JOB_COMPLETION_INDEX", "EMCONFORM_SHARDS", 0, nullptr, false},
    {"CI_NODE_INDEX", "CI_NODE_TOTAL", 1, nullptr, true},
};

Error bad_shard(const std::string& where, std::string what) {
  return {.where = where,
          .what = std::move(what),
          .remedy = "give --shard I/N with 1 <= I <= N; --shard 1/1 judges all"};
}

Result<Shard> shard_of_option(const std::string& option) {
  const std::size_t slash = std::min(option.find('/'), option.size() - 1);
  const int index = number(std::string_view(option).substr(0, slash)).value_or(0);
  const int count = number(std::string_view(option).substr(slash + 1)).value_or(0);
  if (index < 1 || count < index) return fail(bad_shard("--shard " + option, "is no shard"));
  return Shard{.index = index, .count = count, .from = "--shard"};
}

/// nullopt: the protocol is not in use. GitLab sets the count of 1 for every job.
Result<std::optional<Shard>> shard_of(const Protocol& protocol, const Environment& environment) {
  const char* const index = environment(protocol.index);
  const char* const count = environment(protocol.count);
  const bool is_alone = count != nullptr && std::string_view(count) == "1";
  const bool is_in_use = protocol.has_own_count ? count != nullptr : index != nullptr;
  if (!is_in_use || (is_alone && index == nullptr)) return std::nullopt;
  if (index == nullptr || count == nullptr)
    return fail(bad_shard(index == nullptr ? protocol.count : protocol.index,
                          fmt::format("is set, {} is not: which shard this is cannot be told",
                                      index == nullptr ? protocol.index : protocol.count)));
  const auto at = number(index), of = number(count);
  if (!at || !of || *at < protocol.first || *at - protocol.first >= *of)
    return fail(bad_shard(fmt::format("{}={} {}={}", protocol.index, index, protocol.count, count),
                          fmt::format("is no shard: the first one is {}", protocol.first)));
  const char* const file =
      protocol.status_file == nullptr ? nullptr : environment(protocol.status_file);
  return Shard{.index = *at - protocol.first + 1,
               .count = *of,
               .from = protocol.index,
               .status_file = file == nullptr ? "" : file};
}

}  // namespace

Result<Shard> find_shard(const std::string& option, const Environment& environment) {
  if (!option.empty()) return shard_of_option(option);
  for (const Protocol& protocol : protocols) {
    auto shard = shard_of(protocol, environment);
    if (!shard) return fail(std::move(shard.error()));
    if (*shard) return std::move(**shard);
  }
  return Shard{};
}

}  // namespace emconform
