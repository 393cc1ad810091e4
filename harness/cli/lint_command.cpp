#include <fmt/format.h>

#include "cli/commands.h"
#include "load/files.h"

namespace emconform {

int lint_command(const LintArguments& arguments) {
  int status = 0;
  const auto knowledge = load_or_complain(arguments.knowledge, status);
  if (!knowledge) return status;
  const auto waivers = waivers_or_complain(arguments.waivers, *knowledge, status);
  if (!waivers) return status;
  std::size_t cases = 0;
  for (const Suite& suite : knowledge->suites) cases += suite.cases.size();
  fmt::print("{} contracts, {} suites with {} cases, {} requirements{}: all valid\n",
             knowledge->contracts.size(), knowledge->suites.size(), cases,
             knowledge->requirements.size(),
             arguments.waivers.empty()
                 ? ""
                 : fmt::format(", {} waiver{}", waivers->size(), waivers->size() == 1 ? "" : "s"));
  return 0;
}

}  // namespace emconform
