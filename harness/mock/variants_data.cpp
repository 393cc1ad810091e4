#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

#include "mock/data_changes.h"
#include "mock/text.h"
#include "mock/traits.h"

namespace emconform::mock {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;

// What somebody may have typed as the name of a job or a machine.
constexpr std::string_view awkward[] = {
    R"(all "of" <them> & 'more'; yes, (no) 100% + \ / ? # [x] {y} = @)",
    "  blanks before and after  ",
    "Ж文字 עברית العربية 😀👩‍👩‍👧",
    "e\u0301 n\u0303 \u202Eright to left\u202C \u00A0\u200B",
    "%41%3B%20&amp;&#65;]]>",
    "ÄÖÜ İıßẞ ſ Σσς",
    "äöü",
    "a\tb",
    "null",
    "--comment' OR '1'='1",
    "𝕬 Vm@2026-01-01 00:00:00",
};

std::string awkward_name(std::size_t place, const std::string& old) {
  if (place == std::size(awkward)) return old + std::string(400, 'x');
  return place < std::size(awkward) ? std::string{awkward[place]} : old;
}

void give_awkward_names(Data& data, Time) {
  rename(data, {.of_job = awkward_name,
                .of_machine = [](std::size_t place,
                                 const std::string& old) { return awkward_name(place + 1, old); },
                .of_server = awkward_name});
  for (Job& job : data.jobs) job.description = awkward[0];
  for (TaskSession& task : data.task_sessions)
    if (!task.reason.empty()) task.reason = fmt::format("{}\r\n\t{}\n", task.reason, awkward[0]);
  for (JobSession& session : data.job_sessions)
    if (session.failure_message) session.failure_message = awkward[2];
  for (SystemSession& session : data.system_sessions)
    if (!session.message.empty()) session.message = fmt::format("{}\n{}", awkward[0], awkward[2]);
}

std::string local_time(Time time) { return time_in_name(time + 2h) + " +02:00"; }

void name_by_local_time(Data& data, Time) { write_times_in_names(data, local_time); }

void set_in_microseconds(Data& data, Time) {
  add_microseconds(data);
  write_times_in_names(data, time_in_name);
}

/// .NET has seven digits; the store keeps six.
void add_seventh_digit(const Request&, Reply& reply) {
  if (!reply.document) return;
  for_each_object(reply.document->content, [](Object& object) {
    for (const char* name : {"CreationTimeUTC", "EndTimeUTC", "BackupDateUTC"}) {
      Member* const member = find(object, name);
      auto* const time = member == nullptr ? nullptr : std::get_if<std::string>(&member->value);
      constexpr std::size_t with_six_digits =
          std::string_view{"2026-06-15T05:50:44.123456Z"}.size();
      if (time != nullptr && time->size() == with_six_digits) time->insert(time->size() - 1, "7");
    }
  });
}

void remove_nas_jobs(Data& data, Time) { remove_jobs(data, "NasBackup"); }

void remove_tasks(Data& data, Time) {
  data.task_sessions.clear();
  data.vm_restore_points.clear();
}

/// All but the last hours: lists of the window stay small enough to be read many times.
void move_to_former_months(Data& data, Time now) {
  shift_times(data, [now](Time, Time session_start) -> Time::duration {
    return now - session_start < 2h ? days{0} : -days{31};
  });
  write_times_in_names(data, time_in_name);
}

/// Whether the list of one job has a window is not known; without it, it would be very long here.
void bound_lists_of_jobs(const Request& request, Selection& selection) {
  if (request.route == "jobs/{id}/backupSessions" ||
      request.route == "agents/jobs/{id}/backupSessions")
    selection.created_since = request.time - days{30};
}

/// Every second session of the last days, and the tasks of each.
void let_many_run(Data& data, Time now) {
  std::map<std::string, bool> runs;
  for (const RestorePoint& point : data.restore_points) runs[point.session_id] = false;
  for (JobSession& session : data.job_sessions) {
    if (now - session.created > days{5} || runs.contains(session.id)) continue;
    runs[session.id] = true;
    session.ended.reset();
    session.failure_message.reset();
    session.state = "Working";
    session.result = "None";
    session.progress = static_cast<int>(runs.size() % 100);
  }
  bool pends = false;
  for (TaskSession& task : data.task_sessions) {
    const auto session = runs.find(task.session_id);
    if (session == runs.end() || !session->second || task.vm_restore_point_id) continue;
    task.ended.reset();
    task.state = (pends = !pends) ? "Pending" : "InProgress";
    task.result = "None";
    task.reason.clear();
  }
}

/// As the help pages have it: a result is Success, Warning or Failed.
void give_results_while_running(Data& data, Time) {
  std::size_t next = 0;
  constexpr std::string_view results[] = {"Success", "Warning", "Failed"};
  for (JobSession& session : data.job_sessions)
    if (session.result == "None") session.result = results[next++ % std::size(results)];
  for (TaskSession& task : data.task_sessions)
    if (task.result == "None") task.result = results[next++ % std::size(results)];
}

void add(Data& data, MadeSession made) {
  data.job_sessions.push_back(std::move(made.session));
  data.task_sessions.push_back(std::move(made.task));
}

/// The one leaves the window a second after the start.
void add_at_window_edge(Data& data, Time now) {
  const Time edge = now - days{30};
  add(data, make_session(data, 1, edge + 1s, 10min));
  add(data, make_session(data, 2, edge - 1s, 10min));
}

/// Five sessions a second begin, end, and leave the window, for twenty seconds.
void let_sessions_come_and_go(Data& data, Time now) {
  constexpr auto step = 200ms;
  for (std::size_t i = 0; i < 100; ++i) {
    const Time begin = now + step * i;
    const Time end = begin + 700ms;
    const MadeSession running = make_session(data, i, begin, std::nullopt);
    const MadeSession ended = make_session(data, i, begin, end - begin);
    data.coming_job_sessions.push_back({begin, running.session});
    data.coming_job_sessions.push_back({end, ended.session});
    data.coming_task_sessions.push_back({begin, running.task});
    data.coming_task_sessions.push_back({end, ended.task});
    add(data, make_session(data, i + 1000, begin - days{30}, 700ms));
  }
  const auto earlier = [](const auto& a, const auto& b) { return a.due < b.due; };
  std::stable_sort(data.coming_job_sessions.begin(), data.coming_job_sessions.end(), earlier);
  std::stable_sort(data.coming_task_sessions.begin(), data.coming_task_sessions.end(), earlier);
}

const VariantEntry entries[] = {
    {.variant = {"names.awkward", "Names hold every character that somebody has to escape.",
                 "query*"},
     .traits = {.data = give_awkward_names}},
    {.variant = {"names.local_time", "The time in Names is local, with its time zone.",
                 "times.name"},
     .traits = {.data = name_by_local_time}},
    {.variant = {"nas.none", "There are no file share jobs.", "nasJob* nasBackupSessions"},
     .traits = {.data = remove_nas_jobs}},
    {.variant = {"results.while_running", "What still runs has a Result other than None.", ""},
     .traits = {.data = give_results_while_running}},
    {.variant = {"sessions.many",
                 "There are 50,000 backup sessions, most of them of former months.", "times.order"},
     .hooks = {.select = bound_lists_of_jobs},
     .traits = {.sessions = 50'000, .data = move_to_former_months}},
    {.variant =
         {"sessions.moving",
          "Several times a second a session begins, another ends, a third leaves the window.",
          "query* relation.*"},
     .traits = {.sessions = 60, .data = let_sessions_come_and_go}},
    {.variant = {"sessions.none", "There is no backup session at all.",
                 "agentsBackupSessions backupSession* backupTaskSession* jobBackupSessions nas* "
                 "query queryBackupTaskSession taskSessions vmRestorePoint"},
     .traits = {.sessions = 0}},
    {.variant = {"sessions.one", "There is a single backup session.",
                 "agentsBackupSessions nas* query queryBackupTaskSession"},
     .traits = {.sessions = 1}},
    {.variant = {"sessions.running", "Most sessions of the last days run: they have no EndTime.",
                 ""},
     .traits = {.data = let_many_run}},
    {.variant = {"tasks.none", "No session has task sessions.",
                 "backupTaskSession* queryBackupTaskSession taskSessions vmRestorePoint"},
     .traits = {.data = remove_tasks}},
    {.variant = {"times.fractions", "Times have 0 to 7 digits behind the second.", ""},
     .hooks = {.reply = add_seventh_digit},
     .traits = {.data = set_in_microseconds}},
    {.variant = {"window.edge", "One session is a second inside the window, one a second outside.",
                 ""},
     .traits = {.data = add_at_window_edge}},
};

}  // namespace

std::span<const VariantEntry> data_variants() { return entries; }

}  // namespace emconform::mock
