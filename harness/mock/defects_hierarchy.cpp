#include <fmt/format.h>

#include "mock/defect_tools.h"

// What parents list and children say of their parents, and fields of the links beside them.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view task = "BackupTaskSession";

void lose_first_item(Reply& reply) {
  List* items = items_of(reply);
  if (items != nullptr && items->items.size() > 1) items->items.erase(items->items.begin());
}

/// Gives a UID the id of the resource that holds it: the type stays.
void make_own(Object& object, std::string_view name) {
  const std::string own(text(object, "UID"));
  change_text(object, name, [&](std::string& uid) {
    uid = uid.substr(0, uid.rfind(':')) + own.substr(own.rfind(':'));
  });
}

constexpr DefectEntry entries[] = {
    {{"hierarchy.copies_under_their_job_alone",
      "Sessions of copy jobs are listed under their job alone, and found by no query.",
      "relation.belongs_to_job"},
     {.select =
          [](const Request& request, Selection& selection) {
            if (request.route == "backupSessions") selection.other_job_type = "BackupCopy";
          },
      .query =
          [](const Request& request, Query& query) {
            const auto type = parameter(request, "type");
            if (type != "BackupJobSession") return;
            constexpr std::string_view others = "JobType!=BackupCopy";
            query.filter =
                query.filter ? fmt::format("({});{}", *query.filter, others) : std::string{others};
          }}},
    {{"hierarchy.job_lacks_session", "The list of a job's sessions lacks the newest.",
      "relation.belongs_to_job"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "jobs/{id}/backupSessions") lose_first_item(reply);
          }}},
    {{"hierarchy.jobs_of_all_servers", "The jobs of one backup server are those of all.",
      "relation.up_down"},
     {.select =
          [](const Request& request, Selection& selection) {
            if (request.route == "backupServers/{id}/jobs") selection.server_id.reset();
          }}},
    {{"hierarchy.nas_job_lacks_session", "The list of a NAS job's sessions lacks the newest.",
      "relation.belongs_to_job"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "nas/jobs/{id}/backupSessions") lose_first_item(reply);
          }}},
    {{"hierarchy.server_lacks_jobs", "The list of a backup server's jobs has one alone.",
      "relation.up_down"},
     {.reply =
          [](const Request& request, Reply& reply) {
            List* items = items_of(reply);
            if (request.route == "backupServers/{id}/jobs" && items != nullptr &&
                items->items.size() > 1)
              items->items.resize(1);
          }}},
    {{"hierarchy.session_lacks_task", "The list of a session's tasks lacks the newest.",
      "relation.up_down"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupSessions/{id}/taskSessions") lose_first_item(reply);
          }}},
    {{"references.job_name", "JobName is the Name of the session.", "links.references"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            for_each_of_type(reply, session, [](Object& object) {
              const std::string name(text(object, "Name"));
              change_text(object, "JobName", [&](std::string& job) { job = name; });
            });
          }}},
    {{"references.job_uid", "JobUid has the GUID of the session.", "links.references"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            for_each_of_type(reply, session, [](Object& object) { make_own(object, "JobUid"); });
          }}},
    {{"references.session_uid", "JobSessionUid has the GUID of the task session.",
      "links.references"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request)) return;
            for_each_of_type(reply, task,
                             [](Object& object) { make_own(object, "JobSessionUid"); });
          }}},
};

}  // namespace

std::span<const DefectEntry> hierarchy_defects() { return entries; }

}  // namespace emconform::mock
