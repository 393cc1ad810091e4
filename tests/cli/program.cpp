#include "cli/program.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace emconform::testing {

const char* program() {
  const char* const other = std::getenv("EMCONFORM");  // NOLINT(concurrency-mt-unsafe)
  return other != nullptr ? other : EMCONFORM;
}

namespace {

// Between fork and exec nothing may be allocated: another thread of the test may have held the lock
// of the allocator, which AddressSanitizer's does not give up in the child.

/// The program's words, as exec takes them.
class CommandLine {
 public:
  explicit CommandLine(const std::vector<std::string>& arguments) : words_{"emconform"} {
    words_.insert(words_.end(), arguments.begin(), arguments.end());
    for (std::string& word : words_) argv_.push_back(word.data());
    argv_.push_back(nullptr);
  }
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  [[noreturn]] void become() const {
    execv(program(), argv_.data());
    _exit(127);
  }

 private:
  std::vector<std::string> words_;
  std::vector<char*> argv_{};
};

void redirect(int descriptor, const char* file, int flags) {
  const int opened = open(file, flags, 0600);
  if (opened < 0 || dup2(opened, descriptor) < 0) _exit(126);
  close(opened);
}

}  // namespace

Scratch::Scratch() {
  std::string pattern = std::filesystem::temp_directory_path() / "emconform-test-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  folder_ = pattern;
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::filesystem::path Scratch::write(const std::string& name, const std::string& text) const {
  std::filesystem::path file = folder_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

namespace {

/// In the background; its output goes to files "out" and "err" in `streams`.
pid_t start(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
            const Scratch& streams, unsigned most_seconds = 0) {
  const CommandLine command(arguments);
  const std::filesystem::path out = streams / "out", err = streams / "err";
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error("fork failed");
  if (pid != 0) return pid;
  redirect(STDIN_FILENO, "/dev/null", O_RDONLY);
  redirect(STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT);
  redirect(STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT);
  if (chdir(folder.c_str()) != 0) _exit(126);
  alarm(most_seconds);  // outlives exec
  command.become();
}

Finished finished(int status, const Scratch& streams) {
  return {.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .out = read_file(streams / "out"),
          .err = read_file(streams / "err")};
}

}  // namespace

Finished emconform(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                   unsigned most_seconds) {
  const Scratch streams;
  const pid_t pid = start(arguments, folder, streams, most_seconds);
  int status = 0;
  rusage usage{};
  wait4(pid, &status, 0, &usage);
  Finished result = finished(status, streams);
  result.peak_memory = usage.ru_maxrss;
  return result;
}

Started::Started(const std::vector<std::string>& arguments, const std::filesystem::path& folder)
    : pid_(start(arguments, folder, streams_)) {}

Started::~Started() {
  if (!has_ended()) end_by(SIGKILL);
}

bool Started::has_ended() {
  if (pid_ != -1 && waitpid(pid_, &status_, WNOHANG) == pid_) pid_ = -1;
  return pid_ == -1;
}

std::string Started::err() const { return read_file(streams_ / "err"); }

Finished Started::end_by(int signal) {
  if (pid_ != -1) kill(pid_, signal);
  return end();
}

Finished Started::end() {
  if (pid_ != -1) {
    waitpid(pid_, &status_, 0);
    pid_ = -1;
  }
  return finished(status_, streams_);
}

RunningMock::RunningMock(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"mock", "--port", "0"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const CommandLine command(words);
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("pipe failed");
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) {
    dup2(ends[1], STDOUT_FILENO);
    redirect(STDERR_FILENO, "/dev/null", O_WRONLY);
    close(ends[0]);
    close(ends[1]);
    command.become();
  }
  close(ends[1]);
  // It prints its URL when it answers.
  for (char c = 0; read(ends[0], &c, 1) == 1 && c != '\n';) url_ += c;
  close(ends[0]);
  if (url_.empty()) throw std::runtime_error("the mock did not start");
}

RunningMock::~RunningMock() {
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

}  // namespace emconform::testing
