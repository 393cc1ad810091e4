#include "run/names.h"

#include <gtest/gtest.h>

namespace emconform {
namespace {

class NamesTest : public ::testing::Test {
 protected:
  NamesTest() {
    Contract job{.resource = "Job"};
    job.entity = FormRule{.root = "Job", .type = "Job"};
    job.entity->fields = {{.name = "JobType", .values = {"Backup", "BackupCopy"}}};
    knowledge.contracts = {job};
  }

  static ReadingPtr reading_of(Resource resource) {
    auto reading = std::make_shared<Reading>();
    reading->exchange.representation = Representation{.root = std::move(resource)};
    return reading;
  }

  Knowledge knowledge{};
};

TEST_F(NamesTest, ReplacesWholeWordsInAllSpellings) {
  Names names(knowledge);
  names.add(Named::Job, R"(SQL & "Gold")");
  names.add(Named::Job, "Daily");
  names.add(Named::Machine, "Büro");
  struct {
    const char *text, *clean;
  } const samples[] = {
      {"'Daily' is not Dailyx, xDaily, Daily_2 or Dailyä",
       "'job-1' is not Dailyx, xDaily, Daily_2 or Dailyä"},
      {"daily@2026-11-21", "job-1@2026-11-21"},
      {R"(SQL & "Gold")", "job-2"},
      {R"(SQL &amp; &quot;Gold&quot;)", "job-2"},
      {R"(SQL & \"Gold\")", "job-2"},
      {R"(SQL \u0026 \u0022Gold\u0022)", "job-2"},
      {"Name==%22SQL%20%26%20%22Gold%22%22", "Name==%22job-2%22"},
      {"'SQL & \"Go...'", "'job-2...'"},
      {"Büro-PC, B%C3%BCro", "machine-1-PC, machine-1"},
      {"nothing of the kind", "nothing of the kind"},
  };
  for (const auto& [text, clean] : samples) EXPECT_EQ(names.without_names(text), clean) << text;
}

TEST_F(NamesTest, LeavesTheWordsOfContractsAndWhatNamesNobody) {
  Names names(knowledge);
  for (const char* const name : {"Backup", "backupcopy", "JobType", "12", "2019", "a1"})
    names.add(Named::Job, name);
  EXPECT_EQ(names.without_names("Backup BackupCopy JobType 12 2019 a1"),
            "Backup BackupCopy JobType 12 2019 a1");
}

TEST_F(NamesTest, TakesTheLongestNameThatIsWhole) {
  Names names(knowledge);
  names.add(Named::Job, "Night");
  names.add(Named::Job, "Night run");
  names.add(Named::Job, "Night run 1");
  EXPECT_EQ(names.without_names("Night run 1, Night run 12, Nights"), "job-1, job-2 12, Nights");
}

TEST_F(NamesTest, OfANameOfTwoKindsIsAlwaysTheSameKind) {
  for (const bool job_first : {true, false}) {
    Names names(knowledge);
    names.add(job_first ? Named::Job : Named::Machine, "Erfurt");
    names.add(job_first ? Named::Machine : Named::Job, "erfurt");
    EXPECT_EQ(names.without_names("Erfurt"), "job-1");
  }
}

TEST_F(NamesTest, LearnsFromNamesLinksTextsAndAuthorities) {
  Resource session{.element = "BackupJobSession"};
  session.fields = {{"UID", "urn:veeam:BackupJobSession:x"},
                    {"Name", "Weekly@2026-11-21 18:48:08"},
                    {"FailureMessage", R"(CORP\jane lost \\files on em2.corp.example. Twice)"},
                    {"VmDisplayName", "SRV04"}};
  session.links = {{"Up", "https://em9.corp.example:9398/api/jobs/x", "JobReference", "Monthly"},
                   {"Up", "", "BackupServerReference", "vbr.corp.example"},
                   {"Up", "", "BackupJobSessionReference", "Parent session"},
                   {"Down", "", "Report", "Summary"}};
  Names names(knowledge);
  names.learn({reading_of(std::move(session))});
  EXPECT_EQ(
      names.without_names(
          R"(Weekly Monthly SRV04 vbr.corp.example vbr em2.corp.example em9.corp.example)"
          R"( CORP\jane Parent session Summary)"),
      "job-1 job-2 machine-1 server-1 server-2 server-3 host-1 user-1 Parent session Summary");
}

}  // namespace
}  // namespace emconform
