#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "reports/html_samples.h"
#include "reports/reports.h"
#include "reports/samples.h"

// Writes the HTML reports of the samples into a folder, for a browser to open: html_pages FOLDER

namespace {

struct Sample {
  const char* name;
  emconform::RunResult (*run)();
};

constexpr Sample samples[] = {
    {"conforming", emconform::conforming_run}, {"signed", emconform::signed_run},
    {"large", emconform::large_run},           {"evil", emconform::evil_run},
    {"hostile", emconform::hostile_run},       {"aborted", emconform::aborted_run},
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  for (const Sample& sample : samples) {
    std::ofstream out(folder / fmt::format("{}.html", sample.name), std::ios::binary);
    emconform::write_html(sample.run(), out);
    out.close();
    if (!out) return 1;
  }
  return 0;
}
