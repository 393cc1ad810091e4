#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

#include "model/result.h"
#include "model/results.h"

// The run file: NDJSON, one object per line, the only source of every report.
//
//   {"kind":"run","schema":1,..}   first: what is known at the start
//   {"kind":"rule",..}             every rule of the program, and where the plan has it
//   {"kind":"requirement",..}      every requirement of the ledger, and its checks
//   {"kind":"waiver",..}           every waiver in force; the results are written without them
//   {"kind":"exchange",..}         appended as cases finish, each before the first result that
//   {"kind":"result",..}           names it by its index
//   {"kind":"recording",..}        of a run with --record: what was asked for, by which rules;
//   {"kind":"traffic",..}          then each exchange, as an entry of HAR (har.h); a body that
//   stands
//                                  in an earlier line is named by its index, as "body_of"
//   {"kind":"witnesses",..}        for others who read the file: what the results come to, rule by
//   {"kind":"unverified",..}       rule, and the requirements without a witness; never read here
//   {"kind":"learned",..}          what the target looked like (model/learned.h): a line for each
//                                  resource type, form and format, and one for each endpoint
//   {"kind":"end",..}              last: what is known at the end
//
// A file without an "end" line is of a run that was cut off: it is read, and marked incomplete.
// Files of emconform 0.1.0 have "rule" lines before the end, and only of rules that occur in a
// result; no "requirement" and no "learned" lines; and nothing of no_data.
// Keys and kinds that a reader does not know are skipped, so that newer files can say more;
// `schema` changes when an older reader would misunderstand them. Times are UTC, in ISO 8601;
// durations are microseconds. Text is UTF-8, what is not becomes U+FFFD.
namespace emconform {

constexpr int run_file_schema = 1;

void write_run_start(const RunResult& run, std::ostream& out);
void write_exchange(const ExchangeRecord& record, std::size_t index, std::ostream& out);
void write_result(const CaseResult& result, std::ostream& out);
/// What the results come to, then the end.
void write_run_end(const RunResult& run, std::ostream& out);

/// The whole of a run.
void write_run_file(const RunResult& run, std::ostream& out);

/// `name` is for messages. A torn last line (one without a line end) is dropped; anything else that
/// is wrong is an Error with the line's number.
Result<RunResult> read_run_file(std::istream& in, const std::string& name);

}  // namespace emconform
