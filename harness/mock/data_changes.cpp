#include "mock/data_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "mock/random.h"

namespace emconform::mock {

namespace {

/// New names by the old ones, in the order in which the old ones are first seen.
class Renaming {
 public:
  explicit Renaming(const std::function<std::string(std::size_t, const std::string&)>& rename)
      : rename_{rename} {}

  void apply(std::string& name) {
    if (!rename_) return;
    const auto [known, is_new] = names_.try_emplace(name);
    if (is_new) known->second = rename_(names_.size() - 1, name);
    name = known->second;
  }

 private:
  const std::function<std::string(std::size_t, const std::string&)>& rename_;
  std::map<std::string, std::string> names_{};
};

template <class Visit>
void for_each_with_server(Data& data, Visit visit) {
  for (Job& row : data.jobs) visit(row);
  for (JobSession& row : data.job_sessions) visit(row);
  for (TaskSession& row : data.task_sessions) visit(row);
  for (RestorePoint& row : data.restore_points) visit(row);
  for (VmRestorePoint& row : data.vm_restore_points) visit(row);
}

}  // namespace

void rename(Data& data, const Names& names) {
  Renaming servers{names.of_server}, jobs{names.of_job}, machines{names.of_machine};
  for (BackupServer& server : data.backup_servers) servers.apply(server.name);
  for_each_with_server(data, [&](auto& row) { servers.apply(row.server_name); });
  for (Job& job : data.jobs) jobs.apply(job.name);
  for (JobSession& session : data.job_sessions) jobs.apply(session.job_name);
  for (TaskSession& task : data.task_sessions) {
    jobs.apply(task.job_name);
    machines.apply(task.vm_display_name);
  }
  for (VmRestorePoint& point : data.vm_restore_points) machines.apply(point.vm_name);
  write_times_in_names(data, time_in_name);
}

void write_times_in_names(Data& data, std::string (*time_text)(Time)) {
  std::map<std::string, std::string> name_of;  // of sessions and tasks, by id
  for (JobSession& session : data.job_sessions)
    name_of[session.id] = session.name =
        fmt::format("{}@{}", session.job_name, time_text(session.created));
  for (TaskSession& task : data.task_sessions) {
    name_of[task.id] = task.name =
        fmt::format("{}@{}", task.vm_display_name, time_text(task.created));
    task.session_name = name_of[task.session_id];
    if (task.vm_restore_point_id) task.vm_restore_point_name = task.name;
  }
  for (VmRestorePoint& point : data.vm_restore_points) point.name = name_of[point.task_session_id];
}

void shift_times(Data& data, const std::function<Time::duration(Time, Time)>& offset) {
  std::map<std::string, Time> starts;  // of sessions and, by their tasks too, of their sessions
  for (const JobSession& row : data.job_sessions) starts[row.id] = row.created;
  for (const TaskSession& row : data.task_sessions) starts[row.id] = starts[row.session_id];
  const auto shift = [&](Time& time, const std::string& id) { time += offset(time, starts[id]); };
  const auto shift_both = [&](auto& row) {
    shift(row.created, row.id);
    if (row.ended) shift(*row.ended, row.id);
  };
  for (JobSession& row : data.job_sessions) shift_both(row);
  for (TaskSession& row : data.task_sessions) shift_both(row);
  for (RestorePoint& row : data.restore_points) shift(row.backup_date, row.session_id);
  for (VmRestorePoint& row : data.vm_restore_points) shift(row.created, row.task_session_id);
}

void add_microseconds(Data& data) {
  shift_times(data, [](Time time, Time) -> Time::duration {
    const auto milliseconds = time.time_since_epoch() / std::chrono::milliseconds{1};
    return std::chrono::microseconds{milliseconds % 3 == 0 ? 0 : milliseconds * 7919 % 1000};
  });
}

void remove_jobs(Data& data, std::string_view job_type) {
  std::set<std::string> jobs, sessions;
  for (const Job& job : data.jobs)
    if (job.job_type == job_type) jobs.insert(job.id);
  for (const JobSession& session : data.job_sessions)
    if (jobs.contains(session.job_id)) sessions.insert(session.id);
  const auto of_session = [&](const auto& row) { return sessions.contains(row.session_id); };
  std::erase_if(data.jobs, [&](const Job& job) { return jobs.contains(job.id); });
  std::erase_if(data.job_sessions,
                [&](const JobSession& session) { return sessions.contains(session.id); });
  std::erase_if(data.task_sessions, of_session);
  std::erase_if(data.restore_points, of_session);
}

MadeSession make_session(const Data& data, std::size_t number, Time created,
                         std::optional<Time::duration> length) {
  Random random{number + 1000};
  const Job& job = data.jobs[number % 2];  // backup jobs
  MadeSession made;
  made.session = {.id = random.guid(),
                  .name = fmt::format("{}@{}", job.name, time_in_name(created)),
                  .server_id = job.server_id,
                  .server_name = job.server_name,
                  .job_id = job.id,
                  .job_name = job.name,
                  .job_type = job.job_type,
                  .created = created,
                  .state = length ? "Stopped" : "Working",
                  .result = length ? "Success" : "None",
                  .progress = length ? 100 : 50};
  const std::string machine = fmt::format("vm{:02}", number % 10);
  made.task = {.id = random.guid(),
               .name = fmt::format("{}@{}", machine, time_in_name(created)),
               .server_id = job.server_id,
               .server_name = job.server_name,
               .session_id = made.session.id,
               .session_name = made.session.name,
               .job_id = job.id,
               .job_name = job.name,
               .created = created,
               .state = length ? "Completed" : "InProgress",
               .result = made.session.result,
               .total_size = 1'000'000,
               .vm_uid = fmt::format("urn:VMware:Vm:{}.vm-{}", data.jobs[0].id, number % 10),
               .vm_display_name = machine};
  if (length) made.session.ended = made.task.ended = created + *length;
  return made;
}

}  // namespace emconform::mock
