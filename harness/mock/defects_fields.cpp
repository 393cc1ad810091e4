#include <cctype>

#include "mock/defect_tools.h"

// Fields of entities: presence, type, enumerations, bounds.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view task = "BackupTaskSession";
constexpr std::string_view system_session = "SystemSession";

constexpr std::string_view job = "Job";
constexpr std::string_view server = "BackupServer";

/// Numbers and truth values become texts that look the same.
void as_text(Reply& reply, std::string_view type, std::string_view name) {
  for_each_of_type(reply, type, [&](Object& object) {
    Member* member = find(object, name);
    if (member == nullptr) return;
    if (const auto* number = std::get_if<std::int64_t>(&member->value))
      member->value = std::to_string(*number);
    else if (const auto* flag = std::get_if<bool>(&member->value))
      member->value = *flag ? "true" : "false";
  });
}

template <class Change>
void change_number(Reply& reply, std::string_view type, std::string_view name, Change change) {
  for_each_of_type(reply, type, [&](Object& object) {
    Member* member = find(object, name);
    auto* value = member == nullptr ? nullptr : std::get_if<std::int64_t>(&member->value);
    if (value != nullptr) change(*value);
  });
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
    {{"fields.flag_as_number", "ScheduleEnabled of a job is 0 or 1.", "fields.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            for_each_of_type(reply, job, [](Object& object) {
              Member* enabled = find(object, "ScheduleEnabled");
              const auto* flag = enabled == nullptr ? nullptr : std::get_if<bool>(&enabled->value);
              if (flag != nullptr) enabled->value = std::int64_t{*flag ? 1 : 0};
            });
          }}},
    {{"fields.flag_as_text", "IsRetry is a string in JSON.", "fields.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_json(request)) as_text(reply, session, "IsRetry");
          }}},
    {{"fields.job_session_uid_type", "JobSessionUid of a task names the type Session.",
      "fields.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            change_everywhere(reply, task, "JobSessionUid", [](std::string& uid) {
              replace_all(uid, "BackupJobSession", "Session");
            });
          }}},
    {{"fields.job_type_lower", "JobType of a session is in lower case.", "fields.enumeration"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, session, "JobType", [](std::string& type) {
              for (char& letter : type)
                letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
            });
          }}},
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
    {{"fields.order_as_text", "Order of a system session's event is a string in JSON.",
      "fields.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route != "systemSessions/{id}/events" || !is_json(request)) return;
            if (List* events = items_of(reply))
              for (Object& event : events->items) {
                Member& order = *find(event, "Order");
                order.value = std::to_string(std::get<std::int64_t>(order.value));
              }
          }}},
    {{"fields.platform_unknown", "Platform of a VMware job is vSphere.", "fields.enumeration"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            change_everywhere(reply, job, "Platform", [](std::string& platform) {
              if (platform == "VMware") platform = "vSphere";
            });
          }}},
    {{"fields.port_as_text", "The Port of a backup server is a text with a blank.", "fields.type"},
     {.reply = [](const Request&,
                  Reply& reply) { set_everywhere(reply, "BackupServer", "Port", "9392 (tcp)"); }}},
    {{"fields.port_beyond", "The WcfPort of a backup server is greater than any port.",
      "fields.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            set_everywhere(reply, server, "WcfPort", std::int64_t{93920});
          }}},
    {{"fields.progress_as_text", "Progress is a string in JSON.", "fields.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_json(request)) as_text(reply, session, "Progress");
          }}},
    {{"fields.progress_beyond", "Progress of a job session is 101.", "fields.range"},
     {.reply =
          [](const Request&, Reply& reply) {
            set_everywhere(reply, session, "Progress", std::int64_t{101});
          }}},
    {{"fields.progress_fraction", "Progress has a fraction.", "fields.type"},
     {.reply = [](const Request&,
                  Reply& reply) { set_everywhere(reply, session, "Progress", 99.5); }}},
    {{"fields.progress_negative", "Progress of a session that still runs is -1.", "fields.range"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_number(reply, session, "Progress", [](std::int64_t& progress) {
              if (progress < 100) progress = -1;
            });
          }}},
    {{"fields.result_empty", "The Result of what still runs is empty, not None.",
      "fields.enumeration"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, task, "Result", [](std::string& result) {
              if (result == "None") result.clear();
            });
          }}},
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
    {{"fields.size_32_bit", "TotalSize has run over at 32 bits.", "fields.range"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            change_number(reply, task, "TotalSize", [](std::int64_t& size) {
              size = static_cast<std::int32_t>(static_cast<std::uint32_t>(size));
            });
          }}},
    {{"fields.size_as_text", "TotalSize is a string in JSON.", "fields.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_json(request)) as_text(reply, task, "TotalSize");
          }}},
    {{"fields.size_with_unit", "TotalSize is given in GB.", "fields.type"},
     {.reply = [](const Request&,
                  Reply& reply) { set_everywhere(reply, task, "TotalSize", "12 GB"); }}},
    {{"fields.state_by_number", "State of a task session is the number of the value.",
      "fields.enumeration"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            change_everywhere(reply, task, "State",
                              [](std::string& state) { state = state == "Completed" ? "2" : "0"; });
          }}},
    {{"fields.state_finished", "A stopped session's State is Finished.", "fields.enumeration"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, session, "State", [](std::string& state) {
              if (state == "Stopped") state = "Finished";
            });
          }}},
    {{"fields.state_lacks_in_list", "The list of sessions does not give their State.",
      "fields.required"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupSessions") remove_everywhere(reply, session, "State");
          }}},
    {{"fields.system_result_unknown", "The Result of a system session's success is Ok.",
      "fields.enumeration"},
     {.reply =
          [](const Request&, Reply& reply) {
            for_each_of_type(reply, system_session, [](Object& object) {
              Member* result = find(object, "Result");
              auto* inner = result == nullptr ? nullptr : std::get_if<Object>(&result->value);
              if (inner != nullptr)
                change_text(*inner, "Result", [](std::string& word) { word = "Ok"; });
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
    {{"fields.version_with_words", "Version of a backup server ends in the name of its patch.",
      "fields.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request))
              change_everywhere(reply, server, "Version",
                                [](std::string& version) { version += " P20250315"; });
          }}},
    {{"fields.vm_name_as_element", "VmDisplayName is an element in XML, not an attribute.",
      "fields.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            for_each_of_type(reply, task, [](Object& object) {
              if (Member* name = find(object, "VmDisplayName")) name->place = Place::Last;
            });
          }}},
    {{"fields.vm_uid_short", "VmUid is the name that the hypervisor gives, without urn.",
      "fields.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, task, "VmUid",
                              [](std::string& uid) { uid.erase(0, uid.rfind(':') + 1); });
          }}},
};

}  // namespace

std::span<const DefectEntry> field_defects() { return entries; }

}  // namespace emconform::mock
