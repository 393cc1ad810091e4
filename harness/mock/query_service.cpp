#include "mock/query_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "mock/listing.h"
#include "mock/text.h"

namespace emconform::mock {

namespace {

/// Where the entities of a query type stand in a QueryResult.
struct QueryType {
  std::string_view name;
  std::string_view member;   // of Entities, one of entity_members; or of Resources
  std::string_view element;  // one item in XML
  bool is_resource = false;  // no key resource: stands in Resources
  std::string_view sort = "name";
};

// In the order of the vendor's page; the members of Entities as a 12.3 server names them.
constexpr QueryType types[] = {
    {"AgentRestorePoint", "AgentRestorePoints", "AgentRestorePoint"},
    {"AgentBackupJob", "AgentBackupJob", "AgentBackupJob"},
    {"AgentProtectionGroup", "AgentProtectionGroups", "AgentProtectionGroup"},
    {"DiscoveredComputer", "DiscoveredComputers", "DiscoveredComputer"},
    {"BackupServer", "BackupServers", "BackupServer"},
    {"Repository", "Repositories", "Repository"},
    {"Job", "Jobs", "Job"},
    {"Backup", "Backups", "Backup"},
    {"BackupFile", "BackupFiles", "BackupFile"},
    {"FailoverPlan", "FailoverPlans", "FailoverPlan"},
    {"RestorePoint", "RestorePoints", "RestorePoint"},
    {"VmRestorePoint", "VmRestorePoints", "VmRestorePoint"},
    {"VAppRestorePoint", "VAppRestorePoints", "VAppRestorePoint"},
    {"Replica", "Replicas", "Replica"},
    {"VmReplicaPoint", "VmReplicaPoints", "VmReplicaPoint"},
    {"HierarchyRoot", "HierarchyRoots", "HierarchyRoot"},
    {"ManagedServer", "ManagedServers", "ManagedServer"},
    {"BackupJobSession", "BackupJobSessions", "BackupJobSession"},
    {"ReplicaJobSession", "ReplicaJobSessions", "ReplicaJobSession"},
    {"RestoreSession", "RestoreSessions", "RestoreSession"},
    {"BackupTaskSession", "BackupTaskSessions", "BackupTaskSession"},
    {"ReplicaTaskSession", "ReplicaTaskSessions", "ReplicaTaskSession"},
    {"WanAccelerator", "WanAccelerators", "WanAccelerator"},
    {"VCloudOrganizationConfig", "VCloudOrganizationConfigs", "VCloudOrganizationConfig"},
    {"VSphereSelfServiceConfig", "VSphereSelfServiceConfigs", "VSphereSelfServiceConfig"},
    {"CloudGateway", "CloudGateways", "CloudGateway"},
    {"CloudGatewayPool", "CloudGatewayPools", "CloudGatewayPool"},
    {"CloudTenant", "CloudTenants", "CloudTenant"},
    {"CloudSubtenant", "CloudSubtenants", "CloudSubtenant", true},
    {"CloudHardwarePlan", "CloudHardwarePlans", "CloudHardwarePlan"},
    {"CloudPublicIpAddress", "CloudPublicIps", "CloudPublicIpAddress"},
    {"CloudFailoverPlan", "CloudFailoverPlans", "CloudFailoverPlan"},
    {"CloudVmReplicaPoint", "CloudVmReplicaPoints", "CloudVmReplicaPoint"},
    {"CloudReplica", "CloudReplicas", "CloudReplica"},
    {"VlanConfiguration", "VlanConfigurations", "VlanConfiguration"},
    {"CloudFailoverSession", "CloudFailoverSessions", "CloudFailoverSession"},
    {"ObjectInJob", "ObjectsInJob", "ObjectInJob", true},
    {"Task", "Tasks", "Task", true, "TaskUid"},
    {"Credentials", "CredentialsList", "CredentialsInfo", true, "BackupServerUid"},
    {"Passwords", "PasswordKeyInfoList", "PasswordKeyInfo", true, "BackupServerUid"},
    {"NasJob", "NASJobs", "NASJob"},
    {"NasObject", "NASObjects", "NASObject", true},
    {"FileServer", "FileServers", "FileServer"},
    {"ExternalRepository", "ExternalRepositories", "ExternalRepository"},
    {"VAppReplicaPoint", "VAppReplicaPoints", "VAppReplicaPoint"},
};

// All members of Entities, as recorded; misspelt names are the server's.
constexpr std::string_view entity_members[] = {"Jobs",
                                               "FailoverPlans",
                                               "Backups",
                                               "Replicas",
                                               "Repositories",
                                               "RestorePoints",
                                               "VmRestorePoints",
                                               "VAppRestorePoints",
                                               "VmReplicaPoints",
                                               "BackupJobSessions",
                                               "ReplicaJobSessions",
                                               "ReplicaTaskSessions",
                                               "RestoreSessions",
                                               "HierarchyRoots",
                                               "BackupTaskSessions",
                                               "BackupServers",
                                               "ManagedServers",
                                               "EnterpiseRoles",
                                               "EnterpiseAccounts",
                                               "WanAccelerators",
                                               "CloudGateways",
                                               "CloudTenants",
                                               "CloudReplicas",
                                               "VCloudOrganizationConfigs",
                                               "BackupFiles",
                                               "VSphereSelfServiceConfigs",
                                               "CloudPublicIps",
                                               "CloudHardwarePlans",
                                               "CloudVmReplicaPoints",
                                               "AgentRestorePoints",
                                               "AgentBackupJob",
                                               "CloudGatewayPools",
                                               "CloudFailoverPlans",
                                               "ExternalRepositories",
                                               "VlanConfigurations",
                                               "CloudFailoverSessions",
                                               "AgentProtectionGroups",
                                               "DiscoveredComputers",
                                               "FileServers",
                                               "NASJobs",
                                               "CdpReplicas",
                                               "CdpReplicaVms",
                                               "CdpPolicies",
                                               "CdpReplicaSessions",
                                               "CdpReplicaTaskSessions",
                                               "VAppReplicaPoints",
                                               "VmCdpReplicas",
                                               "VAppCdpReplicas",
                                               "VAppCdpReplicaVms",
                                               "SystemSessions"};

const QueryType* find_type(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(types), std::end(types),
                   [&](const QueryType& type) { return same_letters(type.name, name); });
  return found == std::end(types) ? nullptr : found;
}

using Outcome = tl::expected<Page<Object>, std::string>;  // the items of one page

template <class Row>
Outcome items(const Context& context, const Store::Answer<Row>& answer, const Kind& kind) {
  if (!answer) return tl::unexpected{answer.error()};
  List list = list_of(context.site, answer->rows, kind, form_of(context.request));
  return Page<Object>{std::move(list.items), answer->total};
}

Outcome items_of(const Context& context, const QueryType& type, const Query& query) {
  const Store& store = context.store;
  if (type.name == "BackupJobSession")
    return items(context, store.query_job_sessions(query), kinds::backup_session);
  if (type.name == "BackupTaskSession")
    return items(context, store.query_task_sessions(query), kinds::backup_task);
  if (type.name == "BackupServer")
    return items(context, store.query_backup_servers(query), kinds::backup_server);
  if (type.name == "Job") return items(context, store.query_jobs(query), kinds::job);
  return Page<Object>{};
}

/// A whole number from 1 on; `otherwise` if the client left the parameter out.
tl::expected<int, std::string> positive(const Request& request, std::string_view name,
                                        int otherwise) {
  const auto written = parameter(request, name);
  if (!written) return otherwise;
  int value = 0;
  const char* const end = written->data() + written->size();
  const auto [stop, error] = std::from_chars(written->data(), end, value);
  if (error != std::errc{} || stop != end || value < 1)
    return tl::unexpected{fmt::format("Parameter {} must be a number greater than 0.", name)};
  return value;
}

tl::expected<Query, std::string> read_query(const Request& request) {
  const auto page_size = positive(request, "pagesize", request.default_page_size);
  if (!page_size) return tl::unexpected{page_size.error()};
  const auto page = positive(request, "page", 1);
  if (!page) return tl::unexpected{page.error()};
  return Query{.filter = parameter(request, "filter"),
               .sort_asc = parameter(request, "sortasc"),
               .sort_desc = parameter(request, "sortdesc"),
               .page_size = *page_size,
               .page = *page};
}

/// The client's parameters in the client's order, with another page.
std::string page_url(const Context& context, int page_size, std::int64_t page) {
  std::vector<Parameter> parameters = context.request.parameters;
  const auto set = [&](std::string_view name, std::string_view written, std::int64_t value) {
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const Parameter& one) { return one.name == name; });
    if (found != parameters.end()) {
      found->value = std::to_string(value);
    } else {
      parameters.push_back({std::string{written}, std::string{name}, std::to_string(value)});
    }
  };
  set("pagesize", "pageSize", page_size);
  set("page", "page", page);
  std::string result = url(context.site, "query");
  char separator = '?';
  for (const Parameter& one : parameters) {
    result += separator;
    result += fmt::format("{}={}", one.written, percent_encode(one.value));
    separator = '&';
  }
  return result;
}

