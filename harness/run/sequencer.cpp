#include "run/sequencer.h"

#include <fmt/format.h>

#include <algorithm>

namespace emconform {
namespace {

/// What a request is told by; the same for every reading of its answer.
std::string name_of(const ExchangeRecord& record) {
  return fmt::format("{} {} {} {}", record.method, record.url, record.auth, record.accept);
}

}  // namespace

void Blame::note(const Outcome& outcome) {
  for (const CaseResult& result : outcome.results)
    if (result.verdict == Verdict::Fail &&
        (result.check == "http.status" || result.check == "body.well_formed"))
      checks_.emplace(name_of(outcome.readings.front()->record), result.check);
}

void Blame::withdraw(Outcome& outcome) const {
  if (!outcome.accused) return;
  const auto found = checks_.find(name_of(outcome.accused->record));
  if (found == checks_.end()) return;
  const Finding& finding = outcome.results.front().findings.front();
  set_problem(outcome, {.verdict = Verdict::Inconclusive,
                        .note = fmt::format("{} was answered with {}: see {}", finding.where,
                                            finding.actual, found->second)});
}

void Sequencer::add(std::size_t unit, Outcome outcome) {
  const std::lock_guard lock(mutex_);
  waiting_.emplace(unit, std::move(outcome));
  for (auto next = waiting_.find(next_); next != waiting_.end(); next = waiting_.find(++next_)) {
    pass_on(std::move(next->second));
    waiting_.erase(next);
  }
}

void Sequencer::pass_on(Outcome outcome) {
  blame_.withdraw(outcome);
  blame_.note(outcome);
  std::vector<std::size_t> exchanges;
  for (const ReadingPtr& reading : outcome.readings) exchanges.push_back(index_of(reading));
  for (CaseResult& result : outcome.results) {
    result.exchanges = exchanges;
    if (names_ == nullptr) {
      clean(result);
      if (listener_.result) listener_.result(result);
    }
    run_.results.push_back(std::move(result));
  }
  if (listener_.progress) listener_.progress(run_.results.size(), run_.planned);
}

std::size_t Sequencer::index_of(const ReadingPtr& reading) {
  // Weak: a reading's memory is not held for its record, and a reused address is told apart.
  auto& known = known_[reading.get()];
  if (known.first.lock() == reading) return known.second;
  ExchangeRecord record = reading->record;
  known = {reading, run_.exchanges.size()};
  if (names_ == nullptr) {
    clean(record);
    if (listener_.exchange) listener_.exchange(record, run_.exchanges.size());
  }
  run_.exchanges.push_back(std::move(record));
  return known.second;
}

void Sequencer::finish() {
  if (names_ == nullptr) return;
  for (std::size_t i = 0; i < run_.exchanges.size(); ++i) {
    clean(run_.exchanges[i]);
    if (listener_.exchange) listener_.exchange(run_.exchanges[i], i);
  }
  for (CaseResult& result : run_.results) {
    clean(result);
    if (listener_.result) listener_.result(result);
  }
}

std::string Sequencer::clean(const std::string& text) const {
  std::string redacted = redactor_.redact(text);
  return names_ == nullptr ? redacted : names_->without_names(redacted);
}

void Sequencer::clean(ExchangeRecord& record) const {
  for (std::string* text : {&record.url, &record.error, &record.curl, &record.accept,
                            &record.status_line, &record.excerpt})
    *text = clean(*text);
  for (auto* lines : {&record.request_headers, &record.headers})
    for (std::string& line : *lines) line = clean(line);
}

void Sequencer::clean(CaseResult& result) const {
  result.note = clean(result.note);
  for (Finding& finding : result.findings)
    for (std::string* text : {&finding.where, &finding.expected, &finding.actual})
      *text = clean(*text);
}

}  // namespace emconform
