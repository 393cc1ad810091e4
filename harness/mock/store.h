#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mock/mock.h"
#include "mock/sql_filter.h"

// The mock's data: generated from a seed, kept in SQLite in memory, so that filters, sorting and
// paging are evaluated by SQL and not by the code that judges them.
namespace emconform::mock {

struct Data;  // generate.h

struct BackupServer {
  std::string id{}, name{}, description{}, version{}, thumbprint{};
  int port{}, wcf_port{};
};

struct Job {
  std::string id{}, name{}, server_id{}, server_name{};
  std::string
      job_type{};  // Backup, BackupCopy, ImmediateBackupCopy, Replica, AgentBackup, NasBackup
  std::string platform{}, description{};
  bool schedule_configured{}, schedule_enabled{};
  std::optional<Time> next_run{};
};

struct JobSession {
  std::string id{}, name{}, server_id{}, server_name{}, job_id{}, job_name{}, job_type{};
  Time created{};
  std::optional<Time> ended{};  // none while running
  std::string state{}, result{};
  int progress{};
  std::optional<std::string> failure_message{};
  bool is_retry{};
  std::optional<std::string> parent_id{};  // AgentManagement: its AgentBackup container session
};

struct TaskSession {
  std::string id{}, name{}, server_id{}, server_name{}, session_id{}, session_name{};
  std::string job_id{}, job_name{};
  Time created{};
  std::optional<Time> ended{};
  std::string state{}, result{}, reason{};
  std::int64_t total_size{};  // bytes
  std::string vm_uid{}, vm_display_name{};
  std::optional<std::string> vm_restore_point_id{}, vm_restore_point_name{};
};

struct RestorePoint {
  std::string id{}, name{}, server_id{}, server_name{}, session_id{};
  Time backup_date{};
};

struct VmRestorePoint {
  std::string id{}, name{}, server_id{}, server_name{}, restore_point_id{}, restore_point_name{};
  std::string task_session_id{}, vm_name{}, algorithm{}, point_type{}, hierarchy_obj_ref{};
  Time created{};
};

struct SystemSession {
  std::string id{}, name{}, session_type{}, state{}, result{}, message{};
  Time created{};
  std::optional<Time> ended{};
  bool is_canceled{};
};

struct SystemEvent {
  std::string id{}, session_id{}, message{};
  Time created{};
  int order{};  // from 1
};

/// Which rows of a collection: all conditions that are set hold together. A row type that lacks
/// what a condition is about has no such rows. Of a RestorePoint the backup date counts as its
/// creation; of a VmRestorePoint session_id is the task session, and parent_id the restore point.
struct Selection {
  std::optional<std::string> id{};
  std::optional<std::string> server_id{}, job_id{}, session_id{}, parent_id{}, job_type{};
  std::optional<Time> created_since{};  // inclusive
  bool by_id = false;                   // in this order instead of the usual one
  std::optional<Time> ended_since{};    // inclusive; what runs still has not ended before
  bool over = false;                    // nothing that runs still
};

/// The filter, sort and paging part of a query, as the client wrote it (percent-decoded).
struct Query {
  std::optional<std::string> filter{}, sort_asc{}, sort_desc{};
  int page_size = 100;  // > 0
  int page = 1;         // from 1
  bool by_id = false;   // in this order if the client names none, instead of the usual one
  std::optional<Property> instead{};  // takes the place of the property of its name
};

template <class Row>
struct Page {
  std::vector<Row> rows{};
  std::int64_t total{};  // rows on all pages together
};

class Store {
 public:
  /// Generates options.sessions job sessions and all that belongs to them, as of `now`.
  Store(const Options& options, Time now);
  explicit Store(const Data& data);
  ~Store();

  /// Lets happen what Data foresees up to `now`: sessions begin and end.
  void advance(Time now);

  // Plain collections: newest first where rows have a creation time, else by name.
  std::vector<BackupServer> backup_servers(const Selection& selection = {}) const;
  std::vector<Job> jobs(const Selection& selection = {}) const;
  std::vector<JobSession> job_sessions(const Selection& selection = {}) const;
  std::vector<TaskSession> task_sessions(const Selection& selection = {}) const;
  std::vector<RestorePoint> restore_points(const Selection& selection = {}) const;
  std::vector<VmRestorePoint> vm_restore_points(const Selection& selection = {}) const;
  std::vector<SystemSession> system_sessions(const Selection& selection = {}) const;
  std::vector<SystemEvent> system_events(const std::string& session_id) const;

  // The query service. The error is the message for the client (a bad filter, an unknown property).
  template <class Row>
  using Answer = tl::expected<Page<Row>, std::string>;
  Answer<BackupServer> query_backup_servers(const Query& query) const;
  Answer<Job> query_jobs(const Query& query) const;
  Answer<JobSession> query_job_sessions(const Query& query) const;
  Answer<TaskSession> query_task_sessions(const Query& query) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace emconform::mock
