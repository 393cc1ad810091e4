#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "checks/relations.h"

// Query properties whose value stands in another resource: the JobUid of a task session is that of
// its job session.
namespace emconform {

/// "join:JobSessionUid:BackupJobSession:JobUid": the field that names the other resource, the
/// other's contract, and the field there.
struct Join {
  std::string_view key, resource, field;
};

/// The join that a property's `at` asks for; nullopt if its value stands in the entity itself.
/// Refers to the property.
std::optional<Join> join_of(const QueryProperty& property);

/// The other resources' values by UID; those without the field are left out.
using JoinedValues = std::unordered_map<std::string, std::string>;
JoinedValues joined_values(const Join& join, const Resources& others);

/// A copy of the answer in which every resource that bears the key has one field more, named as
/// the property's `at`, so that it is read as all others are.
Exchange joined(const Exchange& answer, const QueryProperty& property, const Join& join,
                const JoinedValues& values);

}  // namespace emconform
