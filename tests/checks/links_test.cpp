#include <gmock/gmock.h>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view server_link =
    R"(<Link Rel="Up" Type="BackupServerReference" Href="http://localhost:9399/api/backupServers/ce15a8c7-aa49-495e-b05b-ee3398c91018" Name="srv02.veeam.local" />)";

TEST(Links, OfAnItem) {
  const std::string twice = std::string(server_link) + std::string(server_link);
  expect_found(
      {
          {"missing", "links.required", server_link, "", {"/Links"}},
          {"other relation", "links.required", "Rel=\"Up\"", "Rel=\"Down\"", {"/Links"}},
          {"letter case", "links.required", "Rel=\"Up\"", "Rel=\"up\"", {"/Links"}},
          {"there with another type",
           "links.required",
           "BackupServerReference",
           "BackupServer",
           {}},
          {"elsewhere with another type",
           "links.required",
           "BackupServerReference\" Href=\"http://localhost:9399/api/backupServers",
           "BackupServer\" Href=\"http://localhost:9399/api/servers",
           {"/Links"}},
          {"optional", "links.required", "Rel=\"Related\"", "Rel=\"Other\"", {}},
          {"too often", "links.count", server_link, twice, {"/Links"}},
          {"no relation", "links.attributes", "Rel=\"Up\" ", "", {"/Links/Link[1]/Rel"}},
          {"empty target",
           "links.attributes",
           "Href=\"http://localhost:9399/api/backupServers/ce15a8c7-aa49-495e-b05b-ee3398c91018\"",
           "Href=\"\"",
           {"/Links/Link[1]/Href"}},
          {"no name",
           "links.attributes",
           " Name=\"srv02.veeam.local\"",
           "",
           {"/Links/Link[1]/Name"}},
          {"other type",
           "links.type",
           "BackupServerReference",
           "BackupServer",
           {"/Links/Link[1]/Type"}},
          {"no type", "links.type", "Type=\"BackupServerReference\" ", "", {"/Links/Link[1]/Type"}},
          {"type of another place", "links.type", "Rel=\"Up\"", "Rel=\"Related\"", {}},
          {"other place",
           "links.target",
           "api/backupServers",
           "api/servers",
           {"/Links/Link[1]/Href"}},
          {"no /api",
           "links.target",
           "/api/backupServers",
           "/backupServers",
           {"/Links/Link[1]/Href"}},
          {"query too many",
           "links.target",
           "ee3398c91018\"",
           "ee3398c91018?format=Entity\"",
           {"/Links/Link[1]/Href"}},
          {"another's alternate",
           "links.target",
           "88767486-89d6-4340-92f0-2ad615a8f21b\" Name=\"srv04@2014-10-19 05:23:44\" />",
           "00000000-89d6-4340-92f0-2ad615a8f21b\" Name=\"srv04@2014-10-19 05:23:44\" />",
           {"/Links/Link[3]/Href"}},
          {"relative",
           "links.absolute",
           "http://localhost:9399/api/backupServers",
           "/api/backupServers",
           {"/Links/Link[1]/Href"}},
          {"blank",
           "links.absolute",
           "http://localhost:9399/api/backupServers",
           "http: //localhost:9399/api/backupServers",
           {"/Links/Link[1]/Href"}},
          {"own one relative",
           "links.absolute",
           "Href=\"http://localhost:9399",
           "Href=\"",
           {"/Href"}},
          {"other host",
           "links.authority",
           "http://localhost:9399/api/backupServers",
           "http://localhost:9398/api/backupServers",
           {"/Links/Link[1]/Href"}},
          {"other scheme", "links.authority", "Href=\"http:", "Href=\"https:", {"/Href"}},
          {"letter case of the host",
           "links.authority",
           "http://localhost",
           "HTTP://LocalHost",
           {}},
      },
      data("task_session.xml"), item(Form::Entity), task_session());
}

