#pragma once

#include <atomic>
#include <functional>
#include <span>

#include "run/gather.h"
#include "run/names.h"
#include "run/traffic.h"

// Plan -> results: logs on, lets workers gather and judge unit by unit, logs off.
namespace emconform {

struct RunOptions {
  std::string base{};  // "https://em01:9398"
  Credentials credentials{};
  bool insecure = false;  // for curl lines: certificates are not verified
  int jobs = 4;           // workers, each with a connection that is kept alive
  GatherOptions gather{};
  TrafficLimits traffic{};
  std::optional<bool> camel_case{};  // demanded JSON dialect; nullopt: what the target speaks
  /// Remembers bodies; runs against mocks of the same data share one.
  std::shared_ptr<Decoder> decoder = std::make_shared<Decoder>();
  /// Knows what must not be told. Whoever prints what comes of the run shares it.
  std::shared_ptr<Redactor> redactor = std::make_shared<Redactor>();
  /// What is known of the connection's TLS, for the reports; asked after the first answer.
  std::function<std::string()> tls{};
  bool learn = true;  // what the target looks like (model/learned.h)
  std::vector<Waiver> waivers{};
  bool anonymize = false;  // names of what is at the target are replaced (names.h)
  bool record = false;     // all traffic is kept, for RunResult::recording
  bool offline = false;    // the transport is a recording's: nothing is waited for
  bool fail_fast = false;
  bool strict_gate = false;
};

/// Told of everything as it happens, in the plan's order whatever the number of workers, and never
/// by two threads at once. What it is told holds no secret. One that throws ends the run: the
/// sessions are logged off, and the result's exit status is 3.
struct RunListener {
  std::function<void(const RunResult&)> started{};  // target, release, dialect, plan are known
  std::function<void(const ExchangeRecord&, std::size_t index)> exchange{};
  std::function<void(const CaseResult&)> result{};
  std::function<void(std::size_t done, std::size_t planned)> progress{};
};

/// Runs a plan. The error is what kept the run from starting: target unreachable, no Enterprise
/// Manager, logon refused. `about` brings what the caller knows (version, target, hashes, command).
/// When `stop` becomes true no new request is sent but the logoff; the result is incomplete.
/// Neither result nor error hold a secret.
Result<RunResult> run(const Plan& plan, const Knowledge& knowledge, const RunOptions& options,
                      RunResult about, const Transport& transport, const RunListener& listener,
                      const std::atomic<bool>& stop);

/// The names that are known before the target is asked; null if names are to stay.
std::unique_ptr<Names> first_names(const RunOptions& options, const Knowledge& knowledge);

/// Which part of the whole matrix a run took, one sentence; "" if it took all.
std::string sampled_note(const RunResult& run);

/// Every check and relation that there is, with the requirements that it enforces.
std::vector<RuleInfo> rules_of_program(const Knowledge& knowledge);

/// The verdict of a judgement: Fail or Warn by level if there are findings, else Pass with a
/// witness, Inconclusive with undecided items only, NotTestable with nothing.
Verdict verdict_of(const Judgement& judgement, Level level);

/// What a run of this plan is measured by: every rule, and where it is planned, the ledger, what
/// cases ask for in vain.
void set_demands(RunResult& run, const Plan& plan, const Knowledge& knowledge);

/// Why too little was verified, one sentence each; empty: enough was (design, Verdicts). Nothing
/// was judged on an endpoint that the target has, by a whole family of rules (window.*), or by a
/// case; under half of the results were judged; with run.strict_gate, a must or derived rule or
/// requirement had no witness, unless another shard of the plan has it.
std::vector<std::string> gate(const RunResult& run);

/// The exit status of a finished run by its results, waivers and gate: 1, 4, 6, 5, 0 (or 130 if it
/// was interrupted).
int exit_status(const RunResult& run);

/// The exit status of several targets: the gravest of theirs. 3 and 130 before 1, 4, 6, 5, 0.
int exit_status(std::span<const RunResult> runs);

/// Of a run that was read from a file: what it holds outweighs what its last line says of it.
/// Nothing is made better than it was recorded, but by waivers that the caller brings in place of
/// the run's own.
void judge_again(RunResult& run, const std::optional<std::vector<Waiver>>& waivers = {});

}  // namespace emconform
