#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "mock/generate.h"

namespace emconform::mock {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::milliseconds;

// How old a session is. No session is near to the border of the 30 days, so that it does not cross
// the border while somebody looks; one lies just inside and one just outside.
struct Band {
  std::size_t count;
  milliseconds youngest, oldest;
  bool running;
};

std::vector<Band> age_bands(std::size_t count) {
  const std::size_t inside = (2 * count + 2) / 3;
  const std::size_t of_today = count < 36 ? (count + 2) / 3 : std::max<std::size_t>(12, count / 10);
  // From 36 sessions on, one for each of the five states other than Stopped.
  const std::size_t running = std::min<std::size_t>(of_today / 2, 10);
  return {{running, 1min, 2h, true},
          {of_today - running, 15min, 23h, false},
          {inside - of_today, 25h, days(30) - 1h, false},
          {count - inside, days(31), days(120), false}};
}

// Times have 0 to 3 digits after the second, as in release 12, trailing zeros not counted.
Time with_few_digits(Time time, Random& random) {
  constexpr std::chrono::microseconds units[] = {1s, 100ms, 10ms, 1ms, 1ms, 1ms, 1ms, 1ms};
  const auto unit = units[random.below(std::size(units))];
  return time - time.time_since_epoch() % unit;
}

struct Start {
  Time created;
  std::size_t in_band;  // rank among the sessions of its band, 0 the youngest
  bool running;
  std::optional<std::size_t> job{};  // of a session that was asked for
};

void place_starts(const Options& options, std::size_t jobs, Time now, std::vector<Start>& starts) {
  for (const std::chrono::microseconds age : options.ages)
    for (std::size_t job = 0; job < jobs; ++job)
      starts.push_back({now - age, job, age < 1min, job});
}

std::vector<Start> generate_starts(const Options& options, std::size_t jobs, Time now,
                                   Random& random) {
  std::vector<Start> starts;
  starts.reserve(options.sessions);
  for (const Band& band : age_bands(options.sessions)) {
    std::vector<milliseconds> ages;
    ages.reserve(band.count);
    for (std::size_t i = 0; i < band.count; ++i)
      ages.emplace_back(random.between(band.youngest.count(), band.oldest.count()));
    if (band.count > 2) {
      ages[0] = band.youngest;
      ages[1] = band.oldest - 1s;
    }
    std::sort(ages.begin(), ages.end());
    for (std::size_t i = 0; i < band.count; ++i) {
      Time created = with_few_digits(now - ages[i], random);
      if (i % 20 == 19) created = starts.back().created;  // a tie
      starts.push_back({created, i, band.running});
    }
  }
  place_starts(options, jobs, now, starts);
  std::stable_sort(starts.begin(), starts.end(),
                   [](const Start& a, const Start& b) { return a.created < b.created; });
  return starts;
}

struct Vm {
  std::string name, uid;
};

// Every job has machines of its own; their names go through links and attributes.
std::map<std::string, std::vector<Vm>> generate_vms(const std::vector<Job>& jobs, Random& random) {
  constexpr std::string_view names[] = {"srv04",
                                        R"(SQL "Prod" & <Test>)",
                                        "Büro-PC 7",
                                        "数据库 01",
                                        "web;01,blue",
                                        "O'Brien's VM",
                                        "FILESRV (alt)",
                                        "dc01",
                                        R"(HOST\\instance)",
                                        "exch01.tech.example",
                                        "laptop-ä",
                                        "Ubuntu 24.04"};
  std::map<std::string, std::vector<Vm>> vms;
  std::size_t next = 0;
  for (const Job& job : jobs) {
    const std::string host = random.guid();
    for (int i = 0; i < 4; ++i)
      vms[job.id].push_back(
          {std::string(names[next++ % std::size(names)]),
           fmt::format("urn:VMware:Vm:{}.vm-{}", host, random.between(10, 99999))});
  }
  return vms;
}

// SQL Server's style 100, as in the captures: "Jun 15 2026  5:34AM", day and hour padded by blanks.
std::string restore_point_name(Time time) {
  constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date(day);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time - day).count();
  const auto hour = minutes / 60;
  return fmt::format("{} {:2} {} {:2}:{:02}{}", months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<unsigned>(date.day()), static_cast<int>(date.year()),
                     (hour + 11) % 12 + 1, minutes % 60, hour < 12 ? "AM" : "PM");
}

