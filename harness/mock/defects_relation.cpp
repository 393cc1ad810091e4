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
    {{"relation.collection_lacks_item", "The list of sessions lacks one that the query finds.",
      "window.complete"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupSessions") lose_last_item(reply);
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
    {{"relation.entity_name", "The entity of a task session has another Name than its reference.",
      "relation.reference_entity"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, task, "Name",
                              [](std::string& name) { name.insert(0, "Copy of "); });
          }}},
    {{"relation.fraction_lost_in_xml", "Times of job sessions lose their fraction in XML.",
      "relation.same_content"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_json(request)) return;
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
