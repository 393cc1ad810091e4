#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <set>
#include <vector>

#include "mock/client.h"

namespace emconform::mock {
namespace {

using testing::ElementsAre;

struct Endpoint {
  const char* path;
  const char* reference_root;  // of the XML form
  const char* reference_list;  // the name of the list in JSON; empty for an item
  const char* entity_root;     // with ?format=Entity; empty: the same in both forms
  const char* entity_list;
};

// "{x}" stands for the first item of collection x.
constexpr Endpoint endpoints[] = {
    {"/api/", "EnterpriseManager", "", "", ""},
    {"/api/logonSessions", "LogonSessions", "LogonSessions", "", ""},
    {"/api/backupServers", "EntityReferences", "Refs", "BackupServers", "BackupServers"},
    {"{backupServers}", "EntityRef", "", "BackupServer", ""},
    {"{backupServers}/jobs", "EntityReferences", "Refs", "Jobs", "Jobs"},
    {"{backupServers}/repositories", "EntityReferences", "Refs", "Repositories", "Repositories"},
    {"{backupServers}/credentials", "CredentialsInfoList", "CredentialsInfoList", "", ""},
    {"/api/jobs", "EntityReferences", "Refs", "Jobs", "Jobs"},
    {"{jobs}", "EntityRef", "", "Job", ""},
    {"{jobs}/backupSessions", "EntityReferences", "Refs", "BackupJobSessions", "BackupJobSessions"},
    {"{jobs}/includes", "ObjectsInJob", "ObjectsInJob", "", ""},
    {"/api/nas", "Nas", "", "", ""},
    {"/api/nas/jobs", "EntityReferences", "Refs", "NASJobs", "NASJobs"},
    {"{nas/jobs}", "EntityRef", "", "NASJob", ""},
    {"{nas/jobs}/backupSessions", "EntityReferences", "Refs", "BackupJobSessions",
     "BackupJobSessions"},
    {"{nas/jobs}/includes", "NASObjects", "NASObjects", "", ""},
    {"/api/nas/backupSessions", "EntityReferences", "Refs", "BackupJobSessions",
     "BackupJobSessions"},
    {"/api/agents", "Agents", "", "", ""},
    {"/api/agents/jobs", "EntityReferences", "Refs", "Jobs", "Jobs"},
    {"{agents/jobs}", "EntityRef", "", "Job", ""},
    {"/api/agents/backupSessions", "EntityReferences", "Refs", "BackupJobSessions",
     "BackupJobSessions"},
    {"/api/agents/discoveredComputers", "EntityReferences", "Refs", "DiscoveredComputers",
     "DiscoveredComputers"},
    {"/api/backupSessions", "EntityReferences", "Refs", "BackupJobSessions", "BackupJobSessions"},
    {"{backupSessions}", "EntityRef", "", "BackupJobSession", ""},
    {"{backupSessions}/taskSessions", "EntityReferences", "Refs", "BackupTaskSessions",
     "BackupTaskSessions"},
    {"{backupSessions}/agentManagementSessions", "EntityReferences", "Refs", "BackupJobSessions",
     "BackupJobSessions"},
    {"/api/backupTaskSessions", "EntityReferences", "Refs", "BackupTaskSessions",
     "BackupTaskSessions"},
    {"{backupTaskSessions}", "EntityRef", "", "BackupTaskSession", ""},
    {"/api/restorePoints", "EntityReferences", "Refs", "RestorePoints", "RestorePoints"},
    {"{restorePoints}", "EntityRef", "", "RestorePoint", ""},
    {"{restorePoints}/vmRestorePoints", "EntityReferences", "Refs", "VmRestorePoints",
     "VmRestorePoints"},
    {"/api/vmRestorePoints", "EntityReferences", "Refs", "VmRestorePoints", "VmRestorePoints"},
    {"{vmRestorePoints}", "EntityRef", "", "VmRestorePoint", ""},
    {"{vmRestorePoints}/mounts", "VmRestorePointMounts", "VmRestorePointMounts", "", ""},
    {"/api/systemSessions", "SystemSessions", "Sessions", "", ""},
    {"{systemSessions}", "EntityRef", "", "SystemSession", ""},
    {"{systemSessions}/events", "SystemSessionEvents", "Events", "", ""},
    {"/api/repositories", "EntityReferences", "Refs", "Repositories", "Repositories"},
    {"/api/replicaSessions", "EntityReferences", "Refs", "ReplicaJobSessions",
     "ReplicaJobSessions"},
    {"/api/replicaTaskSessions", "EntityReferences", "Refs", "ReplicaTaskSessions",
     "ReplicaTaskSessions"},
    {"/api/restoreSessions", "EntityReferences", "Refs", "RestoreSessions", "RestoreSessions"},
    {"/api/tasks", "Tasks", "Tasks", "", ""},
    {"/api/querySvc", "QuerySvc", "", "", ""},
    {"/api/lookupSvc", "LookupSvc", "", "", ""},
    {"/api/reports/summary", "SummaryReport", "", "", ""},
    {"/api/reports/summary/overview", "OverviewReportFrame", "", "", ""},
    {"/api/reports/summary/vms_overview", "VmsOverviewReportFrame", "", "", ""},
    {"/api/reports/summary/job_statistics", "JobStatisticsReportFrame", "", "", ""},
};

std::string resolved(Client& client, std::string path) {
  const auto end = path.find('}');
  if (path.front() != '{') return path;
  return first_item(client, "/api/" + path.substr(1, end - 1)) + path.substr(end + 1);
}

TEST(Endpoints, AnswerInBothFormatsAndForms) {
  Client client;
  for (const Endpoint& endpoint : endpoints) {
    const std::string path = resolved(client, endpoint.path);
    for (const bool entity : {false, true}) {
      const bool other = entity && *endpoint.entity_root != '\0';
      const std::string query = entity ? "?format=Entity" : "";
      const Answer in_xml = client.get(path + query);
      EXPECT_EQ(in_xml.status, 200) << path;
      const auto document = xml(in_xml);
      EXPECT_TRUE(document->result) << path;
      EXPECT_EQ(document->root_name(), other ? endpoint.entity_root : endpoint.reference_root)
          << path;
      EXPECT_STREQ(document->root().attribute("xmlns").value(), "http://www.veeam.com/ent/v1.0");

      const Answer in_json = client.get(path + query, "application/json");
      EXPECT_EQ(in_json.status, 200) << path;
      const Json json = in_json.json();
      ASSERT_TRUE(json.is_object()) << path;
      const std::string list = other ? endpoint.entity_list : endpoint.reference_list;
      if (!list.empty()) {
        ASSERT_TRUE(json.contains(list)) << path << in_json.body.substr(0, 200);
        const auto items = document->root().children();
        const auto count = std::count_if(items.begin(), items.end(), [](const auto& item) {
          return std::string_view{item.name()} != "Links";
        });
        EXPECT_EQ(json.at(list).size(), static_cast<std::size_t>(count)) << path;
      }
    }
  }
}

TEST(Paths, MayBeWrittenInAnyCaseWithDoubledAndTrailingSlashes) {
  Client client;
  const std::string expected = client.get("/api/backupSessions?format=Entity").body;
  for (const char* path :
       {"/api//backupSessions?format=Entity", "/API/BACKUPSESSIONS?FORMAT=entity",
        "/api/backupsessions/?Format=ENTITY", "//api/backupSessions/?format=Entity",
        "/api/backupSessions?v=latest&format=Entity&pageSize=3"})
    EXPECT_EQ(client.get(path).body, expected) << path;
}

TEST(Ids, MayBeWrittenInUpperCase) {
  Client client;
  const std::string path = first_item(client, "/api/jobs");
  std::string upper = path;
  std::transform(upper.begin() + 10, upper.end(), upper.begin() + 10,
                 [](unsigned char letter) { return std::toupper(letter); });
  EXPECT_EQ(client.get(upper).body, client.get(path).body);
}

TEST(TaskSession, HasTheFormOfTheSpecification) {
  Client client;
  const std::string path = first_item(client, "/api/backupTaskSessions");
  const std::string id = path.substr(path.rfind('/') + 1);
  const auto reference = xml(client.get(path));
  EXPECT_STREQ(reference->root().attribute("Type").value(), "BackupTaskSessionReference");
  EXPECT_EQ(reference->root().attribute("UID").value(), "urn:veeam:BackupTaskSession:" + id);
  EXPECT_EQ(path_of(reference->root().attribute("Href").value()), path);
  const auto links = links_of(reference->root());
  ASSERT_EQ(links.size(), 3U);
  EXPECT_EQ(links[0].rel + links[0].type, "UpBackupServerReference");
  EXPECT_EQ(links[1].rel + links[1].type, "UpBackupJobSessionReference");
  EXPECT_EQ(links[2].rel + links[2].type, "AlternateBackupTaskSession");
  EXPECT_EQ(path_of(links[2].href), path + "?format=Entity");

  const auto entity = xml(client.get(path + "?format=Entity"));
  std::vector<std::string> elements;
  for (const auto child : entity->root().children()) elements.emplace_back(child.name());
  // Running ones have no EndTimeUTC.
  elements.erase(std::remove(elements.begin(), elements.end(), "EndTimeUTC"), elements.end());
  EXPECT_THAT(elements, ElementsAre("Links", "JobSessionUid", "CreationTimeUTC", "State", "Result",
                                    "Reason", "TotalSize", "VmUid"));
  EXPECT_STRNE(entity->root().attribute("VmDisplayName").value(), "");
  EXPECT_EQ(links_of(entity->root())[2].type, "BackupTaskSessionReference");
}

TEST(JobSession, PutsIsRetryLastInXmlAndFirstInJson) {
  Client client;
  const std::string path = first_item(client, "/api/backupSessions") + "?format=Entity";
  const auto entity = xml(client.get(path));
  EXPECT_STREQ(entity->root().first_child().name(), "Links");
  EXPECT_STREQ(entity->root().last_child().name(), "IsRetry");
  EXPECT_EQ(client.json(path).begin().key(), "IsRetry");
}

TEST(NasSessions, AreThoseOfTheJobAndLinkUpToJobs) {
  Client client;
  const Json jobs = client.json("/api/nas/jobs");
  ASSERT_GE(jobs.at("Refs").size(), 2U);
  std::set<std::string> seen;
  for (const Json& job : jobs.at("Refs")) {
    const std::string href = path_of(job.at("Href"));
    const std::string id = href.substr(href.rfind('/') + 1);
    const Json sessions = client.json(href + "/backupSessions");
    EXPECT_FALSE(sessions.at("Refs").empty());
    for (const Json& session : sessions.at("Refs")) {
      seen.insert(session.at("UID"));
      EXPECT_EQ(path_of(session.at("Links")[1].at("Href")), "/api/jobs/" + id);
    }
    EXPECT_EQ(client.json("/api/jobs/" + id).at("UID"), "urn:veeam:Job:" + id);
  }
  EXPECT_EQ(seen.size(), client.json("/api/nas/backupSessions").at("Refs").size());
}

TEST(AgentSessions, LinkContainersAndTheirComputers) {
  Client client;
  const Json sessions = client.json("/api/agents/backupSessions");
  bool container_seen = false, child_seen = false;
  for (const Json& session : sessions.at("Refs"))
    for (const Json& link : session.at("Links")) {
      if (link.at("Type") == "BackupJobSessionReferenceList") {
        container_seen = true;
        const Json children = client.json(path_of(link.at("Href")));
        for (const Json& child : children.at("Refs"))
          EXPECT_EQ(child.at("Links")[2].at("Href"), session.at("Href"));
      }
      if (link.at("Name") == "Parent session") child_seen = true;
    }
  EXPECT_TRUE(container_seen);
  EXPECT_TRUE(child_seen);
}

TEST(SystemSessions, KeepTheirOddities) {
  Client client;
  const Answer bare = client.get("/api/systemSessions");
  EXPECT_EQ(bare.body, client.get("/api/systemSessions?format=Entity").body);
  const auto list = xml(bare);
  const auto item = list->root().first_child();
  EXPECT_STREQ(item.name(), "Sessions");
  EXPECT_STREQ(item.attribute("Type").value(), "SystemSession");
  EXPECT_STRNE(item.child("Result").child("IsCanceled").text().get(), "");
  const auto links = links_of(item);
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].rel + links[0].type, "AlternateBackupJobSessionReference");
  EXPECT_EQ(links[1].rel + links[1].type + links[1].name, "DownSystemSessionEventsEvents");
  const auto reference = xml(client.get(path_of(links[0].href)));
  EXPECT_EQ(links_of(reference->root())[0].type, "BackupJobSession");

