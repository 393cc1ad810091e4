#pragma once

#include <cstddef>
#include <string>

#include "model/results.h"

// Texts of a JUnit report.
namespace emconform {

constexpr std::size_t most_message = 1000;  // bytes of one message

/// Everything that a reader of one result needs; the first line is its message, since GitLab shows
/// the text alone.
std::string junit_text(const RunResult& run, const CaseResult& result);

/// Valid in XML, and no reader takes a word of the target for the name of a file to attach: Jenkins
/// would copy the file from the machine that built.
std::string harmless_in_junit(std::string_view text);

/// "\n[[ATTACHMENT|path]]\n", which GitLab and Jenkins show as a link; "" for a path that they
/// would not understand.
std::string attachment(const std::string& path);

}  // namespace emconform
