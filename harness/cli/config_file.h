#pragma once

#include <string>
#include <vector>

#include "model/result.h"

namespace emconform {

/// The words of a command line, with the options of its `--config FILE` added: those that the
/// command line itself does not give. The file is a JSON object of long option names without "--";
/// a flag is true or false, a repeatable option an array. Unknown names become unknown options,
/// and are refused as such. Errors have Fault::Usage and name the file.
Result<std::vector<std::string>> with_config_file(std::vector<std::string> words);

}  // namespace emconform