  const Json events = client.json(path_of(links[1].href));
  std::vector<std::string> keys;
  for (const auto& [key, value] : events.items()) keys.push_back(key);
  EXPECT_THAT(keys, ElementsAre("Events", "Links", "Href", "Type"));
  ASSERT_FALSE(events.at("Events").empty());
  EXPECT_EQ(events.at("Events")[0].at("Order"), 1);
  const std::string time = events.at("Events")[0].at("CreationTimeUTC");
  EXPECT_NE(time.back(), 'Z');
}

TEST(Window, HidesWhatIsOlderThanThirtyDays) {
  Options options;
  options.now = fixed_now();
  Client client{options};
  const std::string oldest = "2026-05-16T12:00:00";
  for (const char* path :
       {"/api/backupSessions", "/api/backupTaskSessions", "/api/nas/backupSessions",
        "/api/agents/backupSessions", "/api/systemSessions"}) {
    const Json list = client.json(std::string{path} + "?format=Entity").begin().value();
    EXPECT_FALSE(list.empty()) << path;
    for (const Json& item : list) EXPECT_GE(item.at("CreationTimeUTC"), oldest) << path;
  }
  // Queries and items know no window.
  const Json old =
      client.json("/api/query?type=BackupJobSession&filter=CreationTime<\"" + oldest + "\"");
  ASSERT_FALSE(old.at("Refs").at("Refs").empty());
  const std::string href = old.at("Refs").at("Refs")[0].at("Href");
  EXPECT_EQ(client.get(path_of(href)).status, 200);
}

TEST(Lists, OfFiftyThousandSessionsAreServed) {
  Options options;
  options.sessions = 50'000;
  Client client{options};
  const Answer answer = client.get("/api/backupSessions");
  EXPECT_EQ(answer.status, 200);
  EXPECT_GT(items_of(*xml(answer)).size(), 30'000U);
}

TEST(Server, AnswersManyConnectionsAtOnce) {
  Client client;
  const std::string expected = client.get("/api/backupTaskSessions").body;
  const auto ask = [&] {
    httplib::Client http{"127.0.0.1", client.server().port()};
    http.set_keep_alive(true);
    std::size_t good = 0;
    for (int i = 0; i < 10; ++i) {
      const auto answer = http.Get("/api/backupTaskSessions",
                                   httplib::Headers{{"X-RestSvcSessionId", client.token()}});
      if (answer && answer->status == 200 && answer->body == expected) ++good;
    }
    return good;
  };
  std::vector<std::future<std::size_t>> clients;
  clients.reserve(16);
  for (int i = 0; i < 16; ++i) clients.push_back(std::async(std::launch::async, ask));
  for (auto& one : clients) EXPECT_EQ(one.get(), 10U);
}

}  // namespace
}  // namespace emconform::mock
