#include "mock/defect_tools.h"

// Fields of entities: presence, type, enumerations, times.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view task = "BackupTaskSession";
constexpr std::string_view system_session = "SystemSession";

void drop_zone(std::string& time) {
  if (time.ends_with('Z')) time.pop_back();
}

constexpr DefectEntry entries[] = {
    {{"fields.canceled_as_word", "IsCanceled of a system session is \"no\".", "fields.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            for_each_of_type(reply, system_session, [](Object& object) {
              Member* result = find(object, "Result");
              auto* inner = result == nullptr ? nullptr : std::get_if<Object>(&result->value);
              if (inner == nullptr) return;
              if (Member* canceled = find(*inner, "IsCanceled")) canceled->value = "no";
            });
          }}},
    {{"fields.creation_time_missing", "Task sessions have no CreationTimeUTC.", "fields.required"},
     {.reply = [](const Request&,
                  Reply& reply) { remove_everywhere(reply, task, "CreationTimeUTC"); }}},
    {{"fields.job_type_unknown", "JobType of backups is the platform's name for them.",
      "fields.enumeration"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, session, "JobType", [](std::string& type) {
              if (type == "Backup") type = "VmBackup";
            });
          }}},
    {{"fields.job_uid_missing", "Job sessions have no JobUid.", "fields.required"},
     {.reply = [](const Request&, Reply& reply) { remove_everywhere(reply, session, "JobUid"); }}},
    {{"fields.port_as_text", "The Port of a backup server is a text with a blank.", "fields.type"},
     {.reply = [](const Request&,
                  Reply& reply) { set_everywhere(reply, "BackupServer", "Port", "9392 (tcp)"); }}},
    {{"fields.progress_beyond", "Progress of a job session is 101.", "fields.range"},
     {.reply =
          [](const Request&, Reply& reply) {
            set_everywhere(reply, session, "Progress", std::int64_t{101});
          }}},
    {{"fields.progress_fraction", "Progress has a fraction.", "fields.type"},
     {.reply = [](const Request&,
                  Reply& reply) { set_everywhere(reply, session, "Progress", 99.5); }}},
    {{"fields.result_missing", "Job sessions have no Result.", "fields.required"},
     {.reply = [](const Request&, Reply& reply) { remove_everywhere(reply, session, "Result"); }}},
    {{"fields.result_ok", "The Result of a success is OK.", "fields.enumeration"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, session, "Result", [](std::string& result) {
              if (result == "Success") result = "OK";
            });
          }}},
    {{"fields.retry_yes", "IsRetry is yes or no.", "fields.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            for_each_of_type(reply, session, [](Object& object) {
              Member* retry = find(object, "IsRetry");
              if (retry == nullptr || !std::holds_alternative<bool>(retry->value)) return;
              retry->value = std::get<bool>(retry->value) ? "yes" : "no";
            });
          }}},
    {{"fields.session_type_unknown", "SessionType of a system session has blanks in it.",
      "fields.enumeration"},
     {.reply =
          [](const Request&, Reply& reply) {
            set_everywhere(reply, system_session, "SessionType", "Collect Job");
          }}},
    {{"fields.size_as_text", "TotalSize is a string in JSON.", "fields.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_json(request)) set_everywhere(reply, task, "TotalSize", "1073741824");
          }}},
    {{"fields.size_with_unit", "TotalSize is given in GB.", "fields.type"},
     {.reply = [](const Request&,
                  Reply& reply) { set_everywhere(reply, task, "TotalSize", "12 GB"); }}},
    {{"fields.state_finished", "A stopped session's State is Finished.", "fields.enumeration"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, session, "State", [](std::string& state) {
              if (state == "Stopped") state = "Finished";
            });
          }}},
    {{"fields.system_state_missing", "System sessions have no State.", "fields.required"},
     {.reply = [](const Request&,
                  Reply& reply) { remove_everywhere(reply, system_session, "State"); }}},
    {{"fields.task_state_of_session", "The State of a completed task is that of a session.",
      "fields.enumeration"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, task, "State", [](std::string& state) {
              if (state == "Completed") state = "Stopped";
            });
          }}},
    {{"times.blank_for_t", "CreationTimeUTC of a task has a blank between date and time.",
      "times.utc"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, task, "CreationTimeUTC",
                              [](std::string& time) { replace_all(time, "T", " "); });
          }}},
    {{"times.end_before_creation", "Job sessions end before they start.", "times.order"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, session, "EndTimeUTC",
                              [](std::string& time) { time = "2001" + time.substr(4); });
          }}},
    {{"times.local", "EndTimeUTC of a task is a local time with an offset.", "times.utc"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, task, "EndTimeUTC", [](std::string& time) {
              drop_zone(time);
              time += "+02:00";
            });
          }}},
    {{"times.name_of_another", "The Name of a task session bears another time than its own.",
      "times.name"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, task, "Name", [](std::string& name) {
              name.replace(name.rfind('@') + 1, std::string::npos, "2001-01-01 00:00:00");
            });
          }}},
    {{"times.no_zone", "CreationTimeUTC of a job session has no Z.", "times.utc"},
     {.reply =
          [](const Request&, Reply& reply) {
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

std::span<const DefectEntry> field_defects() { return entries; }

}  // namespace emconform::mock
