#include "run/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "run/plan.h"
#include "run/runner.h"

namespace emconform {
namespace {

using Shards = std::vector<NamedRun>;

Error unfit(const std::string& where, std::string what, std::string remedy) {
  return {.where = where, .what = std::move(what), .remedy = std::move(remedy)};
}

std::string shard_of(const RunResult& run) { return fmt::format("{}/{}", run.shard, run.shards); }

/// What shards of one run have in common.
std::optional<Error> why_of_different_runs(const NamedRun& first, const NamedRun& other) {
  const auto differs = [&](std::string_view what, const std::string& a, const std::string& b) {
    return unfit(other.name,
                 fmt::format("is no part of the same run as {}: its {} is {}, not {}", first.name,
                             what, b, a),
                 "merge run files of one target, one version of emconform, one plan");
  };
  struct Fact {
    std::string_view what;
    std::string first, other;
  };
  const RunResult &a = first.run, &b = other.run;
  const Fact facts[] = {{"plan", a.plan_hash, b.plan_hash},
                        {"suite hash", a.suite_hash, b.suite_hash},
                        {"version of emconform", a.version, b.version},
                        {"seed", std::to_string(a.seed), std::to_string(b.seed)},
                        {"number of shards", std::to_string(a.shards), std::to_string(b.shards)}};
  for (const Fact& fact : facts)
    if (fact.first != fact.other) return differs(fact.what, fact.first, fact.other);
  // A shard that could not start has seen no release.
  const bool both_started = !a.release.empty() && !b.release.empty();
  if (both_started && a.release != b.release)
    return differs("target's release", a.release, b.release);
  return std::nullopt;
}

std::optional<Error> why_not_whole(const Shards& shards) {
  const RunResult& first = shards.front().run;
  std::map<int, std::string> seen;
  for (const NamedRun& shard : shards) {
    if (const auto why = why_of_different_runs(shards.front(), shard)) return why;
    const auto [earlier, is_new] = seen.emplace(shard.run.shard, shard.name);
    if (is_new) continue;
    if (first.shards == 1)
      return unfit(shard.name,
                   fmt::format("is a whole run of {}, as {} is", first.target, earlier->second),
                   "report one of them; emconform diff OLD NEW compares two");
    return unfit(shard.name,
                 fmt::format("is shard {}, as {} is", shard_of(shard.run), earlier->second),
                 "name each shard once");
  }
  std::vector<int> missing;
  for (int i = 1; i <= first.shards; ++i)
    if (!seen.contains(i)) missing.push_back(i);
  if (missing.empty()) return std::nullopt;
  return unfit(shards.front().name,
               fmt::format("is shard {}; shard{} {} of the same plan {} missing", shard_of(first),
                           missing.size() == 1 ? "" : "s", fmt::join(missing, ", "),
                           missing.size() == 1 ? "is" : "are"),
               "name the run files of all shards: what is not there was not verified");
}

void add_once(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& text : more)
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
}

/// What all shards say is said once, what only some say is said of them.
std::vector<std::string> notes_of(const Shards& shards, const RunResult& whole) {
  std::map<std::string, std::size_t> times;
  for (const NamedRun& shard : shards)
    for (const std::string& note : shard.run.notes) ++times[note];
  std::vector<std::string> notes;
  if (const std::string note = sampled_note(whole); !note.empty()) notes.push_back(note);
  for (const NamedRun& shard : shards)
    for (const std::string& note : shard.run.notes) {
      if (note == sampled_note(shard.run)) continue;
      const bool is_everywhere = times[note] == shards.size();
      add_once(notes,
               {is_everywhere ? note : fmt::format("shard {}: {}", shard_of(shard.run), note)});
    }
  notes.push_back(fmt::format("put together from {} shards", shards.size()));
  return notes;
}

void add_results(RunResult& whole, RunResult shard) {
  const std::size_t offset = whole.exchanges.size();
  std::move(shard.exchanges.begin(), shard.exchanges.end(), std::back_inserter(whole.exchanges));
  for (CaseResult& result : shard.results) {
    for (std::size_t& exchange : result.exchanges) exchange += offset;
    whole.results.push_back(std::move(result));
  }
}

/// In a rule's best scope: what is here in one shard is in another one for the others.
void add_scopes(RunResult& whole, const RunResult& shard) {
  for (std::size_t i = 0; i < std::min(whole.rules.size(), shard.rules.size()); ++i)
    if (shard.rules[i].scope == Scope::Here) whole.rules[i].scope = Scope::Here;
}

/// The gravest of what ended the shards otherwise than by their results.
int status_of_endings(const Shards& shards) {
  constexpr int harness_fault = 3, interrupted = 130;
  int status = 0;
  for (const NamedRun& shard : shards)
    if (shard.run.exit_status == harness_fault ||
        (shard.run.exit_status == interrupted && status == 0))
      status = shard.run.exit_status;
  return status;
}

RunResult put_together(Shards shards) {
  std::sort(shards.begin(), shards.end(),
            [](const NamedRun& a, const NamedRun& b) { return a.run.shard < b.run.shard; });
  RunResult whole = shards.front().run;
  whole.shard = whole.shards = 1;
  whole.recording = nullptr;  // each shard has its own
  whole.results.clear();
  whole.exchanges.clear();
  whole.recording.reset();  // each shard's replays by itself
  whole.gate.clear();
  whole.aborted.clear();
  whole.requests = whole.planned = 0;
  whole.combinations = whole.combinations_in_all = 0;
  for (const NamedRun& shard : shards) {
    const RunResult& run = shard.run;
    if (whole.release.empty()) whole.release = run.release;
    if (whole.dialect.empty()) whole.dialect = run.dialect;
    if (whole.tls.empty()) whole.tls = run.tls;
    whole.started = std::min(whole.started, run.started);
    whole.finished = std::max(whole.finished, run.finished);
    whole.requests += run.requests;
    whole.planned += run.planned;
    whole.combinations += run.combinations;
    whole.combinations_in_all += run.combinations_in_all;
    whole.insecure |= run.insecure;
    whole.strict_gate |= run.strict_gate;
    whole.whole_suite &= run.whole_suite;
    whole.complete &= run.complete;
    if (!run.aborted.empty())
      whole.aborted += fmt::format("{}shard {}: {}", whole.aborted.empty() ? "" : "; ",
                                   shard_of(run), run.aborted);
    add_once(whole.idle, run.idle);
    if (&run != &shards.front().run) add(whole.learned, run.learned);
    add_scopes(whole, run);
  }
  whole.notes = notes_of(shards, whole);
  whole.exit_status = status_of_endings(shards);
  for (NamedRun& shard : shards) add_results(whole, std::move(shard.run));
  // As in a plan: suites by name, and each suite is in one shard.
  std::stable_sort(whole.results.begin(), whole.results.end(),
                   [](const CaseResult& a, const CaseResult& b) { return a.suite < b.suite; });
  return whole;
}

Result<RunResult> whole_of(Shards shards) {
  if (const auto why = why_not_whole(shards)) return fail(*why);
  if (shards.size() == 1) return std::move(shards.front().run);
  const std::string name = shards.front().name;
  RunResult whole = put_together(std::move(shards));
  if (whole.complete && hash_of(whole.results) != whole.plan_hash)
    return fail(unfit(name, "and the other shards: their results are not those of the plan",
                      "a run file was changed, or is of another plan"));
  return whole;
}

}  // namespace

Result<std::vector<RunResult>> merged(std::vector<NamedRun> runs) {
  std::vector<Shards> targets;
  for (NamedRun& run : runs) {
    const auto same = std::find_if(targets.begin(), targets.end(), [&](const Shards& shards) {
      return shards.front().run.target == run.run.target;
    });
    if (same == targets.end())
      targets.push_back({std::move(run)});
    else
      same->push_back(std::move(run));
  }
  std::vector<RunResult> wholes;
  for (Shards& shards : targets) {
    auto whole = whole_of(std::move(shards));
    if (!whole) return fail(std::move(whole.error()));
    wholes.push_back(std::move(*whole));
  }
  return wholes;
}

}  // namespace emconform
