#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <thread>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/signals.h"
#include "cli/trials.h"
#include "cli/version.h"
#include "reports/selftest.h"
#include "run/runner.h"

namespace emconform {
namespace {

/// An empty glob fits all.
bool fits(const std::string& glob, std::string_view id) {
  return glob.empty() || fits_glob(glob, std::string(id));
}

std::vector<mock::Defect> chosen_defects(const std::string& glob) {
  std::vector<mock::Defect> chosen;
  for (const mock::Defect& defect : mock::defects())
    if (fits(glob, defect.id) || fits(glob, defect.breaks)) chosen.push_back(defect);
  return chosen;
}

std::vector<mock::Variant> chosen_variants(const std::string& glob) {
  std::vector<mock::Variant> chosen;
  for (const mock::Variant& variant : mock::variants())
    if (fits(glob, variant.id)) chosen.push_back(variant);
  return chosen;
}

class Progress {
 public:
  explicit Progress(std::size_t trials) : trials_(trials), shown_(isatty(STDERR_FILENO) == 1) {}
  void one_more() {
    const std::size_t done = ++done_;
    if (shown_) fmt::print(stderr, "\r{} of {} trials", done, trials_);
  }
  ~Progress() {
    if (shown_) fmt::print(stderr, "\r\033[K");
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  std::size_t trials_;
  bool shown_;
  std::atomic<std::size_t> done_{0};
};

void run_trials(Trials& trials, const std::vector<mock::Defect>& defects,
                const std::vector<mock::Variant>& variants, unsigned jobs, Selftest& selftest) {
  selftest.defects.resize(defects.size());
  Progress progress(defects.size() + variants.size() + (variants.empty() ? 0 : 1));
  if (!variants.empty()) {  // they are held against the plain mock
    selftest.variants.resize(variants.size() + 1);
    selftest.variants[0] = trials.healthy();
    progress.one_more();
  }
  std::vector<std::function<void()>> tasks;
  const auto add = [&](Trial& trial, auto run) {
    tasks.emplace_back([&trial, &progress, run] {
      const auto start = std::chrono::steady_clock::now();
      trial = run();
      trial.took = std::chrono::duration_cast<std::chrono::milliseconds>(
          std::chrono::steady_clock::now() - start);
      progress.one_more();
    });
  };
  // Variants first: the slow ones are among them.
  for (std::size_t i = 0; i < variants.size(); ++i)
    add(selftest.variants[i + 1], [&, i] { return trials.variant(variants[i]); });
  for (std::size_t i = 0; i < defects.size(); ++i)
    add(selftest.defects[i], [&, i] { return trials.defect(defects[i]); });
  run_tasks(tasks, jobs, stop_on_signals());
}

Result<void> write_matrix(const Selftest& selftest, const std::filesystem::path& file) {
  if (auto made = make_folders_for(file); !made) return made;
  std::ofstream out(file, std::ios::binary);
  write_selftest_markdown(selftest, out);
  out.flush();
  if (out) return {};
  return fail({.where = file.string(),
               .what = "the matrix cannot be written",
               .remedy = "choose another file with --matrix FILE",
               .fault = Fault::Harness});
}

}  // namespace

int selftest_command(const SelftestArguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  int status = 0;
  const auto knowledge = load_or_complain({}, status);
  if (!knowledge) return status;
  for (const std::string& rule : arguments.without) {
    const auto known = known_checks();
    if (std::find(known.begin(), known.end(), rule) == known.end())
      return complain({.where = "--without " + rule,
                       .what = "there is no such rule",
                       .remedy = "see emconform list checks"});
  }
  const auto defects = chosen_defects(arguments.defect);
  const auto variants = chosen_variants(arguments.variant);
  if (defects.empty() && variants.empty())
    return complain({.where = "emconform selftest",
                     .what = "no defect and no variant fits",
                     .remedy = "see emconform list defects and emconform list variants"});

  const Plan plan = make_plan(*knowledge, {.without = arguments.without, .probe_methods = true});
  Selftest selftest{.version = version,
                    .suite_hash = knowledge->hash,
                    .seed = arguments.seed,
                    .without = arguments.without,
                    .whole = arguments.defect.empty() && arguments.variant.empty(),
                    .rules = rules_of_program(*knowledge)};
  const unsigned jobs =
      arguments.jobs > 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency());
  Trials trials(plan, *knowledge, {.seed = arguments.seed});
  run_trials(trials, defects, variants, jobs, selftest);
  if (stop_on_signals()) {
    fmt::print(stderr, "emconform: interrupted; a part of a selftest proves nothing\n");
    return 130;
  }
  selftest.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  if (!arguments.matrix.empty())
    if (auto written = write_matrix(selftest, arguments.matrix); !written)
      return complain(written.error());
  write_selftest(selftest, console_style(arguments.no_color, arguments.verbose), std::cout);
  if (!std::cout.flush())
    return complain(
        {.where = "standard output", .what = "cannot be written", .fault = Fault::Harness});
  return shortcomings(selftest).none() ? 0 : 1;
}

}  // namespace emconform
