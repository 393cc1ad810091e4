#include "mock/routes.h"

#include <algorithm>
#include <vector>

#include "mock/query_service.h"
#include "mock/resources.h"
#include "mock/services.h"
#include "mock/text.h"

namespace emconform::mock {

namespace {

constexpr Route fixed[] = {
    {.pattern = "", .get = enterprise_manager, .open = true},
    {.pattern = "sessionMngr", .method = "POST", .handler = log_on, .open = true},
    {"logonSessions", logon_sessions},
    {.pattern = "logonSessions/{id}", .get = logon_session, .method = "DELETE", .handler = log_off},
    {"backupServers", backup_servers, "POST"},
    {"backupServers/{id}", backup_server, "POST PUT DELETE"},
    {"backupServers/{id}/jobs", jobs_of_backup_server},
    {"backupServers/{id}/repositories", repositories_of_backup_server},
    {"jobs", jobs, "POST"},
    {"jobs/{id}", job, "POST PUT"},
    {"jobs/{id}/backupSessions", sessions_of_job},
    {"nas", nas_service},
    {"nas/jobs", nas_jobs},
    {"nas/jobs/{id}", nas_job},
    {"nas/jobs/{id}/backupSessions", sessions_of_nas_job},
    {"nas/jobs/{id}/retry", nullptr, "POST"},
    {"nas/jobs/{id}/start", nullptr, "POST"},
    {"nas/jobs/{id}/stop", nullptr, "POST"},
    {"nas/jobs/{id}/toggleScheduleEnabled", nullptr, "POST"},
    {"nas/backupSessions", nas_sessions},
    {"agents", agents_service},
    {"agents/jobs", agent_jobs},
    {"agents/jobs/{id}", agent_job, "POST PUT"},
    {"agents/jobs/{id}/backupSessions", sessions_of_job},
    {"agents/backupSessions", agent_sessions},
    {"agents/discoveredComputers", discovered_computers},
    {"agents/discoveredComputers/{id}", discovered_computer},
    {"backupSessions", backup_sessions},
    {"backupSessions/{id}", backup_session, "POST"},
    {"backupSessions/{id}/taskSessions", tasks_of_session},
    {"backupSessions/{id}/agentManagementSessions", agent_management_sessions},
    {"backupTaskSessions", backup_tasks},
    {"backupTaskSessions/{id}", backup_task},
    {"restorePoints", restore_points},
    {"restorePoints/{id}", restore_point, "POST DELETE"},
    {"restorePoints/{id}/vmRestorePoints", vm_points_of_restore_point},
    {"vmRestorePoints", vm_restore_points},
    {"vmRestorePoints/{id}", vm_restore_point, "POST"},
    {"systemSessions", system_sessions},
    {"systemSessions/{id}", system_session},
    {"systemSessions/{id}/events", system_session_events},
    {"repositories", repositories},
    {"repositories/{id}", repository},
    {"reports/summary", summary_report},
    {"reports/summary/overview", overview_report},
    {"reports/summary/vms_overview", vms_overview_report},
    {"reports/summary/job_statistics", job_statistics_report},
    {"tasks/{id}", task, "DELETE"},
    {"querySvc", query_types},
    {"query", run_query},
};

// Targets of Create links among the collections without items.
constexpr std::string_view with_create[] = {
    "backupServers/{id}/credentials", "backupServers/{id}/passwords", "jobs/{id}/includes",
    "agents/jobs/{id}/includes", "vmRestorePoints/{id}/mounts"};

std::vector<Route> all_routes() {
  std::vector<Route> all(std::begin(fixed), std::end(fixed));
  for (const EmptyCollection& one : empty_collections()) {
    const bool creates = std::find(std::begin(with_create), std::end(with_create), one.route) !=
                         std::end(with_create);
    all.push_back({one.route, empty_collection, creates ? "POST" : ""});
  }
  for (const SmallService& one : small_services()) all.push_back({one.route, small_service});
  return all;
}

bool fits(std::string_view pattern, const std::vector<std::string>& segments,
          std::vector<std::string>& ids) {
  ids.clear();
  if (pattern.empty()) return segments.empty();
  std::size_t next = 0;
  for (const std::string_view part : split(pattern, '/')) {
    if (next == segments.size()) return false;
    const std::string& segment = segments[next++];
    if (part == "{id}") {
      ids.push_back(lower(segment));
    } else if (!same_letters(part, segment)) {
      return false;
    }
  }
  return next == segments.size();
}

}  // namespace

std::span<const Route> routes() {
  static const std::vector<Route> all = all_routes();
  return all;
}

const Route* match_route(Request& request) {
  if (!request.below_api) return nullptr;
  for (const Route& route : routes())
    if (fits(route.pattern, request.segments, request.ids)) {
      request.route = route.pattern;
      return &route;
    }
  request.ids.clear();
  return nullptr;
}

std::string allowed_methods(const Route& route) {
  std::string methods = route.get == nullptr ? "" : "GET, HEAD";
  const auto add = [&](std::string_view method) {
    if (method.empty()) return;
    methods += methods.empty() ? "" : ", ";
    methods += method;
  };
  for (const std::string_view method : split(route.refused, ' ')) add(method);
  add(route.method);
  return methods;
}

}  // namespace emconform::mock
