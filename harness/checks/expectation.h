#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "checks/walk.h"
#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// What an answer is held to, and the resources in it.
namespace emconform {

/// Whether the answer is about resources: an item, a list, a query.
bool is_about_resources(const Expected& expected);

/// Whether the answer has several resources: a list, a query.
bool is_collection(const Expected& expected);

/// The rules for each resource in the answer; nullptr if the contract has none for it. Some
/// collections hold entities in both forms (GET /systemSessions): their two list rules are equal.
const FormRule* member_rule(const Expected& expected, const Contract& contract);

/// How the members of the collection are named. Query by reference: <Refs><Ref/></Refs>.
ListNames member_names(const Expected& expected, const Contract& contract);

/// The resources that an answer holds, and where each stands.
struct Answer {
  std::vector<const Resource*> resources{};
  std::string path{};     // "Ref", "Entities/Jobs/Job"; "" for an item
  bool numbered = false;  // members are, an item is not

  /// Refers to `path`.
  Place place(std::size_t index) const { return {nullptr, path, numbered ? index + 1 : 0}; }
};

/// Empty without a representation and for errors.
Answer answer_of(const Exchange& exchange, const Contract& contract);

/// Calls visit(resource, place) for every resource of the answer.
void each_member(const Exchange& exchange, const Contract& contract, const ResourceVisitor& visit);

/// The {ID} that a resource has by what it says of itself: the GUID of its UID, its SessionId (a
/// logon session has no UID), or what stands at {ID} in its own Href. "" if it says none.
std::string_view own_id(const Resource& resource, const FormRule& rule);

/// The text, cut to 200 bytes and marked with "..." if it is longer.
std::string cut(std::string_view text);

/// The text of a field, cut; "none" if it is absent.
std::string shown(const Resource& resource, std::string_view field);

}  // namespace emconform
