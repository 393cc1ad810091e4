#include "reports/diff.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "reports/diff_parts.h"
#include "reports/summary.h"

namespace emconform {
namespace {

constexpr std::size_t most_named = 20;  // results or requests that one difference names

struct ChangeName {
  Change change;
  std::string_view one, many;
};

constexpr std::array<ChangeName, 8> change_names = {
    {{Change::Regression, "regression", "regressions"},
     {Change::Breaking, "breaking change", "breaking changes"},
     {Change::Slower, "slower", "slower"},
     {Change::LostEvidence, "lost evidence", "lost evidence"},
     {Change::Other, "other change", "other changes"},
     {Change::Addition, "compatible addition", "compatible additions"},
     {Change::GainedEvidence, "gained evidence", "gained evidence"},
     {Change::Fix, "fix", "fixes"}}};

const ChangeName& names_of(Change change) { return change_names[static_cast<std::size_t>(change)]; }

RunHeading heading_of(const RunResult& run) {
  return {.version = run.version,
          .target = run.target,
          .release = run.release,
          .dialect = run.dialect,
          .suite_hash = run.suite_hash,
          .plan_hash = run.plan_hash,
          .started = run.started,
          .seed = run.seed,
          .outcome = std::string(outcome_of(run)),
          .exit_status = run.exit_status,
          .counts = counts_in_words(run)};
}

bool is_anonymous(const RunResult& run) {
  return run.command.find("--anonymize") != std::string::npos;
}

/// What keeps one of the runs from telling all about its target.
void warn_of_run(const RunResult& run, std::string_view which, std::vector<std::string>& warnings) {
  const auto warn = [&](std::string_view why) {
    warnings.push_back(fmt::format("the {} run {}", which, why));
  };
  if (!run.complete)
    warn(fmt::format("is not complete: {}", run.aborted.empty() ? "it was cut off" : run.aborted));
  if (!run.whole_suite && run.knows_all_rules) warn("left cases or rules out (--filter, --level)");
  if (run.shards > 1) warn(fmt::format("is shard {} of {}", run.shard, run.shards));
  if (run.learned.is_empty()) warn("holds nothing that was learned: only verdicts are compared");
  for (const std::string& reason : run.gate) warn("verified too little: " + reason);
}

std::vector<std::string> warnings_for(const RunResult& before, const RunResult& after) {
  std::vector<std::string> warnings;
  warn_of_run(before, "older", warnings);
  warn_of_run(after, "newer", warnings);
  const auto warn_if = [&](bool holds, std::string warning) {
    if (holds) warnings.push_back(std::move(warning));
  };
  warn_if(before.started > after.started,
          "the run that was named first is the younger one: were the two swapped?");
  warn_if(before.target != after.target,
          fmt::format("the targets differ: {} and {}", before.target, after.target));
  warn_if(is_anonymous(before) || is_anonymous(after),
          "names are replaced (--anonymize), each run for itself: that both looked at the same "
          "target cannot be seen");
  warn_if(before.suite_hash != after.suite_hash,
          "the suites differ: a verdict may differ because its rule does");
  warn_if(before.plan_hash != after.plan_hash,
          "the plans differ: results that one of them lacks are lost or gained evidence");
  warn_if(before.seed != after.seed, "the seeds differ: other members of the lists were followed");
  return warnings;
}

std::string_view casing_of(const LearnedResource& resource) {
  if (resource.pascal_names + resource.camel_names == 0) return "";
  // Some names differ from the dialect in all releases (api-facts, section 4): most decide.
  return resource.camel_names > resource.pascal_names ? "camelCase" : "PascalCase";
}

std::string in_words(const LearnedResource& resource) {
  return fmt::format("{}, {}", resource.resource, name_of(resource.form));
}

class Comparison {
 public:
  Comparison(const RunResult& before, const RunResult& after) : before_(before), after_(after) {
    all_.before = heading_of(before);
    all_.after = heading_of(after);
    all_.warnings = warnings_for(before, after);
    all_.is_whole = after.complete;
  }

  Differences compare() {
    all_.compared_results = compare_results(before_, after_, all_.differences);
    if (!before_.learned.is_empty() && !after_.learned.is_empty()) compare_learned();
    warn_of_new_failures();
    std::stable_sort(all_.differences.begin(), all_.differences.end(),
                     [](const RunDifference& a, const RunDifference& b) {
                       return std::tie(a.change, a.where, a.what) <
                              std::tie(b.change, b.where, b.what);
                     });
    return std::move(all_);
  }

 private:
  void compare_learned() {
    for (const LearnedResource& now : after_.learned.resources)
      compare_resources(find(before_.learned, now), &now);
    for (const LearnedResource& old : before_.learned.resources)
      if (find(after_.learned, old) == nullptr) compare_resources(&old, nullptr);
    merge_formats();
    tell_casing();
    for (const LearnedEndpoint& now : after_.learned.endpoints)
      all_.compared_endpoints += static_cast<std::size_t>(
          std::count_if(before_.learned.endpoints.begin(), before_.learned.endpoints.end(),
                        [&](const LearnedEndpoint& old) { return old.endpoint == now.endpoint; }));
    compare_endpoints(before_.learned.endpoints, after_.learned.endpoints, all_.differences);
  }

