#include "mock/defect_tools.h"

// UID, Href, Type and Name of representations.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view session_reference = "BackupJobSessionReference";
constexpr std::string_view task = "BackupTaskSession";
constexpr std::string_view task_reference = "BackupTaskSessionReference";

constexpr DefectEntry entries[] = {
    {{"identity.href_of_reference", "Task session entities give the Href of the reference.",
      "identity.href"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, task, "Href",
                              [](std::string& href) { href.erase(href.find('?')); });
          }}},
    {{"identity.href_other_id", "The id in the Href of a session is not that of its UID.",
      "identity.href"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, session_reference, "Href", [](std::string& href) {
              href.back() = href.back() == '0' ? '1' : '0';
            });
          }}},
    {{"identity.item_twice", "The list of task sessions shows its first item twice.",
      "identity.unique"},
     {.reply =
          [](const Request& request, Reply& reply) {
            List* items = items_of(reply);
            if (request.route == "backupTaskSessions" && items != nullptr && !items->items.empty())
              items->items.push_back(Object{items->items.front()});
          }}},
    {{"identity.name_empty", "Job session entities have an empty Name.", "identity.name"},
     {.reply = [](const Request&, Reply& reply) { set_everywhere(reply, session, "Name", ""); }}},
    {{"identity.other_job", "A job that is asked for by its id answers with another one.",
      "identity.requested"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route != "jobs/{id}" || !succeeded(reply)) return;
            std::string other = request.ids.front();
            other.back() = other.back() == '0' ? '1' : '0';
            Object& job = reply.document->content;
            for (const std::string_view name : {"UID", "Href"})
              change_text(job, name, [&](std::string& text) {
                replace_all(text, request.ids.front(), other);
              });
          }}},
    {{"identity.reference_type", "References of task sessions bear the Type of the entity.",
      "identity.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            set_everywhere(reply, task_reference, "Type", std::string{task});
          }}},
    {{"identity.type_short", "Job session entities bear the Type BackupSession.", "identity.type"},
     {.reply = [](const Request&,
                  Reply& reply) { set_everywhere(reply, session, "Type", "BackupSession"); }}},
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
            change_everywhere(reply, "SystemSession", "UID", [](std::string& uid) {
              uid.insert(uid.rfind(':') + 1, 1, '{');
              uid += '}';
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
