#include "mock/defect_tools.h"

// Links: which, how many, with what attributes.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view session_reference = "BackupJobSessionReference";
constexpr std::string_view task = "BackupTaskSession";
constexpr std::string_view task_reference = "BackupTaskSessionReference";
constexpr std::string_view job = "Job";
constexpr std::string_view job_reference = "JobReference";

void repeat_link(Reply& reply, std::string_view type, std::string_view rel,
                 std::string_view link_type) {
  for_each_of_type(reply, type, [&](Object& object) {
    if (const Link* link = find_link(object, rel, link_type))
      links_of(object)->push_back(Link{*link});
  });
}

constexpr DefectEntry entries[] = {
    {{"links.action_with_type", "The link that stops a session has a Type.", "links.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, session, "Stop", {}, [](Link& link) { link.type = session; });
          }}},
    {{"links.alternate_missing", "References of task sessions have no Alternate link.",
      "links.required"},
     {.reply = [](const Request&,
                  Reply& reply) { remove_links(reply, task_reference, "Alternate", {}); }}},
    {{"links.alternate_twice", "Backup servers have their Alternate link twice.", "links.count"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {"BackupServer", "BackupServerReference"})
              repeat_link(reply, type, "Alternate", {});
          }}},
    {{"links.alternate_type", "Alternate of a task session entity has the entity's Type.",
      "links.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, task, "Alternate", {}, [](Link& link) { link.type = task; });
          }}},
    {{"links.alternate_without_href", "Alternate of a session reference has no Href.",
      "links.attributes"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, session_reference, "Alternate", session,
                         [](Link& link) { link.href.reset(); });
          }}},
    {{"links.alternate_without_name", "Alternate of a job has no Name.", "links.attributes"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {job, job_reference})
              change_links(reply, type, "Alternate", {}, [](Link& link) { link.name.reset(); });
          }}},
    {{"links.down_type", "The link to a job's sessions has the Type of the list of entities.",
      "links.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, job, "Down", "BackupJobSessionReferenceList",
                         [](Link& link) { link.type = "BackupJobSessionList"; });
          }}},
    {{"links.edit_without_type", "The link that edits a job has no Type.", "links.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, job, "Edit", {}, [](Link& link) { link.type.reset(); });
          }}},
    {{"links.events_missing", "System sessions have no link to their events.", "links.required"},
     {.reply =
          [](const Request&, Reply& reply) {
            remove_links(reply, "SystemSession", "Down", {});
            remove_links(reply, "SystemSessionReference", "Down", {});
          }}},
    {{"links.job_twice", "Job sessions have two Up links to their job.", "links.count"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              repeat_link(reply, type, "Up", "JobReference");
          }}},
    {{"links.rel_lower", "The Rel of a job's link to its backup server is in lower case.",
      "links.required"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {job, job_reference})
              change_links(reply, type, "Up", {}, [](Link& link) { link.rel = "up"; });
          }}},
    {{"links.rel_missing", "The link to the task sessions has no Rel.", "links.attributes"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Down", {}, [](Link& link) { link.rel.clear(); });
          }}},
    {{"links.related_without_href", "The link to the restore point of a task has an empty Href.",
      "links.attributes"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, task, "Related", {}, [](Link& link) { link.href = ""; });
          }}},
    {{"links.server_twice", "Task sessions have two Up links to their backup server.",
      "links.count"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {task, task_reference})
              repeat_link(reply, type, "Up", "BackupServerReference");
          }}},
    {{"links.server_without_name", "The link of a NAS job to its backup server has no Name.",
      "links.attributes"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {"NasJob", "NasJobReference"})
              change_links(reply, type, "Up", {}, [](Link& link) { link.name = ""; });
          }}},
    {{"links.session_of_task_missing", "Entities of tasks have no Up link to their session.",
      "links.required"},
     {.reply = [](const Request&,
                  Reply& reply) { remove_links(reply, task, "Up", session_reference); }}},
    {{"links.up_missing", "Job sessions have no Up link to their backup server.", "links.required"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              remove_links(reply, type, "Up", "BackupServerReference");
          }}},
    {{"links.up_type", "The Up link to the job has the Type of the entity.", "links.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Up", "JobReference",
                           [](Link& link) { link.type = "Job"; });
          }}},
};

}  // namespace

std::span<const DefectEntry> link_defects() { return entries; }

}  // namespace emconform::mock
