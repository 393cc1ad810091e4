#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/exchange.h"

// What the API promises about one resource type. Read from contracts/<Resource>.json, whose format
// contracts/schema/contract.schema.json gives and these comments explain.
namespace emconform {

enum class FieldType {
  String,
  Int,        // 32 bits, signed
  Long,       // 64 bits, signed
  UShort,     // 0..65535
  Boolean,    // true or false
  DateTime,   // UTC, ends in Z
  LocalTime,  // DateTime without Z (events of system sessions)
  Uid,        // urn:veeam:<uid_type>:<guid>
  Urn,        // urn:<a>:<b>:<c>, c may contain dots
  Guid,
  Version,  // n.n[.n[.n]]
  Object,   // nested, with fields of its own
  Any,
};

/// One element or attribute of a representation.
struct FieldRule {
  std::string name{};
  FieldType type = FieldType::String;
  bool optional = false;                 // may be absent (null in JSON)
  bool attribute = false;                // an attribute in XML, else an element
  std::vector<std::string> values{};     // the documented enumeration; empty: any value
  std::vector<std::string> tolerated{};  // undocumented values that real servers were seen to send
  std::string uid_type{};                // for Uid: the type it must name; empty: any
  std::optional<std::int64_t> minimum{}, maximum{};
  std::string not_before{};         // for DateTime: the field this may not precede
  std::string link{};               // the LinkPlace that says the same: "link:Up:JobReference:Id"
  std::vector<FieldRule> fields{};  // for Object
};

/// One link relation of a representation.
struct LinkRule {
  std::string rel{};
  std::vector<std::string> types{};  // allowed values of Type; empty: no Type is given (actions)
  std::vector<std::string> paths{};  // templates of the target (fits_template); empty: any
  int minimum = 1;
  int maximum = 1;     // -1: no limit
  bool named = false;  // Name must be given and not be empty
  /// The way back, a LinkPlace. Down to a list whose members each lead back to this resource:
  /// "link:Up:JobReference:Id" is their link. Up to a resource that lists this one:
  /// "link:Down:BackupJobSessionReferenceList:Href" is its link. Empty: none is promised.
  std::string inverse{};
};

/// One form of a resource: what its representation looks like.
struct FormRule {
  std::string root{};  // XML root element when it stands alone: "EntityRef", "BackupTaskSession"
  std::string type{};  // value of its Type: "BackupTaskSessionReference"; empty: no Type is given
  std::string href{};  // template of its own Href: "/backupTaskSessions/{ID}"; empty: not given
  std::vector<LinkRule> links{};
  std::vector<FieldRule> fields{};
};

/// How a list of the resource is written in one form.
struct ListRule {
  std::string root{};  // "EntityReferences"
  ListNames names{};   // {"Ref", "Refs"}
};

/// A property that a query can filter and sort by.
struct QueryProperty {
  std::string name{};  // in a filter: "CreationTime"
  FieldType type = FieldType::String;
  std::vector<std::string> values{};  // enumeration, in the order in which < and > compare
  std::string uid_type{};             // for Uid
  /// Where the value stands in an entity: "CreationTimeUTC" (a field), or
  /// "link:Up:BackupServerReference:Name" / ":Id" (Name, or the GUID in the Href, of that link).
  std::string at{};
};

struct Contract {
  std::string resource{};  // "BackupTaskSession"
  std::string uid_type{};  // third part of its UID; empty: not a key resource
  std::optional<FormRule> reference{};
  std::optional<FormRule> entity{};  // also the only form of resources that have one
  std::optional<ListRule> reference_list{};
  std::optional<ListRule> entity_list{};
  int window_days = 0;       // its collections hold only what was created since; 0: all
  std::string query_type{};  // value of ?type=; empty: cannot be queried
  ListNames query_names{};   // of the members inside <Entities> of a QueryResult
  std::vector<QueryProperty> query_properties{};
  std::string source{};  // where this is written, for reports
  std::string file{};    // where it was loaded from
};

/// The rules for one form; nullptr if the resource does not have it.
const FormRule* form_rule(const Contract& contract, Form form);
const ListRule* list_rule(const Contract& contract, Form form);

}  // namespace emconform
