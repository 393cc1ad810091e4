#include "mock/defect_tools.h"
#include "mock/text.h"

// What a logon gives, and what is told of logon sessions.
namespace emconform::mock {

namespace {

constexpr std::string_view token_name = "X-RestSvcSessionId";

void change_cookie(Response& response, void (*change)(std::string&)) {
  if (std::string* cookie = header(response, "Set-Cookie")) change(*cookie);
}

constexpr DefectEntry entries[] = {
    {{"access.no_token_header", "A logon gives the token in the cookie alone.", "logon.token"},
     {.response =
          [](const Request&, Response& response) {
            std::erase_if(response.headers,
                          [](const Header& header) { return header.name == token_name; });
          }}},
    {{"logon.cookie_differs", "The cookie bears another token than the header.", "logon.token"},
     {.response =
          [](const Request&, Response& response) {
            change_cookie(response, [](std::string& cookie) {
              const auto end = cookie.find(';');
              cookie.replace(0, end, "X-RestSvcSessionId=" + token_of(std::string(36, '0')));
            });
          }}},
    {{"logon.cookie_path", "The cookie is sent for the whole host, not for /api alone.",
      "logon.token"},
     {.response =
          [](const Request&, Response& response) {
            change_cookie(response,
                          [](std::string& cookie) { replace_all(cookie, "Path=/api", "Path=/"); });
          }}},
    {{"logon.cookie_without_path", "The cookie has no Path.", "logon.token"},
     {.response =
          [](const Request&, Response& response) {
            change_cookie(response,
                          [](std::string& cookie) { cookie.erase(cookie.find("; Path")); });
          }}},
    {{"logon.other_session", "A logon session that is asked for by its id answers with another.",
      "identity.requested"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (request.route != "logonSessions/{id}" || !succeeded(reply)) return;
            std::string other = request.ids.front();
            other.back() = other.back() == '0' ? '1' : '0';
            Object& session = reply.document->content;
            for (const std::string_view name : {"SessionId", "Href"})
              change_text(session, name, [&](std::string& text) {
                replace_all(text, request.ids.front(), other);
              });
            for (Link& link : *links_of(session))
              replace_all(*link.href, request.ids.front(), other);
          }}},
    {{"logon.query_link_missing", "A logon session has no link to the query service.",
      "links.required"},
     {.reply = [](const Request&,
                  Reply& reply) { remove_links(reply, "LogonSession", "Down", "QueryService"); }}},
    {{"logon.session_id_braces", "The SessionId of a logon session stands in braces.",
      "fields.type"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_everywhere(reply, "LogonSession", "SessionId", [](std::string& id) {
              id.insert(0, 1, '{');
              id += '}';
            });
          }}},
    {{"logon.session_type", "A logon session bears the Type Session.", "identity.type"},
     {.reply = [](const Request&,
                  Reply& reply) { set_everywhere(reply, "LogonSession", "Type", "Session"); }}},
    {{"logon.token_as_guid", "The token of a logon is the SessionId itself, not its base64.",
      "logon.token"},
     {.request =
          [](Request& request) {
            constexpr std::size_t guid_length = 36;
            if (request.token && request.token->size() == guid_length)
              request.token = token_of(*request.token);
          },
      .response =
          [](const Request&, Response& response) {
            std::string* token = header(response, token_name);
            if (token == nullptr) return;
            const std::string plain = base64_decode(*token).value_or("");
            change_cookie(response, [](std::string& cookie) {
              const auto start = cookie.find('=') + 1;
              const auto length = cookie.find(';') - start;
              cookie.replace(start, length,
                             base64_decode(cookie.substr(start, length)).value_or(""));
            });
            *token = plain;
          }}},
    {{"logon.user_name_missing", "A logon session has no UserName.", "fields.required"},
     {.reply = [](const Request&,
                  Reply& reply) { remove_everywhere(reply, "LogonSession", "UserName"); }}},
};

}  // namespace

std::span<const DefectEntry> logon_defects() { return entries; }

}  // namespace emconform::mock
