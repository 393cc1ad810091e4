#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/contract.h"
#include "query/filter.h"

// Entities of a made-up contract, for the tests of the filter language.
namespace emconform::query {

inline Contract session_contract() {
  Contract contract;
  const auto add = [&](std::string name, FieldType type, std::string at,
                       std::vector<std::string> values = {}) {
    contract.query_properties.push_back(
        {.name = std::move(name), .type = type, .values = std::move(values), .at = std::move(at)});
  };
  add("UID", FieldType::Uid, "UID");
  add("Name", FieldType::String, "Name");
  add("CreationTime", FieldType::DateTime, "CreationTimeUTC");
  add("EndTime", FieldType::DateTime, "EndTimeUTC");
  add("Result", FieldType::String, "Result", {"Success", "Warning", "Failed"});
  add("IsRetry", FieldType::Boolean, "IsRetry");
  add("TotalSize", FieldType::Long, "TotalSize");
  add("BackupServerName", FieldType::String, "link:Up:BackupServerReference:Name");
  add("BackupServerUid", FieldType::Uid, "link:Up:BackupServerReference:Id");
  return contract;
}

inline Resource entity(const std::vector<std::pair<std::string, std::string>>& fields) {
  Resource resource;
  for (const auto& [name, text] : fields) resource.fields.push_back({.name = name, .text = text});
  return resource;
}

inline Link server_link(std::string name, const std::string& guid) {
  return {.rel = "Up",
          .href = "https://em:9398/api/backupServers/" + guid,
          .type = "BackupServerReference",
          .name = std::move(name)};
}

inline std::vector<const Resource*> pointers(const std::vector<Resource>& resources) {
  std::vector<const Resource*> all;
  all.reserve(resources.size());
  for (const Resource& resource : resources) all.push_back(&resource);
  return all;
}

}  // namespace emconform::query
