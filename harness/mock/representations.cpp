#include "mock/representations.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "mock/text.h"

namespace emconform::mock {

namespace {

constexpr std::string_view as_entity = "?format=Entity";

std::string utc(Time time) { return date_time(time) + 'Z'; }

Value utc(const std::optional<Time>& time) { return time ? Value{utc(*time)} : Value{}; }

Value optional_text(const std::optional<std::string>& text) {
  return text ? Value{*text} : Value{};
}

std::string urn(std::string_view type, std::string_view id) {
  return fmt::format("urn:veeam:{}:{}", type, id);
}

Link up(const Site& site, const Kind& kind, const std::string& id, const std::string& name) {
  return {"Up", url(site, kind.path, id), name, fmt::format("{}Reference", kind.type)};
}

Link server_link(const Site& site, const std::string& id, const std::string& name) {
  return up(site, kinds::backup_server, id, name);
}

/// From the reference to the entity and back.
Link alternate(const Site& site, const Kind& kind, const std::string& id, const std::string& name,
               Form form) {
  return form == Form::Reference
             ? Link{"Alternate", url(site, kind.path, id, as_entity), name, std::string{kind.type}}
             : Link{"Alternate", url(site, kind.path, id), name,
                    fmt::format("{}Reference", kind.type)};
}

/// A link to something below the resource. Without a type it is an action.
Link below(const Site& site, std::string rel, const Kind& kind, const std::string& id,
           std::string_view tail, std::optional<std::string> type = std::nullopt) {
  return {std::move(rel), url(site, kind.path, id, tail), std::nullopt, std::move(type)};
}

/// A vector that took its items over: an initializer list would copy each.
template <class Item, std::size_t N>
std::vector<Item> moved(Item (&items)[N]) {
  return {std::make_move_iterator(std::begin(items)), std::make_move_iterator(std::end(items))};
}

template <std::size_t N>
std::vector<Link> links_of(Link (&&links)[N]) {
  return moved(links);
}

/// The reference or the entity; `fields` are those of the entity.
Object frame(const Site& site, const Kind& kind, const std::string& id, const std::string& name,
             Form form, std::vector<Link> links, std::vector<Member> fields) {
  if (form == Form::Reference) {
    Member members[] = {{"Links", std::move(links), Place::First},
                        {"UID", urn(kind.type, id), Place::Attribute},
                        {"Name", name, Place::Attribute},
                        {"Href", url(site, kind.path, id), Place::Attribute},
                        {"Type", fmt::format("{}Reference", kind.type), Place::Attribute}};
    return {moved(members)};
  }
  fields.reserve(fields.size() + 5);
  fields.push_back({"Name", name, Place::Attribute});
  fields.push_back({"UID", urn(kind.type, id), Place::Attribute});
  fields.push_back({"Links", std::move(links), Place::First});
  fields.push_back({"Href", url(site, kind.path, id, as_entity), Place::Attribute});
  fields.push_back({"Type", std::string{kind.type}, Place::Attribute});
  return {std::move(fields)};
}

template <std::size_t N>
Object frame(const Site& site, const Kind& kind, const std::string& id, const std::string& name,
             Form form, std::vector<Link> links, Member (&&fields)[N]) {
  return frame(site, kind, id, name, form, std::move(links), moved(fields));
}

bool is_copy(const Job& job) {
  return job.job_type == "BackupCopy" || job.job_type == "ImmediateBackupCopy";
}

/// The documented values of Job/JobType. Agent and file share jobs have other types of resource;
/// where they are shown as a Job all the same, they leave the (optional) element out.
bool has_documented_type(const Job& job) {
  return is_copy(job) || job.job_type == "Backup" || job.job_type == "Replica";
}

std::vector<Link> nas_job_links(const Site& site, const Job& row, Form form) {
  const Kind& kind = kinds::nas_job;
  std::vector<Link> links = links_of({server_link(site, row.server_id, row.server_name),
                                      alternate(site, kind, row.id, row.name, form)});
  // Vendor sample: the entity's Alternate has the Type of an ordinary job's reference.
  if (form == Form::Entity) links.back().type = "JobReference";
  links.push_back(below(site, "Down", kind, row.id, "/includes", "NasObjectList"));
  links.push_back(
      below(site, "Down", kind, row.id, "/backupSessions", "BackupJobSessionReferenceList"));
  if (form == Form::Entity)
    for (const auto& [rel, tail] :
         {std::pair{"ToggleScheduleEnabled", "/toggleScheduleEnabled"},
          std::pair{"Start", "/start"}, std::pair{"Stop", "/stop"}, std::pair{"Retry", "/retry"}})
      links.push_back(below(site, rel, kind, row.id, tail));
  return links;
}

std::vector<Link> job_links(const Site& site, const Job& row, const Kind& kind, Form form) {
  const auto action = [&](std::string rel, std::string_view tail) {
    return below(site, std::move(rel), kind, row.id, tail);
  };
  const Link sessions =
      below(site, "Down", kind, row.id, "/backupSessions", "BackupJobSessionReferenceList");
  std::vector<Link> links = links_of({server_link(site, row.server_id, row.server_name),
                                      alternate(site, kind, row.id, row.name, form)});
  if (form == Form::Reference) {
    links.push_back(sessions);
    return links;
  }
  if (is_copy(row)) {
    links.push_back(action("Clone", "?action=clone"));
    links.push_back(action("ToggleScheduleEnabled", "?action=toggleScheduleEnabled"));
    links.push_back(sessions);
    links.push_back(action("Sync", "?action=sync"));
    return links;
  }
  links.push_back(below(site, "Edit", kind, row.id, "", "JobReference"));
  links.push_back(action("Clone", "?action=clone"));
  links.push_back(action("ToggleScheduleEnabled", "?action=toggleScheduleEnabled"));
  links.push_back(below(site, "Down", kind, row.id, "/includes", "ObjectInJobList"));
  links.push_back(sessions);
  links.push_back(below(site, "Create", kind, row.id, "/includes", "ObjectInJob"));
  links.push_back(action("Start", "?action=start"));
  links.push_back(action("Stop", "?action=stop"));
  links.push_back(action("Retry", "?action=retry"));
  return links;
}

bool is_agent_session(const JobSession& row) {
  return row.job_type == "AgentBackup" || row.job_type == "AgentManagement";
}

}  // namespace

std::string url(const Site& site, std::string_view path, std::string_view id,
                std::string_view tail) {
  std::string result;
  result.reserve(site.api.size() + path.size() + id.size() + tail.size() + 2);
  result += site.api;
  result += '/';
  result += path;
  if (!id.empty()) {
    result += '/';
    result += id;
  }
  result += tail;
  return result;
}

Object represent(const Site& site, const BackupServer& row, const Kind& kind, Form form) {
  const auto down = [&](std::string_view tail, std::string type) {
    return below(site, "Down", kind, row.id, tail, std::move(type));
  };
  const auto action = [&](std::string rel, std::string_view tail) {
    return below(site, std::move(rel), kind, row.id, tail);
  };
  std::vector<Link> links = links_of({alternate(site, kind, row.id, row.name, form)});
  if (form == Form::Entity) {
    links.push_back(below(site, "Edit", kind, row.id, "", "BackupServerReference"));
    links.push_back(below(site, "Delete", kind, row.id, "", "BackupServerReference"));
  }
  links.push_back(down("/jobs", "JobReferenceList"));
  links.push_back(down("/managedServers", "ManagedServerReferenceList"));
  links.push_back(down("/repositories", "RepositoryReferenceList"));
  links.push_back(down("/externalRepositories", "ExternalRepositoryReferenceList"));
  links.push_back(down("/credentials", "CredentialsList"));
  if (form == Form::Entity) links.push_back(action("Create", "/credentials?action=create"));
  links.push_back(down("/passwords", "PasswordKeyList"));
  if (form == Form::Entity) {
    links.push_back(action("Create", "/passwords?action=create"));
    links.push_back(action("VeeamZip", "?action=veeamzip"));
    links.push_back(action("QuickBackup", "?action=quickbackup"));
    links.push_back(action("Start", "?action=collect"));
  }
  return frame(site, kind, row.id, row.name, form, std::move(links),
               {{"Description", row.description},
                {"Port", std::int64_t{row.port}},
                {"Version", row.version},
                {"WcfPort", std::int64_t{row.wcf_port}},
                {"VbrCertificateThumbprint", row.thumbprint}});
}

Object represent(const Site& site, const Job& row, const Kind& kind, Form form) {
  if (kind.path == kinds::nas_job.path)
    return frame(site, kind, row.id, row.name, form, nas_job_links(site, row, form),
                 {{"Description", row.description},
                  {"ScheduleConfigured", row.schedule_configured},
                  {"ScheduleEnabled", row.schedule_enabled},
                  {"NextRun", utc(row.next_run)}});
  const bool documented = has_documented_type(row);
  return frame(site, kind, row.id, row.name, form, job_links(site, row, kind, form),
               {{"JobType", documented ? Value{row.job_type} : Value{}},
                {"Platform", documented ? Value{row.platform} : Value{}},
                {"Description", row.description},
                {"ScheduleConfigured", row.schedule_configured},
                {"ScheduleEnabled", row.schedule_enabled},
                {"NextRun", utc(row.next_run)},
                {"JobScheduleOptions"},
                {"JobInfo"}});
}

Object represent(const Site& site, const JobSession& row, const Kind& kind, Form form) {
  const Kind& job_kind = is_agent_session(row) ? kinds::agent_job : kinds::job;
  std::vector<Link> links = links_of({server_link(site, row.server_id, row.server_name),
                                      up(site, job_kind, row.job_id, row.job_name)});
  if (row.parent_id) links.push_back(up(site, kind, *row.parent_id, "Parent session"));
  links.push_back(alternate(site, kind, row.id, row.name, form));
  links.push_back(
      below(site, "Down", kind, row.id, "/taskSessions", "BackupTaskSessionReferenceList"));
  // Vendor page /agents/backupSessions: a second Alternate leads to the sessions of the computers.
  if (form == Form::Reference && row.job_type == "AgentBackup")
    links.push_back(below(site, "Alternate", kind, row.id, "/agentManagementSessions",
                          "BackupJobSessionReferenceList"));
  if (form == Form::Entity) {
    links.push_back(below(site, "Stop", kind, row.id, "?action=stop"));
    if (const auto found = site.restore_points.find(row.id); found != site.restore_points.end())
      for (const RestorePoint& point : found->second)
        links.push_back({"Related", url(site, kinds::restore_point.path, point.id), point.name,
                         "RestorePointReference"});
  }
  if (form == Form::Reference)
    return frame(site, kind, row.id, row.name, form, links, std::vector<Member>{});
  return frame(site, kind, row.id, row.name, form, std::move(links),
               {{"IsRetry", row.is_retry, Place::Last},
                {"JobUid", urn("Job", row.job_id)},
                {"JobName", row.job_name},
                {"JobType", row.job_type},
                {"CreationTimeUTC", utc(row.created)},
                {"EndTimeUTC", utc(row.ended)},
                {"State", row.state},
                {"Result", row.result},
                {"Progress", std::int64_t{row.progress}},
                {"FailureMessage", optional_text(row.failure_message)}});
}

Object represent(const Site& site, const TaskSession& row, const Kind& kind, Form form) {
  std::vector<Link> links =
      links_of({server_link(site, row.server_id, row.server_name),
                up(site, kinds::backup_session, row.session_id, row.session_name),
                alternate(site, kind, row.id, row.name, form)});
  if (form == Form::Reference)
    return frame(site, kind, row.id, row.name, form, std::move(links), std::vector<Member>{});
  if (row.vm_restore_point_id)
    links.push_back({"Related",
                     url(site, kinds::vm_restore_point.path, *row.vm_restore_point_id, as_entity),
                     row.vm_restore_point_name, std::string{kinds::vm_restore_point.type}});
  return frame(site, kind, row.id, row.name, form, std::move(links),
               {{"JobSessionUid", urn(kinds::backup_session.type, row.session_id)},
                {"CreationTimeUTC", utc(row.created)},
                {"EndTimeUTC", utc(row.ended)},
                {"State", row.state},
                {"Result", row.result},
                {"Reason", row.reason},
                {"TotalSize", row.total_size},
                {"VmUid", row.vm_uid},
                {"VmDisplayName", row.vm_display_name, Place::Attribute}});
}

Object represent(const Site& site, const RestorePoint& row, const Kind& kind, Form form) {
  std::vector<Link> links = links_of(
      {server_link(site, row.server_id, row.server_name),
       alternate(site, kind, row.id, row.name, form),
       below(site, "Down", kind, row.id, "/vmRestorePoints", "VmRestorePointReferenceList")});
  return frame(site, kind, row.id, row.name, form, std::move(links),
               {{"BackupDateUTC", utc(row.backup_date)}});
}

Object represent(const Site& site, const VmRestorePoint& row, const Kind& kind, Form form) {
  std::vector<Link> links =
      links_of({server_link(site, row.server_id, row.server_name),
                up(site, kinds::restore_point, row.restore_point_id, row.restore_point_name),
                alternate(site, kind, row.id, row.name, form)});
  if (form == Form::Entity) {
    links.insert(links.begin(), below(site, "Restore", kind, row.id, "?action=restore"));
    links.push_back(below(site, "Down", kind, row.id, "/mounts", "VmRestorePointMountList"));
    links.push_back(below(site, "Create", kind, row.id, "/mounts", "VmRestorePointMount"));
  }
  return frame(site, kind, row.id, row.name, form, std::move(links),
               {{"CreationTimeUTC", utc(row.created)},
                {"VmName", row.vm_name},
                {"Algorithm", row.algorithm},
                {"PointType", row.point_type},
                {"HierarchyObjRef", row.hierarchy_obj_ref},
                {"SqlInfo"},
                {"VmDisplayName", row.vm_name, Place::Attribute}});
}

Object represent(const Site& site, const SystemSession& row, const Kind& kind, Form form) {
  // The pages print Types of backup job sessions here; the product does so.
  Link alternative = alternate(site, kind, row.id, row.name, form);
  alternative.type = form == Form::Reference ? "BackupJobSession" : "BackupJobSessionReference";
  std::vector<Link> links = links_of(
      {std::move(alternative),
       {"Down", url(site, kind.path, row.id, "/events"), "Events", "SystemSessionEvents"}});
  return frame(site, kind, row.id, row.name, form, std::move(links),
               {{"SessionType", row.session_type},
                {"CreationTimeUTC", utc(row.created)},
                {"EndTimeUTC", utc(row.ended)},
                {"State", row.state},
                {"Result", Object{{{"Result", row.result.empty() ? Value{} : Value{row.result}},
                                   {"Message", row.message},
                                   {"IsCanceled", row.is_canceled}}}}});
}

Object represent(const Site& site, const ServerCompanion& row, const Kind& kind, Form form) {
  std::vector<Link> links = links_of({server_link(site, row.server_id, row.server_name),
                                      alternate(site, kind, row.id, row.name, form)});
  return frame(site, kind, row.id, row.name, form, std::move(links), row.fields);
}

Document represent_events(const Site& site, const SystemSession& session,
                          const std::vector<SystemEvent>& events) {
  const Kind& kind = kinds::system_session;
  List list{"Events"};
  for (const SystemEvent& event : events)
    list.items.push_back({{{"CreationTimeUTC", date_time(event.created)},  // without Z: so printed
                           {"Message", event.message},
                           {"Order", std::int64_t{event.order}}}});
  std::vector<Link> links = links_of(
      {{"Up", url(site, kind.path, session.id, as_entity), session.name, "BackupJobSession"}});
  return {"SystemSessionEvents",
          {{{"Events", std::move(list)},
            {"Links", std::move(links), Place::First},
            {"Href", url(site, kind.path, session.id, "/events"), Place::Attribute},
            {"Type", "SystemSessionEvents", Place::Attribute}}}};
}

}  // namespace emconform::mock
