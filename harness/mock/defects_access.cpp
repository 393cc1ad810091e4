#include "mock/defect_tools.h"

// Who is let in.
namespace emconform::mock {

namespace {

void let_in(Credential& credential) { credential.state = TokenState::Open; }

constexpr DefectEntry entries[] = {
    {{"access.any_password", "A logon needs no right password.", "http.status"},
     {.logon = [](const Request& request,
                  bool& accepted) { accepted = request.basic.has_value(); }}},
    {{"access.anonymous_logon", "A logon without user name and password succeeds.", "http.status"},
     {.logon =
          [](const Request& request, bool& accepted) {
            if (!request.basic) accepted = true;
          }}},
    {{"access.cookie_ignored", "The session cookie is not looked at, only the header.",
      "http.status"},
     {.request =
          [](Request& request) {
            if (request.token_in_cookie) request.token = request.header_token;
          }}},
    {{"access.empty_token", "An empty X-RestSvcSessionId opens everything.", "http.status"},
     {.authorize =
          [](const Request&, Credential& credential) {
            if (credential.state == TokenState::Empty) let_in(credential);
          }}},
    {{"access.entities_open", "The list of jobs as entities needs no logon.", "http.status"},
     {.authorize =
          [](const Request& request, Credential& credential) {
            if (request.route == "jobs" && request.entity) let_in(credential);
          }}},
    {{"access.events_open", "The events of a system session need no logon.", "http.status"},
     {.authorize =
          [](const Request& request, Credential& credential) {
            if (request.route == "systemSessions/{id}/events") let_in(credential);
          }}},
    {{"access.filtered_query_open", "A query with a filter needs no logon.", "http.status"},
     {.authorize =
          [](const Request& request, Credential& credential) {
            if (is_query(request) && parameter(request, "filter")) let_in(credential);
          }}},
    {{"access.header_over_cookie", "The token in the header wins over that of the cookie.",
      "http.status"},
     {.request =
          [](Request& request) {
            if (request.header_token) request.token = request.header_token;
          }}},
    {{"access.json_query_open", "Queries that ask for JSON need no logon.", "http.status"},
     {.authorize =
          [](const Request& request, Credential& credential) {
            if (is_query(request) && is_json(request)) let_in(credential);
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
    {{"access.task_item_open", "A task session that is asked for by its id needs no logon.",
      "http.status"},
     {.authorize =
          [](const Request& request, Credential& credential) {
            if (request.route == "backupTaskSessions/{id}") let_in(credential);
          }}},
    {{"access.unknown_token", "The token of a session that never was is accepted.", "http.status"},
     {.authorize =
          [](const Request&, Credential& credential) {
            if (credential.state == TokenState::Unknown) let_in(credential);
          }}},
};

}  // namespace

std::span<const DefectEntry> access_defects() { return entries; }

}  // namespace emconform::mock
