#pragma once

#include <string_view>

#include "mock/store.h"

// The tables of the database, one per row type. A table is made, filled and read by the one list of
// columns that stands here.
namespace emconform::mock {

/// `columns` shows each column, in order, to a visitor: its name and the member it holds.
/// Conditions of a Selection name columns, so a column that one of them is about bears its name.
template <class Row>
struct Table;

template <>
struct Table<BackupServer> {
  static constexpr std::string_view name = "backup_server";
  static constexpr std::string_view order = "name COLLATE NOCASE";
  template <class Visitor>
  static void columns(Visitor&& visit) {
    visit("id", &BackupServer::id);
    visit("name", &BackupServer::name);
    visit("description", &BackupServer::description);
    visit("version", &BackupServer::version);
    visit("thumbprint", &BackupServer::thumbprint);
    visit("port", &BackupServer::port);
    visit("wcf_port", &BackupServer::wcf_port);
  }
};

template <>
struct Table<Job> {
  static constexpr std::string_view name = "job";
  static constexpr std::string_view order = "name COLLATE NOCASE";
  template <class Visitor>
  static void columns(Visitor&& visit) {
    visit("id", &Job::id);
    visit("name", &Job::name);
    visit("server_id", &Job::server_id);
    visit("server_name", &Job::server_name);
    visit("job_type", &Job::job_type);
    visit("platform", &Job::platform);
    visit("description", &Job::description);
    visit("schedule_configured", &Job::schedule_configured);
    visit("schedule_enabled", &Job::schedule_enabled);
    visit("next_run", &Job::next_run);
  }
};

template <>
struct Table<JobSession> {
  static constexpr std::string_view name = "job_session";
  static constexpr std::string_view order = "created DESC";
  template <class Visitor>
  static void columns(Visitor&& visit) {
    visit("id", &JobSession::id);
    visit("name", &JobSession::name);
    visit("server_id", &JobSession::server_id);
    visit("server_name", &JobSession::server_name);
    visit("job_id", &JobSession::job_id);
    visit("job_name", &JobSession::job_name);
    visit("job_type", &JobSession::job_type);
    visit("created", &JobSession::created);
    visit("ended", &JobSession::ended);
    visit("state", &JobSession::state);
    visit("result", &JobSession::result);
    visit("progress", &JobSession::progress);
    visit("failure_message", &JobSession::failure_message);
    visit("is_retry", &JobSession::is_retry);
    visit("parent_id", &JobSession::parent_id);
  }
};

template <>
struct Table<TaskSession> {
  static constexpr std::string_view name = "task_session";
  static constexpr std::string_view order = "created DESC";
  template <class Visitor>
  static void columns(Visitor&& visit) {
    visit("id", &TaskSession::id);
    visit("name", &TaskSession::name);
    visit("server_id", &TaskSession::server_id);
    visit("server_name", &TaskSession::server_name);
    visit("session_id", &TaskSession::session_id);
    visit("session_name", &TaskSession::session_name);
    visit("job_id", &TaskSession::job_id);
    visit("job_name", &TaskSession::job_name);
    visit("created", &TaskSession::created);
    visit("ended", &TaskSession::ended);
    visit("state", &TaskSession::state);
    visit("result", &TaskSession::result);
    visit("reason", &TaskSession::reason);
    visit("total_size", &TaskSession::total_size);
    visit("vm_uid", &TaskSession::vm_uid);
    visit("vm_display_name", &TaskSession::vm_display_name);
    visit("vm_restore_point_id", &TaskSession::vm_restore_point_id);
    visit("vm_restore_point_name", &TaskSession::vm_restore_point_name);
  }
};

template <>
struct Table<RestorePoint> {
  static constexpr std::string_view name = "restore_point";
  static constexpr std::string_view order = "created DESC";
  template <class Visitor>
  static void columns(Visitor&& visit) {
    visit("id", &RestorePoint::id);
    visit("name", &RestorePoint::name);
    visit("server_id", &RestorePoint::server_id);
    visit("server_name", &RestorePoint::server_name);
    visit("session_id", &RestorePoint::session_id);
    visit("created", &RestorePoint::backup_date);
  }
};

template <>
struct Table<VmRestorePoint> {
  static constexpr std::string_view name = "vm_restore_point";
  static constexpr std::string_view order = "created DESC";
  template <class Visitor>
  static void columns(Visitor&& visit) {
    visit("id", &VmRestorePoint::id);
    visit("name", &VmRestorePoint::name);
    visit("server_id", &VmRestorePoint::server_id);
    visit("server_name", &VmRestorePoint::server_name);
    visit("parent_id", &VmRestorePoint::restore_point_id);
    visit("restore_point_name", &VmRestorePoint::restore_point_name);
    visit("session_id", &VmRestorePoint::task_session_id);
    visit("vm_name", &VmRestorePoint::vm_name);
    visit("algorithm", &VmRestorePoint::algorithm);
    visit("point_type", &VmRestorePoint::point_type);
    visit("hierarchy_obj_ref", &VmRestorePoint::hierarchy_obj_ref);
    visit("created", &VmRestorePoint::created);
  }
};

template <>
struct Table<SystemSession> {
  static constexpr std::string_view name = "system_session";
  static constexpr std::string_view order = "created DESC";
  template <class Visitor>
  static void columns(Visitor&& visit) {
    visit("id", &SystemSession::id);
    visit("name", &SystemSession::name);
    visit("session_type", &SystemSession::session_type);
    visit("state", &SystemSession::state);
    visit("result", &SystemSession::result);
    visit("message", &SystemSession::message);
    visit("created", &SystemSession::created);
    visit("ended", &SystemSession::ended);
    visit("is_canceled", &SystemSession::is_canceled);
  }
};

template <>
struct Table<SystemEvent> {
  static constexpr std::string_view name = "system_event";
  static constexpr std::string_view order = "position";
  template <class Visitor>
  static void columns(Visitor&& visit) {
    visit("id", &SystemEvent::id);
    visit("session_id", &SystemEvent::session_id);
    visit("message", &SystemEvent::message);
    visit("created", &SystemEvent::created);
    visit("position", &SystemEvent::order);
  }
};

}  // namespace emconform::mock
