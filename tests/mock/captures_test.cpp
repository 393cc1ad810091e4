#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "mock/client.h"

// The mock's JSON beside bodies that a 12.3 server sent: the same members in the same order.
namespace emconform::mock {
namespace {

Json shape_file(const std::string& name) {
  std::ifstream in{std::string{TEST_DIR} + "/data/mock/" + name};
  EXPECT_TRUE(in) << name;
  return Json::parse(in, nullptr, false);
}

/// The members of an object in their order; of lists, those of the first item.
std::string shape(const Json& json) {
  if (json.is_array()) return json.empty() ? "[]" : "[" + shape(json[0]) + "]";
  if (!json.is_object()) return json.is_null() ? "null" : "value";
  std::string result = "{";
  for (const auto& [key, value] : json.items()) {
    const bool is_open = key == "Name" || key == "FailureMessage" || key == "EndTimeUTC";
    result += key + ":" + (is_open ? "any" : shape(value)) + " ";
  }
  return result + "}";
}

TEST(Captures, OfTheEntryPointHaveTheMocksShape) {
  Client client;
  const Json mine = client.json("/api/");
  const Json real = shape_file("em_12_3_api.json");
  EXPECT_EQ(shape(mine), shape(real));
  EXPECT_EQ(mine.at("SupportedVersions").at("SupportedVersions").size(), 3U);
}

TEST(Captures, OfALogonHaveTheMocksLinks) {
  Client client;
  const Json mine = client.json("/api/logonSessions/" + client.session_id());
  const Json real = shape_file("em_12_3_logon.json");
  EXPECT_EQ(shape(mine), shape(real));
  ASSERT_EQ(mine.at("Links").size(), real.at("Links").size());
  for (std::size_t i = 0; i < real.at("Links").size(); ++i) {
    const Json& expected = real.at("Links")[i];
    const Json& link = mine.at("Links")[i];
    EXPECT_EQ(link.at("Rel"), expected.at("Rel")) << i;
    EXPECT_EQ(link.at("Type"), expected.at("Type")) << i;
    EXPECT_EQ(link.at("Name"), expected.at("Name")) << i;
    if (link.at("Rel") != "Delete") {
      EXPECT_EQ(path_of(link.at("Href")), path_of(expected.at("Href"))) << i;
    }
  }
}

TEST(Captures, OfBackupServersHaveTheMocksShape) {
  Client client;
  const Json mine = client.json("/api/backupServers?format=Entity");
  const Json real = shape_file("em_12_3_backup_servers.json");
  EXPECT_EQ(shape(mine), shape(real));
  const Json& links = mine.at("BackupServers")[0].at("Links");
  const Json& expected = real.at("BackupServers")[0].at("Links");
  ASSERT_EQ(links.size(), expected.size());
  for (std::size_t i = 0; i < links.size(); ++i) {
    EXPECT_EQ(links[i].at("Rel"), expected[i].at("Rel")) << i;
    EXPECT_EQ(links[i].at("Type"), expected[i].at("Type")) << i;
  }
}

TEST(Captures, OfQueriesHaveTheMocksShape) {
  Client client;
  EXPECT_EQ(shape(client.json("/api/query?type=BackupJobSession&format=Entities&filter="
                              "State==Stopped;JobType==Backup")),
            shape(shape_file("em_12_3_query_sessions.json")));
  EXPECT_EQ(shape(client.json("/api/query?type=BackupTaskSession&format=Entities&filter="
                              "State==Completed")),
            shape(shape_file("em_12_3_query_tasks.json")));
}

}  // namespace
}  // namespace emconform::mock
