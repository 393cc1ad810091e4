#include <chrono>

#include "mock/defect_tools.h"
#include "mock/text.h"

// The window of 30 days on the server's clock, and what the query tells of it.
namespace emconform::mock {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

/// The collection goes back by so much more, or less; only collections that have a window do.
void widen_window(Selection& selection, hours by) {
  if (selection.created_since) *selection.created_since -= by;
}

void widen_at(std::string_view route, const Request& request, Selection& selection, hours by) {
  if (request.route == route) widen_window(selection, by);
}

void unbind_at(std::string_view route, const Request& request, Selection& selection) {
  if (request.route == route) selection.created_since.reset();
}

/// The list that a collection answers, or null.
List* list_at(std::string_view route, const Request& request, Reply& reply) {
  return request.route == route ? items_of(reply) : nullptr;
}

constexpr DefectEntry entries[] = {
    {{"relation.query_lacks_sessions", "Queries leave out the sessions that manage agents.",
      "relation.query_equals_collection"},
     {.query =
          [](const Request& request, Query& query) {
            if (!same_letters(parameter(request, "type").value_or(""), "BackupJobSession")) return;
            const std::string others = "JobType!=AgentManagement";
            query.filter = query.filter && !query.filter->empty()
                               ? "(" + *query.filter + ");" + others
                               : others;
          }}},
    {{"window.29_days", "The list of task sessions goes back for 29 days.", "window.complete"},
     {.prepare = [](Options& options) { options.ages = {days{29} + hours{12}}; },
      .select =
          [](const Request& request, Selection& selection) {
            widen_at("backupTaskSessions", request, selection, -days{1});
          }}},
    {{"window.by_end_time", "The list of sessions holds what ended in the last 30 days.",
      "window.created_within"},
     {.prepare = [](Options& options) { options.ages = {days{30} + minutes{30}}; },
      .select =
          [](const Request& request, Selection& selection) {
            if (request.route == "backupSessions")
              selection.ended_since = std::exchange(selection.created_since, std::nullopt);
          }}},
    {{"window.calendar_days", "The list of sessions holds today and the 29 days before.",
      "window.complete"},
     {.prepare =
          [](Options& options) {
            using namespace std::chrono_literals;
            options.now = std::chrono::sys_days{2026y / 6 / 15} + hours{3};
          },
      .select =
          [](const Request& request, Selection& selection) {
            if (request.route == "backupSessions")
              selection.created_since = std::chrono::floor<days>(request.time) - days{29};
          }}},
    {{"window.calendar_month", "The collections hold what is a month old by the calendar.",
      "window.complete"},
     {.prepare =
          [](Options& options) {
            using namespace std::chrono_literals;
            options.now = std::chrono::sys_days{2026y / 3 / 1} + hours{12};
          },
      .select =
          [](const Request& request, Selection& selection) {
            if (!selection.created_since) return;
            const auto today = std::chrono::floor<days>(request.time);
            const std::chrono::year_month_day date{today};
            selection.created_since =
                std::chrono::sys_days{date - std::chrono::months{1}} + (request.time - today);
          }}},
    {{"window.cut", "The list of task sessions ends after 100 items.", "window.complete"},
     {.prepare = [](Options& options) { options.sessions = 240; },
      .reply =
          [](const Request& request, Reply& reply) {
            List* items = list_at("backupTaskSessions", request, reply);
            if (items != nullptr && items->items.size() > 100) items->items.resize(100);
          }}},
    {{"window.future", "Sessions of tomorrow are listed.", "window.created_within"},
     {.prepare = [](Options& options) { options.ages = {-days{1}}; }}},
    {{"window.hour_long", "The list of system sessions goes back by an hour of summer time more.",
      "window.created_within"},
     {.prepare = [](Options& options) { options.ages = {days{30} + minutes{30}}; },
      .select =
          [](const Request& request, Selection& selection) {
            widen_at("systemSessions", request, selection, hours{1});
          }}},
    {{"window.hour_short", "The list of task sessions goes back by an hour of summer time less.",
      "window.complete"},
     {.prepare = [](Options& options) { options.ages = {days{30} - minutes{30}}; },
      .select =
          [](const Request& request, Selection& selection) {
            widen_at("backupTaskSessions", request, selection, -hours{1});
          }}},
    {{"window.nas_29_days", "The sessions of a NAS job go back for 29 days.", "window.complete"},
     {.prepare = [](Options& options) { options.ages = {days{29} + hours{12}}; },
      .select =
          [](const Request& request, Selection& selection) {
            widen_at("nas/jobs/{id}/backupSessions", request, selection, -days{1});
          }}},
    {{"window.nas_sessions", "The sessions of a NAS job go back for a year.",
      "window.created_within"},
     {.select =
          [](const Request& request, Selection& selection) {
            unbind_at("nas/jobs/{id}/backupSessions", request, selection);
          }}},
    {{"window.newest_left_out", "The list of task sessions lacks the newest.", "window.complete"},
     {.reply =
          [](const Request& request, Reply& reply) {
            List* items = list_at("backupTaskSessions", request, reply);
            if (items != nullptr && !items->items.empty()) items->items.erase(items->items.begin());
          }}},
    {{"window.references", "The list of task sessions has no window in reference form.",
      "window.created_within"},
     {.select =
          [](const Request& request, Selection& selection) {
            if (!request.entity) unbind_at("backupTaskSessions", request, selection);
          }}},
    {{"window.running_left_out", "The list of task sessions lacks those that run.",
      "window.complete"},
     {.select =
          [](const Request& request, Selection& selection) {
            if (request.route == "backupTaskSessions") selection.over = true;
          }}},
    {{"window.running_tasks_of_session", "The task sessions of a session lack those that run.",
      "window.complete"},
     {.select =
          [](const Request& request, Selection& selection) {
            if (request.route == "backupSessions/{id}/taskSessions") selection.over = true;
          }}},
    {{"window.sessions_in_json", "The list of sessions goes back for 60 days in JSON.",
      "window.created_within"},
     {.select =
          [](const Request& request, Selection& selection) {
            if (is_json(request)) widen_at("backupSessions", request, selection, days{30});
          }}},
    {{"window.system_sessions", "The list of system sessions has no window.",
      "window.created_within"},
     {.select = [](const Request& request,
                   Selection& selection) { unbind_at("systemSessions", request, selection); }}},
    {{"window.task_sessions", "The list of task sessions has no window.", "window.created_within"},
     {.select = [](const Request& request,
                   Selection& selection) { unbind_at("backupTaskSessions", request, selection); }}},
    {{"window.tasks_of_session", "The task sessions of an old session are still listed.",
      "window.created_within"},
     {.select =
          [](const Request& request, Selection& selection) {
            unbind_at("backupSessions/{id}/taskSessions", request, selection);
          }}},
};

}  // namespace

std::span<const DefectEntry> window_defects() { return entries; }

}  // namespace emconform::mock
