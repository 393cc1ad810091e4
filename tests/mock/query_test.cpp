#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "mock/client.h"

namespace emconform::mock {
namespace {

using testing::ElementsAre;

std::vector<std::string> keys_of(const Json& json) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

std::vector<std::string> uids(const Json& list) {
  std::vector<std::string> result;
  for (const Json& item : list) result.push_back(item.at("UID"));
  return result;
}

const Json& sessions_of(const Json& result) {
  return result.at("Entities").at("BackupJobSessions").at("BackupJobSessions");
}

std::string href(const Json& result, const std::string& rel) {
  for (const Json& link : result.at("PagingInfo").at("Links"))
    if (link.at("Rel") == rel) return link.at("Href");
  return "";
}

TEST(Query, HasTheTypesThatTheServiceLists) {
  Client client;
  const auto service = xml(client.get("/api/querySvc"));
  const auto links = all_links(*service);
  EXPECT_EQ(links.front().rel + links.front().type, "UpLogonSession");
  EXPECT_GE(links.size(), 40U);
  for (std::size_t i = 1; i < links.size(); ++i) {
    const Answer answer = client.get(path_of(links[i].href));
    EXPECT_EQ(answer.status, 200) << links[i].href;
    EXPECT_EQ(xml(answer)->root_name(), "QueryResult");
  }
}

TEST(Query, AnswersByReferenceUnlessAskedForEntities) {
  Client client;
  for (const char* type : {"BackupJobSession", "backuptasksession", "backupServer", "JOB"}) {
    const std::string path = std::string{"/api/query?type="} + type;
    const Json references = client.json(path);
    EXPECT_THAT(keys_of(references),
                ElementsAre("Refs", "Entities", "Resources", "Links", "PagingInfo"));
    EXPECT_TRUE(references.at("Entities").is_null());
    EXPECT_FALSE(references.at("Refs").at("Refs").empty()) << type;
    const auto in_xml = xml(client.get(path));
    EXPECT_STREQ(in_xml->root().first_child().first_child().name(), "Ref");
    for (const char* format : {"Entity", "Entities", "entities"}) {
      const Json entities = client.json(path + "&format=" + format);
      EXPECT_TRUE(entities.at("Refs").is_null());
      EXPECT_EQ(entities.at("Entities").size(), 50U);
    }
  }
}

TEST(Query, OfATypeWithoutDataIsEmpty) {
  Client client;
  const Json result = client.json("/api/query?type=ReplicaJobSession&format=Entity");
  EXPECT_TRUE(result.at("Entities").at("ReplicaJobSessions").at("ReplicaJobSessions").empty());
  EXPECT_EQ(result.at("PagingInfo").at("PagesCount"), 1);
}

TEST(Query, RefusesWhatItDoesNotUnderstand) {
  Client client;
  for (const char* query :
       {"", "type=", "type=Unknown", "type=Job&pageSize=0", "type=Job&pageSize=-1",
        "type=Job&pageSize=x", "type=Job&page=0", "type=Job&page=1x",
        "type=Job&page=", "type=Job&pageSize=99999999999", "type=Job&filter=Name",
        "type=Job&filter=Name==", "type=Job&filter=Nothing==1", "type=Job&filter=(Name==a",
        "type=Job&filter=Name=a", "type=Job&sortAsc=Nothing",
        "type=BackupJobSession&filter=CreationTime>yesterday"}) {
    const Answer answer = client.get(std::string{"/api/query?"} + query);
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_EQ(xml(answer)->root_name(), "Error") << query;
  }
}

TEST(Query, TakesFiltersEncodedAndRaw) {
  Client client;
  const auto count = [&](const std::string& filter) {
    const Answer answer =
        client.get("/api/query?type=BackupJobSession&format=Entities&pageSize=500&filter=" + filter,
                   "application/json");
    EXPECT_EQ(answer.status, 200) << filter << answer.body;
    return answer.status == 200 ? sessions_of(answer.json()).size() : 0;
  };
  const auto expected = count("Result==Failed;JobName==%22Backup%20Job%202%22");
  EXPECT_GT(expected, 0U);
  EXPECT_EQ(count("Result==Failed;JobName==\"Backup%20Job%202\""), expected);
  EXPECT_EQ(count("Result%3d%3dFailed%3BJobName%3D%3D%22Backup+Job+2%22"), expected);
  EXPECT_EQ(count("(jobname==\"Backup+Job+2\");(RESULT==failed)"), expected);
  EXPECT_LT(expected, count("Result==Failed,JobName==\"Backup+Job+2\""));
  EXPECT_GT(count("Result>Success"), count("Result>Warning"));
  EXPECT_GT(count("CreationTime>2020-01-01T00:00:00Z"), 0U);
}

TEST(Query, ByUidFindsTheOneInEitherSpelling) {
  Client client;
  const Json all = client.json("/api/query?type=BackupTaskSession&format=Entities&pageSize=1");
  const Json& task = all.at("Entities").at("BackupTaskSessions").at("BackupTaskSessions")[0];
  const std::string uid = task.at("UID");
  for (const std::string& value : {"%22" + uid + "%22", uid.substr(uid.rfind(':') + 1)}) {
    const Json found = client.json("/api/query?type=BackupTaskSession&filter=UID==" + value);
    ASSERT_EQ(found.at("Refs").at("Refs").size(), 1U) << value;
    EXPECT_EQ(found.at("Refs").at("Refs")[0].at("UID"), uid);
  }
}

TEST(Paging, CoversAllItemsOnce) {
  Client client;
  const std::string base = "/api/query?type=BackupJobSession&format=Entities&sortDesc=CreationTime";
  const Json whole = client.json(base + "&pageSize=1000");
  const auto expected = uids(sessions_of(whole));
  EXPECT_EQ(expected.size(), 240U);
  std::vector<std::string> seen;
  std::string next = base + "&pageSize=37";
  int pages = 0;
  while (!next.empty() && pages < 20) {
    const Json page = client.json(next);
    ++pages;
    const Json& info = page.at("PagingInfo");
    EXPECT_EQ(info.at("PageNum"), pages);
    EXPECT_EQ(info.at("PageSize"), 37);
    EXPECT_EQ(info.at("PagesCount"), 7);
    EXPECT_FALSE(href(page, "First").empty());
    EXPECT_FALSE(href(page, "Last").empty());
    for (const std::string& uid : uids(sessions_of(page))) seen.push_back(uid);
    next = href(page, "Next").empty() ? "" : path_of(href(page, "Next"));
  }
  EXPECT_EQ(pages, 7);
  EXPECT_EQ(seen, expected);
}

TEST(Paging, HasOnePageWithoutItems) {
  Client client;
  const Json none = client.json("/api/query?type=Job&filter=Name==%22no%20such%20job%22");
  const Json& info = none.at("PagingInfo");
  EXPECT_EQ(info.at("PagesCount"), 1);
  EXPECT_EQ(info.at("PageSize"), 100);
  EXPECT_TRUE(href(none, "Next").empty());
  EXPECT_EQ(href(none, "First"), href(none, "Last"));
}

TEST(PagingLinks, KeepTheClientsParametersInTheirOrder) {
  Client client;
  const std::string api = client.server().url() + "/api/query";
  const std::pair<const char*, const char*> samples[] = {
      {"?type=Job", "?type=Job&pageSize=100&page=1"},
      {"?filter=Name!=\"x%20y\"&type=Job&v=latest",
       "?filter=Name!%3d%22x%20y%22&type=Job&v=latest&pageSize=100&page=1"},
      {"?page=1&Type=job&PageSize=50", "?page=1&Type=job&PageSize=50"},
      {"?type=Job&pageSize=50&page=1&filter=JobType==Backup%3BPlatform==VMware",
       "?type=Job&pageSize=50&page=1&filter=JobType%3d%3dBackup%3bPlatform%3d%3dVMware"},
      {"?type=BackupJobSession&format=Entities&filter=CreationTime>=\"2026-06-14T21:07:25\"",
       "?type=BackupJobSession&format=Entities&filter="
       "CreationTime%3e%3d%222026-06-14T21%3a07%3a25%22&pageSize=100&page=1"},
  };
  for (const auto& [asked, expected] : samples)
    EXPECT_EQ(href(client.json(std::string{"/api/query"} + asked), "First"), api + expected);
}

TEST(PagingLinks, AreAttributesOfWellFormedXml) {
  Client client;
  const auto page =
      xml(client.get("/api/query?type=BackupJobSession&filter=Name!=%22%3C%26%3E%22&pageSize=2"));
  ASSERT_TRUE(page->result);
  const auto info = page->root().child("PagingInfo");
  EXPECT_EQ(info.attribute("PageSize").as_int(), 2);
  const auto links = links_of(info);
  ASSERT_EQ(links.size(), 3U);
  EXPECT_EQ(links[1].rel, "Next");
  EXPECT_EQ(client.get(path_of(links[1].href)).status, 200);
}

TEST(Sort, WorksBothWays) {
  Client client;
  const std::string base = "/api/query?type=BackupTaskSession&format=Entities&pageSize=1000&";
  const auto sizes = [&](const std::string& sort) {
    std::vector<std::int64_t> result;
    const Json page = client.json(base + sort);
    const Json& list = page.at("Entities").at("BackupTaskSessions");
    for (const Json& task : list.at("BackupTaskSessions")) result.push_back(task.at("TotalSize"));
    return result;
  };
  const auto ascending = sizes("sortAsc=TotalSize");
  const auto descending = sizes("SORTDESC=totalsize");
  EXPECT_GT(ascending.size(), 100U);
  EXPECT_TRUE(std::is_sorted(ascending.begin(), ascending.end()));
  EXPECT_TRUE(std::is_sorted(descending.rbegin(), descending.rend()));
}

}  // namespace
}  // namespace emconform::mock
