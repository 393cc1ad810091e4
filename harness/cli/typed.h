#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"

// What users type, beyond what the parser of options knows.
namespace emconform {

/// The formats of `--report`: "junit", "html"; of `diff`, "md".
using Formats = std::vector<std::string_view>;
Formats report_formats();
Formats diff_formats();

/// The values of `--report`. Errors have Fault::Usage.
Result<std::vector<ReportFile>> parse_reports(const std::vector<std::string>& texts,
                                              const Formats& formats);

/// "5/s", "300/m", "5": requests in a second; nullopt if it is none.
std::optional<double> requests_in_a_second(const std::string& text);

/// The command line for the reports; if names are to be replaced, without the values that tell of a
/// user's machine.
std::string command_of(const std::vector<std::string>& words, bool anonymize);

/// A proxy's password on the command line can be read by every process; it may stand in a file.
Result<void> refuse_visible_password(const std::string& proxy,
                                     const std::vector<std::string>& words);

}  // namespace emconform