class Sessions {
 public:
  Sessions(Data& data, std::size_t count, Time now, Random& random)
      : data_(data),
        now_(now),
        random_(random),
        vms_(generate_vms(data.jobs, random)),
        // Large data are there to be listed and paged: one task per session will do.
        most_tasks_(count > 5000 ? 2 : 4) {}

  void add(const Start& start) {
    const std::size_t i = start.job ? *start.job : next_++;
    is_placed_ = start.job.has_value();
    // Backup jobs run twice as often as the others; the NAS jobs have different numbers of runs.
    constexpr std::size_t jobs[] = {0, 1, 6, 2, 3, 5, 0, 4, 7, 1, 5, 8, 6};
    const Job& job = data_.jobs[start.job.value_or(jobs[i % std::size(jobs)])];
    JobSession session{.id = random_.guid(),
                       .name = fmt::format("{}@{}", job.name, time_in_name(start.created)),
                       .server_id = job.server_id,
                       .server_name = job.server_name,
                       .job_id = job.id,
                       .job_name = job.name,
                       .job_type = job.job_type,
                       .created = start.created,
                       .is_retry = job.platform == "Hyperv" ? i % 2 == 1 : random_.chance(5)};
    choose_kind(session);
    if (start.running)
      let_run(session, start.in_band);
    else
      finish(session, start.in_band);
    add_restore_points(session);
    data_.job_sessions.push_back(std::move(session));
  }

 private:
  // Copy jobs have worker sessions, and an agent job has a container session with children.
  void choose_kind(JobSession& session) {
    if (session.job_type == "ImmediateBackupCopy") {
      if (copies_++ % 2 == 1) session.job_type = "ImmediateBackupCopyWorker";
    } else if (session.job_type == "AgentBackup") {
      if (agents_++ % 3 == 0) {
        container_id_ = session.id;
      } else {
        session.job_type = "AgentManagement";
        session.parent_id = container_id_;
      }
    }
  }

  void let_run(JobSession& session, std::size_t in_band) {
    constexpr std::string_view states[] = {"Working", "Starting", "Pausing", "Stopping",
                                           "Resuming"};
    session.state = states[in_band % std::size(states)];
    session.result = "None";
    session.progress = session.state == "Starting" ? 0 : static_cast<int>(random_.between(1, 99));
    add_tasks(session);
  }

