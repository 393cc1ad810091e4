#include <fmt/format.h>
#include <malloc.h>

#include <cstdio>
#include <exception>
#include <variant>

#include "cli/commands.h"
#include "cli/streams.h"

namespace {

struct Dispatch {
  int operator()(const emconform::RunArguments& a) const { return emconform::run_command(a); }
  int operator()(const emconform::ReportArguments& a) const { return emconform::report_command(a); }
  int operator()(const emconform::DiffArguments& a) const { return emconform::diff_command(a); }
  int operator()(const emconform::ReplayArguments& a) const { return emconform::replay_command(a); }
  int operator()(const emconform::WaiveArguments& a) const { return emconform::waive_command(a); }
  int operator()(const emconform::CompletionArguments& a) const {
    return emconform::completion_command(a);
  }
  int operator()(const emconform::ManArguments&) const { return emconform::man_command(); }
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
  emconform::open_missing_streams();
  // Bodies and what is made of them go back to the system at once. By default the allocator keeps
  // blocks of up to 32 MB, for each thread.
  mallopt(M_MMAP_THRESHOLD, 512 * 1024);
  mallopt(M_ARENA_MAX, 2);
  const auto options = emconform::parse_options(argc, argv);
  if (!options) return emconform::complain(options.error());
  const int status = std::visit(Dispatch{}, *options);
  if (status == 3) return status;  // it may be standard output that failed
  const auto printed = emconform::finish_standard_output();
  return printed ? status : emconform::complain(printed.error());
} catch (const std::exception& e) {
  // No verdict: what was judged so far stands in the run file.
  std::fprintf(stderr, "emconform: a fault of the program itself: %s\n", e.what());
  return 3;
}
