#include "checks/table.h"

#include <algorithm>

#include "checks/body.h"
#include "checks/expectation.h"
#include "checks/fields.h"
#include "checks/http.h"
#include "checks/identity.h"
#include "checks/json.h"
#include "checks/links.h"
#include "checks/logon.h"
#include "checks/paging.h"
#include "checks/references.h"
#include "checks/times.h"

namespace emconform {
namespace {

bool always(const Expected&, const Contract&) { return true; }

bool has_body(const Expected& expected, const Contract&) { return expected.shape != Shape::None; }

bool is_error(const Expected& expected, const Contract&) { return expected.shape == Shape::Error; }

bool is_query(const Expected& expected, const Contract&) { return expected.shape == Shape::Query; }

bool may_be_json(const Expected& expected, const Contract&) {
  return expected.shape != Shape::None && expected.format != Format::Xml;
}

bool has_resources(const Expected& expected, const Contract&) {
  return is_about_resources(expected);
}

bool has_form(const Expected& expected, const Contract& contract) {
  return member_rule(expected, contract) != nullptr;
}

bool is_logon(const Expected& expected, const Contract& contract) {
  constexpr int created = 201;
  return contract.resource == "LogonSession" && expected.shape == Shape::Item &&
         std::find(expected.statuses.begin(), expected.statuses.end(), created) !=
             expected.statuses.end();
}

/// Whether a rule of the form, or one nested in it, is such.
template <bool (*Holds)(const FieldRule&)>
bool some_field(const Expected& expected, const Contract& contract) {
  const FormRule* form = member_rule(expected, contract);
  return form != nullptr && any_field(form->fields, Holds);
}

bool is_required(const FieldRule& rule) { return !rule.optional; }
bool is_enumerated(const FieldRule& rule) { return !rule.values.empty(); }
bool is_bounded(const FieldRule& rule) { return rule.minimum || rule.maximum; }
bool is_ordered(const FieldRule& rule) { return !rule.not_before.empty(); }
bool is_time(const FieldRule& rule) {
  return rule.type == FieldType::DateTime || rule.type == FieldType::LocalTime;
}
bool is_reference(const FieldRule& rule) { return !rule.link.empty(); }
bool is_typed(const FieldRule& rule) { return rule.type != FieldType::Any; }
bool is_creation_time(const FieldRule& rule) { return rule.name == "CreationTimeUTC"; }

bool has_typed_fields(const Expected& expected, const Contract& contract) {
  return has_form(expected, contract) &&
         (!contract.uid_type.empty() || some_field<is_typed>(expected, contract));
}

bool is_session(const Expected& expected, const Contract& contract) {
  return contract.resource.ends_with("Session") && !contract.uid_type.empty() &&
         some_field<is_creation_time>(expected, contract);
}

template <bool (*Holds)(const LinkRule&)>
bool some_link(const Expected& expected, const Contract& contract) {
  const FormRule* form = member_rule(expected, contract);
  return form != nullptr && std::any_of(form->links.begin(), form->links.end(), Holds);
}

bool is_demanded(const LinkRule& rule) { return rule.minimum > 0; }
bool is_counted(const LinkRule& rule) { return rule.maximum >= 0 || rule.minimum > 1; }
bool has_path(const LinkRule& rule) { return !rule.paths.empty(); }

bool is_key_resource(const Expected& expected, const Contract& contract) {
  return has_form(expected, contract) && !contract.uid_type.empty();
}

bool is_key_collection(const Expected& expected, const Contract& contract) {
  return is_key_resource(expected, contract) && is_collection(expected);
}

bool has_own_href(const Expected& expected, const Contract& contract) {
  const FormRule* form = member_rule(expected, contract);
  return form != nullptr && !form->href.empty();
}

bool has_own_type(const Expected& expected, const Contract& contract) {
  const FormRule* form = member_rule(expected, contract);
  return form != nullptr && !form->type.empty();
}

/// Whether the resource is asked for by an id that it bears.
bool has_id(const Expected& expected, const Contract& contract) {
  const FormRule* form = member_rule(expected, contract);
  return expected.shape == Shape::Item && expected.id && form != nullptr &&
         (!contract.uid_type.empty() || form->href.find("{ID}") != std::string::npos);
}

constexpr bool on_representation = true;
constexpr bool on_response = false;

constexpr Check table[] = {
    {"http.status", "The answer has one of the statuses that the case expects.",
     "GET /backupTaskSessions, Response Codes; HTTP response codes", Level::Must, on_response,
     always, expected_status},
    {"http.media_type",
     "Content-Type is given once, names the format that was asked for, and the body is in it.",
     "GET /backupTaskSessions, Request Headers, Response Headers", Level::Must, on_response,
     has_body, media_type},
    {"http.content_length", "Content-Length is given once and is the length of the body.",
     "GET /backupTaskSessions, Response Headers; RFC 9110, 8.6", Level::Must, on_response, always,
     content_length},
    {"http.framing", "Status line and header lines are written as HTTP demands.",
     "RFC 9112, sections 4 and 5", Level::Derived, on_response, always, message_framing},

    {"body.well_formed", "The body is well-formed XML or JSON, and there is none with 204.",
     "GET /backupTaskSessions, Response Body; HTTP response codes", Level::Must, on_response,
     always, well_formed},
    {"body.root", "Root element, namespace, and the names of the members are the resource's.",
     "GET /backupTaskSessions, Example; link types and XML schema", Level::Derived,
     on_representation, has_body, body_root},
    {"body.error_form", "An error says in its body what went wrong, and repeats the status.",
     "HTTP response codes; schema, ErrorType", Level::Derived, on_response, is_error, error_form},

    {"json.casing", "All JSON property names follow the casing of the target's release.",
     "Observed: releases up to 12 PascalCase, 13 camelCase", Level::Derived, on_representation,
     may_be_json, property_casing},
    {"json.duplicate_keys", "No JSON object has a property twice.", "RFC 8259, section 4",
     Level::Derived, on_representation, may_be_json, unique_keys},

    {"fields.required", "A resource has every field that its contract does not call optional.",
     "/backupTaskSessions/{ID}, Resource Representation", Level::Derived, on_representation,
     some_field<is_required>, required_fields},
    {"fields.type", "Every field has the type that its contract names, written as the format does.",
     "GET /query?type=BackupJobSession, Optional Parameters; schema", Level::Must,
     on_representation, has_typed_fields, field_types},
    {"fields.enumeration", "Fields with documented values have one of them.",
     "GET /query?type=BackupJobSession, Optional Parameters", Level::Must, on_representation,
     some_field<is_enumerated>, enumerated_values},
    {"fields.range", "Numbers lie within their bounds.", "Contract of the resource", Level::Derived,
     on_representation, some_field<is_bounded>, field_ranges},

    {"times.utc", "Times are valid and in UTC.",
     "GET /query?type=BackupJobSession, Optional Parameters, CreationTime", Level::Must,
     on_representation, some_field<is_time>, utc_times},
    {"times.order", "Nothing ends before it was created.",
     "GET /query?type=BackupJobSession, Optional Parameters, EndTime", Level::Derived,
     on_representation, some_field<is_ordered>, time_order},
    {"times.name", "The time in a session's Name is the time of its creation.",
     "GET /query?type=BackupJobSession, Optional Parameters, Name", Level::Should,
     on_representation, is_session, time_in_own_name},

    {"links.required", "A resource has every link that its contract demands.",
     "/backupTaskSessions/{ID}, Resource Representation", Level::Derived, on_representation,
     some_link<is_demanded>, required_links},
    {"links.count", "A link is not given more often, nor less often, than its contract says.",
     "/backupTaskSessions/{ID}, Resource Representation", Level::Derived, on_representation,
     some_link<is_counted>, link_counts},
    {"links.attributes", "Every link has Rel and Href, and those to key resources have a Name.",
     "Attributes of a Link element; schema, LinkType", Level::Derived, on_representation,
     has_resources, link_attributes},
    {"links.type", "A link to a known place has the Type of what is there.",
     "Attributes of a Link element", Level::Derived, on_representation, some_link<has_path>,
     link_types},
    {"links.target", "A link leads where its relation and Type say, for this very resource.",
     "/backupTaskSessions/{ID}, Resource Representation", Level::Derived, on_representation,
     some_link<has_path>, link_targets},
    {"links.references",
     "A field that names another resource names the one that the link of that kind leads to.",
     "/backupTaskSessions/{ID} (9.x), Resource Representation: JobSessionUid, Links",
     Level::Derived, on_representation, some_field<is_reference>, agreeing_references},
    {"links.absolute", "Every Href is an absolute http or https URL.",
     "Attributes of a Link element", Level::Derived, on_representation, has_resources,
     absolute_hrefs},
    {"links.authority", "All Hrefs of an answer name the same scheme, host and port.",
     "Attributes of a Link element", Level::Derived, on_representation, has_resources,
     one_authority},

    {"identity.uid", "UID is urn:veeam:<resource type>:<GUID>.",
     "GET /query?type=BackupJobSession, Optional Parameters, UID; schema, UidType", Level::Derived,
     on_representation, is_key_resource, own_uid},
    {"identity.href", "A resource's Href is the URL of its form, with the GUID of its UID.",
     "/backupTaskSessions/{ID}, Resource URL", Level::Must, on_representation, has_own_href,
     own_href},
    {"identity.type", "A resource's Type is that of its form.",
     "/backupTaskSessions/{ID}, Resource Representation", Level::Derived, on_representation,
     has_own_type, own_type},
    {"identity.name", "A key resource has a Name.", "Schema, EntityType", Level::Derived,
     on_representation, is_key_resource, own_name},
    {"identity.unique", "No resource stands twice in a list.",
     "GET /backupTaskSessions, Response Body", Level::Derived, on_representation, is_key_collection,
     unique_uids},
    {"identity.requested", "The answer is about the resource that was asked for.",
     "/backupTaskSessions/{ID}", Level::Must, on_representation, has_id, requested_resource},

    {"paging.info", "PagingInfo says which page of how many this is, as asked for.",
     "Query service, pageSize and page; schema, PagingInfoType", Level::Derived, on_representation,
     is_query, paging_info},
    {"paging.links", "First, Next and Last lead to the right pages of the same query.",
     "Query service, pageSize and page", Level::Derived, on_representation, is_query, paging_links},

    {"logon.token", "A logon answers with a session token, and the cookie bears the same.",
     "GET /backupTaskSessions, Request Headers, X-RestSvcSessionId; HTTP authentication",
     Level::Must, on_response, is_logon, logon_token},
};

}  // namespace

std::span<const Check> checks() { return table; }

}  // namespace emconform
