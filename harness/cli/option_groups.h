#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11 calls it so
class App;
}

// Options that several commands have, and the many of `run`. Internal to options.cpp.
namespace emconform {

void add_knowledge(CLI::App& app, KnowledgeOptions& options);
void add_reports(CLI::App& app, std::vector<std::string>& reports,
                 const std::vector<std::string_view>& formats);
void add_waivers(CLI::App& app, std::string& waivers);
void add_console(CLI::App& app, bool& no_color, bool& verbose);
void add_run_options(CLI::App& app, RunArguments& run, std::vector<std::string>& reports,
                     std::string& level);

}  // namespace emconform
