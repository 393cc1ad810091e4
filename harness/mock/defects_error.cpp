#include "mock/defect_tools.h"

// Error representations: what they say, and how they are written.
namespace emconform::mock {

namespace {

bool is_xml_error(const Request& request, const Response& response) {
  return response.status >= 400 && !is_json(request);
}

constexpr DefectEntry entries[] = {
    {{"body.error_in_html", "Errors come as HTML, or as JSON of another make.", "body.error_form"},
     {.response =
          [](const Request& request, Response& response) {
            if (response.status < 400) return;
            response.body = is_json(request) ? R"({"error":"Request failed"})"
                                             : "<html><body>Request failed</body></html>";
          }}},
    {{"body.error_status_code", "The StatusCode in an Error is 0.", "body.error_form"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (Object* error = error_of(reply))
              find(*error, "StatusCode")->value = std::int64_t{0};
          }}},
    {{"body.error_without_message", "An Error has no Message.", "body.error_form"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (Object* error = error_of(reply)) remove_member(*error, "Message");
          }}},
    {{"error.attribute_twice", "An XML Error bears its Status twice.", "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (is_xml_error(request, response))
              replace_all(response.body, "<Error ", "<Error Status=\"Error\" ");
          }}},
    {{"error.code_as_text", "The StatusCode of a JSON error is a string.", "body.error_form"},
     {.reply =
          [](const Request& request, Reply& reply) {
            Object* error = error_of(reply);
            if (error != nullptr && is_json(request))
              find(*error, "StatusCode")->value = std::to_string(reply.status);
          }}},
    {{"error.code_of_another", "The StatusCode in the body of a 401 is 403.", "body.error_form"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* error = error_of(reply);
            if (error != nullptr && reply.status == 401)
              find(*error, "StatusCode")->value = std::int64_t{403};
          }}},
    {{"error.control_character", "A line break in the Message of a JSON error is not escaped.",
      "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (response.status >= 400 && is_json(request))
              replace_all(response.body, "\"Message\":\"", "\"Message\":\"Request failed:\n");
          }}},
    {{"error.cut_off", "JSON errors lack their last brace.", "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (response.status >= 400 && is_json(request)) response.body.pop_back();
          }}},
    {{"error.latin_1", "The Message of an error is in Latin-1.", "body.well_formed"},
     {.response =
          [](const Request&, Response& response) {
            if (response.status >= 400)
              replace_all(response.body, "no ", "nicht verf\xFCgbar: no ");
          }}},
    {{"error.message_empty", "The Message of a 404 is empty.", "body.error_form"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* error = error_of(reply);
            if (error != nullptr && reply.status == 404) find(*error, "Message")->value = "";
          }}},
    {{"error.namespace_missing", "An XML Error bears no namespace.", "body.root"},
     {.response =
          [](const Request& request, Response& response) {
            if (is_xml_error(request, response))
              replace_all(response.body, " xmlns=\"http://www.veeam.com/ent/v1.0\"", "");
          }}},
    {{"error.nothing_said", "A 401 has no body.", "body.error_form"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (reply.status == 401) reply.document.reset();
          }}},
    {{"error.page_after_it", "An XML Error is followed by a line of text.", "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (is_xml_error(request, response)) response.body += "\r\nRequest failed";
          }}},
    {{"error.page_of_web_server", "That there is no such session is told by a page in HTML.",
      "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route != "backupSessions/{id}" || response.status != 404) return;
            *header(response, "Content-Type") = "text/html";
            response.body = "<!DOCTYPE html><html><body><h1>Not Found<hr></body></html>";
          }}},
    {{"error.root", "The root of an XML error is ErrorInfo.", "body.root"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (reply.status >= 400 && reply.document) reply.document->root = "ErrorInfo";
          }}},
    {{"error.stack_trace_in_camel_case", "StackTrace of a JSON error is stackTrace.",
      "json.casing"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (Object* error = error_of(reply)) find(*error, "StackTrace")->name = "stackTrace";
          }}},
    {{"error.undeclared_entity", "The Message of an XML error has an entity of HTML.",
      "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (is_xml_error(request, response))
              replace_all(response.body, "Message=\"", "Message=\"Error:&nbsp;");
          }}},
    {{"error.utf_16", "The XML of an error says that it is UTF-16, but is UTF-8.",
      "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (is_xml_error(request, response))
              replace_all(response.body, "encoding=\"utf-8\"", "encoding=\"utf-16\"");
          }}},
};

}  // namespace

std::span<const DefectEntry> error_defects() { return entries; }

}  // namespace emconform::mock
