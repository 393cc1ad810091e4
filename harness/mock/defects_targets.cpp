#include "mock/defect_tools.h"

// Where links lead, and how their Hrefs are written.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view session_reference = "BackupJobSessionReference";
constexpr std::string_view task = "BackupTaskSession";
constexpr std::string_view task_reference = "BackupTaskSessionReference";
constexpr std::string_view job = "Job";
constexpr std::string_view job_reference = "JobReference";

/// "http://host:9398/api/jobs" -> "/api/jobs"
void make_relative(std::string& href) {
  const auto scheme = href.find("//");
  const auto path = scheme == std::string::npos ? scheme : href.find('/', scheme + 2);
  if (path != std::string::npos) href.erase(0, path);
}

void drop_port(std::string& href) {
  const auto host = href.find("//") + 2;
  const auto path = href.find('/', host);
  const auto port = href.rfind(':', path);
  if (port != std::string::npos && port > host) href.erase(port, path - port);
}

constexpr DefectEntry entries[] = {
    {{"links.action_of_another", "The link that starts a job would stop it.", "links.target"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, job, "Start", {},
                         [](Link& link) { replace_all(*link.href, "=start", "=stop"); });
          }}},
    {{"links.alternate_of_entity", "Alternate of a NAS job's entity leads to the entity.",
      "links.target"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, "NasJob", "Alternate", {},
                         [](Link& link) { *link.href += "?format=Entity"; });
          }}},
    {{"links.blank_in_href", "The link to a session's tasks ends in a blank.", "links.absolute"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request)) return;
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Down", {}, [](Link& link) { *link.href += ' '; });
          }}},
    {{"links.down_path", "Sessions that a query finds link to /tasks for their task sessions.",
      "links.target"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request)) return;
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Down", {},
                           [](Link& link) { replace_all(*link.href, "/taskSessions", "/tasks"); });
          }}},
    {{"links.edit_relative", "The link that edits a job is relative.", "links.absolute"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, job, "Edit", {}, [](Link& link) { make_relative(*link.href); });
          }}},
    {{"links.edit_of_entity", "The link that edits a backup server leads to the entity.",
      "links.target"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, "BackupServer", "Edit", {},
                         [](Link& link) { *link.href += "?format=Entity"; });
          }}},
    {{"links.http_for_https", "The Href of a task that a query finds has another scheme.",
      "links.authority"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request)) return;
            change_everywhere(reply, task, "Href", [](std::string& href) {
              replace_all(href, href.starts_with("https:") ? "https:" : "http:",
                          href.starts_with("https:") ? "http:" : "https:");
            });
          }}},
    {{"links.no_port", "The link to a session's tasks has no port.", "links.authority"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Down", {}, [](Link& link) { drop_port(*link.href); });
          }}},
    {{"links.no_scheme", "The link of a job to its backup server has no scheme.", "links.absolute"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {job, job_reference})
              change_links(reply, type, "Up", {},
                           [](Link& link) { link.href->erase(0, link.href->find("//")); });
          }}},
    {{"links.other_host", "The Up link to the job names another host.", "links.authority"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Up", "JobReference",
                           [](Link& link) { replace_all(*link.href, "//", "//em02."); });
          }}},
    {{"links.own_href_relative", "The Href of a backup server that a query finds is relative.",
      "links.absolute"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) change_everywhere(reply, "BackupServer", "Href", make_relative);
          }}},
    {{"links.relative", "The Alternate links of task sessions are relative.", "links.absolute"},
     {.reply =
          [](const Request&, Reply& reply) {
            for (const auto type : {task, task_reference})
              change_links(reply, type, "Alternate", {},
                           [](Link& link) { make_relative(*link.href); });
          }}},
    {{"links.up_to_nas_job", "Sessions that a query finds link up to /nas/jobs, not to /jobs.",
      "links.target"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request)) return;
            for (const auto type : {session, session_reference})
              change_links(reply, type, "Up", "JobReference", [](Link& link) {
                replace_all(*link.href, "/api/jobs/", "/api/nas/jobs/");
              });
          }}},
};

}  // namespace

std::span<const DefectEntry> target_defects() { return entries; }

}  // namespace emconform::mock
