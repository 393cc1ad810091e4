#include "mock/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace emconform::mock {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::microseconds;

constexpr int system_session_count = 20;
constexpr int recent_system_sessions = 13;  // of the last 30 days
constexpr int running_system_sessions = 2;

std::vector<BackupServer> generate_servers(Random& random) {
  std::vector<BackupServer> servers = {
      {.name = "vbr01.tech.example", .description = "", .version = "12.3.2.4465"},
      {.name = "vbr02.tech.example",
       .description = R"(Branch office "Süd" & archive)",
       .version = "12.3.1.1139"},
  };
  for (BackupServer& server : servers) {
    server.id = random.guid();
    server.thumbprint = random.hex(40);
    std::transform(server.thumbprint.begin(), server.thumbprint.end(), server.thumbprint.begin(),
                   [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    server.port = 9392;
    server.wcf_port = 9405;
  }
  return servers;
}

struct JobPlan {
  std::string_view name, job_type, platform, description;
  std::size_t server;  // 0 or 1
  bool scheduled, enabled;
};

// Names that clients must quote, escape and decode; two backslashes as a 12.3 server has them.
constexpr JobPlan job_plans[] = {
    {"Backup Job 2", "Backup", "VMware", "Created by TECH\\Administrator", 0, true, true},
    {R"(SQL & <Exchange> "Gold")", "Backup", "Hyperv", "Retries; up to 3 times", 1, true, true},
    {"Öffentliche Ordner (täglich)", "Backup", "VMware", "", 0, true, true},
    {R"(COPY_OPER_WIN_S3\\BACKUP)", "ImmediateBackupCopy", "VMware", "Mirror", 0, true, true},
    {"O'Brien's archive", "BackupCopy", "VMware", "Monthly, off-site", 1, true, false},
    {"Agent Laptops; weekly, all", "AgentBackup", "", "Laptops & desktops", 1, true, true},
    {"NFS Share Backup", "NasBackup", "", "", 0, true, true},
    {"Dateifreigabe 文件", "NasBackup", "", "Freigaben <intern>", 1, true, true},
    {"BACKUP_DAILY", "Backup", "VMware", "On demand", 0, false, false},
};

std::vector<Job> generate_jobs(const std::vector<BackupServer>& servers, Time now, Random& random) {
  std::vector<Job> jobs;
  for (const JobPlan& plan : job_plans) {
    const BackupServer& server = servers[plan.server];
    Job job{.id = random.guid(),
            .name = std::string(plan.name),
            .server_id = server.id,
            .server_name = server.name,
            .job_type = std::string(plan.job_type),
            .platform = std::string(plan.platform),
            .description = std::string(plan.description),
            .schedule_configured = plan.scheduled,
            .schedule_enabled = plan.enabled};
    if (plan.scheduled && plan.enabled)
      job.next_run = std::chrono::floor<std::chrono::hours>(now) + 1h * random.between(1, 24);
    jobs.push_back(std::move(job));
  }
  return jobs;
}

constexpr std::string_view session_types[] = {"CatalogConsolidation",
                                              "CatalogCrawlJob",
                                              "CatalogReplicationJob",
                                              "CollectJob",
                                              "SecurityScopesRebuild",
                                              "VcPluginJob",
                                              "LicAutoUpdate",
                                              "DatabaseMaintenance",
                                              "HistoryCollectJob",
                                              "LicenseRevoke",
                                              "SyncCheckForProductUpdatesOption",
                                              "LogExport"};

struct SystemOutcome {
  std::string_view state, message;
  bool is_canceled;
};

constexpr SystemOutcome system_outcomes[] = {
    {"CompletedSuccessfully", "", false},
    {"CompletedSuccessfully", "", false},
    {"CompletedWarning", "Backup server \"vbr02.tech.example\" answered late", false},
    {"Failed", "Connection to <vbr02.tech.example> & its catalog was lost", false},
    {"Failed", "The session was stopped by TECH\\Administrator", true},
};

/// "CatalogReplicationJob" -> "Catalog Replication Job"
std::string title_words(std::string_view type) {
  std::string words;
  for (const char c : type) {
    if (!words.empty() && c >= 'A' && c <= 'Z') words += ' ';
    words += c;
  }
  return words;
}

Time system_session_time(int i, Time now, Random& random) {
  const auto micros = [&](microseconds from, microseconds to) {
    return now - microseconds(random.between(from.count(), to.count()));
  };
  if (i < running_system_sessions) return micros(1min, 30min);
  if (i < recent_system_sessions) return micros(1h, days(30) - 1h);
  return micros(days(31), days(120));
}

void generate_events(Data& data, const SystemSession& session, Time now, Random& random) {
  constexpr std::string_view messages[] = {"Session started", "Processing backup server vbr01",
                                           "Processing backup server \"vbr02\"",
                                           "Saving <results> & statistics", "Session finished"};
  const auto count = random.between(2, 5);
  const auto length = session.ended.value_or(now) - session.created;
  for (int order = 1; order <= count; ++order)
    data.system_events.push_back({.id = random.guid(),
                                  .session_id = session.id,
                                  .message = std::string(messages[order == count ? 4 : order - 1]),
                                  .created = session.created + length * (order - 1) / count,
                                  .order = order});
}

void generate_system_sessions(Data& data, const Options& options, Time now, Random& random) {
  std::vector<SystemSession>& sessions = data.system_sessions;
  const int placed = static_cast<int>(options.ages.size());
  for (int i = 0; i < system_session_count + placed; ++i) {
    const std::string_view type =
        session_types[static_cast<std::size_t>(i) % std::size(session_types)];
    SystemSession session{.id = random.guid(),
                          .session_type = std::string(type),
                          .created = system_session_time(i, now, random)};
    if (i >= system_session_count)
      session.created = now - options.ages[static_cast<std::size_t>(i - system_session_count)];
    const auto since_epoch = session.created.time_since_epoch();
    session.name =
        fmt::format("{} @{}.{:06}", title_words(type), time_in_name(session.created),
                    (since_epoch - std::chrono::floor<std::chrono::seconds>(since_epoch)).count());
    if (i < running_system_sessions) {
      // The pages know no result of a running session; it says what it would come to by now.
      session.state = "InProgress";
      session.result = "CompletedSuccessfully";
    } else {
      const SystemOutcome& outcome =
          system_outcomes[static_cast<std::size_t>(i) % std::size(system_outcomes)];
      session.state = session.result = outcome.state;
      session.message = outcome.message;
      session.is_canceled = outcome.is_canceled;
      session.ended = session.created + microseconds(random.between(1'000'000, 900'000'000));
    }
    sessions.push_back(std::move(session));
  }
  std::stable_sort(sessions.begin(), sessions.end(),
                   [](const auto& a, const auto& b) { return a.created < b.created; });
  for (const SystemSession& session : sessions) generate_events(data, session, now, random);
}

}  // namespace

std::string time_in_name(Time time) {
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

Data generate(const Options& options, Time now) {
  Random random(options.seed);
  Data data;
  data.backup_servers = generate_servers(random);
  data.jobs = generate_jobs(data.backup_servers, now, random);
  generate_system_sessions(data, options, now, random);
  generate_sessions(data, options, now, random);
  return data;
}

}  // namespace emconform::mock
