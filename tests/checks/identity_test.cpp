#include <gmock/gmock.h>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Identity, OfAnItem) {
  expect_found(
      {
          {"no UID", "identity.uid", "urn:veeam:BackupTaskSession:", "", {"/UID"}},
          {"blank", "identity.uid", "BackupTaskSession:8", "BackupTaskSession: 8", {"/UID"}},
          {"other type", "identity.uid", "urn:veeam:Backup", "urn:veeam:Replica", {"/UID"}},
          {"no GUID", "identity.uid", "f21b\" VmDisplay", "f21\" VmDisplay", {"/UID"}},
          {"no Href",
           "identity.href",
           "Href=\"http://localhost:9399/api/backupTaskSessions/88767486-89d6-4340-92f0-"
           "2ad615a8f21b?format=Entity\" ",
           "",
           {"/Href"}},
          {"of the other form", "identity.href", "?format=Entity", "", {"/Href"}},
          {"letter case of the query",
           "identity.href",
           "?format=Entity",
           "?format=entity",
           {"/Href"}},
          {"of another", "identity.href", "/88767486", "/88767487", {"/Href"}},
          {"other host", "identity.href", "localhost:9399", "em.tech.local", {}},
          {"other path", "identity.href", "/backupTaskSessions", "/tasks", {"/Href"}},
          {"other type",
           "identity.type",
           "\"BackupTaskSession\"",
           "\"BackupTaskSessions\"",
           {"/Type"}},
          {"no type", "identity.type", " Type=\"BackupTaskSession\"", "", {"/Type"}},
          {"empty name", "identity.name", "srv04@2014-10-19 05:23:44\" UID", "\" UID", {"/Name"}},
          {"no name", "identity.name", "Name=\"srv04@2014-10-19 05:23:44\" UID", "UID", {"/Name"}},
      },
      data("task_session.xml"), item(Form::Entity), task_session());
}

TEST(Identity, OfMembers) {
  const std::string body = data("task_sessions.xml");
  const std::string first = "9c1abbfb-48a2-4042-b2f0-1ac12adecdb6";
  const std::string second = "20caf784-f9b4-4826-b544-1ad8a99031b7";
  expect_found(
      {
          {"twice in the list",
           "identity.unique",
           "BackupTaskSession:" + second,
           "BackupTaskSession:9C1ABBFB-48a2-4042-b2f0-1ac12adecdb6",
           {"/Ref[2]/UID"}},
          {"entity Href in a reference",
           "identity.href",
           first + "\" Name",
           first + "?format=Entity\" Name",
           {"/Ref[1]/Href"}},
          {"entity Type in a reference",
           "identity.type",
           "BackupTaskSessionReference",
           "BackupTaskSession",
           {"/Ref[1]/Type"}},
      },
      body, list(Form::Reference), task_session());
}

TEST(Identity, OfSystemSessionsIsThatOfEntitiesInBothForms) {
  for (const Form form : {Form::Reference, Form::Entity})
    for (const std::string_view id :
         {"identity.uid", "identity.href", "identity.type", "identity.name", "identity.unique"}) {
      const Judgement judgement =
          judged(id, answered(data("system_sessions.xml"), list(form)), system_session());
      EXPECT_THAT(places(judgement), IsEmpty()) << id;
      EXPECT_EQ(judgement.witnesses, 2U) << id;
    }
}

TEST(Identity, TheAnswerIsTheResourceThatWasAskedFor) {
  Expected expected = item(Form::Entity);
  const std::string body = data("task_session.xml");
  expected.id = "88767486-89D6-4340-92f0-2ad615a8f21b";
  EXPECT_THAT(places(judged("identity.requested", answered(body, expected))), IsEmpty());
  EXPECT_EQ(judged("identity.requested", answered(body, expected)).witnesses, 1U);
  expected.id = "00000000-89d6-4340-92f0-2ad615a8f21b";
  EXPECT_THAT(places(judged("identity.requested", answered(body, expected))), ElementsAre("/"));
}

TEST(Identity, OfALogonSessionIsItsSessionId) {
  const std::string body =
      R"({"SessionId":"b9a759dd-4496-4f50-8fc0-f925aa283f8d",)"
      R"("Href":"https://em/api/logonSessions/b9a759dd-4496-4f50-8fc0-f925aa283f8d"})";
  const auto judge = [](const std::string& text) {
    return places(judged("identity.href", answered(text, item(Form::Entity)), logon_session()));
  };
  EXPECT_THAT(judge(body), IsEmpty());
  EXPECT_THAT(judge(with(body, "SessionId\":\"b9", "SessionId\":\"00")), ElementsAre("/Href"));
}

}  // namespace
}  // namespace emconform
