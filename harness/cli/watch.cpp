#include "cli/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace emconform {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds between_looks{100};

std::string look_at(const fs::path& file) {
  std::error_code error;
  const auto time = fs::last_write_time(file, error);
  const auto size = fs::file_size(file, error);
  return fmt::format("{} {} {}\n", file.string(), time.time_since_epoch().count(), size);
}

}  // namespace

Watch::Watch(std::vector<fs::path> places) : places_(std::move(places)), seen_(look()) {}

std::string Watch::look() const {
  std::vector<std::string> looks;
  for (const fs::path& place : places_) {
    std::error_code error;
    if (!fs::is_directory(place, error)) {
      looks.push_back(look_at(place));
      continue;
    }
    for (fs::directory_iterator entry(place, error), end; !error && entry != end;
         entry.increment(error))
      if (entry->path().extension() == ".json") looks.push_back(look_at(entry->path()));
  }
  std::sort(looks.begin(), looks.end());
  return fmt::format("{}", fmt::join(looks, ""));
}

bool Watch::wait(const std::atomic<bool>& stop) {
  std::string last = seen_;
  while (!stop) {
    std::string now = look();
    if (now != seen_ && now == last) {
      seen_ = std::move(now);
      return true;
    }
    last = std::move(now);
    std::this_thread::sleep_for(between_looks);
  }
  return false;
}

}  // namespace emconform
