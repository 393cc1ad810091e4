#include "run/waivers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "model/message.h"
#include "model/release.h"
#include "run/plan.h"

namespace emconform {
namespace {

constexpr int waived_for_days = 90;  // what is proposed

bool has_failed(const CaseResult& result) {
  return result.verdict == Verdict::Fail || result.verdict == Verdict::Warn;
}

bool is_for_release(const Waiver& waiver, const std::string& release) {
  return (waiver.first_release.empty() || !is_before(release, waiver.first_release)) &&
         (waiver.last_release.empty() || !is_before(waiver.last_release, release));
}

bool is_about(const Waiver& waiver, const CaseResult& result) {
  return waiver.rule == result.check && fits_glob(waiver.endpoint, result.endpoint);
}

std::string day_of(Instant instant) { return to_string(instant).substr(0, 10); }

Instant instant_of(const std::string& day) {
  const auto time = parse_date_time(day + "T00:00:00Z");
  return time ? time->instant : Instant{};
}

/// The different messages of a result's findings; of one without findings its note.
std::set<std::string> kinds_of(const CaseResult& result) {
  std::set<std::string> kinds;
  for (const Finding& finding : result.findings) kinds.insert(kind_of(finding));
  if (kinds.empty()) kinds.insert(without_particulars(result.note));
  return kinds;
}

/// Applies a run's waivers to its results.
class Application {
 public:
  explicit Application(RunResult& run) : run_(run), today_(day_of(run.started)) {}

  void apply() {
    for (WaiverUse& use : run_.waivers) {
      use.matched = 0;
      use.broken.clear();
      use.age_days = static_cast<int>(
          std::chrono::floor<std::chrono::days>(run_.started - instant_of(use.waiver.since))
              .count());
    }
    for (CaseResult& result : run_.results)
      if (has_failed(result)) cover(result);
    for (std::size_t i = 0; i < run_.waivers.size(); ++i) {
      WaiverUse& use = run_.waivers[i];
      if (use.matched == 0) use.broken = why_unused(i);
      if (use.matched > use.waiver.most)
        use.broken =
            fmt::format("it covers {} results, and may cover {}", use.matched, use.waiver.most);
      if (is_for_release(use.waiver, run_.release) && use.waiver.expires < today_)
        use.broken = fmt::format("it expired on {}", use.waiver.expires);
    }
  }

 private:
  std::vector<std::size_t> candidates_for(const CaseResult& result) const {
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < run_.waivers.size(); ++i)
      if (is_about(run_.waivers[i].waiver, result) &&
          is_for_release(run_.waivers[i].waiver, run_.release))
        candidates.push_back(i);
    return candidates;
  }

  void cover(CaseResult& result) {
    const std::vector<std::size_t> candidates = candidates_for(result);
    if (candidates.empty()) return;
    std::set<std::size_t> used;
    std::size_t covered = 0;
    const std::set<std::string> kinds = kinds_of(result);
    for (const std::string& kind : kinds) {
      const auto found =
          std::find_if(candidates.begin(), candidates.end(), [&](std::size_t candidate) {
            return kind.starts_with(run_.waivers[candidate].waiver.message);
          });
      if (found == candidates.end()) continue;
      ++covered;
      used.insert(*found);
    }
    for (const std::size_t waiver : used) ++run_.waivers[waiver].matched;
    if (covered == kinds.size())
      waive(result, *used.begin());
    else if (covered > 0)
      result.note = fmt::format("waivers ({}) cover {} of its {} kinds of findings",
                                run_.waivers[*used.begin()].waiver.ticket, covered, kinds.size());
  }

  void waive(CaseResult& result, std::size_t waiver) {
    const Waiver& by = run_.waivers[waiver].waiver;
    result.verdict = Verdict::Waived;
    result.waiver = waiver;
    result.note = fmt::format("{} ({}), until {}: {}", by.ticket, by.owner, by.expires, by.reason);
  }

  /// A failure with another message takes the waiver's place: what was accepted is not what is
  /// there now.
  std::string why_unused(std::size_t waiver) {
    const Waiver& unused = run_.waivers[waiver].waiver;
    if (!is_for_release(unused, run_.release)) return {};
    bool is_planned = false, is_judged = false;
    std::string other;
    for (CaseResult& result : run_.results) {
      if (!is_about(unused, result)) continue;
      is_planned = true;
      is_judged |= result.verdict == Verdict::Pass || result.verdict == Verdict::Waived;
      if (!has_failed(result)) continue;
      if (other.empty()) other = *kinds_of(result).begin();
      ++run_.waivers[waiver].matched;
      waive(result, waiver);
    }
    if (!other.empty())
      return fmt::format("it was written for another message; there is now: {}", other);
    const bool is_whole = run_.whole_suite && run_.complete && run_.shards == 1;
    if (!is_whole) return {};
    if (!is_planned) return "no case asks for this rule at this endpoint";
    return is_judged ? "nothing is broken any more that it covers: remove it" : "";
  }

  RunResult& run_;
  std::string today_;
};

/// Of one rule at one endpoint: the results that have a message, by kind of message.
using Departures = std::map<std::string, std::set<const CaseResult*>>;

std::string beginning_of(const std::string& kind) { return kind.substr(0, kind.find(", got ")); }

/// One message if there is only one, else what all of them begin with.
Departures by_message(const Departures& departures) {
  std::map<std::string, std::size_t> alike;  // kinds by their beginning
  for (const auto& [kind, results] : departures) ++alike[beginning_of(kind)];
  Departures messages;
  for (const auto& [kind, results] : departures) {
    const std::string beginning = beginning_of(kind);
    messages[alike[beginning] == 1 ? kind : beginning].insert(results.begin(), results.end());
  }
  return messages;
}

}  // namespace

void apply_waivers(RunResult& run) {
  if (!run.waivers.empty()) Application(run).apply();
}

std::vector<Waiver> proposed_waivers(const RunResult& run, const Waiver& like) {
  std::vector<Waiver> waivers;
  for (const WaiverUse& use : run.waivers)
    if (use.broken.empty()) waivers.push_back(use.waiver);
  std::map<std::pair<std::string, std::string>, Departures> failed;  // by rule and endpoint
  for (const CaseResult& result : run.results)
    if (result.verdict == Verdict::Fail ||
        (result.waiver && !run.waivers[*result.waiver].broken.empty()))
      for (const std::string& kind : kinds_of(result))
        failed[{result.check, result.endpoint}][kind].insert(&result);
  for (const auto& [where, departures] : failed)
    for (const auto& [message, results] : by_message(departures)) {
      Waiver waiver = like;
      waiver.rule = where.first;
      waiver.endpoint = where.second;
      waiver.first_release = waiver.last_release = run.release;
      waiver.message = message;
      waiver.since = day_of(run.started);
      if (waiver.expires.empty())
        waiver.expires = day_of(run.started + std::chrono::days(waived_for_days));
      waiver.most = results.size();
      waivers.push_back(std::move(waiver));
    }
  return waivers;
}

}  // namespace emconform
