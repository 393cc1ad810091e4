#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "reports/html_page.h"
#include "reports/reports.h"

// Parts that the HTML pages share: what a run, a comparison and a fleet all show.
namespace emconform {

/// "fail" for a style sheet: name_of(verdict) without blanks.
std::string_view class_of(Verdict verdict);

/// What the outcome of a run (summary.h) says at first sight.
Tone tone_of(std::string_view outcome);

/// The verdict of the page in large letters, below what it is about, above the sentence that says
/// why.
void write_headline(std::string_view about, std::string_view word, std::string_view why,
                    Html& html);

/// A remark that nobody may miss: "INSECURE: anybody may have answered".
void write_callout(Tone tone, std::string_view label, std::string_view text, Html& html);

/// <dt> and <dd>, inside of <dl>; nothing if the text is empty.
void write_fact(std::string_view label, std::string_view text, Html& html);
/// The same, for what a machine reads: hashes, URLs, paths.
void write_code_fact(std::string_view label, std::string_view text, Html& html);

/// A line to be copied into a shell, with its label.
void write_command(std::string_view label, std::string_view line, Html& html);

void write_badge(Verdict verdict, Html& html);

/// How results are shared among the verdicts: a bar, the gravest on the left.
void write_bar(const Counts& counts, Html& html);
/// The same in words: "12 failed, 412 passed"; those that are none are left out.
void write_counts(const Counts& counts, Html& html);
/// The same as a list, each with the colour it has in bars.
void write_legend(const Counts& counts, Html& html);

/// Where somebody signs: the decision, a name, a date. `what` says what the decision is about.
void write_signature(std::string_view what, Html& html);

}  // namespace emconform