  static const LearnedResource* find(const Learned& learned, const LearnedResource& like) {
    for (const LearnedResource& one : learned.resources)
      if (one.resource == like.resource && one.form == like.form && one.format == like.format)
        return &one;
    return nullptr;
  }

  void compare_resources(const LearnedResource* old, const LearnedResource* now) {
    const LearnedResource& any = now != nullptr ? *now : *old;
    const auto items = [](const LearnedResource* one) { return one == nullptr ? 0 : one->items; };
    if (items(old) == 0 && items(now) == 0) return;
    if (items(old) == 0 || items(now) == 0) {
      const bool is_lost = items(now) == 0;
      const auto words = [&](const LearnedResource* one) {
        return items(one) == 0 ? "no item was seen" : counted(items(one), "item");
      };
      by_format_.push_back({&any,
                            {.change = is_lost ? Change::LostEvidence : Change::GainedEvidence,
                             .what = "fields and links",
                             .before = words(old),
                             .after = words(now)}});
      return;
    }
    ++all_.compared_resources;
    const auto was = casing_of(*old), is = casing_of(*now);
    if (!was.empty() && !is.empty() && was != is) casings_[{was, is}].insert(now->resource);
    for (RunDifference& difference : compare_resource(*old, *now))
      by_format_.push_back({&any, std::move(difference)});
  }

  /// What XML and JSON show alike is told once.
  void merge_formats() {
    std::map<std::tuple<Change, std::string, std::string>, std::vector<std::size_t>> alike;
    for (std::size_t i = 0; i < by_format_.size(); ++i) {
      const auto& [resource, difference] = by_format_[i];
      alike[{difference.change, in_words(*resource), difference.what}].push_back(i);
    }
    for (const auto& [key, places] : alike) {
      auto& [resource, difference] = by_format_[places.front()];
      difference.where = std::get<1>(key);
      if (places.size() == 1)
        difference.where += resource->format == Format::Xml ? ", in XML" : ", in JSON";
      all_.differences.push_back(std::move(difference));
    }
  }

  void tell_casing() {
    for (const auto& [casing, resources] : casings_)
      all_.differences.push_back(
          {.change = Change::Breaking,
           .where = "JSON of " + counted_and_listed(resources, "resource type", 3),
           .what = "casing of property names",
           .before = std::string(casing.first),
           .after = std::string(casing.second),
           .note = "all else that is told here is compared without regard to it"});
  }

  void warn_of_new_failures() {
    std::size_t failures = 0;
    for (const RunDifference& one : all_.differences)
      if (one.change == Change::GainedEvidence && one.after.starts_with("failed"))
        failures += one.of_in_all;
    if (failures > 0)
      all_.warnings.push_back(fmt::format(
          "{} of the newer run failed that the older one did not verify: whether they are "
          "regressions cannot be told",
          counted(failures, "result")));
  }

  const RunResult& before_;
  const RunResult& after_;
  Differences all_{};
  std::vector<std::pair<const LearnedResource*, RunDifference>> by_format_{};
  std::map<std::pair<std::string_view, std::string_view>, std::set<std::string>> casings_{};
};

}  // namespace

std::string_view name_of(Change change) { return names_of(change).one; }
std::string_view plural_name_of(Change change) { return names_of(change).many; }

void add_of(RunDifference& difference, std::string name) {
  if (difference.of.size() < most_named) difference.of.push_back(std::move(name));
  ++difference.of_in_all;
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  const std::size_t shown = std::min(names.size(), most);
  std::string text = fmt::format(
      "{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::string counted_and_listed(const std::set<std::string>& names, std::string_view noun,
                               std::size_t most) {
  const std::string list = listed({names.begin(), names.end()}, most);
  return names.size() == 1 ? list : fmt::format("{}: {}", counted(names.size(), noun), list);
}

Differences compare(const RunResult& before, const RunResult& after) {
  return Comparison(before, after).compare();
}

std::size_t count(const Differences& differences, Change change) {
  return static_cast<std::size_t>(
      std::count_if(differences.differences.begin(), differences.differences.end(),
                    [&](const RunDifference& one) { return one.change == change; }));
}

int exit_status(const Differences& differences) {
  constexpr int broken = 1, too_little = 5;
  if (count(differences, Change::Regression) + count(differences, Change::Breaking) > 0)
    return broken;
  return differences.compared_results == 0 || !differences.is_whole ? too_little : 0;
}

std::string outcome_of(const Differences& differences) {
  std::string words = "DIFF:";
  for (const ChangeName& names : change_names) {
    const std::size_t number = count(differences, names.change);
    words += fmt::format("{} {} {}", words.ends_with(':') ? "" : ",", number,
                         number == 1 ? names.one : names.many);
  }
  return words;
}

}  // namespace emconform
