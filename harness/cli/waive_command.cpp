#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cli/commands.h"
#include "cli/read_runs.h"
#include "load/waivers.h"
#include "run/plan.h"
#include "run/runner.h"
#include "run/waivers.h"

namespace emconform {
namespace {

/// Waivers made of a part of the results would make the others stale, or leave them uncovered.
std::optional<Error> why_not_whole(const RunResult& run, const std::string& file) {
  const auto refuse = [&](std::string what) {
    return Error{.where = file,
                 .what = "waivers are proposed from whole runs only: " + std::move(what),
                 .remedy = "run it without --filter, --level and --shard, to its end"};
  };
  if (!run.complete)
    return refuse(run.aborted.empty() ? "this one did not end" : "this one ended: " + run.aborted);
  if (run.shards > 1) return refuse(fmt::format("this is shard {}/{}", run.shard, run.shards));
  if (!run.whole_suite) return refuse("cases or rules were left out of this one");
  return std::nullopt;
}

std::optional<Error> why_no_day(const std::string& day) {
  if (day.empty() || parse_date_time(day + "T00:00:00Z")) return std::nullopt;
  return Error{
      .where = "--expires " + day, .what = "is no day", .remedy = "write it as 2027-02-21"};
}

Result<void> write_text(const std::filesystem::path& file, const std::string& text) {
  if (file.empty()) {
    fmt::print("{}", text);
    return {};
  }
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return {};
  return fail({.where = file.string(),
               .what = fmt::format("cannot be written: {}", std::strerror(errno)),
               .remedy = "choose another file with --output FILE",
               .fault = Fault::Harness});
}

std::string or_to_fill_in(const std::string& text) { return text.empty() ? to_fill_in : text; }

void tell_of_broken(const RunResult& run) {
  for (const WaiverUse& use : run.waivers)
    if (!use.broken.empty())
      tell(fmt::format("emconform: left out: {} ({} on {}): {}\n", use.waiver.ticket,
                       use.waiver.rule, use.waiver.endpoint, use.broken));
}

}  // namespace

int waive_command(const WaiveArguments& arguments) {
  auto runs = read_runs({arguments.run});
  if (!runs) return complain(runs.error());
  RunResult& run = runs->front();
  judge_again(run);
  if (const auto why = why_not_whole(run, arguments.run.string())) return complain(*why);
  if (const auto why = why_no_day(arguments.expires)) return complain(*why);
  const std::vector<Waiver> waivers =
      proposed_waivers(run, {.ticket = or_to_fill_in(arguments.ticket),
                             .owner = or_to_fill_in(arguments.owner),
                             .reason = or_to_fill_in(arguments.reason),
                             .expires = arguments.expires});
  tell_of_broken(run);
  if (auto written = write_text(arguments.output, to_text(waivers)); !written)
    return complain(written.error());
  tell(fmt::format(
      "{} waiver{}{}\n", waivers.size(), waivers.size() == 1 ? "" : "s",
      arguments.ticket.empty() || arguments.owner.empty() || arguments.reason.empty()
          ? fmt::format("; fill in what is {}, then: emconform lint --waivers FILE", to_fill_in)
          : ""));
  return 0;
}

}  // namespace emconform
