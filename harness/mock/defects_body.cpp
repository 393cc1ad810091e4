#include <cctype>

#include "mock/defect_tools.h"

// The form of the body: syntax, root, namespace, names of JSON.
namespace emconform::mock {

namespace {

bool is_xml_success(const Request& request, const Response& response) {
  return !is_json(request) && response.status == 200;
}

void to_camel_case(std::string& name) {
  name.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(name.front())));
}

constexpr DefectEntry entries[] = {
    {{"body.bare_ampersand",
      "Ampersands in the paging links of sorted references are not escaped in XML.",
      "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (is_query(request) && !request.entity && parameter(request, "sortdesc") &&
                !is_json(request))
              replace_all(response.body, "&amp;", "&");
          }}},
    {{"body.cut_off", "Lists of task sessions end too early.", "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route == "backupTaskSessions" && response.body.size() > 20)
              response.body.resize(response.body.size() - 20);
          }}},
    {{"body.item_root", "The root of a job's reference that is asked for by itself is Ref.",
      "body.root"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "jobs/{id}" && succeeded(reply) && !request.entity)
              reply.document->root = "Ref";
          }}},
    {{"body.namespace_missing", "XML bears no namespace on the lists of system sessions.",
      "body.root"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route == "systemSessions" && is_xml_success(request, response))
              replace_all(response.body, " xmlns=\"http://www.veeam.com/ent/v1.0\"", "");
          }}},
    {{"body.namespace_wrong", "XML bears the namespace of a version that never was.", "body.root"},
     {.response =
          [](const Request& request, Response& response) {
            if (!is_json(request))
              replace_all(response.body, "http://www.veeam.com/ent/v1.0",
                          "http://www.veeam.com/ent/v1.1");
          }}},
    {{"body.query_root", "The root of a query's answer is QueryResults in XML.", "body.root"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (succeeded(reply) && reply.document->root == "QueryResult")
              reply.document->root = "QueryResults";
          }}},
    {{"body.root_renamed", "The root of the XML list of jobs is EntityReferenceList.", "body.root"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "jobs" && succeeded(reply) && !request.entity)
              reply.document->root = "EntityReferenceList";
          }}},
    {{"body.root_singular", "An entity that is asked for by itself comes as an EntityRef.",
      "body.root"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (succeeded(reply) && reply.document->root == "BackupTaskSession")
              reply.document->root = "EntityRef";
          }}},
    {{"body.trailing_comma", "JSON lists of events end in a comma.", "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route == "systemSessions/{id}/events" && is_json(request))
              replace_all(response.body, "}]", "},]");
          }}},
    {{"json.camel_case", "Members of task sessions are in camelCase in JSON.", "json.casing"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_json(request)) return;
            for_each_of_type(reply, "BackupTaskSession", [](Object& object) {
              for (Member& member : object.members) to_camel_case(member.name);
            });
          }}},
    {{"json.links_in_camel_case", "The members of a job's links are in camelCase in JSON.",
      "json.casing"},
     {.response =
          [](const Request& request, Response& response) {
            if (!is_json(request) || !request.route.starts_with("jobs")) return;
            for (const auto& [right, wrong] :
                 {std::pair{"\"Rel\":", "\"rel\":"}, std::pair{"\"Href\":", "\"href\":"}})
              replace_all(response.body, right, wrong);
          }}},
    {{"json.nested_in_camel_case", "The Result of a system session is in camelCase in JSON.",
      "json.casing"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_json(request)) return;
            for_each_of_type(reply, "SystemSession", [](Object& object) {
              Member* result = find(object, "Result");
              auto* inner = result == nullptr ? nullptr : std::get_if<Object>(&result->value);
              if (inner == nullptr) return;
              for (Member& member : inner->members) to_camel_case(member.name);
            });
          }}},
    {{"json.paging_in_camel_case", "PageSize is pageSize in JSON.", "json.casing"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_query(request) || !is_json(request) || !succeeded(reply)) return;
            Member* paging = find(reply.document->content, "PagingInfo");
            auto* info = paging == nullptr ? nullptr : std::get_if<Object>(&paging->value);
            Member* size = info == nullptr ? nullptr : find(*info, "PageSize");
            if (size != nullptr) to_camel_case(size->name);
          }}},
    {{"json.error_code_twice", "A JSON error has its StatusCode twice.", "json.duplicate_keys"},
     {.reply =
          [](const Request& request, Reply& reply) {
            Object* error = error_of(reply);
            if (error != nullptr && is_json(request))
              error->members.push_back(Member{*find(*error, "StatusCode")});
          }}},
    {{"json.state_twice", "JSON has the State of a job session twice.", "json.duplicate_keys"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_json(request)) return;
            for_each_of_type(reply, "BackupJobSession", [](Object& object) {
              if (const Member* state = find(object, "State"))
                object.members.push_back(Member{*state});
            });
          }}},
    {{"json.user_twice", "The JSON of a new logon session has its UserName twice.",
      "json.duplicate_keys"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (reply.status != 201 || !is_json(request)) return;
            Object& session = reply.document->content;
            session.members.push_back(Member{*find(session, "UserName")});
          }}},
};

}  // namespace

std::span<const DefectEntry> body_defects() { return entries; }

}  // namespace emconform::mock