  void finish(JobSession& session, std::size_t in_band) {
    constexpr std::string_view results[] = {"Success", "Warning", "Failed",  "Success", "Success",
                                            "Success", "Warning", "Success", "Success", "Failed"};
    session.result = results[in_band % std::size(results)];
    session.state = "Stopped";
    session.progress = session.job_type == "ImmediateBackupCopy" ? 0 : 100;
    const auto age = std::chrono::floor<milliseconds>(now_ - session.created);
    const auto longest = std::min<milliseconds>(2h, age);
    session.ended = with_few_digits(
        session.created + milliseconds(random_.between(30'000, longest.count())), random_);
    if (session.result == "Failed" && failures_++ % 2 == 0)
      session.failure_message = R"(Job "files" failed: cannot reach <repository> & proxy)";
    add_tasks(session);
  }

  std::size_t task_count(const JobSession& session) {
    const bool is_nas = session.job_type == "NasBackup";
    if (is_nas || session.job_type.find("Copy") != std::string::npos) return random_.below(2);
    if (session.state != "Stopped") return 2;
    return random_.below(most_tasks_ + 1);
  }

  void add_tasks(const JobSession& session) {
    const std::size_t count = is_placed_ ? 1 : task_count(session);
    const std::vector<Vm>& vms = vms_.at(session.job_id);
    const std::size_t first_vm = random_.below(vms.size());
    const bool is_running = session.state != "Stopped";
    const Time latest = session.ended.value_or(now_);
    Time created = session.created;
    for (std::size_t i = 0; i < count; ++i) {
      const Vm& vm = vms[(first_vm + i) % vms.size()];
      const auto left = std::chrono::floor<milliseconds>(latest - created).count();
      if (!is_placed_)
        created = std::max(
            created,
            with_few_digits(created + milliseconds(random_.between(0, left / 3)), random_));
      TaskSession task{.id = random_.guid(),
                       .name = fmt::format("{}@{}", vm.name, time_in_name(created)),
                       .server_id = session.server_id,
                       .server_name = session.server_name,
                       .session_id = session.id,
                       .session_name = session.name,
                       .job_id = session.job_id,
                       .job_name = session.job_name,
                       .created = created,
                       .total_size = next_size(),
                       .vm_uid = vm.uid,
                       .vm_display_name = vm.name};
      if (is_running)
        let_run(task, i);
      else
        finish(task, session.result, latest, i);
      data_.task_sessions.push_back(std::move(task));
    }
  }

  // A third is empty, a third small, a third beyond 32 bits.
  std::int64_t next_size() {
    switch (sizes_++ % 3) {
      case 0:
        return random_.between(1, std::int64_t{1} << 30);
      case 1:
        return random_.between((std::int64_t{1} << 32) + 1, std::int64_t{1} << 42);
      default:
        return 0;
    }
  }

  static void let_run(TaskSession& task, std::size_t rank) {
    task.state = rank % 2 == 0 ? "InProgress" : "Pending";
    task.result = "None";
  }

  void finish(TaskSession& task, const std::string& session_result, Time latest, std::size_t rank) {
    task.state = "Completed";
    task.result = rank == 0 ? session_result : "Success";
    const auto left = std::chrono::floor<milliseconds>(latest - task.created).count();
    task.ended = std::max(
        task.created,
        with_few_digits(task.created + milliseconds(random_.between(left / 2, left)), random_));
    // Reasons of real servers may end in a blank.
    if (task.result == "Warning") task.reason = "Some files were skipped: \"pagefile.sys\"";
    if (task.result == "Failed") task.reason = "Processing failed. Error: <snapshot> is locked ";
  }

  // Restore points come from backup jobs and agents; those of single machines from backup jobs.
  void add_restore_points(const JobSession& session) {
    const bool is_backup = session.job_type == "Backup";
    if (session.state != "Stopped" || (!is_backup && session.job_type != "AgentManagement")) return;
    std::vector<TaskSession*> tasks;
    for (auto task = data_.task_sessions.rbegin();
         task != data_.task_sessions.rend() && task->session_id == session.id; ++task)
      if (task->result == "Success") tasks.push_back(&*task);
    if (tasks.empty()) return;

    const std::size_t first = data_.restore_points.size();
    const std::size_t count = points_++ % 5 == 4 ? 2 + points_ % 2 : 1;
    for (std::size_t i = 0; i < count; ++i)
      data_.restore_points.push_back({.id = random_.guid(),
                                      .name = restore_point_name(session.created + 1s * i),
                                      .server_id = session.server_id,
                                      .server_name = session.server_name,
                                      .session_id = session.id,
                                      .backup_date = session.created + 1s * i});
    if (!is_backup) return;
    for (std::size_t i = 0; i < tasks.size(); ++i)
      add_vm_restore_point(*tasks[i], data_.restore_points[first + i % count]);
  }

  void add_vm_restore_point(TaskSession& task, const RestorePoint& point) {
    struct Kind {
      std::string_view algorithm, point_type;
    };
    constexpr Kind kinds[] = {{"Full", "Full"},
                              {"Incremental", "Increment"},
                              {"SyntheticFull", "Full"},
                              {"ReversedIncremental", "ReverseIncrement"}};
    const Kind& kind = kinds[data_.vm_restore_points.size() % std::size(kinds)];
    task.vm_restore_point_id = random_.guid();
    task.vm_restore_point_name = task.name;
    data_.vm_restore_points.push_back({.id = *task.vm_restore_point_id,
                                       .name = task.name,
                                       .server_id = task.server_id,
                                       .server_name = task.server_name,
                                       .restore_point_id = point.id,
                                       .restore_point_name = point.name,
                                       .task_session_id = task.id,
                                       .vm_name = task.vm_display_name,
                                       .algorithm = std::string(kind.algorithm),
                                       .point_type = std::string(kind.point_type),
                                       .hierarchy_obj_ref = task.vm_uid,
                                       .created = task.created});
  }

  Data& data_;
  Time now_;
  Random& random_;
  std::map<std::string, std::vector<Vm>> vms_;
  std::size_t most_tasks_;
  bool is_placed_ = false;  // the session at hand
  std::string container_id_{};
  std::size_t next_ = 0, copies_ = 0, agents_ = 0, failures_ = 0, points_ = 0, sizes_ = 0;
};

}  // namespace

void generate_sessions(Data& data, const Options& options, Time now, Random& random) {
  Sessions sessions(data, options.sessions, now, random);
  for (const Start& start : generate_starts(options, data.jobs.size(), now, random))
    sessions.add(start);
}

}  // namespace emconform::mock