TEST(Links, UnknownOnesAreAllowed) {
  const std::string body =
      with(data("task_session.xml"), "<Links>",
           R"(<Links><Link Rel="Up" Type="New" Href="http://localhost:9399/api/new/1" Extra="x"/>)"
           R"(<Link Rel="New" Href="http://localhost:9399/api/backupServers/1"/>)");
  for (const std::string_view id :
       {"links.required", "links.count", "links.attributes", "links.type", "links.target",
        "links.absolute", "links.authority"})
    EXPECT_THAT(places(judged(id, answered(body, item(Form::Entity)))), IsEmpty()) << id;
}

TEST(Links, OfMembersAreSaidWithTheirPlace) {
  std::string body = data("query_page_2_of_4.json");
  body = with(body, "\"Type\": \"BackupServerReference\"", "\"Type\": null");
  body = with(body, "\"Rel\": \"First\"", "\"Rel\": null");
  const Exchange exchange = queried("type=BackupTaskSession", body);
  const std::string first = "/Entities/BackupTaskSessions/BackupTaskSession[1]";
  EXPECT_THAT(places(judged("links.required", exchange)), IsEmpty());
  EXPECT_THAT(places(judged("links.type", exchange)), ElementsAre(first + "/Links/Link[1]/Type"));
  EXPECT_THAT(places(judged("links.attributes", exchange)),
              ElementsAre("/PagingInfo/Links/Link[1]/Rel"));
  EXPECT_EQ(judged("links.attributes", exchange).witnesses, 9U);
}

TEST(Links, PlacesOfListMembersAreTheSameInXmlAndJson) {
  const std::string xml = with(data("task_sessions.xml"),
                               "https://localhost:9398/api/backupServers", "/api/backupServers");
  EXPECT_THAT(places(judged("links.absolute", answered(xml, list(Form::Reference)))),
              ElementsAre("/Ref[1]/Links/Link[1]/Href"));
  const std::string json = R"({"Refs":[{"Links":[{"Rel":"Up","Href":"/api/x"}]}]})";
  EXPECT_THAT(places(judged("links.absolute", answered(json, list(Form::Reference)))),
              ElementsAre("/Ref[1]/Links/Link[1]/Href"));
}

TEST(Links, ActionsOfOneRelationAreToldApartByTheirPath) {
  Contract contract = task_session();
  contract.reference->links = {
      {.rel = "Create", .paths = {"/backupTaskSessions/{ID}/credentials?action=create"}},
      {.rel = "Create", .paths = {"/backupTaskSessions/{ID}/passwords?action=create"}}};
  const std::string id = "88767486-89d6-4340-92f0-2ad615a8f21b";
  const auto body = [&](std::string_view first, std::string_view second) {
    const std::string base = "<Link Rel='Create' Href='https://em/api/backupTaskSessions/" + id;
    return "<EntityRef UID='urn:veeam:BackupTaskSession:" + id + "'><Links>" + base +
           std::string(first) + "?action=create'/>" + base + std::string(second) +
           "?action=create'/></Links></EntityRef>";
  };
  const auto judge = [&](std::string_view check, const std::string& text) {
    return places(judged(check, answered(text, item(Form::Reference)), contract));
  };
  const std::string conforming = body("/passwords", "/credentials");
  const std::string departing = body("/passwords", "/elsewhere");
  for (const std::string_view check : {"links.required", "links.count", "links.target"})
    EXPECT_THAT(judge(check, conforming), IsEmpty()) << check;
  EXPECT_THAT(judge("links.required", departing), IsEmpty());
  EXPECT_THAT(judge("links.count", departing), IsEmpty());
  EXPECT_THAT(judge("links.target", departing), ElementsAre("/Links/Link[2]/Href"));
}

TEST(Links, AMinimumAboveOneIsCounted) {
  Contract contract = task_session();
  contract.entity->links = {
      {.rel = "Related", .types = {"VmRestorePoint"}, .minimum = 2, .maximum = -1}};
  EXPECT_THAT(places(judged("links.count", answered(data("task_session.xml"), item(Form::Entity)),
                            contract)),
              ElementsAre("/Links"));
}

TEST(Links, OfACollectionOfSystemSessions) {
  const Exchange exchange = answered(data("system_sessions.xml"), list(Form::Reference));
  for (const std::string_view id :
       {"links.required", "links.attributes", "links.target", "links.authority"}) {
    const Judgement judgement = judged(id, exchange, system_session());
    EXPECT_THAT(places(judgement), IsEmpty()) << id;
    EXPECT_GT(judgement.witnesses, 3U) << id;
  }
}

TEST(LinkTargets, AreJudgedByTheResourcesOwnHrefWhenItsUidIsBroken) {
  const std::string body =
      with(data("task_session.xml"), "urn:veeam:BackupTaskSession:", "urn:veeam: ");
  EXPECT_THAT(places(judged("links.target", answered(body, item(Form::Entity)))), IsEmpty());
}

}  // namespace
}  // namespace emconform
