#pragma once

#include <string>
#include <vector>

#include "mock/random.h"
#include "mock/store.h"

// The data of the mock, made from a seed. Nothing in them is newer than `now`, except the next runs
// of jobs and what is to come. What is promised of the job sessions holds from 36 sessions on: all
// states, all results and a dozen sessions of the last 24 hours need that many.
namespace emconform::mock {

/// A row that appears at a time, or takes the place of the one with its id.
template <class Row>
struct Coming {
  Time due{};
  Row row{};
};

/// Rows in ascending order of their creation times.
struct Data {
  std::vector<BackupServer> backup_servers{};
  std::vector<Job> jobs{};
  std::vector<JobSession> job_sessions{};
  std::vector<TaskSession> task_sessions{};
  std::vector<RestorePoint> restore_points{};
  std::vector<VmRestorePoint> vm_restore_points{};
  std::vector<SystemSession> system_sessions{};
  std::vector<SystemEvent> system_events{};
  // What happens while the mock runs, in ascending order of `due`.
  std::vector<Coming<JobSession>> coming_job_sessions{};
  std::vector<Coming<TaskSession>> coming_task_sessions{};
};

Data generate(const Options& options, Time now);

/// The part of generate() that makes job sessions and all that hangs on them; servers and jobs are
/// there already.
void generate_sessions(Data& data, const Options& options, Time now, Random& random);

/// "2026-06-15 05:34:19": the time as names contain it, its fraction dropped.
std::string time_in_name(Time time);

}  // namespace emconform::mock