/// An empty result has one page too (inferred: recorded answers are never empty).
Object paging(const Context& context, const Query& query, std::int64_t total) {
  const std::int64_t pages =
      std::max<std::int64_t>(1, (total + query.page_size - 1) / query.page_size);
  const auto to = [&](std::string rel, std::int64_t page) {
    return Link{std::move(rel), page_url(context, query.page_size, page)};
  };
  std::vector<Link> links{to("First", 1)};
  if (query.page < pages) links.push_back(to("Next", query.page + 1));
  links.push_back(to("Last", pages));
  return {{{"Links", std::move(links), Place::First},
           {"PageNum", std::int64_t{query.page}, Place::Attribute},
           {"PageSize", std::int64_t{query.page_size}, Place::Attribute},
           {"PagesCount", pages, Place::Attribute}}};
}

/// { "BackupServers": [..] }
Object wrapped(std::string_view name, std::string element, std::vector<Object> items) {
  return {{{std::string{name}, List{std::move(element), std::move(items)}}}};
}

Value entities(const QueryType& type, std::vector<Object> items) {
  Object all;
  for (const std::string_view member : entity_members)
    all.members.push_back(Member{std::string{member}});
  // The inner list bears the same name once more, in all recordings.
  find(all, type.member)->value = wrapped(type.member, std::string{type.element}, std::move(items));
  return all;
}

}  // namespace

