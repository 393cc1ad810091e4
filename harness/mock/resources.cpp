#include "mock/resources.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "mock/listing.h"

namespace emconform::mock {

namespace {

/// Notes on the vendor's collection pages: "only returns the sessions that has been created for
/// the last 30 days".
Time window_start(const Context& context) { return context.request.time - std::chrono::days{30}; }

/// The id that stands in the path.
const std::string& id_of(const Context& context) { return context.request.ids.front(); }

Selection hooked(const Context& context, Selection selection) {
  context.hooks.select(context.request, selection);
  return selection;
}

std::vector<Job> select_jobs(const Context& context, Selection selection) {
  return context.store.jobs(hooked(context, std::move(selection)));
}

std::vector<JobSession> select_sessions(const Context& context, Selection selection) {
  return context.store.job_sessions(hooked(context, std::move(selection)));
}

std::vector<TaskSession> select_tasks(const Context& context, Selection selection) {
  return context.store.task_sessions(hooked(context, std::move(selection)));
}

/// Jobs of agents and of file shares have collections of their own.
std::vector<Job> ordinary(std::vector<Job> jobs) {
  std::erase_if(jobs, [](const Job& job) {
    return job.job_type == "AgentBackup" || job.job_type == "NasBackup";
  });
  return jobs;
}

bool has_job(const Context& context, std::string_view job_type) {
  return !context.store.jobs({.id = id_of(context), .job_type = std::string{job_type}}).empty();
}

bool has_session(const Context& context) {
  return !context.store.job_sessions({.id = id_of(context)}).empty();
}

/// An id that is always the same for the same name.
std::string id_from(std::string_view name) {
  const std::size_t first = std::hash<std::string_view>{}(name);
  const std::size_t second = first * 0x9E3779B97F4A7C15ULL;
  return fmt::format("{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}", first >> 32U,
                     (first >> 16U) & 0xFFFFU, first & 0xFFFU, second >> 52U,
                     second & 0xFFFFFFFFFFFFU);
}

/// One repository for each backup server.
std::vector<ServerCompanion> all_repositories(const Context& context) {
  std::vector<ServerCompanion> repositories;
  for (const BackupServer& server : context.store.backup_servers())
    repositories.push_back({.id = id_from("repository of " + server.id),
                            .name = "Default Backup Repository",
                            .server_id = server.id,
                            .server_name = server.name,
                            .fields = {{"Capacity", std::int64_t{4398046511104}},
                                       {"FreeSpace", std::int64_t{1649267441664}},
                                       {"Kind", "WinLocal"}}});
  return repositories;
}

/// One computer with an agent for each backup server.
std::vector<ServerCompanion> all_computers(const Context& context) {
  std::vector<ServerCompanion> computers;
  for (const BackupServer& server : context.store.backup_servers())
    computers.push_back({.id = id_from("computer of " + server.id),
                         .name = fmt::format("laptop{:02}", computers.size() + 1),
                         .server_id = server.id,
                         .server_name = server.name,
                         .fields = {{"HostStatus", "Online"},
                                    {"AgentStatus", "Installed"},
                                    {"AgentVersion", "6.3.2.1205"},
                                    {"OsVersion", "Windows 11"}}});
  return computers;
}

template <class Wanted>
std::vector<ServerCompanion> those(std::vector<ServerCompanion> all, Wanted wanted) {
  std::erase_if(all, [&](const ServerCompanion& one) { return !wanted(one); });
  return all;
}

}  // namespace

Reply backup_servers(const Context& context) {
  return collection(context, context.store.backup_servers(hooked(context, {})),
                    kinds::backup_server);
}

Reply backup_server(const Context& context) {
  return item(context, context.store.backup_servers(hooked(context, {.id = id_of(context)})),
              kinds::backup_server);
}

Reply jobs_of_backup_server(const Context& context) {
  if (context.store.backup_servers({.id = id_of(context)}).empty()) return not_found();
  return collection(context, ordinary(select_jobs(context, {.server_id = id_of(context)})),
                    kinds::job);
}

Reply jobs(const Context& context) {
  return collection(context, ordinary(select_jobs(context, {})), kinds::job);
}

// Sessions of file share jobs link to /jobs/{ID}, so this shows jobs of all types.
Reply job(const Context& context) {
  return item(context, select_jobs(context, {.id = id_of(context)}), kinds::job);
}

Reply sessions_of_job(const Context& context) {
  if (context.store.jobs({.id = id_of(context)}).empty()) return not_found();
  return collection(context, select_sessions(context, {.job_id = id_of(context)}),
                    kinds::backup_session);
}

Reply nas_jobs(const Context& context) {
  return collection(context, select_jobs(context, {.job_type = "NasBackup"}), kinds::nas_job);
}

Reply nas_job(const Context& context) {
  return item(context, select_jobs(context, {.id = id_of(context), .job_type = "NasBackup"}),
              kinds::nas_job);
}

Reply sessions_of_nas_job(const Context& context) {
  if (!has_job(context, "NasBackup")) return not_found();
  return collection(
      context,
      select_sessions(context, {.job_id = id_of(context), .created_since = window_start(context)}),
      kinds::backup_session);
}

Reply agent_jobs(const Context& context) {
  return collection(context, select_jobs(context, {.job_type = "AgentBackup"}), kinds::agent_job);
}

Reply agent_job(const Context& context) {
  return item(context, select_jobs(context, {.id = id_of(context), .job_type = "AgentBackup"}),
              kinds::agent_job);
}

Reply backup_sessions(const Context& context) {
  return collection(context, select_sessions(context, {.created_since = window_start(context)}),
                    kinds::backup_session);
}

Reply backup_session(const Context& context) {
  return item(context, select_sessions(context, {.id = id_of(context)}), kinds::backup_session);
}

Reply nas_sessions(const Context& context) {
  return collection(
      context,
      select_sessions(context, {.job_type = "NasBackup", .created_since = window_start(context)}),
      kinds::backup_session);
}

Reply agent_sessions(const Context& context) {
  auto sessions = select_sessions(context, {.created_since = window_start(context)});
  std::erase_if(sessions, [](const JobSession& session) {
    return session.job_type != "AgentBackup" && session.job_type != "AgentManagement";
  });
  return collection(context, sessions, kinds::backup_session);
}

Reply tasks_of_session(const Context& context) {
  if (!has_session(context)) return not_found();
  return collection(
      context,
      select_tasks(context, {.session_id = id_of(context), .created_since = window_start(context)}),
      kinds::backup_task);
}

Reply agent_management_sessions(const Context& context) {
  if (!has_session(context)) return not_found();
  return collection(context,
                    select_sessions(context, {.parent_id = id_of(context),
                                              .created_since = window_start(context)}),
                    kinds::backup_session);
}

Reply backup_tasks(const Context& context) {
  return collection(context, select_tasks(context, {.created_since = window_start(context)}),
                    kinds::backup_task);
}

Reply backup_task(const Context& context) {
  return item(context, select_tasks(context, {.id = id_of(context)}), kinds::backup_task);
}

Reply restore_points(const Context& context) {
  return collection(context, context.store.restore_points(hooked(context, {})),
                    kinds::restore_point);
}

Reply restore_point(const Context& context) {
  return item(context, context.store.restore_points(hooked(context, {.id = id_of(context)})),
              kinds::restore_point);
}

Reply vm_points_of_restore_point(const Context& context) {
  if (context.store.restore_points({.id = id_of(context)}).empty()) return not_found();
  return collection(context,
                    context.store.vm_restore_points(hooked(context, {.parent_id = id_of(context)})),
                    kinds::vm_restore_point);
}

Reply vm_restore_points(const Context& context) {
  return collection(context, context.store.vm_restore_points(hooked(context, {})),
                    kinds::vm_restore_point);
}

Reply vm_restore_point(const Context& context) {
  return item(context, context.store.vm_restore_points(hooked(context, {.id = id_of(context)})),
              kinds::vm_restore_point);
}

// The one collection that shows entities in either form, and names its list "Sessions".
Reply system_sessions(const Context& context) {
  const auto sessions =
      context.store.system_sessions(hooked(context, {.created_since = window_start(context)}));
  return list_reply("SystemSessions", "Sessions",
                    list_of(context.site, sessions, kinds::system_session, Form::Entity));
}

Reply system_session(const Context& context) {
  Reply reply =
      item(context, context.store.system_sessions(hooked(context, {.id = id_of(context)})),
           kinds::system_session);
  if (reply.status == 200 && context.request.entity) reply.document->root = "SystemSession";
  return reply;
}

Reply system_session_events(const Context& context) {
  const auto sessions = context.store.system_sessions({.id = id_of(context)});
  if (sessions.empty()) return not_found();
  return {.document = represent_events(context.site, sessions.front(),
                                       context.store.system_events(id_of(context)))};
}

Reply repositories(const Context& context) {
  return collection(context, all_repositories(context), kinds::repository);
}

Reply repository(const Context& context) {
  return item(context,
              those(all_repositories(context),
                    [&](const ServerCompanion& one) { return one.id == id_of(context); }),
              kinds::repository);
}

Reply repositories_of_backup_server(const Context& context) {
  if (context.store.backup_servers({.id = id_of(context)}).empty()) return not_found();
  return collection(
      context,
      those(all_repositories(context),
            [&](const ServerCompanion& one) { return one.server_id == id_of(context); }),
      kinds::repository);
}

Reply discovered_computers(const Context& context) {
  return collection(context, all_computers(context), kinds::discovered_computer);
}

Reply discovered_computer(const Context& context) {
  return item(context,
              those(all_computers(context),
                    [&](const ServerCompanion& one) { return one.id == id_of(context); }),
              kinds::discovered_computer);
}

}  // namespace emconform::mock
