#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.h"
#include "load/files.h"
#include "load/waivers.h"
#include "run/plan.h"

namespace emconform {
namespace {

int status_of(Fault fault) {
  switch (fault) {
    case Fault::Usage:
      return 2;
    case Fault::Harness:
      return 3;
    case Fault::Target:
      return 4;
  }
  return 3;
}

}  // namespace

void tell(std::string_view text) {
  [[maybe_unused]] const auto written = std::fwrite(text.data(), 1, text.size(), stderr);
}

int complain(const Error& error) {
  tell(
      fmt::format("emconform: {}{}{}\n", error.where, error.where.empty() ? "" : ": ", error.what));
  if (!error.remedy.empty()) tell(fmt::format("  {}\n", error.remedy));
  return status_of(error.fault);
}

int complain(const std::vector<Error>& errors) {
  int status = 0;
  for (const Error& error : errors) {
    const int one = complain(error);
    if (status == 0) status = one;
  }
  return status;
}

std::optional<Knowledge> load_or_complain(const KnowledgeOptions& options, int& status) {
  auto knowledge = load_knowledge(options.contracts, options.cases, known_checks());
  if (knowledge) return std::move(*knowledge);
  status = complain(knowledge.error());
  return std::nullopt;
}

std::optional<std::vector<Waiver>> waivers_or_complain(const std::string& file,
                                                       const Knowledge& knowledge, int& status) {
  if (file.empty()) return std::vector<Waiver>{};
  auto waivers = load_waivers(file, knowledge, known_checks());
  if (waivers) return std::move(*waivers);
  status = complain(waivers.error());
  return std::nullopt;
}

}  // namespace emconform
