#pragma once

#include <string>
#include <string_view>

#include "model/results.h"

namespace emconform {

/// The shell line that judges this rule of this case again and nothing else: the options of the
/// run that say whom to ask and how, one --filter (several would judge what fits any of them), and
/// an output folder of its own, so that the run it comes from is kept. What no case asks for, such
/// as the start of the run, is judged by all of it.
/// RunResult::command has lost the user's quotes: all that stands between an option and the next
/// is its value.
std::string again_of(const RunResult& run, const CaseResult& result);

/// The text as one word of a shell, quoted if need be.
std::string shell_word(std::string_view text);

}  // namespace emconform
