#pragma once

#include <atomic>
#include <functional>
#include <set>

#include "load/files.h"
#include "mock/hooks.h"
#include "mock/mock.h"
#include "model/selftest.h"
#include "run/decoder.h"
#include "run/plan.h"

// Runs of the suite against mocks, each with one defect or as one variant.
namespace emconform {

struct TrialOptions {
  std::size_t sessions = 60;  // few, but enough to judge every rule by
  std::uint64_t seed = 1;
  unsigned jobs = 2;  // trials at the same time
};

/// Runs a plan against mocks: those with a defect in this process, the variants over sockets, since
/// some of them are unusual in how they answer. Thread-safe: a mock and the harness share nothing.
class Trials {
 public:
  /// `plan` and `knowledge` must outlive this.
  Trials(const Plan& plan, const Knowledge& knowledge, const TrialOptions& options);

  /// Against the plain mock: what later variants may leave open is what this left open.
  Trial healthy();
  Trial defect(const mock::Defect& defect) const;
  Trial variant(const mock::Variant& variant) const;

 private:
  mock::Options mock_options() const;
  Result<RunResult> run_with(const Transport& transport, const std::string& base) const;
  Result<RunResult> run_over_sockets(const std::string& variant) const;
  Result<RunResult> run_in_process(const mock::Hooks& hooks) const;
  void note_alarms(const RunResult& run, std::string_view open, Trial& trial) const;

  const Plan& plan_;
  const Knowledge& knowledge_;
  TrialOptions options_;
  std::shared_ptr<Decoder> decoder_ = std::make_shared<Decoder>();
  std::set<std::string> open_{};  // names of the results without a verdict on the plain mock
};

/// Calls each task once, `jobs` at a time, in order as far as that goes; stops early with `stop`.
void run_tasks(const std::vector<std::function<void()>>& tasks, unsigned jobs,
               const std::atomic<bool>& stop);

}  // namespace emconform
