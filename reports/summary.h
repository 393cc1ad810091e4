#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "model/results.h"
#include "model/verified.h"
#include "reports/reports.h"

// What several reports say of a run and of its results.
namespace emconform {

/// "list [session, application/xml, reference]": stable between runs.
std::string title_of(const CaseResult& result);

/// The rule of a result; one without sentence and source if the run does not know it (a run that
/// was cut off knows no rules).
RuleInfo rule_of(const RunResult& run, const CaseResult& result);

/// The shell line that repeats the first request of a result; "" if there is none.
std::string curl_of(const RunResult& run, const CaseResult& result);

/// What the exit status means, in one word for machines: "CONFORMS", "FAILS", "NOT VERIFIED",
/// "ERROR", "WAIVERS", "INTERRUPTED". A run that is not whole, or holds no result, never conforms.
std::string_view outcome_of(const RunResult& run);

/// "3021 results: 2990 passed, 12 failed, 3 warned, 16 not verified, 0 errors"
std::string counts_in_words(const RunResult& run);

/// "/jobs/000000..." for an endpoint whose last segment is a GUID: it would widen a table.
std::string endpoint_name(std::string_view endpoint);

/// What every report says of a run with -k.
inline constexpr const char* in_insecure_words =
    "certificate and host name were not verified (--insecure): anybody may have answered";

/// Counts one more.
void add(Counts& counts, Verdict verdict);

/// "71 rules verified by 61234 witnesses; not verified: 3 rules", and the same of the ledger.
std::string rules_in_words(const RunResult& run, const Verification& verification);
std::string ledger_in_words(const RunResult& run, const Verification& verification);

/// "1 finding", "2 findings"; `plural` where it is not made by an s.
std::string counted(std::size_t count, std::string_view noun, std::string_view plural = "");

/// 9187 as "9,187".
std::string thousands(std::size_t number);

/// As counted(), for pages: "9,187 results".
std::string many(std::size_t count, std::string_view noun, std::string_view plural = "");

/// 1.234567 s as "1.234567".
std::string seconds(std::chrono::microseconds time);

/// "2026-11-21T11:38:00", UTC.
std::string to_the_second(Instant instant);

}  // namespace emconform
