#include "cli/not_started.h"

#include <fmt/format.h>

#include <chrono>

#include "run/runner.h"
#include "transport/encodings.h"
#include "transport/redact.h"

namespace emconform {

RunResult not_started(RunResult about, const Plan& plan, const Knowledge& knowledge,
                      const Error& why, const Credentials& credentials) {
  RunResult run = std::move(about);
  run.started = std::chrono::floor<Instant::duration>(std::chrono::system_clock::now());
  run.finished = run.started;
  run.plan_hash = plan.hash;
  run.planned = plan.results;
  run.suite_hash = knowledge.hash;
  set_demands(run, plan, knowledge);
  Redactor redactor;
  redactor.add_secret(credentials.password, "password");
  redactor.add_secret(base64(credentials.username + ":" + credentials.password), "credentials");
  const std::string what =
      redactor.redact(fmt::format("{}{}{}", why.where, why.where.empty() ? "" : ": ", why.what));
  run.aborted = "the run could not start: " + what;
  run.results.push_back({.suite = "start",
                         .endpoint = "/",
                         .case_name = "start",
                         .check = "run.start",
                         .verdict = Verdict::Error,
                         .note = why.remedy.empty() ? what : what + "; " + why.remedy});
  run.gate = gate(run);
  run.exit_status = exit_status(run);
  return run;
}

}  // namespace emconform
