#include "run/replay.h"

#include <fmt/format.h>

#include "run/recorded_answers.h"
#include "transport/disguise.h"

namespace emconform {
namespace {

RunOptions options_of(const RecordedRun& recorded) {
  RunOptions options{.base = recorded.base,
                     // What stands for the password in the recording is called so here as well.
                     .credentials = {"recorded", word_for_secret("password")},
                     .insecure = recorded.insecure,
                     .jobs = 1};  // what was answered in turns is read in the plan's order
  options.gather = {.sample = recorded.sample,
                    .seed = recorded.seed,
                    .clock_tolerance = recorded.clock_tolerance};
  options.traffic.probe_methods = recorded.probe_methods;
  options.camel_case = recorded.camel_case;
  options.tls = [tls = recorded.tls] { return tls; };
  options.offline = true;
  for (const char* const name : {"credentials", "session", "session id", "proxy password"})
    options.redactor->add_secret(word_for_secret(name), name);
  return options;
}

void add_notes(const RecordedRun& recorded, const Knowledge& knowledge, RunResult& run) {
  run.notes.insert(run.notes.begin(),
                   fmt::format("replayed: a recording of {} by emconform {}; nothing was sent",
                               to_string(recorded.started), recorded.version));
  if (recorded.suite_hash != knowledge.hash)
    run.notes.emplace_back(
        "the rules or cases are not those of the recorded run: what they ask for beyond it is not "
        "testable");
  if (!recorded.complete)
    run.notes.push_back(fmt::format("the recorded run was not complete: {}", recorded.aborted));
  if (recorded.anonymized)
    run.notes.emplace_back(
        "names were replaced in the recording (--anonymize): what depends on their spelling may "
        "be judged otherwise, or not at all");
  if (recorded.withheld > 0)
    run.notes.push_back(fmt::format(
        "the answers held a secret in {} places, where the recording has a word in its stead: what "
        "is said of these may differ from what the run said",
        recorded.withheld));
}

}  // namespace

PlanOptions plan_options_of(const RecordedRun& recorded) {
  return {.filters = recorded.filters,
          .without = recorded.without,
          .level = recorded.level,
          .shard = recorded.shard,
          .shards = recorded.shards,
          .whole_matrix = recorded.whole_matrix,
          .probe_methods = recorded.probe_methods};
}

Result<RunResult> replay(const Recording& recording, const Plan& plan, const Knowledge& knowledge,
                         RunResult about, const RunListener& listener,
                         const std::atomic<bool>& stop) {
  const RecordedRun& recorded = *recording.run;
  about.target = recorded.target;
  about.seed = recorded.seed;
  about.insecure = recorded.insecure;
  add_notes(recorded, knowledge, about);
  RunOptions options = options_of(recorded);
  options.strict_gate = about.strict_gate;
  RecordedAnswers answers(recording);
  return run(plan, knowledge, options, std::move(about), answers.transport(), listener, stop);
}

}  // namespace emconform
