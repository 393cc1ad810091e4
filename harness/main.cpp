#include <fmt/format.h>
#include <malloc.h>

#include <cstdio>
#include <exception>
#include <variant>

#include "cli/commands.h"

namespace {

struct Dispatch {
  int operator()(const emconform::RunArguments& a) const { return emconform::run_command(a); }
  int operator()(const emconform::ReportArguments& a) const { return emconform::report_command(a); }
  int operator()(const emconform::MockArguments& a) const { return emconform::mock_command(a); }
  int operator()(const emconform::SelftestArguments& a) const {
    return emconform::selftest_command(a);
  }
  int operator()(const emconform::ListArguments& a) const { return emconform::list_command(a); }
  int operator()(const emconform::ExplainArguments& a) const {
    return emconform::explain_command(a);
  }
  int operator()(const emconform::LintArguments& a) const { return emconform::lint_command(a); }
  int operator()(const emconform::Printed& printed) const {
    fmt::print("{}", printed.text);
    return 0;
  }
};

}  // namespace

int main(int argc, char** argv) try {
  // Bodies and what is made of them go back to the system at once. By default the allocator keeps
  // blocks of up to 32 MB, for each thread.
  mallopt(M_MMAP_THRESHOLD, 512 * 1024);
  mallopt(M_ARENA_MAX, 2);
  const auto options = emconform::parse_options(argc, argv);
  if (!options) return emconform::complain(options.error());
  return std::visit(Dispatch{}, *options);
} catch (const std::exception& e) {
  // No verdict: what was judged so far stands in the run file.
  std::fprintf(stderr, "emconform: a fault of the program itself: %s\n", e.what());
  return 3;
}
