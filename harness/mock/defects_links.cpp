#include "mock/defect_tools.h"

// Links: which, how many, where to, with what attributes.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view session_reference = "BackupJobSessionReference";
constexpr std::string_view task = "BackupTaskSession";
constexpr std::string_view task_reference = "BackupTaskSessionReference";

/// "http://host:9398/api/jobs" -> "/api/jobs"
void make_relative(std::string& href) {
  const auto scheme = href.find("//");
  const auto path = scheme == std::string::npos ? scheme : href.find('/', scheme + 2);
  if (path != std::string::npos) href.erase(0, path);
}

constexpr DefectEntry entries[] = {
    {{"links.alternate_missing", "References of task sessions have no Alternate link.",
      "links.required"},
     {.reply = [](const Request&,
                  Reply& reply) { remove_links(reply, task_reference, "Alternate", {}); }}},
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
    {{"links.down_path", "Sessions link to /tasks for their task sessions.", "links.target"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Down", {},
                           [](Link& link) { replace_all(*link.href, "/taskSessions", "/tasks"); });
          }}},
    {{"links.events_missing", "System sessions have no link to their events.", "links.required"},
     {.reply =
          [](const Request&, Reply& reply) {
            remove_links(reply, "SystemSession", "Down", {});
            remove_links(reply, "SystemSessionReference", "Down", {});
          }}},
    {{"links.other_host", "The Up link to the job names another host.", "links.authority"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Up", "JobReference",
                           [](Link& link) { replace_all(*link.href, "//", "//em02."); });
          }}},
    {{"links.relative", "The Alternate links of task sessions are relative.", "links.absolute"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {task, task_reference})
              change_links(reply, type, "Alternate", {},
                           [](Link& link) { make_relative(*link.href); });
          }}},
    {{"links.rel_missing", "The link to the task sessions has no Rel.", "links.attributes"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Down", {}, [](Link& link) { link.rel.clear(); });
          }}},
    {{"links.server_twice", "Task sessions have two Up links to their backup server.",
      "links.count"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {task, task_reference})
              for_each_of_type(reply, type, [](Object& object) {
                if (const Link* link = find_link(object, "Up", "BackupServerReference"))
                  links_of(object)->push_back(Link{*link});
              });
          }}},
    {{"links.up_missing", "Job sessions have no Up link to their backup server.", "links.required"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              remove_links(reply, type, "Up", "BackupServerReference");
          }}},
    {{"links.up_to_nas_job", "Sessions of NAS jobs link up to /nas/jobs, not to /jobs.",
      "links.target"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "nas/jobs/{id}/backupSessions")
              change_links(reply, session_reference, "Up", "JobReference", [](Link& link) {
                replace_all(*link.href, "/api/jobs/", "/api/nas/jobs/");
              });
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
