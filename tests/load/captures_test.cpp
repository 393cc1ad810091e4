#include "load/decoded.h"

namespace emconform {
namespace {

struct Capture {
  std::string file;
  ListNames names;
  std::vector<std::string> path;  // from the root to what holds the list
  std::size_t count;
  std::string first_name;
};

const Resource* holder_of(const Resource& root, const std::vector<std::string>& path) {
  const Resource* at = &root;
  for (const std::string& name : path)
    if (at != nullptr) at = find_child(*at, name);
  return at;
}

// Bodies of a 12.3 server (tests/data/captures/README.md).
TEST(Captures, DecodeToTheirMembers) {
  const Capture captures[] = {
      {"backup_jobs_sessions_metrics_v12.json",
       {"BackupJobSession", "BackupJobSessions"},
       {"Entities"},
       3,
       "COPY_BACKUP_VMW_MECM_AN_TO_DD_DCH_NEW@2026-06-14 23:09:26"},
      {"backup_jobs_tasks_sessions_metrics_v12.json",
       {"BackupTaskSession", "BackupTaskSessions"},
       {"Entities"},
       2,
       "MYHOST@2026-06-15 05:50:19"},
      {"backup_servers_metrics_v12.json",
       {"BackupServer", "BackupServers"},
       {},
       2,
       "veeam01.mydomain.org"},
      {"veeam_api_v12.json", {"SupportedVersion", "SupportedVersions"}, {}, 3, "v1_5"},
  };
  for (const Capture& capture : captures) {
    SCOPED_TRACE(capture.file);
    const auto body = decoded(test_data("captures/em-12.3/" + capture.file));
    EXPECT_TRUE(body.duplicate_keys.empty());
    EXPECT_EQ(body.lower_case_count, 0U);
    EXPECT_GT(body.upper_case_count, 10U);
    const Resource* holder = holder_of(body.root, capture.path);
    ASSERT_NE(holder, nullptr);
    const auto found = members(*holder, capture.names);
    ASSERT_EQ(found.size(), capture.count);
    EXPECT_EQ(text_of(*found[0], "Name"), capture.first_name);
    for (const Resource* member : found) EXPECT_FALSE(member->links.empty());
  }
}

TEST(Captures, LogonDecodesWithItsLinks) {
  const auto logon = decoded(test_data("captures/em-12.3/veeam_login_v12.json"));
  EXPECT_EQ(text_of(logon.root, "SessionId"), "b9a759dd-4496-4f50-8fc0-f925aa283f8d");
  ASSERT_GT(logon.root.links.size(), 60U);
  EXPECT_EQ(logon.root.links[0].rel, "Up");
  EXPECT_EQ(logon.root.links[0].type, "EnterpriseManager");
  EXPECT_EQ(logon.root.links[0].name, std::nullopt);
}

}  // namespace
}  // namespace emconform
