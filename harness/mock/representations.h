#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mock/document.h"
#include "mock/store.h"

// Rows of the store as representations with their links. Order of links and names of types are
// those of recorded 12.3 answers where there are any, of the vendor's pages elsewhere.
namespace emconform::mock {

enum class Form { Reference, Entity };

/// The names that belong to one type of resource.
struct Kind {
  std::string_view type;     // in UIDs and in the Type attribute; + "Reference" for references
  std::string_view path;     // of the collection, below /api
  std::string_view plural;   // root of the list of entities; name of the list in JSON
  std::string_view element;  // one entity in XML
};

namespace kinds {
inline constexpr Kind backup_server{"BackupServer", "backupServers", "BackupServers",
                                    "BackupServer"};
inline constexpr Kind job{"Job", "jobs", "Jobs", "Job"};
inline constexpr Kind agent_job{"Job", "agents/jobs", "Jobs", "Job"};
inline constexpr Kind nas_job{"NasJob", "nas/jobs", "NASJobs", "NASJob"};
inline constexpr Kind backup_session{"BackupJobSession", "backupSessions", "BackupJobSessions",
                                     "BackupJobSession"};
inline constexpr Kind backup_task{"BackupTaskSession", "backupTaskSessions", "BackupTaskSessions",
                                  "BackupTaskSession"};
inline constexpr Kind restore_point{"RestorePoint", "restorePoints", "RestorePoints",
                                    "RestorePoint"};
inline constexpr Kind vm_restore_point{"VmRestorePoint", "vmRestorePoints", "VmRestorePoints",
                                       "VmRestorePoint"};
inline constexpr Kind system_session{"SystemSession", "systemSessions", "Sessions", "Sessions"};
inline constexpr Kind repository{"Repository", "repositories", "Repositories", "Repository"};
inline constexpr Kind discovered_computer{"DiscoveredComputer", "agents/discoveredComputers",
                                          "DiscoveredComputers", "DiscoveredComputer"};
}  // namespace kinds

/// A resource that the store does not know: it stands beside a backup server.
struct ServerCompanion {
  std::string id{}, name{};
  std::string server_id{}, server_name{};
  std::vector<Member> fields{};
};

using RestorePointsBySession = std::unordered_map<std::string, std::vector<RestorePoint>>;

/// What every representation needs besides its row.
struct Site {
  std::string api{};                             // "https://host:9398/api"
  const RestorePointsBySession& restore_points;  // for the Related links of sessions
};

Object represent(const Site& site, const BackupServer& row, const Kind& kind, Form form);
Object represent(const Site& site, const Job& row, const Kind& kind, Form form);
Object represent(const Site& site, const JobSession& row, const Kind& kind, Form form);
Object represent(const Site& site, const TaskSession& row, const Kind& kind, Form form);
Object represent(const Site& site, const RestorePoint& row, const Kind& kind, Form form);
Object represent(const Site& site, const VmRestorePoint& row, const Kind& kind, Form form);
Object represent(const Site& site, const SystemSession& row, const Kind& kind, Form form);
Object represent(const Site& site, const ServerCompanion& row, const Kind& kind, Form form);

/// The events of a system session.
Document represent_events(const Site& site, const SystemSession& session,
                          const std::vector<SystemEvent>& events);

/// "https://host:9398/api/jobs/<id>/backupSessions"
std::string url(const Site& site, std::string_view path, std::string_view id = {},
                std::string_view tail = {});

}  // namespace emconform::mock
