#include <algorithm>

#include "mock/defect_tools.h"

// What several answers say of one thing.
namespace emconform::mock {

namespace {

constexpr std::string_view session = "BackupJobSession";
constexpr std::string_view task = "BackupTaskSession";
constexpr std::string_view task_reference = "BackupTaskSessionReference";

void lose_last_item(Reply& reply) {
  List* items = items_of(reply);
  if (items != nullptr && items->items.size() > 1) items->items.pop_back();
}

constexpr DefectEntry entries[] = {
    {{"relation.alternate_neighbour", "Alternate of a task session leads to its neighbour.",
      "relation.alternate"},
     {.reply =
          [](const Request&, Reply& reply) {
            List* items = items_of(reply);
            if (items == nullptr) return;
            Link* previous = nullptr;
            for (Object& item : items->items) {
              if (text(item, "Type") != task_reference) continue;
              Link* own = find_link(item, "Alternate");
              if (previous != nullptr && own != nullptr) std::swap(previous->href, own->href);
              previous = own;
            }
          }}},
    {{"relation.collection_lacks_item", "The list of task sessions lacks one that the query finds.",
      "window.complete"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupTaskSessions") lose_last_item(reply);
          }}},
    {{"relation.dead_alternate", "The entities of task sessions are not found.",
      "relation.link_resolves"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupTaskSessions/{id}" && request.entity)
              reply = error_reply(404, "There is no resource with this ID.");
          }}},
    {{"relation.dead_down", "The task sessions of a session are not found.",
      "relation.link_resolves"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupSessions/{id}/taskSessions" && succeeded(reply))
              reply = error_reply(404, "There is no resource with this ID.");
          }}},
    {{"relation.entity_job_name",
      "In the entity of a session the link to the job has another Name.",
      "relation.reference_entity"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_links(reply, session, "Up", "JobReference",
                         [](Link& link) { link.name->insert(0, "Job "); });
          }}},
    {{"relation.entity_name", "The entity of a task session has another Name than its reference.",
      "relation.reference_entity"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request))
              change_everywhere(reply, task, "Name",
                                [](std::string& name) { name.insert(0, "Copy of "); });
          }}},
    {{"relation.entities_lack_item", "The list of a job's sessions lacks one as entities.",
      "relation.reference_entity"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "jobs/{id}/backupSessions" && request.entity)
              lose_last_item(reply);
          }}},
    {{"relation.fraction_lost_in_xml", "Times of job sessions lose their fraction in XML.",
      "relation.same_content"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_json(request) || is_query(request)) return;
            for (const std::string_view name : {"CreationTimeUTC", "EndTimeUTC"})
              change_everywhere(reply, session, name, [](std::string& time) {
                if (const auto point = time.find('.'); point != std::string::npos)
                  time = time.substr(0, point) + "Z";
              });
          }}},
    {{"relation.item_result", "A session's Result is another in the list than by itself.",
      "relation.member_item"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupSessions/{id}")
              change_everywhere(reply, session, "Result", [](std::string& result) {
                result = result == "Warning" ? "Success" : "Warning";
              });
          }}},
    {{"relation.json_lacks_item", "The list of task sessions has one item less in JSON.",
      "relation.same_content"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupTaskSessions" && is_json(request)) lose_last_item(reply);
          }}},
    {{"relation.json_escapes_twice", "Reason of a task is escaped for HTML in JSON.",
      "relation.same_content"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_json(request)) return;
            change_everywhere(reply, task, "Reason", [](std::string& reason) {
              if (!reason.empty()) reason = "&lt;p&gt;" + reason + "&lt;/p&gt;";
            });
          }}},
    {{"relation.json_lacks_message", "FailureMessage of a session is null in JSON.",
      "relation.same_content"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_json(request)) set_everywhere(reply, session, "FailureMessage", Value{});
          }}},
    {{"relation.json_lacks_related", "Sessions have no links to restore points in JSON.",
      "relation.same_content"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_json(request)) remove_links(reply, session, "Related", {});
          }}},
    {{"relation.json_reversed", "The list of jobs stands in the opposite order in JSON.",
      "relation.same_content"},
     {.reply =
          [](const Request& request, Reply& reply) {
            List* items = items_of(reply);
            if (request.route == "jobs" && is_json(request) && items != nullptr)
              std::reverse(items->items.begin(), items->items.end());
          }}},
    {{"relation.json_size_rounded", "TotalSize in JSON has passed through a float.",
      "relation.same_content"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_json(request) || is_query(request)) return;
            for_each_of_type(reply, task, [](Object& object) {
              Member* size = find(object, "TotalSize");
              const auto* bytes =
                  size == nullptr ? nullptr : std::get_if<std::int64_t>(&size->value);
              if (bytes != nullptr)
                size->value = static_cast<std::int64_t>(static_cast<float>(*bytes));
            });
          }}},
    {{"relation.list_rounds_size", "The list of tasks rounds their TotalSize to megabytes.",
      "relation.member_item"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route != "backupTaskSessions") return;
            for_each_of_type(reply, task, [](Object& object) {
              Member* size = find(object, "TotalSize");
              auto* bytes = size == nullptr ? nullptr : std::get_if<std::int64_t>(&size->value);
              if (bytes != nullptr) *bytes = *bytes / 1'048'576 * 1'048'576;
            });
          }}},
    {{"relation.list_without_related", "The list of tasks lacks their links to restore points.",
      "relation.member_item"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupTaskSessions") remove_links(reply, task, "Related", {});
          }}},
    {{"relation.message_in_cdata", "FailureMessage of a session bears CDATA marks in XML.",
      "relation.same_content"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_json(request)) return;
            change_everywhere(reply, session, "FailureMessage", [](std::string& message) {
              message = "<![CDATA[" + message + "]]>";
            });
          }}},
    {{"relation.nas_job_without_uid", "A NAS job that is asked for by itself has no UID.",
      "relation.alternate"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "nas/jobs/{id}" && succeeded(reply))
              remove_member(reply.document->content, "UID");
          }}},
    {{"relation.nas_job_unseen", "Sessions of NAS jobs are neither among all nor found by queries.",
      "relation.belongs_to_job"},
     {.query =
          [](const Request& request, Query& query) {
            if (parameter(request, "type") != session) return;
            const std::string others = "JobType!=NasBackup";
            query.filter = query.filter ? "(" + *query.filter + ");" + others : others;
          },
      .reply =
          [](const Request& request, Reply& reply) {
            List* items = items_of(reply);
            if (request.route != "backupSessions" || items == nullptr) return;
            std::erase_if(items->items, [](Object& item) {
              const Link* job = find_link(item, "Up", "JobReference");
              const auto says = [&](std::string_view word) {
                return job->name->find(word) != std::string::npos;
              };
              return job != nullptr && job->name && (says("Share") || says("freigabe"));
            });
          }}},
    {{"relation.nas_job_untyped", "The entity of a NAS job that is asked for has no Type.",
      "relation.alternate"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "nas/jobs/{id}" && request.entity && succeeded(reply))
              remove_member(reply.document->content, "Type");
          }}},
    {{"relation.nas_list_lacks_item", "The list of a NAS job's sessions lacks its last item.",
      "relation.belongs_to_job"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "nas/jobs/{id}/backupSessions") lose_last_item(reply);
          }}},
    {{"relation.related_dead", "Restore points are not found.", "relation.link_resolves"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "restorePoints/{id}" && succeeded(reply))
              reply = error_reply(404, "There is no resource with this ID.");
          }}},
    {{"relation.related_is_reference", "The entity of a VM restore point is its reference.",
      "relation.link_resolves"},
     {.request =
          [](Request& request) {
            if (request.route == "vmRestorePoints/{id}") request.entity = false;
          }}},
    {{"relation.sessions_of_all_nas_jobs", "The sessions of one NAS job are those of all.",
      "relation.belongs_to_job"},
     {.select =
          [](const Request& request, Selection& selection) {
            if (request.route != "nas/jobs/{id}/backupSessions") return;
            selection.job_id.reset();
            selection.job_type = "NasBackup";
          }}},
};

}  // namespace

std::span<const DefectEntry> relation_defects() { return entries; }

}  // namespace emconform::mock
