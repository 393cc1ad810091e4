#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "mock/data_changes.h"
#include "mock/text.h"
#include "mock/traits.h"

// Other releases than 12.3, which the plain mock is. Sources: the help pages and recordings of
// those releases.
namespace emconform::mock {

namespace {

/// Up to 6 digits behind the second, as release 13 writes them.
std::string exact_time(Time time) {
  std::string text = date_time(time);
  text[text.find('T')] = ' ';
  return text;
}

void make_release_13(Data& data, Time) {
  data.backup_servers[0].version = "13.0.1.1071";
  data.backup_servers[1].version = "13.1.0.411";
  add_microseconds(data);
  write_times_in_names(data, exact_time);
  for (RestorePoint& point : data.restore_points) point.name = exact_time(point.backup_date);
  for (VmRestorePoint& point : data.vm_restore_points)
    for (const RestorePoint& parent : data.restore_points)
      if (parent.id == point.restore_point_id) point.restore_point_name = parent.name;
}

/// Release 13 writes the digits of percent sequences in capitals.
void raise_percent_sequences(std::string& text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i)
    if (text[i] == '%')
      for (const std::size_t digit : {i + 1, i + 2}) text[digit] = upper_letter(text[digit]);
}

void raise_paging_links(const Request&, Reply& reply) {
  Member* paging = reply.document ? find(reply.document->content, "PagingInfo") : nullptr;
  if (paging == nullptr) return;
  for (Link& link : *links_of(std::get<Object>(paging->value))) raise_percent_sequences(*link.href);
}

constexpr std::array<std::string_view, 3> versions_of_9{"v1_1", "v1_2", "v1_3"};

/// Came with 9.5 U4 (agents, external repositories), 10 (file shares), 11 (CDP) and 12.
bool is_newer_than_9(std::string_view path) {
  constexpr std::string_view newer[] = {"agents",
                                        "nas",
                                        "cdp",
                                        "systemSessions",
                                        "externalRepos",
                                        "vAppReplicaPoints",
                                        "backupServers/{id}/externalRepositories",
                                        "backupSessions/{id}/agentManagementSessions"};
  return std::any_of(std::begin(newer), std::end(newer),
                     [&](std::string_view one) { return path.starts_with(one); });
}

bool is_in_9(std::string_view route) { return !is_newer_than_9(route); }

/// JSON came with 9.5 U4; before, Accept was of no account.
void ask_release_9(Request& request) {
  request.format = Format::Xml;
  for (Parameter& one : request.parameters)
    if (request.route == "sessionMngr" && one.name == "v" && one.value != "latest") {
      const bool known =
          std::find(versions_of_9.begin(), versions_of_9.end(), one.value) != versions_of_9.end();
      one.value = known ? "v1_5" : "unknown";
    }
}

/// Notes on a window of 30 days came with 12.
void select_in_9(const Request&, Selection& selection) { selection.created_since.reset(); }

void set_versions(const Request& request, Object& manager) {
  List list{"SupportedVersion"};
  for (const std::string_view version : versions_of_9) {
    const std::string href = request.api + "/sessionMngr/?v=" + std::string{version};
    list.items.push_back(
        {{{"Links", std::vector<Link>{{"Create", href, {}, "LogonSession"}}, Place::First},
          {"Name", std::string{version}, Place::Attribute}}});
  }
  find(manager, "SupportedVersions")->value = Object{{{"SupportedVersions", std::move(list)}}};
}

void reply_as_release_9(const Request& request, Reply& reply) {
  if (!reply.document) return;
  if (reply.document->root == "EnterpriseManager") set_versions(request, reply.document->content);
  const std::string base = request.api + '/';
  for_each_object(reply.document->content, [&](Object& object) {
    std::erase_if(object.members, [](const Member& member) {
      return member.name == "VmUid" || member.name == "WcfPort" ||
             member.name == "VbrCertificateThumbprint";
    });
    auto* const links = links_of(object);
    if (links == nullptr) return;
    std::erase_if(*links, [&](const Link& link) {
      return link.href && (link.href->ends_with("/externalRepositories") ||
                           (link.href->starts_with(base) &&
                            is_newer_than_9(std::string_view{*link.href}.substr(base.size()))));
    });
  });
}

void make_release_9(Data& data, Time) {
  for (const char* type : {"AgentBackup", "NasBackup", "ImmediateBackupCopy", "BackupCopy"})
    remove_jobs(data, type);
  data.backup_servers[0].version = "9.5.0.1922";
  data.backup_servers[1].version = "9.5.0.1038";
}

const VariantEntry entries[] = {
    {.variant = {"release.13", "All is as in release 13: camelCase JSON, microseconds.", ""},
     .hooks = {.reply = raise_paging_links},
     .traits = {.json = {.camel_case = true}, .data = make_release_13}},
    {.variant = {"release.9",
                 "All is as in release 9.5: XML alone, no agents, file shares or system sessions, "
                 "no window.",
                 "query.filter query.value_forms *came?with?version*"},
     .hooks = {.request = ask_release_9, .select = select_in_9, .reply = reply_as_release_9},
     .traits = {.xml = {.attributes_reversed = true}, .serves = is_in_9, .data = make_release_9}},
};

}  // namespace

std::span<const VariantEntry> release_variants() { return entries; }

}  // namespace emconform::mock
