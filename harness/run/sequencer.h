#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "run/names.h"
#include "run/outcome.h"
#include "run/runner.h"

namespace emconform {

/// Requests whose answers a check of the single exchange has found fault with. A relation that
/// rests on such an answer does not report the same fault a second time: it is not decided.
class Blame {
 public:
  void note(const Outcome& outcome);
  void withdraw(Outcome& outcome) const;

 private:
  std::map<std::string, std::string> checks_{};
};

/// Takes outcomes as workers finish, passes them on in the plan's order: to the run's result and
/// to the listener. What it passes on holds no secret. Thread-safe; what it is given outlives it.
class Sequencer {
 public:
  /// With `names`, the listener is told of results and exchanges when all names are known: by
  /// finish().
  Sequencer(RunResult& run, const Redactor& redactor, Names* names, const RunListener& listener)
      : run_(run), redactor_(redactor), names_(names), listener_(listener) {}

  /// The outcome of the plan's unit of that index; each unit's is added once.
  void add(std::size_t unit, Outcome outcome);
  /// No more will be added.
  void finish();

 private:
  void pass_on(Outcome outcome);
  std::size_t index_of(const ReadingPtr& reading);
  std::string clean(const std::string& text) const;
  void clean(CaseResult& result) const;
  void clean(ExchangeRecord& record) const;

  RunResult& run_;
  const Redactor& redactor_;
  Names* names_;
  const RunListener& listener_;
  std::mutex mutex_{};
  std::map<std::size_t, Outcome> waiting_{};
  std::size_t next_ = 0;
  std::map<const Reading*, std::pair<std::weak_ptr<const Reading>, std::size_t>> known_{};
  Blame blame_{};
};

}  // namespace emconform
