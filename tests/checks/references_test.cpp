#include "checks/references.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "checks/samples.h"
#include "checks/table.h"

namespace emconform {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view session = "d46e39e0-1131-4585-91a7-e828ce7eafae";
constexpr std::string_view uid = "urn:veeam:BackupJobSession:d46e39e0-1131-4585-91a7-e828ce7eafae";

/// The contract of a task session whose JobSessionUid, and a made-up Reason, are said by the link.
Contract rules() {
  Contract contract = task_session();
  for (FieldRule& field : contract.entity->fields) {
    if (field.name == "JobSessionUid") field.link = "link:Up:BackupJobSessionReference:Id";
    if (field.name == "State") field.link = "link:Up:BackupServerReference:Name";
  }
  return contract;
}

Judgement judged_body(const std::string& body) {
  return judged("links.references", answered(body, item(Form::Entity)), rules());
}

std::string conforming() {
  return with(data("task_session.xml"), "Completed", "srv02.veeam.local");
}

TEST(References, HoldWhereFieldAndLinkNameTheSame) {
  const Judgement judgement = judged_body(conforming());
  EXPECT_THAT(places(judgement), IsEmpty());
  EXPECT_EQ(judgement.witnesses, 2U);
}

TEST(References, AreGuidsInAnyLetterCaseAtAnyPath) {
  EXPECT_THAT(places(judged_body(with(conforming(), uid,
                                      "urn:veeam:BackupJobSession:D46E39E0-1131-4585-91A7-"
                                      "E828CE7EAFAE"))),
              IsEmpty());
  EXPECT_THAT(places(judged_body(with(conforming(), "api/backupSessions/", "api/agents/x/"))),
              IsEmpty());
}

TEST(References, AreFoundToDepart) {
  EXPECT_THAT(places(judged_body(with(conforming(), uid,
                                      "urn:veeam:BackupJobSession:00000000-1131-4585-91a7-"
                                      "e828ce7eafae"))),
              ElementsAre("/JobSessionUid"));
  EXPECT_THAT(
      places(judged_body(with(conforming(), session, "00000000-1131-4585-91a7-e828ce7eafae"))),
      ElementsAre("/JobSessionUid"));
  EXPECT_THAT(places(judged_body(with(conforming(), "<State>srv02", "<State>SRV02"))),
              ElementsAre("/State"))
      << "names have letter case";
}

TEST(References, AreNotJudgedWithoutFieldOrLink) {
  for (const auto& [from, to] : std::vector<std::pair<std::string_view, std::string_view>>{
           {"<JobSessionUid>urn:veeam:BackupJobSession:d46e39e0-1131-4585-91a7-e828ce7eafae"
            "</JobSessionUid>",
            ""},
           {uid, "d46e39e0"},
           {"BackupJobSessionReference", "BackupJobSession"},
           {"Rel=\"Up\" Type=\"BackupJobSessionReference\"",
            "Rel=\"Down\" Type=\"BackupJobSessionReference\""},
           {"/api/backupSessions/d46e39e0-1131-4585-91a7-e828ce7eafae", "/api/backupSessions/"}}) {
    const Judgement judgement = judged_body(with(conforming(), from, to));
    EXPECT_THAT(places(judgement), IsEmpty()) << from;
    EXPECT_EQ(judgement.witnesses, 1U) << from;
  }
}

TEST(References, AgreeWithOneOfSeveralLinks) {
  const std::string other =
      "<Link Rel='Up' Type='BackupJobSessionReference' Name='x' "
      "Href='http://localhost:9399/api/backupSessions/11111111-1131-4585-91a7-e828ce7eafae'/>";
  EXPECT_THAT(places(judged_body(with(conforming(), "<Links>", "<Links>" + other))), IsEmpty());
}

TEST(References, DoNotConcernAContractThatNamesNone) {
  const auto all = checks();
  const auto check = std::find_if(all.begin(), all.end(), [](const Check& candidate) {
    return candidate.id == "links.references";
  });
  ASSERT_NE(check, all.end());
  EXPECT_FALSE(check->applies(item(Form::Entity), task_session()));
  EXPECT_TRUE(check->applies(item(Form::Entity), rules()));
  EXPECT_FALSE(check->applies(item(Form::Reference), rules()));
}

}  // namespace
}  // namespace emconform
