#include <gtest/gtest.h>

#include "mock/client.h"

// The request patterns of public client programs, with their headers and spellings.
namespace emconform::mock {
namespace {

const char* const token_header = "X-RestSvcSessionId";

std::string cookie(const std::string& token) { return std::string{token_header} + "=" + token; }

TEST(GrafanaScript, ComputesTheTokenAndReadsItsReports) {
  Client client;
  const Answer logon = client.send("POST", "/api/sessionMngr/?v=latest",
                                   {{"Authorization", "Basic " + base64("emconform:emconform")},
                                    {"Accept", "application/json"},
                                    {"Content-Length", "0"}});
  const std::string token = base64(logon.json().at("SessionId"));
  const httplib::Headers headers{{"Accept", "application/json"},
                                 {token_header, token},
                                 {"Cookie", cookie(token)},
                                 {"Content-Length", "0"}};
  const auto get = [&](const std::string& path) {
    const Answer answer = client.get_with("/api" + path, headers);
    EXPECT_EQ(answer.status, 200) << path;
    return answer.json();
  };
  for (const char* member :
       {"BackupServers", "ProxyServers", "RepositoryServers", "RunningJobs", "ScheduledJobs",
        "SuccessfulVmLastestStates", "WarningVmLastestStates", "FailedVmLastestStates"})
    EXPECT_TRUE(get("/reports/summary/overview").at(member).is_number()) << member;
  EXPECT_TRUE(get("/reports/summary/vms_overview").at("SourceVmsSize").is_number());
  EXPECT_TRUE(get("/reports/summary/job_statistics").at("TotalJobRuns").is_number());
  const Json repositories = get("/repositories?format=Entity").at("Repositories");
  ASSERT_FALSE(repositories.empty());
  EXPECT_TRUE(repositories[0].at("Capacity").is_number());
  const Json sessions = get("/backupSessions?format=Entity").at("BackupJobSessions");
  ASSERT_FALSE(sessions.empty());
  const Json servers = get("/backupServers").at("Refs");
  // It takes the name of the first link for that of the backup server.
  for (const Json& session : sessions) {
    const std::string name = session.at("Links")[0].at("Name");
    EXPECT_TRUE(name == servers[0].at("Name") || name == servers[1].at("Name")) << name;
  }
  EXPECT_FALSE(get("/backupTaskSessions?format=Entity").at("BackupTaskSessions").empty());
  EXPECT_TRUE(get("/replicaSessions?format=Entity").at("ReplicaJobSessions").is_array());
  EXPECT_TRUE(get("/replicaTaskSessions?format=Entity").at("ReplicaTaskSessions").is_array());
  const Json computers = get("/agents/discoveredComputers?format=Entity");
  EXPECT_EQ(computers.at("DiscoveredComputers")[0].at("HostStatus"), "Online");
}

TEST(CentreonPlugin, ReadsTheTokenInLowerCaseAndFiltersWithoutZone) {
  Client client;
  const Answer logon = client.log_on("/api/sessionMngr/");
  const std::string token = logon.header("x-restsvcsessionid");
  const Answer answer = client.get_with(
      "/api/query?type=BackupJobSession&format=entities&filter=CreationTime>=2024-01-31T10:00:00",
      {{token_header, token}, {"Accept", "application/json"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_FALSE(answer.json().at("Entities").at("BackupJobSessions").empty());
}

TEST(MorpheusPlugin, PagesPlainCollectionsAndFollowsJobs) {
  Client client;
  const httplib::Headers headers{{token_header, client.token()},
                                 {"Accept", "application/json"},
                                 {"x-api-version", "1.0-rev2"}};
  const Answer jobs = client.get_with(
      "/api/jobs?format=Entity&pageSize=50&page=1&filter=Platform==VMware", headers);
  EXPECT_EQ(jobs.status, 200);
  const std::string uid = jobs.json().at("Jobs")[0].at("UID");
  const Answer sessions = client.get_with(
      "/api/query?type=backupJobSession&format=Entity&sortDesc=creationTime&filter=jobUid==\"" +
          uid + "\"",
      headers);
  EXPECT_EQ(sessions.status, 200);
  const Json result = sessions.json();
  for (const Json& session : result.at("Entities").at("BackupJobSessions").at("BackupJobSessions"))
    EXPECT_EQ(session.at("JobUid"), uid);
  EXPECT_EQ(client.get_with("/api/tasks/task-297", headers).status, 500);
  EXPECT_EQ(client.send("DELETE", "/api/logonSessions/" + client.session_id(), headers).status,
            204);
}

TEST(ZabbixTemplate, SendsBasicAndCookieToDoubledSlashes) {
  Client client;
  const std::string basic = "Basic " + base64("emconform:emconform");
  const Answer logon = client.send("POST", "/api//sessionMngr",
                                   {{"Authorization", basic}, {"Accept", "application/json"}});
  ASSERT_EQ(logon.status, 201);
  const std::string token = logon.header(token_header);
  for (const char* path : {"/api//jobs", "/api//jobs?format=Entity", "/api//backupTaskSessions",
                           "/api//nas/jobs?format=Entity", "/api//agents/jobs?format=Entity",
                           "/api//repositories?format=Entity"}) {
    const Answer answer = client.get_with(
        path,
        {{"Authorization", basic}, {"Cookie", cookie(token)}, {"Accept", "application/json"}});
    EXPECT_EQ(answer.status, 200) << path;
  }
}

TEST(HttpExporter, PingsThenDemandsExactly201) {
  Client client;
  const httplib::Headers json{{"Accept", "application/json"}};
  const Answer ping = client.get_with("/api/", json);
  EXPECT_EQ(ping.status, 200);
  EXPECT_TRUE(ping.json().contains("SupportedVersions"));
  EXPECT_EQ(client.log_on("/api/sessionMngr/?v=latest").status, 201);
  const Json result = client.json(
      "/api/query?type=BackupTaskSession&format=Entities&filter="
      "CreationTime%3E%3D%222020-06-15T00:21:49%22");
  EXPECT_FALSE(result.at("Entities").at("BackupTaskSessions").at("BackupTaskSessions").empty());
}

TEST(GoClient, LogsOffWithTheSessionId) {
  Client client;
  const httplib::Headers headers{{"X-restsvcsessionid", client.token()},
                                 {"Content-Type", "text/xml; charset=utf-8"}};
  EXPECT_EQ(client.get_with("/api/jobs", headers).status, 200);
  EXPECT_EQ(client.send("DELETE", "/api/logonSessions/" + client.session_id(), headers).status,
            204);
  EXPECT_EQ(client.server().open_logon_sessions(), 0U);
}

TEST(PythonClient, AppendsTheVersionToEveryRequest) {
  Client client;
  const httplib::Headers headers{{token_header, client.token()},
                                 {"Cookie", cookie(client.token())},
                                 {"Accept", "application/json"}};
  const Answer sessions = client.get_with("/api/logonSessions?v=latest", headers);
  EXPECT_EQ(sessions.json().at("LogonSessions").size(), 1U);
  const Answer missing = client.get_with("/api/jobs/none?format=Entity&v=latest", headers);
  EXPECT_EQ(missing.status, 404);
  for (const char* member : {"Message", "FirstChanceExceptionMessage", "StackTrace"})
    EXPECT_TRUE(missing.json().contains(member)) << member;
}

}  // namespace
}  // namespace emconform::mock