Reply query_types(const Context& context) {
  std::vector<Link> links{
      {"Up", url(context.site, "logonSessions", context.session_id), std::nullopt, "LogonSession"}};
  for (const QueryType& type : types)
    links.push_back({"Down",
                     url(context.site, "query", {},
                         fmt::format("?type={}&format=Entities&sortAsc={}&pageSize=15&page=1",
                                     type.name, type.sort)),
                     std::nullopt, fmt::format("{}List", type.name)});
  return {.document = Document{"QuerySvc",
                               {{{"Links", std::move(links), Place::First},
                                 {"Href", url(context.site, "querySvc"), Place::Attribute},
                                 {"Type", "QueryService", Place::Attribute}}}}};
}

// The errors are undocumented; 400 with an Error body is inferred.
Reply run_query(const Context& context) {
  const auto name = parameter(context.request, "type");
  const QueryType* type = name ? find_type(*name) : nullptr;
  if (type == nullptr) return error_reply(400, "The query names no known type.");
  const auto asked = read_query(context.request);
  if (!asked) return error_reply(400, asked.error());
  Query query = *asked;
  context.hooks.query(context.request, query);
  Outcome outcome = items_of(context, *type, query);
  if (!outcome) return error_reply(400, outcome.error());

  Object result{{{"Refs"}, {"Entities"}, {"Resources"}, {"Links"}}};
  if (!context.request.entity) {
    find(result, "Refs")->value = wrapped("Refs", "Ref", std::move(outcome->rows));
  } else if (type->is_resource) {
    find(result, "Resources")->value =
        Object{{{std::string{type->member},
                 wrapped(type->member, std::string{type->element}, std::move(outcome->rows))}}};
  } else {
    find(result, "Entities")->value = entities(*type, std::move(outcome->rows));
  }
  result.members.push_back({"PagingInfo", paging(context, *asked, outcome->total)});
  return {.document = Document{"QueryResult", std::move(result)}};
}

}  // namespace emconform::mock
