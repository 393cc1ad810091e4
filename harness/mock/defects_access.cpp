#include "mock/defect_tools.h"

// Who is let in, and with what status.
namespace emconform::mock {

namespace {

void let_in(Credential& credential) { credential.state = TokenState::Open; }

constexpr DefectEntry entries[] = {
    {{"access.cookie_ignored", "The session cookie is not looked at, only the header.",
      "http.status"},
     {.request =
          [](Request& request) {
            if (request.token_in_cookie) request.token.reset();
          }}},
    {{"access.empty_token", "An empty X-RestSvcSessionId opens everything.", "http.status"},
     {.authorize =
          [](const Request&, Credential& credential) {
            if (credential.state == TokenState::Empty) let_in(credential);
          }}},
    {{"access.events_open", "The events of a system session need no logon.", "http.status"},
     {.authorize =
          [](const Request& request, Credential& credential) {
            if (request.route == "systemSessions/{id}/events") let_in(credential);
          }}},
    {{"access.json_query_open", "Queries that ask for JSON need no logon.", "http.status"},
     {.authorize =
          [](const Request& request, Credential& credential) {
            if (request.route == "query" && is_json(request)) let_in(credential);
          }}},
    {{"access.logged_off", "A session still works after its logoff.", "http.status"},
     {.authorize =
          [](const Request&, Credential& credential) {
            if (credential.state == TokenState::LoggedOff) let_in(credential);
          }}},
    {{"access.malformed_token", "A token that is no base64 of a GUID is accepted.", "http.status"},
     {.authorize =
          [](const Request&, Credential& credential) {
            if (credential.state == TokenState::Malformed) let_in(credential);
          }}},
    {{"access.nas_sessions_open", "The sessions of a NAS job need no logon.", "http.status"},
     {.authorize =
          [](const Request& request, Credential& credential) {
            if (request.route == "nas/jobs/{id}/backupSessions") let_in(credential);
          }}},
    {{"access.no_token_header", "A logon gives the token in the cookie alone.", "logon.token"},
     {.response =
          [](const Request&, Response& response) {
            std::erase_if(response.headers,
                          [](const Header& header) { return header.name == "X-RestSvcSessionId"; });
          }}},
    {{"access.unknown_token", "The token of a session that never was is accepted.", "http.status"},
     {.authorize =
          [](const Request&, Credential& credential) {
            if (credential.state == TokenState::Unknown) let_in(credential);
          }}},
    {{"status.accepted", "The list of jobs is answered with 202.", "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "jobs" && succeeded(reply)) reply.status = 202;
          }}},
    {{"status.entities_fail", "The list of task sessions as entities in JSON fails with 500.",
      "http.status"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route == "backupTaskSessions" && request.entity && is_json(request) &&
                succeeded(reply))
              reply = error_reply(500, "Object reference not set to an instance of an object.");
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
              reply = error_reply(500, "Object reference not set to an instance of an object.");
          }}},
    {{"status.logon_200", "A logon is answered with 200 instead of 201.", "http.status"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (reply.status == 201) reply.status = 200;
          }}},
};

}  // namespace

std::span<const DefectEntry> access_defects() { return entries; }

}  // namespace emconform::mock
