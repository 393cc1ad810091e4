#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/recorder.h"
#include "cli/signals.h"
#include "cli/streams.h"
#include "cli/version.h"
#include "reports/har.h"
#include "run/judge_recorded.h"
#include "run/replay.h"

namespace emconform {
namespace {

Result<Recording> read_recording(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return fail({.where = file.string(),
                 .what = "the recording cannot be opened",
                 .remedy = "emconform run --report har=FILE writes one"});
  return read_har(in, file.string());
}

/// Of a run of emconform: judged as the run was. Of others: what can be said of each exchange.
Result<RunResult> judge(const Recording& recording, const Knowledge& knowledge,
                        const ReplayArguments& arguments, const RunListener& listener) {
  RunResult about{.version = version, .command = arguments.command};
  about.strict_gate = arguments.gate == "strict";
  if (!recording.run) return judge_recorded(recording, knowledge, std::move(about), listener);
  const Plan plan = make_plan(knowledge, plan_options_of(*recording.run));
  return replay(recording, plan, knowledge, std::move(about), listener, stop_on_signals());
}

Result<int> judge_into_files(const ReplayArguments& arguments, const Knowledge& knowledge) {
  auto recording = read_recording(arguments.file);
  if (!recording) return fail(std::move(recording.error()));
  auto reports = arguments.reports;
  if (reports.empty()) reports.push_back({"junit", arguments.output / "junit.xml"});
  const std::filesystem::path run_file = arguments.output / "run.ndjson";
  Recorder recorder;
  if (auto opened = recorder.open(run_file); !opened) return fail(std::move(opened.error()));
  auto files = ReportFiles::open(reports);
  if (!files) return fail(std::move(files.error()));

  RunListener listener;
  listener.started = [&](const RunResult& run) { recorder.start(run); };
  listener.exchange = [&](const ExchangeRecord& record, std::size_t index) {
    recorder.add(record, index);
  };
  listener.result = [&](const CaseResult& result) { recorder.add(result); };
  auto run = judge(*recording, knowledge, arguments, listener);
  if (!run) return fail(std::move(run.error()));
  if (auto written = recorder.finish(*run); !written) return fail(std::move(written.error()));
  const std::span<const RunResult> runs(&*run, 1);
  const int unwritten = complain(files->write(runs));
  auto printed = print_console(runs, console_style(arguments.no_color, arguments.verbose));
  if (!printed) return fail(std::move(printed.error()));
  tell(fmt::format("Run file: {}\n", run_file.string()));
  for (const ReportFile& report : reports)
    tell(fmt::format("Report:   {} ({})\n", report.file.string(), report.format));
  return unwritten != 0 ? unwritten : run->exit_status;
}

}  // namespace

int replay_command(const ReplayArguments& arguments) {
  survive_failing_writes();
  int status = 0;
  const auto knowledge = load_or_complain(arguments.knowledge, status);
  if (!knowledge) return status;
  const auto judged = judge_into_files(arguments, *knowledge);
  return judged ? *judged : complain(judged.error());
}

}  // namespace emconform
