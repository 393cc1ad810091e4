#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

namespace emconform {

/// Files and folders of which it is to be known when they change: a file's text, what a folder
/// holds
/// (*.json).
class Watch {
 public:
  explicit Watch(std::vector<std::filesystem::path> places);

  /// Waits until one of them is other than it was when last asked, or `stop` becomes true: false
  /// then. An editor that writes a file in several steps is waited for.
  bool wait(const std::atomic<bool>& stop);

 private:
  /// Everything by which a change is seen.
  std::string look() const;

  std::vector<std::filesystem::path> places_;
  std::string seen_;
};

}  // namespace emconform
