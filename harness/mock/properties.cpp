#include "mock/properties.h"

namespace emconform::mock {

namespace {

using enum ValueKind;

// Enumerations compare by their listed index: each list is in the order of its help page.
// "None" is the result of what still runs; real servers give it, no page lists it. It comes first.
constexpr std::string_view results[] = {"None", "Success", "Warning", "Failed"};
constexpr std::string_view session_states[] = {"Starting", "Stopping", "Working",
                                               "Pausing",  "Resuming", "Stopped"};
constexpr std::string_view task_states[] = {"InProgress", "Pending", "Completed"};
constexpr std::string_view session_job_types[] = {"Backup",
                                                  "BackupCopy",
                                                  "ImmediateBackupCopy",
                                                  "ImmediateBackupCopyWorker",
                                                  "AgentBackup",
                                                  "AgentManagement",
                                                  "NasBackup"};
constexpr std::string_view job_types[] = {"Backup", "BackupCopy", "ImmediateBackupCopy", "Replica"};
constexpr std::string_view platforms[] = {"VMware", "Hyperv", "vCloud"};

constexpr Property backup_server[] = {
    {"UID", Uid, "id", "BackupServer"},   {"Name", Text, "name"},
    {"Description", Text, "description"}, {"Port", Integer, "port"},
    {"Version", Text, "version"},
};

constexpr Property job[] = {
    {"UID", Uid, "id", "Job"},
    {"Name", Text, "name"},
    {"JobType", Choice, "job_type", {}, job_types},
    {"Platform", Choice, "platform", {}, platforms},
    {"Description", Text, "description"},
    {"ScheduleConfigured", Boolean, "schedule_configured"},
    {"ScheduleEnabled", Boolean, "schedule_enabled"},
    {"NextRun", DateTime, "next_run"},
    {"BackupServerUid", Uid, "server_id", "BackupServer"},
    {"BackupServerName", Text, "server_name"},
};

constexpr Property job_session[] = {
    {"UID", Uid, "id", "BackupJobSession"},
    {"Name", Text, "name"},
    {"JobType", Choice, "job_type", {}, session_job_types},
    {"JobUid", Uid, "job_id", "Job"},
    {"JobName", Text, "job_name"},
    {"CreationTime", DateTime, "created"},
    {"EndTime", DateTime, "ended"},
    {"State", Choice, "state", {}, session_states},
    {"Result", Choice, "result", {}, results},
    {"IsRetry", Boolean, "is_retry"},
    {"BackupServerUid", Uid, "server_id", "BackupServer"},
    {"BackupServerName", Text, "server_name"},
};

constexpr Property task_session[] = {
    {"UID", Uid, "id", "BackupTaskSession"},
    {"Name", Text, "name"},
    {"CreationTime", DateTime, "created"},
    {"EndTime", DateTime, "ended"},
    {"State", Choice, "state", {}, task_states},
    {"Result", Choice, "result", {}, results},
    {"Reason", Text, "reason"},
    {"TotalSize", Integer, "total_size"},
    {"JobSessionUid", Uid, "session_id", "BackupJobSession"},
    {"JobUid", Uid, "job_id", "Job"},
    {"JobName", Text, "job_name"},
    {"BackupServerUid", Uid, "server_id", "BackupServer"},
    {"BackupServerName", Text, "server_name"},
    {"VmDisplayName", Text, "vm_display_name"},
};

}  // namespace

std::span<const Property> backup_server_properties() { return backup_server; }
std::span<const Property> job_properties() { return job; }
std::span<const Property> job_session_properties() { return job_session; }
std::span<const Property> task_session_properties() { return task_session; }

}  // namespace emconform::mock
