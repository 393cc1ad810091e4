#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "model/waiver.h"

// One function per command. Results go to stdout, everything else to stderr; what is returned is
// the exit status (design, Command line).
namespace emconform {

int run_command(const RunArguments& arguments);
int report_command(const ReportArguments& arguments);
int diff_command(const DiffArguments& arguments);
int replay_command(const ReplayArguments& arguments);
int waive_command(const WaiveArguments& arguments);
int mock_command(const MockArguments& arguments);
int selftest_command(const SelftestArguments& arguments);
int list_command(const ListArguments& arguments);
int explain_command(const ExplainArguments& arguments);
int lint_command(const LintArguments& arguments);
int completion_command(const CompletionArguments& arguments);
int man_command();

/// Prints to standard error. That nobody can read it there is no reason to stop.
void tell(std::string_view text);

/// Prints an error for a person; the exit status of its fault: 2, 3 or 4.
int complain(const Error& error);
int complain(const std::vector<Error>& errors);  // 0 if there are none

/// All data files, or nullopt after complaining; `status` is then the exit status.
struct Knowledge;
std::optional<Knowledge> load_or_complain(const KnowledgeOptions& options, int& status);

/// The waivers of a file, none if there is no file, or nullopt after complaining.
std::optional<std::vector<Waiver>> waivers_or_complain(const std::string& file,
                                                       const Knowledge& knowledge, int& status);

}  // namespace emconform
