#include <algorithm>
#include <string>
#include <vector>

#include "mock/listing.h"
#include "mock/services.h"

namespace emconform::mock {

namespace {

std::int64_t count(const std::vector<JobSession>& sessions, std::string_view result) {
  return std::count_if(sessions.begin(), sessions.end(),
                       [&](const JobSession& session) { return session.result == result; });
}

std::int64_t running(const std::vector<JobSession>& sessions) {
  return std::count_if(sessions.begin(), sessions.end(),
                       [](const JobSession& session) { return session.state != "Stopped"; });
}

std::int64_t scheduled(const std::vector<Job>& jobs) {
  return std::count_if(jobs.begin(), jobs.end(),
                       [](const Job& job) { return job.schedule_enabled; });
}

/// The sessions of the last day: what the summary speaks of.
std::vector<JobSession> recent(const Context& context) {
  return context.store.job_sessions({.created_since = context.request.time - std::chrono::days{1}});
}

/// The vendor prints reports without links, address and type; null in JSON.
Reply report(std::string root, std::vector<Member> fields) {
  for (const char* name : {"Links", "Href", "Type"}) fields.push_back({name});
  return {.document = Document{std::move(root), {std::move(fields)}}};
}

}  // namespace

Reply summary_report(const Context& context) {
  std::vector<Link> links;
  for (const std::string_view frame : {"overview", "vms_overview", "job_statistics"})
    links.push_back(
        {"Down", url(context.site, "reports/summary", frame), std::nullopt, "ReportFrame"});
  return {.document = Document{"SummaryReport",
                               {{{"Links", std::move(links), Place::First},
                                 {"Href", url(context.site, "reports/summary"), Place::Attribute},
                                 {"Type", "Report", Place::Attribute}}}}};
}

Reply overview_report(const Context& context) {
  const auto sessions = recent(context);
  const auto servers = static_cast<std::int64_t>(context.store.backup_servers().size());
  return report("OverviewReportFrame", {{"BackupServers", servers},
                                        {"ProxyServers", servers},
                                        {"RepositoryServers", servers},
                                        {"RunningJobs", running(sessions)},
                                        {"ScheduledJobs", scheduled(context.store.jobs())},
                                        {"SuccessfulVmLastestStates", count(sessions, "Success")},
                                        {"WarningVmLastestStates", count(sessions, "Warning")},
                                        {"FailedVmLastestStates", count(sessions, "Failed")}});
}

Reply vms_overview_report(const Context& context) {
  const auto points = static_cast<std::int64_t>(context.store.restore_points().size());
  const auto machines = static_cast<std::int64_t>(context.store.vm_restore_points().size());
  return report("VmsOverviewReportFrame",
                {{"ProtectedVms", machines},
                 {"BackedUpVms", machines},
                 {"ReplicatedVms", std::int64_t{0}},
                 {"RestorePoints", points},
                 {"FullBackupPointsSize", points * 70'944'288'914},
                 {"IncrementalBackupPointsSize", points * 1'073'741'824},
                 {"ReplicaRestorePointsSize", std::int64_t{0}},
                 {"SourceVmsSize", machines * 70'944'288'914},
                 {"SuccessBackupPercents", std::int64_t{100}},
                 {"ProtectedVmsReportLink",
                  "Workspace/ViewReport.aspx?definition=8a56d84f-1790-4f54-ab20-2e0bfdefa16b"
                  "&ShowParams=1"}});
}

Reply job_statistics_report(const Context& context) {
  const auto sessions = recent(context);
  const auto jobs = context.store.jobs();
  const JobSession* longest = nullptr;
  for (const JobSession& session : sessions)
    if (session.ended && (longest == nullptr ||
                          *session.ended - session.created > *longest->ended - longest->created))
      longest = &session;
  const std::int64_t seconds =
      longest == nullptr
          ? 0
          : std::chrono::floor<std::chrono::seconds>(*longest->ended - longest->created).count();
  return report("JobStatisticsReportFrame",
                {{"RunningJobs", running(sessions)},
                 {"ScheduledJobs", scheduled(jobs)},
                 {"ScheduledBackupJobs", scheduled(jobs)},
                 {"ScheduledReplicaJobs", std::int64_t{0}},
                 {"TotalJobRuns", static_cast<std::int64_t>(sessions.size())},
                 {"SuccessfulJobRuns", count(sessions, "Success")},
                 {"WarningsJobRuns", count(sessions, "Warning")},
                 {"FailedJobRuns", count(sessions, "Failed")},
                 {"MaxJobDuration", seconds},
                 {"MaxBackupJobDuration", seconds},
                 {"MaxReplicaJobDuration", std::int64_t{0}},
                 {"MaxDurationBackupJobName", longest == nullptr ? "" : longest->job_name},
                 {"MaxDurationReplicaJobName", ""},
                 {"BackupJobStatusReportLink", ""}});
}

}  // namespace emconform::mock
