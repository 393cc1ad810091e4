#include "mock/defect_tools.h"

// Times: how they are written, and in which order they stand.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view session_reference = "BackupJobSessionReference";
constexpr std::string_view task = "BackupTaskSession";
constexpr std::string_view task_reference = "BackupTaskSessionReference";
constexpr std::string_view system_session = "SystemSession";

void drop_zone(std::string& time) {
  if (time.ends_with('Z')) time.pop_back();
}

void set_missing_end(Reply& reply, std::string_view type, const std::string& time) {
  for_each_of_type(reply, type, [&](Object& object) {
    Member* end = find(object, "EndTimeUTC");
    if (end != nullptr && std::holds_alternative<std::monostate>(end->value)) end->value = time;
  });
}

/// The Names of entity and reference bear another hour: "mail01@2026-06-15 05:50:44".
void rename_hour(Reply& reply, std::string_view entity, std::string_view reference) {
  for (const std::string_view type : {entity, reference})
    change_everywhere(reply, type, "Name", [](std::string& name) {
      const auto hour = name.rfind('@') + sizeof "2026-06-15";
      if (hour + 1 < name.size()) name[hour + 1] = name[hour + 1] == '2' ? '1' : '2';
    });
}

constexpr DefectEntry entries[] = {
    {{"times.blank_for_t", "CreationTimeUTC of a task has a blank between date and time.",
      "times.utc"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            change_everywhere(reply, task, "CreationTimeUTC",
                              [](std::string& time) { replace_all(time, "T", " "); });
          }}},
    {{"times.comma", "The fraction of a system session's EndTimeUTC stands after a comma.",
      "times.utc"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, system_session, "EndTimeUTC",
                              [](std::string& time) { replace_all(time, ".", ","); });
          }}},
    {{"times.date_alone", "CreationTimeUTC of a system session has no time of day.", "times.utc"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, system_session, "CreationTimeUTC",
                              [](std::string& time) { time.resize(time.find('T')); });
          }}},
    {{"times.empty_while_running", "EndTimeUTC of a task that still runs is empty.", "times.utc"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request)) set_missing_end(reply, task, "");
          }}},
    {{"times.end_before_creation", "Job sessions end before they start.", "times.order"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            change_everywhere(reply, session, "EndTimeUTC",
                              [](std::string& time) { time = "2001" + time.substr(4); });
          }}},
    {{"times.end_of_running", "EndTimeUTC of a session that still runs is the year 1.",
      "times.order"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request)) set_missing_end(reply, session, "0001-01-01T00:00:00Z");
          }}},
    {{"times.end_of_task", "Tasks end at midnight of the day on which they start.", "times.order"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            for_each_of_type(reply, task, [](Object& object) {
              Member* end = find(object, "EndTimeUTC");
              if (end == nullptr || !std::holds_alternative<std::string>(end->value)) return;
              std::string time{text(object, "CreationTimeUTC")};
              time.replace(11, 2, "00");
              time.replace(14, 2, "00");
              end->value = std::move(time);
            });
          }}},
    {{"times.event_in_words", "CreationTimeUTC of an event is written as in the United States.",
      "times.utc"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route != "systemSessions/{id}/events") return;
            if (List* events = items_of(reply))
              for (Object& event : events->items)
                find(event, "CreationTimeUTC")->value = "11/21/2026 5:50:44 AM";
          }}},
    {{"times.lower_case", "CreationTimeUTC of a system session has its T and Z in lower case.",
      "times.utc"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, system_session, "CreationTimeUTC", [](std::string& time) {
              replace_all(time, "T", "t");
              replace_all(time, "Z", "z");
            });
          }}},
    {{"times.local", "EndTimeUTC of a task is a local time with an offset.", "times.utc"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            change_everywhere(reply, task, "EndTimeUTC", [](std::string& time) {
              drop_zone(time);
              time += "-05:00";
            });
          }}},
    {{"times.name_local", "The Name of a task session bears the local time of its creation.",
      "times.name"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request)) rename_hour(reply, task, task_reference);
          }}},
    {{"times.name_of_another", "The Name of a session of a job bears another time than its own.",
      "times.name"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request)) rename_hour(reply, session, session_reference);
          }}},
    {{"times.next_run_local", "NextRun of a job is a local time without zone.", "times.utc"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request)) change_everywhere(reply, "Job", "NextRun", drop_zone);
          }}},
    {{"times.no_zone", "CreationTimeUTC of a job session has no Z.", "times.utc"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            change_everywhere(reply, session, "CreationTimeUTC", drop_zone);
          }}},
    {{"times.system_end_before_creation", "System sessions end before they start.", "times.order"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, system_session, "EndTimeUTC",
                              [](std::string& time) { time = "2001" + time.substr(4); });
          }}},
};

}  // namespace

std::span<const DefectEntry> time_defects() { return entries; }

}  // namespace emconform::mock
