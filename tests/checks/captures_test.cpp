#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "checks/relations.h"
#include "checks/samples.h"
#include "checks/table.h"
#include "load/files.h"

// Real answers of a 12.3 server, and printed ones, held to the project's own contracts.
namespace emconform {
namespace {

using namespace samples;

std::string capture(std::string_view file) {
  std::ifstream in(std::string(TEST_DIR) + "/data/captures/em-12.3/" + std::string(file));
  EXPECT_TRUE(in) << file;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

const Contract& contract_of(std::string_view resource) {
  static const auto knowledge = [] {
    std::vector<std::string> known;
    for (const Check& check : checks()) known.emplace_back(check.id);
    for (const Relation& relation : relations()) known.emplace_back(relation.id);
    return load_knowledge(std::nullopt, std::nullopt, known);
  }();
  if (!knowledge) {
    const Error& error = knowledge.error().front();
    throw std::runtime_error(error.where + ": " + error.what);
  }
  const auto found =
      std::find_if(knowledge->contracts.begin(), knowledge->contracts.end(),
                   [&](const Contract& contract) { return contract.resource == resource; });
  if (found == knowledge->contracts.end()) throw std::runtime_error("no contract");
  return *found;
}

/// "check place" of every finding. Status line and headers were not recorded.
std::vector<std::string> found_in(const Exchange& exchange, const Contract& contract) {
  std::vector<std::string> found;
  std::size_t witnesses = 0;
  for (const Check& check : checks()) {
    if (!check.needs_representation || !check.applies(exchange.expected, contract)) continue;
    const Judgement judgement = check.run(exchange, contract);
    witnesses += judgement.witnesses;
    for (const std::string& place : places(judgement))
      found.push_back(std::string(check.id) + " " + place);
  }
  EXPECT_GT(witnesses, 10U);
  return found;
}

TEST(Captures, OfQueriesConform) {
  EXPECT_THAT(
      found_in(queried("type=BackupJobSession&format=Entities&filter=CreationTime%3E%3D%222026-06-"
                       "14T21%3A07%3A25%22",
                       capture("backup_jobs_sessions_metrics_v12.json")),
               contract_of("BackupJobSession")),
      testing::IsEmpty());
  EXPECT_THAT(
      found_in(queried("type=BackupTaskSession&format=Entities&filter=CreationTime>=%222026-06-"
                       "15T00:21:49%22",
                       capture("backup_jobs_tasks_sessions_metrics_v12.json")),
               contract_of("BackupTaskSession")),
      testing::IsEmpty());
}

TEST(Captures, OfTheRootAndTheLogonConform) {
  EXPECT_THAT(found_in(answered(capture("veeam_api_v12.json"), item(Form::Entity)),
                       contract_of("EnterpriseManager")),
              testing::IsEmpty());
  EXPECT_THAT(found_in(answered(capture("veeam_login_v12.json"), item(Form::Entity)),
                       contract_of("LogonSession")),
              testing::IsEmpty());
}

TEST(Captures, OfBackupServersHaveTheTwoFaultsOfTheRecording) {
  EXPECT_THAT(found_in(answered(capture("backup_servers_metrics_v12.json"), list(Form::Entity)),
                       contract_of("BackupServer")),
              testing::UnorderedElementsAre("identity.uid /BackupServer[1]/UID",
                                            "links.absolute /BackupServer[1]/Links/Link[1]/Href"));
}

// The printed answers of the specification, made well-formed.
TEST(PrintedAnswers, Conform) {
  struct Sample {
    std::string_view file, resource;
    Expected expected;
  };
  const std::vector<Sample> samples = {
      {"task_session.xml", "BackupTaskSession", item(Form::Entity)},
      {"task_session_reference.xml", "BackupTaskSession", item(Form::Reference)},
      {"task_sessions.xml", "BackupTaskSession", list(Form::Reference)},
      {"system_sessions.xml", "SystemSession", list(Form::Reference)},
      {"system_sessions.xml", "SystemSession", list(Form::Entity)}};
  for (const Sample& sample : samples)
    EXPECT_THAT(
        found_in(answered(data(sample.file), sample.expected), contract_of(sample.resource)),
        testing::IsEmpty())
        << sample.file;
}

}  // namespace
}  // namespace emconform
