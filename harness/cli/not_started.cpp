#include "cli/not_started.h"

#include <fmt/format.h>

#include <chrono>

#include "run/names.h"

namespace emconform {

RunResult not_started(RunResult about, const Plan& plan, const Knowledge& knowledge,
                      const Error& why, const RunOptions& options) {
  RunResult run = std::move(about);
  run.started = std::chrono::floor<Instant::duration>(std::chrono::system_clock::now());
  run.finished = run.started;
  run.plan_hash = plan.hash;
  run.planned = plan.results;
  run.suite_hash = knowledge.hash;
  set_demands(run, plan, knowledge);
  const auto names = first_names(options, knowledge);
  const auto clean = [&](const std::string& text) {
    const std::string redacted = options.redactor->redact(text);
    return names ? names->without_names(redacted) : redacted;
  };
  const std::string what =
      clean(fmt::format("{}{}{}", why.where, why.where.empty() ? "" : ": ", why.what));
  const std::string remedy = clean(why.remedy);
  run.target = clean(run.target);
  run.command = clean(run.command);
  run.aborted = "the run could not start: " + what;
  run.results.push_back({.suite = "start",
                         .endpoint = "/",
                         .case_name = "start",
                         .check = "run.start",
                         .verdict = Verdict::Error,
                         .note = remedy.empty() ? what : what + "; " + remedy});
  run.gate = gate(run);
  run.exit_status = exit_status(run);
  return run;
}

}  // namespace emconform
