#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <pugixml.hpp>
#include <regex>
#include <sstream>

#include "cli/program.h"
#include "reports/run_file.h"
#include "reports/samples.h"

// Reports as the program writes them: what tests/reports cannot see.
namespace emconform {
namespace {

using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using testing::read_file;
using testing::RunningMock;
using testing::Scratch;

/// "classname name" of every testcase, sorted.
std::vector<std::string> names_in(const std::filesystem::path& junit) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_file(junit.c_str())) << junit;
  std::vector<std::string> names;
  for (const auto& found : document.select_nodes("//testcase"))
    names.push_back(std::string(found.node().attribute("classname").value()) + " " +
                    found.node().attribute("name").value());
  std::sort(names.begin(), names.end());
  return names;
}

/// Of a run against a mock of its own with that seed.
std::vector<std::string> names_against_mock(const std::string& seed, const std::string& sessions) {
  const Scratch folder;
  const RunningMock mock({"--seed", seed, "--sessions", sessions});
  const std::filesystem::path password = folder.write("password", "emconform\n");
  emconform({"run", "--target", mock.url(), "--username", "emconform", "--password-file",
             password.string(), "--seed", seed},
            folder.path());
  return names_in(folder / "emconform-report/junit.xml");
}

TEST(JunitRule2, NamesAreThoseOfTheLastRunWhateverDataAndPortTheTargetHas) {
  const std::vector<std::string> names = names_against_mock("1", "240");
  EXPECT_GT(names.size(), 1000U);
  EXPECT_TRUE(names == names_against_mock("77", "180"));
  const std::regex particular(
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|https?:|127\\.0\\.0\\.1|localhost");
  for (const std::string& name : names) EXPECT_FALSE(std::regex_search(name, particular)) << name;
}

/// A run file of a run in which a finding has a long text.
std::filesystem::path long_run(const Scratch& folder) {
  RunResult run = sample_run();
  for (CaseResult& result : run.results)
    if (result.verdict == Verdict::Fail) result.findings[0].actual.assign(200'000, 'x');
  std::ostringstream text;
  write_run_file(run, text);
  return folder.write("run.ndjson", std::move(text).str());
}

std::string attached_in(const std::string& report) {
  const std::size_t at = report.find("[[ATTACHMENT|");
  return at == std::string::npos ? "" : report.substr(at + 13, report.find("]]", at) - at - 13);
}

TEST(JunitRule9, TheEvidenceStandsBesideTheReportWhereTheReportSays) {
  const Scratch folder;
  long_run(folder);
  emconform({"report", "run.ndjson", "--report", "junit=out/junit.xml"}, folder.path());
  const std::string attached = attached_in(read_file(folder / "out/junit.xml"));
  EXPECT_EQ(attached, "out/junit.xml.evidence.txt");
  EXPECT_THAT(read_file(folder / attached), HasSubstr(std::string(200'000, 'x')));
  for (const auto& file : std::filesystem::directory_iterator(folder / "out"))
    EXPECT_NE(file.path().extension(), ".part");
}

TEST(JunitRule9, TheEvidenceOfAnEarlierRunDoesNotStay) {
  const Scratch folder;
  long_run(folder);
  emconform({"report", "run.ndjson", "--report", "junit=junit.xml"}, folder.path());
  EXPECT_TRUE(std::filesystem::exists(folder / "junit.xml.evidence.txt"));
  std::ostringstream text;
  write_run_file(conforming_run(), text);
  folder.write("run.ndjson", std::move(text).str());
  emconform({"report", "run.ndjson", "--report", "junit=junit.xml"}, folder.path());
  EXPECT_TRUE(std::filesystem::exists(folder / "junit.xml"));
  EXPECT_FALSE(std::filesystem::exists(folder / "junit.xml.evidence.txt"));
}

TEST(JunitRule11, AReportThatCannotBeWrittenIsExit3AndLeavesNothingHalf) {
  for (const char* in_the_way : {"junit.xml", "junit.xml.evidence.txt"}) {
    const Scratch folder;
    long_run(folder);
    std::filesystem::create_directory(folder / in_the_way);
    const Finished finished =
        emconform({"report", "run.ndjson", "--report", "junit=junit.xml"}, folder.path());
    EXPECT_EQ(finished.exit_status, 3) << in_the_way;
    EXPECT_THAT(finished.err, HasSubstr(in_the_way));
    EXPECT_FALSE(std::filesystem::exists(folder / "junit.xml.part"));
    EXPECT_FALSE(std::filesystem::is_regular_file(folder / "junit.xml"));
  }
}

TEST(Formats, OneRunWritesAllOfThem) {
  const Scratch folder;
  const Finished finished = emconform({"run", "--report", "json=r/a.json", "--report", "md=r/a.md",
                                       "--report", "github=r/a.txt", "--report", "junit=r/a.xml"},
                                      folder.path());
  EXPECT_EQ(finished.exit_status, 0) << finished.err;
  EXPECT_THAT(read_file(folder / "r/a.json"), HasSubstr("\"outcome\": \"CONFORMS\""));
  EXPECT_THAT(read_file(folder / "r/a.md"), HasSubstr("emconform: CONFORMS"));
  EXPECT_THAT(read_file(folder / "r/a.txt"), HasSubstr("::notice title=emconform%3A CONFORMS::"));
  EXPECT_THAT(read_file(folder / "r/a.xml"), HasSubstr("<testsuites name=\"emconform\""));
}

TEST(Formats, AReportOfOneTargetRefusesSeveral) {
  const Scratch folder;
  for (const char* name : {"one", "two"}) {
    RunResult run = conforming_run();
    run.target = std::string("https://") + name + ":9398";
    std::ostringstream text;
    write_run_file(run, text);
    folder.write(std::string(name) + ".ndjson", std::move(text).str());
  }
  const Finished refused = emconform(
      {"report", "one.ndjson", "two.ndjson", "--report", "junit=junit.xml"}, folder.path());
  EXPECT_EQ(refused.exit_status, 2);
  EXPECT_THAT(refused.err, HasSubstr("is a report of one target"));
  EXPECT_FALSE(std::filesystem::exists(folder / "junit.xml"));
  emconform({"report", "one.ndjson", "two.ndjson", "--report", "md=fleet.md"}, folder.path());
  EXPECT_THAT(read_file(folder / "fleet.md"), HasSubstr("emconform: 2 targets"));
}

}  // namespace
}  // namespace emconform
