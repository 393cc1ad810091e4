#include <fmt/format.h>

#include "cli/commands.h"
#include "load/files.h"

namespace emconform {

int lint_command(const LintArguments& arguments) {
  int status = 0;
  const auto knowledge = load_or_complain(arguments.knowledge, status);
  if (!knowledge) return status;
  std::size_t cases = 0;
  for (const Suite& suite : knowledge->suites) cases += suite.cases.size();
  fmt::print("{} contracts, {} suites with {} cases, {} requirements: all valid\n",
             knowledge->contracts.size(), knowledge->suites.size(), cases,
             knowledge->requirements.size());
  return 0;
}

}  // namespace emconform
