#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

// Starts the real program, as a user would.
namespace emconform::testing {

/// What a finished program left.
struct Finished {
  int exit_status = -1;
  std::string out{}, err{};
  long peak_memory = 0;  // KiB
};

/// A folder that is removed with its contents.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
  const std::filesystem::path& path() const { return folder_; }
  /// Writes a file in it; its path.
  std::filesystem::path write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path folder_;
};

/// The path of the program. EMCONFORM in the environment names another build than that of the
/// tests.
const char* program();

std::string read_file(const std::filesystem::path& file);

/// Runs emconform with these arguments in `folder`, standard input empty. If it takes longer than
/// `most_seconds` it is ended by SIGALRM; 0: no limit.
Finished emconform(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                   unsigned most_seconds = 0);

/// Emconform with these arguments in the background, in `folder`; killed when destroyed.
class Started {
 public:
  Started(const std::vector<std::string>& arguments, const std::filesystem::path& folder);
  ~Started();
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;
  bool has_ended();
  pid_t pid() const { return pid_; }
  /// What it has written to standard error so far.
  std::string err() const;
  /// Waits for the end.
  Finished end();
  /// Sends a signal and waits for the end.
  Finished end_by(int signal);

 private:
  int status_ = -1;
  Scratch streams_{};
  pid_t pid_ = -1;  // -1: it has ended
};

/// `emconform mock` in the background, with these arguments; stopped by SIGTERM when destroyed.
class RunningMock {
 public:
  explicit RunningMock(const std::vector<std::string>& arguments);
  ~RunningMock();
  RunningMock(const RunningMock&) = delete;
  RunningMock& operator=(const RunningMock&) = delete;
  const std::string& url() const { return url_; }

 private:
  pid_t pid_ = -1;
  std::string url_{};
};

}  // namespace emconform::testing
