#include "mock/defect_tools.h"

// With what status a request is answered.
namespace emconform::mock {

namespace {

constexpr std::string_view null_reference = "Object reference not set to an instance of an object.";

constexpr DefectEntry entries[] = {
    {{"status.accept_list", "An Accept that lists several types is answered with 406.",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.accept.find(',') != std::string::npos && succeeded(reply))
              reply = error_reply(406, "The media type is not supported.");
          }}},
    {{"status.accepted", "The list of jobs is answered with 202.", "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "jobs" && succeeded(reply)) reply.status = 202;
          }}},
    {{"status.any_type", "Accept: */* is answered with 406 on system sessions.", "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "systemSessions" && request.accept == "*/*" && succeeded(reply))
              reply = error_reply(406, "The media type is not supported.");
          }}},
    {{"status.entities_fail", "The list of task sessions as entities in JSON fails with 500.",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupTaskSessions" && request.entity && is_json(request) &&
                succeeded(reply))
              reply = error_reply(500, std::string{null_reference});
          }}},
    {{"status.error_as_200", "A resource that does not exist is answered with 200.", "http.status"},
     {.response =
          [](const Request&, Response& response) {
            if (response.status == 404) response.status = 200;
          }}},
    {{"status.forbidden", "A request without logon is answered with 403.", "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (reply.status == 401 && request.route != "sessionMngr")
              reply = error_reply(403, "Access denied.");
          }}},
    {{"status.invalid_token_fails", "A token that is not valid is answered with 500.",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (reply.status == 401 && request.token && !request.token->empty())
              reply = error_reply(500, std::string{null_reference});
          }}},
    {{"status.logon_200", "A logon is answered with 200 instead of 201.", "http.status"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (reply.status == 201) reply.status = 200;
          }}},
    {{"status.logon_refused_400", "A logon with a wrong password is answered with 400.",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "sessionMngr" && reply.status == 401)
              reply = error_reply(400, "User name or password is wrong.");
          }}},
    {{"status.query_type_case", "The type of a query must have its documented letter case.",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_query(request) && parameter(request, "type") == "backupServer")
              reply = error_reply(400, "The query names no known type.");
          }}},
    {{"status.patch_taken",
      "A PATCH of a collection of sessions is answered with 200 (seen with --probe-methods).",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.method == "PATCH" && request.route == "backupSessions") reply.status = 200;
          }}},
    {{"status.put_taken",
      "A PUT of a collection of jobs is answered with 204 (seen with --probe-methods).",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.method != "PUT" || request.route != "jobs") return;
            reply = {};
            reply.status = 204;
          }}},
    {{"status.start_page_closed", "The start page in XML asks for a logon.", "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route.empty() && !is_json(request) && !request.token && succeeded(reply))
              reply = error_reply(401, "The request has no X-RestSvcSessionId.");
          }}},
    {{"status.unknown_session_400", "The id of a session that never was is answered with 400.",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupSessions/{id}" && reply.status == 404)
              reply = error_reply(400, "The ID is not valid.");
          }}},
    {{"status.unknown_task_204", "A task session that does not exist is answered with 204.",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupTaskSessions/{id}" && reply.status == 404)
              reply = {.status = 204};
          }}},
};

}  // namespace

std::span<const DefectEntry> status_defects() { return entries; }

}  // namespace emconform::mock
