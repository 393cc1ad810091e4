#include "cli/recorder.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "cli/output.h"
#include "reports/run_file.h"

namespace emconform {
namespace {

Error unwritable(const std::filesystem::path& file, const std::string& why) {
  return {.where = file.string(),
          .what = "the run file cannot be written: " + why,
          .remedy = "choose another folder with --output DIR",
          .fault = Fault::Harness};
}

}  // namespace

Recorder::~Recorder() {
  std::error_code ignored;
  if (is_ours_ && !started_) std::filesystem::remove(part_, ignored);
}

Result<void> Recorder::open(const std::filesystem::path& file) {
  file_ = part_ = file;
  part_ += ".part";
  if (auto made = make_folders_for(file); !made) return made;
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) return fail(unwritable(file, "it is a folder"));
  is_ours_ = !std::filesystem::exists(part_, ignored);
  // Appending changes nothing: what a killed run left is kept until this one has something to say.
  stream_.open(part_, std::ios::binary | std::ios::app);
  if (!stream_) return fail(unwritable(part_, std::strerror(errno)));
  return {};
}

void Recorder::start(const RunResult& run) {
  started_ = true;
  stream_.close();
  stream_.open(part_, std::ios::binary | std::ios::trunc);
  write_run_start(run, stream_);
  flush();
}

void Recorder::add(const ExchangeRecord& record, std::size_t index) {
  write_exchange(record, index, stream_);
  demand_written();
}

void Recorder::add(const CaseResult& result) {
  write_result(result, stream_);
  flush();
}

void Recorder::flush() {
  stream_.flush();
  demand_written();
}

// At once after each write: errno is that of the thread that wrote. Later ones fail without one.
void Recorder::demand_written() {
  if (stream_) return;
  if (why_unwritten_.empty()) why_unwritten_ = std::strerror(errno);
  throw std::runtime_error(fmt::format("{} cannot be written: {}", part_.string(), why_unwritten_));
}

Result<void> Recorder::finish(const RunResult& run) {
  write_run_end(run, stream_);
  stream_.close();
  if (!stream_)
    return fail(unwritable(part_, why_unwritten_.empty() ? std::strerror(errno) : why_unwritten_));
  std::error_code error;
  std::filesystem::rename(part_, file_, error);
  if (error) return fail(unwritable(file_, error.message()));
  return {};
}

}  // namespace emconform
