#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

#include "model/result.h"
#include "model/results.h"

// The run file: NDJSON, one object per line, the only source of every report.
//
//   {"kind":"run","schema":1,..}   first: what is known at the start
//   {"kind":"exchange",..}         appended as cases finish, each before the first result that
//   {"kind":"result",..}           names it by its index
//   {"kind":"rule",..}             every check that occurs in a result
//   {"kind":"end",..}              last: what is known at the end
//
// A file without an "end" line is of a run that was cut off: it is read, and marked incomplete.
// Keys and kinds that a reader does not know are skipped, so that newer files can say more;
// `schema` changes when an older reader would misunderstand them. Times are UTC, in ISO 8601;
// durations are microseconds. Text is UTF-8, what is not becomes U+FFFD.
namespace emconform {

constexpr int run_file_schema = 1;

void write_run_start(const RunResult& run, std::ostream& out);
void write_exchange(const ExchangeRecord& record, std::size_t index, std::ostream& out);
void write_result(const CaseResult& result, std::ostream& out);
/// The rules, then the end.
void write_run_end(const RunResult& run, std::ostream& out);

/// The whole of a run.
void write_run_file(const RunResult& run, std::ostream& out);

/// `name` is for messages. A torn last line (one without a line end) is dropped; anything else that
/// is wrong is an Error with the line's number.
Result<RunResult> read_run_file(std::istream& in, const std::string& name);

}  // namespace emconform
