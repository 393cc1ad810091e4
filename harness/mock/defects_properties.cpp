#include "mock/defect_tools.h"

// Filters that treat a property as what it is not.
namespace emconform::mock {

namespace {

using enum ValueKind;

/// For filters of queries for that type.
void filter_by(const Request& request, Query& query, std::string_view type,
               const Property& property) {
  if (query.filter && parameter(request, "type") == type) query.instead = property;
}

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view task = "BackupTaskSession";

constexpr DefectEntry entries[] = {
    {{"query.choices_by_letter", "A filter by Result of a task compares its letters.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, task, {.name = "Result", .kind = Text, .column = "result"});
          }}},
    {{"query.creation_by_day", "A filter by CreationTime of a session compares days.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, session,
                      {.name = "CreationTime",
                       .kind = DateTime,
                       .column = "created / 86400000000 * 86400000000"});
          }}},
    {{"query.creation_by_second", "A filter by CreationTime of a task drops the fraction.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, task,
                      {.name = "CreationTime",
                       .kind = DateTime,
                       .column = "created / 1000000 * 1000000"});
          }}},
    {{"query.creation_local", "A filter takes CreationTime of a session for local time.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, session,
                      {.name = "CreationTime", .kind = DateTime, .column = "created + 7200000000"});
          }}},
    {{"query.end_is_creation", "A filter by EndTime of a session looks at CreationTime.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, session,
                      {.name = "EndTime", .kind = DateTime, .column = "created"});
          }}},
    {{"query.equals_as_contains", "A filter by VmDisplayName takes == for contains.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, task,
                      {.name = "VmDisplayName",
                       .kind = Text,
                       .column = "CASE WHEN instr(lower(vm_display_name), lower(?1)) > 0 THEN ?1 "
                                 "ELSE vm_display_name END"});
          }}},
    {{"query.job_name_of_session", "A filter by JobName of a session looks at its Name.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, session, {.name = "JobName", .kind = Text, .column = "name"});
          }}},
    {{"query.session_uid_of_job", "A filter by JobSessionUid of a task looks at its job.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, task,
                      {.name = "JobSessionUid",
                       .kind = Uid,
                       .column = "job_id",
                       .uid_type = "BackupJobSession"});
          }}},
    {{"query.schedule_enabled", "A filter by ScheduleEnabled looks at ScheduleConfigured.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(
                request, query, "Job",
                {.name = "ScheduleEnabled", .kind = Boolean, .column = "schedule_configured"});
          }}},
    {{"query.server_uid_of_job", "A filter by BackupServerUid of a session looks at its job.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, session,
                      {.name = "BackupServerUid",
                       .kind = Uid,
                       .column = "job_id",
                       .uid_type = "BackupServer"});
          }}},
    {{"query.size_as_text", "A filter by TotalSize compares the digits as text.", "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, task,
                      {.name = "TotalSize", .kind = Text, .column = "CAST(total_size AS TEXT)"});
          }}},
    {{"query.size_in_kilobytes", "A filter by TotalSize compares kilobytes.", "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, task,
                      {.name = "TotalSize", .kind = Integer, .column = "total_size / 1024"});
          }}},
    {{"query.starts_with", "A filter by JobName takes == for starts with.", "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, session,
                      {.name = "JobName",
                       .kind = Text,
                       .column = "CASE WHEN instr(lower(job_name), lower(?1)) = 1 THEN ?1 "
                                 "ELSE job_name END"});
          }}},
    {{"query.version_of_server",
      "A filter by Version of a backup server looks at its first digits.", "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            filter_by(request, query, "BackupServer",
                      {.name = "Version", .kind = Text, .column = "substr(version, 1, 4)"});
          }}},
};

}  // namespace

std::span<const DefectEntry> property_defects() { return entries; }

}  // namespace emconform::mock
