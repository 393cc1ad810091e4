#include "mock/defect_tools.h"

// UID, Href, Type and Name of representations.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view session_reference = "BackupJobSessionReference";
constexpr std::string_view task = "BackupTaskSession";
constexpr std::string_view task_reference = "BackupTaskSessionReference";
constexpr std::string_view system_session = "SystemSession";
constexpr std::string_view system_session_reference = "SystemSessionReference";
constexpr std::string_view nas_job = "NasJob";
constexpr std::string_view nas_job_reference = "NasJobReference";

void change_last_digit(std::string& text) { text.back() = text.back() == '0' ? '1' : '0'; }

constexpr DefectEntry entries[] = {
    {{"identity.href_missing", "Jobs that a query finds have no Href.", "identity.href"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) remove_everywhere(reply, "Job", "Href");
          }}},
    {{"identity.href_of_list", "The Href of a backup server is that of the list.", "identity.href"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request))
              change_everywhere(reply, "BackupServerReference", "Href",
                                [](std::string& href) { href.erase(href.rfind('/')); });
          }}},
    {{"identity.href_of_reference", "Tasks that a query finds give the Href of the reference.",
      "identity.href"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request))
              change_everywhere(reply, task, "Href",
                                [](std::string& href) { href.erase(href.find('?')); });
          }}},
    {{"identity.href_other_id", "The id in the Href of a session is not that of its UID.",
      "identity.href"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request))
              change_everywhere(reply, session_reference, "Href", change_last_digit);
          }}},
    {{"identity.item_twice", "The list of task sessions shows its first item twice.",
      "identity.unique"},
     {.reply =
          [](const Request& request, Reply& reply) {
            List* items = items_of(reply);
            if (request.route == "backupTaskSessions" && items != nullptr && !items->items.empty())
              items->items.push_back(Object{items->items.front()});
          }}},
    {{"identity.list_without_types", "The list of jobs does not give their Type.", "identity.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "jobs") remove_everywhere(reply, "Job", "Type");
          }}},
    {{"identity.name_empty", "System sessions have an empty Name.", "identity.name"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {system_session, system_session_reference})
              set_everywhere(reply, type, "Name", "");
          }}},
    {{"identity.name_missing", "NAS jobs have no Name.", "identity.name"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {nas_job, nas_job_reference})
              remove_everywhere(reply, type, "Name");
          }}},
    {{"identity.name_of_one", "The last item of the list of a session's tasks has no Name.",
      "identity.name"},
     {.reply =
          [](const Request& request, Reply& reply) {
            List* items = items_of(reply);
            if (request.route == "backupSessions/{id}/taskSessions" && items != nullptr &&
                !items->items.empty())
              remove_member(items->items.back(), "Name");
          }}},
    {{"identity.nas_session_twice", "The list of a NAS job's sessions shows one twice.",
      "identity.unique"},
     {.reply =
          [](const Request& request, Reply& reply) {
            List* items = items_of(reply);
            if (request.route == "nas/jobs/{id}/backupSessions" && items != nullptr &&
                !items->items.empty())
              items->items.insert(items->items.begin(), Object{items->items.back()});
          }}},
    {{"identity.other_job", "A job that is asked for by its id answers with another one.",
      "identity.requested"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route != "jobs/{id}" || !succeeded(reply)) return;
            std::string other = request.ids.front();
            change_last_digit(other);
            Object& job = reply.document->content;
            for (const std::string_view name : {"UID", "Href"})
              change_text(job, name, [&](std::string& text) {
                replace_all(text, request.ids.front(), other);
              });
          }}},
    {{"identity.reference_type", "Tasks that a query refers to bear the Type of the entity.",
      "identity.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) set_everywhere(reply, task_reference, "Type", std::string{task});
          }}},
    {{"identity.type_short", "Sessions that a query finds bear the Type BackupSession.",
      "identity.type"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) set_everywhere(reply, session, "Type", "BackupSession");
          }}},
    {{"identity.uid_bare", "The UID of a task session is a bare GUID.", "identity.uid"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {task, task_reference})
              change_everywhere(reply, type, "UID",
                                [](std::string& uid) { uid.erase(0, uid.rfind(':') + 1); });
          }}},
    {{"identity.uid_braces", "The GUID in the UID of a system session stands in braces.",
      "identity.uid"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {system_session, system_session_reference})
              change_everywhere(reply, type, "UID", [](std::string& uid) {
                uid.insert(uid.rfind(':') + 1, 1, '{');
                uid += '}';
              });
          }}},
    {{"identity.uid_lower", "The type in the UID of a NAS job is in lower case.", "identity.uid"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {nas_job, nas_job_reference})
              change_everywhere(reply, type, "UID",
                                [](std::string& uid) { replace_all(uid, "NasJob", "nasjob"); });
          }}},
    {{"identity.uid_of_session", "The UID of a system session is that of a job session.",
      "identity.uid"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {system_session, system_session_reference})
              change_everywhere(reply, type, "UID", [](std::string& uid) {
                replace_all(uid, "SystemSession", "BackupJobSession");
              });
          }}},
    {{"identity.uid_type", "The UID of a job session says BackupSession.", "identity.uid"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              change_everywhere(reply, type, "UID", [](std::string& uid) {
                replace_all(uid, "BackupJobSession", "BackupSession");
              });
          }}},
};

}  // namespace

std::span<const DefectEntry> identity_defects() { return entries; }

}  // namespace emconform::mock
