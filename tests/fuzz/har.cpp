#include "reports/har.h"

#include <sstream>
#include <string>

#include "fuzz/fuzz.h"
#include "load/files.h"
#include "run/judge_recorded.h"
#include "run/plan.h"
#include "run/replay.h"

// A HAR -> Recording -> a HAR that reads as the same; and judged, as a run's or as a browser's.

namespace {

using namespace emconform;

const Knowledge& knowledge() {
  static const Knowledge all = *load_knowledge({}, {}, known_checks());
  return all;
}

std::string written(const Recording& recording) {
  std::ostringstream out;
  write_har(recording, out);
  return out.str();
}

Result<Recording> read(std::string_view text) {
  std::istringstream in{std::string(text)};
  return read_har(in, "x.har");
}

void judge(const Recording& recording) {
  if (!recording.run) {
    const RunResult run = judge_recorded(recording, knowledge(), {}, {});
    fuzz::require(run.exit_status == 1 || run.exit_status == 4 || run.exit_status == 5,
                  "a recording that emconform did not make never conforms");
    return;
  }
  // A few cases: the whole plan takes longer than what is looked for here.
  const Plan plan = make_plan(knowledge(), {.filters = {"jobs/*"}});
  const std::atomic<bool> stop{false};
  const auto run = replay(recording, plan, knowledge(), {}, {}, stop);
  fuzz::require(run || !run.error().what.empty(), "a replay that cannot start has a reason");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto recording = read(fuzz::text(data, size));
  if (!recording) {
    fuzz::require(!recording.error().what.empty(), "a HAR that is refused has a reason");
    return 0;
  }
  // What others leave out is told in emconform's own words from the first writing on.
  const auto own = read(written(*recording));
  fuzz::require(own.has_value(), "what is written can be read");
  const std::string once = written(*own);
  const auto again = read(once);
  fuzz::require(again && written(*again) == once, "what is read again is the same");
  judge(*recording);
  return 0;
}
