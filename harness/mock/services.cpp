#include "mock/services.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "mock/listing.h"
#include "mock/logon_links.h"
#include "mock/text.h"

namespace emconform::mock {

namespace {

constexpr std::array<std::string_view, 3> versions{"v1_5", "v1_6", "v1_7"};

Link link(const Context& context, std::string rel, std::string_view path, std::string type) {
  return {std::move(rel), url(context.site, path), std::nullopt, std::move(type)};
}

std::vector<Link> links(const Context& context, std::span<const LinkTemplate> templates) {
  std::vector<Link> result;
  for (const LinkTemplate& one : templates) {
    Link& added =
        result.emplace_back(link(context, std::string{one.rel}, one.path, std::string{one.type}));
    if (one.type.empty()) added.type.reset();
    if (!one.name.empty()) added.name = one.name;
  }
  return result;
}

Link create_link(const Context& context, std::string_view version) {
  return link(context, "Create", fmt::format("sessionMngr/?v={}", version), "LogonSession");
}

std::string logon_url(const Context& context, std::string_view session_id) {
  return url(context.site, "logonSessions", session_id);
}

Object logon_object(const Context& context, const std::string& session_id) {
  std::vector<Link> offered = links(context, logon_links());
  offered.insert(offered.begin(), link(context, "Up", "", "EnterpriseManager"));
  offered.push_back({"Delete", logon_url(context, session_id)});
  return {{{"UserName", context.user},
           {"SessionId", session_id},
           {"Links", std::move(offered), Place::First},
           {"Href", logon_url(context, session_id), Place::Attribute},
           {"Type", "LogonSession", Place::Attribute}}};
}

/// An entry point: links, own address and type. `fields` come first in JSON.
Reply service(const Context& context, std::string root, std::string_view path, std::string type,
              std::vector<Link> offered, std::vector<Member> fields = {}) {
  fields.push_back({"Links", std::move(offered), Place::First});
  fields.push_back({"Href", url(context.site, path), Place::Attribute});
  fields.push_back({"Type", std::move(type), Place::Attribute});
  return {.document = Document{std::move(root), {std::move(fields)}}};
}

constexpr LinkTemplate agent_links[] = {
    {"Down", "agents/jobs", "JobReferenceList"},
    {"Down", "agents/agentRestorePoints", "AgentRestorePointReferenceList"},
    {"Down", "agents/backups", "BackupReferenceList"},
    {"Down", "agents/restorePoints", "RestorePointReferenceList"},
    {"Down", "agents/backupFiles", "RestorePointReferenceList"},  // sic
    {"Down", "agents/backupSessions", "BackupJobSessionReferenceList"},
    {"Down", "agents/protectionGroups", "AgentProtectionGroupReferenceList"},
    {"Down", "agents/discoveredComputers", "DiscoveredComputerReferenceList"},
    {"Down", "agents/jobs?format=Entity", "JobList"},
    {"Down", "agents/agentRestorePoints?format=Entity", "AgentRestorePointList"},
    {"Down", "agents/backups?format=Entity", "BackupList"},
    {"Down", "agents/restorePoints?format=Entity", "RestorePointList"},
    {"Down", "agents/backupFiles?format=Entity", "RestorePointList"},  // sic
    {"Down", "agents/backupSessions?format=Entity", "BackupJobSessionList"},
    {"Down", "agents/protectionGroups?format=Entity", "AgentProtectionGroupList"},
    {"Down", "agents/discoveredComputers?format=Entity", "DiscoveredComputerList"},
};

// The vendor prints no /nas representation; made after /agents.
constexpr LinkTemplate nas_links[] = {
    {"Down", "nas/jobs", "NasJobReferenceList"},
    {"Down", "nas/backupSessions", "BackupJobSessionReferenceList"},
    {"Down", "nas/fileServers", "FileServerReferenceList"},
    {"Down", "nas/jobs?format=Entity", "NASJobList"},
    {"Down", "nas/backupSessions?format=Entity", "BackupJobSessionList"},
    {"Down", "nas/fileServers?format=Entity", "FileServerList"},
};

constexpr EmptyCollection empty[] = {
    {"agents/agentRestorePoints", "AgentRestorePoints", "AgentRestorePoint"},
    {"agents/backupFiles", "RestorePoints", "RestorePoint"},  // as /agents types it
    {"agents/backups", "Backups", "Backup"},
    {"agents/protectionGroups", "AgentProtectionGroups", "AgentProtectionGroup"},
    {"agents/restorePoints", "RestorePoints", "RestorePoint"},
    {"agents/jobs/{id}/includes", "ObjectsInJob", "ObjectInJob", false},
    {"backupFiles", "BackupFiles", "BackupFile"},
    {"backups", "Backups", "Backup"},
    {"backupServers/{id}/credentials", "CredentialsInfoList", "CredentialsInfo", false},
    {"backupServers/{id}/externalRepositories", "ExternalRepositories", "ExternalRepository"},
    {"backupServers/{id}/managedServers", "ManagedServers", "ManagedServer"},
    {"backupServers/{id}/passwords", "PasswordKeyInfoList", "PasswordKeyInfo", false},
    {"catalog/vms", "CatalogVms", "CatalogVm"},
    {"cdpPolicies", "CdpPolicies", "CdpPolicy"},
    {"cdpReplica/vApps", "VAppCdpReplicas", "VAppCdpReplica"},
    {"cdpReplica/vms", "VmCdpReplicas", "VmCdpReplica"},
    {"cdpReplicaSessions", "CdpReplicaSessions", "CdpReplicaSession"},
    {"cdpReplicaTaskSessions", "CdpReplicaTaskSessions", "CdpReplicaTaskSession"},
    {"externalRepositories", "ExternalRepositories", "ExternalRepository"},
    {"failoverPlans", "FailoverPlans", "FailoverPlan"},
    {"hierarchyRoots", "HierarchyRoots", "HierarchyRoot"},
    {"jobs/{id}/includes", "ObjectsInJob", "ObjectInJob", false},
    {"managedServers", "ManagedServers", "ManagedServer"},
    {"nas/fileServers", "FileServers", "FileServer"},
    {"nas/jobs/{id}/includes", "NASObjects", "NASObject", false},
    {"replicas", "Replicas", "Replica"},
    {"replicaSessions", "ReplicaJobSessions", "ReplicaJobSession"},
    {"replicaTaskSessions", "ReplicaTaskSessions", "ReplicaTaskSession"},
    {"restoreSessions", "RestoreSessions", "RestoreSession"},
    {"tasks", "Tasks", "Task", false},
    {"vAppReplicaPoints", "VAppReplicaPoints", "VAppReplicaPoint"},
    {"vAppRestorePoints", "VAppRestorePoints", "VAppRestorePoint"},
    {"vmReplicaPoints", "VmReplicaPoints", "VmReplicaPoint"},
    {"vmRestorePoints/{id}/mounts", "VmRestorePointMounts", "VmRestorePointMount", false},
    {"wanAccelerators", "WanAccelerators", "WanAccelerator"},
};

constexpr SmallService small[] = {
    {"lookupSvc", "LookupSvc", "LookupService"},
    {"security", "EnterpriseSecuritySettings", "EnterpriseSecuritySettings"},
    {"selfService/vSphere", "VSphereSelfService", "VSphereSelfService"},
    {"vCloud", "VCloudService", "VCloudService"},
};

}  // namespace

// Without own address and type, as both recorded and printed.
Reply enterprise_manager(const Context& context) {
  List supported{"SupportedVersion"};
  for (const std::string_view version : versions)
    supported.items.push_back(
        {{{"Links", std::vector<Link>{create_link(context, version)}, Place::First},
          {"Name", std::string{version}, Place::Attribute}}});
  std::vector<Link> offered{link(context, "Down", "logonSessions", "LogonSessionList"),
                            create_link(context, "latest")};
  return {.document = Document{
              "EnterpriseManager",
              {{{"SupportedVersions", Object{{{"SupportedVersions", std::move(supported)}}}},
                {"Links", std::move(offered), Place::First},
                {"Href"},
                {"Type"}}}}};
}

Reply log_on(const Context& context) {
  bool accepted = context.request.basic == context.user + ':' + context.password;
  context.hooks.logon(context.request, accepted);
  if (!accepted) {
    Reply refused = error_reply(401, "User name or password is wrong or missing.");
    refused.headers.push_back({"WWW-Authenticate", "Basic Realm=RestSvc"});
    return refused;
  }
  const std::string version = lower(parameter(context.request, "v").value_or("latest"));
  if (version != "latest" && std::find(versions.begin(), versions.end(), version) == versions.end())
    return error_reply(400, "This version of the API is not supported.");  // status inferred
  const std::string session_id = context.logons.open(context.request.time);
  const std::string token = context.logons.token(session_id);
  return {.status = 201,
          .document = Document{"LogonSession", logon_object(context, session_id)},
          .headers = {{"X-RestSvcSessionId", token},
                      {"Set-Cookie", fmt::format("X-RestSvcSessionId={}; Path=/api;", token)},
                      {"Location", logon_url(context, session_id)}}};
}

Reply logon_sessions(const Context& context) {
  List list{"LogonSession", {logon_object(context, context.session_id)}};
  return list_reply("LogonSessions", "LogonSessions", std::move(list));
}

Reply logon_session(const Context& context) {
  const std::string& id = context.request.ids.front();
  if (!context.logons.is_open(id, context.request.time)) return not_found();
  return {.document = Document{"LogonSession", logon_object(context, id)}};
}

Reply log_off(const Context& context) {
  if (!context.logons.close(context.request.ids.front(), context.request.time)) return not_found();
  return {.status = 204};
}

Reply agents_service(const Context& context) {
  return service(context, "Agents", "agents", "AgentsService", links(context, agent_links));
}

Reply nas_service(const Context& context) {
  return service(context, "Nas", "nas", "NasService", links(context, nas_links));
}

std::span<const SmallService> small_services() { return small; }

Reply small_service(const Context& context) {
  const auto found = std::find_if(std::begin(small), std::end(small), [&](const auto& one) {
    return one.route == context.request.route;
  });
  Link up{"Up", logon_url(context, context.session_id), std::nullopt, "LogonSession"};
  return service(context, std::string{found->root}, found->route, std::string{found->type},
                 {std::move(up)});
}

std::span<const EmptyCollection> empty_collections() { return empty; }

Reply empty_collection(const Context& context) {
  const auto found = std::find_if(std::begin(empty), std::end(empty), [&](const auto& one) {
    return one.route == context.request.route;
  });
  if (found->has_references && !context.request.entity)
    return list_reply("EntityReferences", "Refs", {"Ref"});
  return list_reply(std::string{found->plural}, std::string{found->plural},
                    {std::string{found->element}});
}

// Real servers answer 500, not 404 (seen by a public client).
Reply task(const Context& context) {
  return error_reply(500,
                     fmt::format("There is no backup task with id [{}] in current rest session",
                                 context.request.ids.front()));
}

}  // namespace emconform::mock
