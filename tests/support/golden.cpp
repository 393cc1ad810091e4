#include "support/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace emconform {
namespace {

/// "line 3\n  golden: ..\n  actual: ..": the first line that differs.
std::string first_difference(const std::string& golden, const std::string& actual) {
  std::istringstream left(golden), right(actual);
  std::string a, b;
  for (int line = 1;; ++line) {
    const bool has_left = static_cast<bool>(std::getline(left, a));
    const bool has_right = static_cast<bool>(std::getline(right, b));
    if (!has_left && !has_right) return "the line end at the end of the file";
    if (has_left && has_right && a == b) continue;
    return "line " + std::to_string(line) + "\n  golden: " + (has_left ? a : "(no such line)") +
           "\n  actual: " + (has_right ? b : "(no such line)");
  }
}

}  // namespace

void expect_golden(const std::string& actual, const std::string& name) {
  const std::filesystem::path file = std::filesystem::path(GOLDEN_DIR) / name;
  const char* const update = std::getenv("UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << actual;
    return;
  }
  std::ifstream in(file, std::ios::binary);
  ASSERT_TRUE(in) << file << " cannot be opened; UPDATE_GOLDEN=1 writes it";
  const std::string golden{std::istreambuf_iterator<char>(in), {}};
  EXPECT_TRUE(golden == actual) << file << " differs in " << first_difference(golden, actual)
                                << "\nUPDATE_GOLDEN=1 rewrites it";
}

}  // namespace emconform
