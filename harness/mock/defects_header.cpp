#include "mock/defect_tools.h"

// Headers that describe the body, and how headers are written.
namespace emconform::mock {

namespace {

void set_media_type(Response& response, std::string_view value) {
  if (std::string* type = header(response, "Content-Type")) *type = value;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80;
  }));
}

constexpr DefectEntry entries[] = {
    {{"header.blank_in_name", "A header's name has a blank in it.", "http.framing"},
     {.response =
          [](const Request&, Response& response) {
            response.headers.push_back({"X Powered By", "mock"});
          }}},
    {{"header.control_character", "The header of an error has a control character in it.",
      "http.framing"},
     {.response =
          [](const Request&, Response& response) {
            if (response.status >= 400) response.headers.push_back({"X-Error", "denied\x02"});
          }}},
    {{"header.separator_in_name", "The name of a header on lists of jobs has parentheses.",
      "http.framing"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route == "jobs") response.headers.push_back({"X-Node(1)", "em01"});
          }}},
    {{"length.characters", "Content-Length of job lists counts characters, not bytes.",
      "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route == "jobs") response.declared_length = characters(response.body);
          }}},
    {{"length.errors_chunked", "Errors are sent in chunks, without Content-Length.",
      "http.content_length"},
     {.response = [](const Request&,
                     Response& response) { response.chunked = response.status >= 400; }}},
    {{"length.missing", "Entities are sent in chunks, without Content-Length.",
      "http.content_length"},
     {.response = [](const Request& request,
                     Response& response) { response.chunked = request.entity; }}},
    {{"length.twice", "Content-Length stands twice on lists of backup servers.",
      "http.content_length"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route == "backupServers")
              response.headers.push_back({"Content-Length", std::to_string(response.body.size())});
          }}},
    {{"media.accept_ignored", "Task sessions come as XML whatever Accept says.", "http.media_type"},
     {.request =
          [](Request& request) {
            if (request.route.starts_with("backupTaskSessions")) request.format = Format::Xml;
          }}},
    {{"media.any_is_json", "Accept: */* gives JSON.", "http.media_type"},
     {.request =
          [](Request& request) {
            if (request.accept == "*/*") request.format = Format::Json;
          }}},
    {{"media.charset", "XML is labelled as Latin-1, but is UTF-8.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (!is_json(request)) set_media_type(response, "application/xml; charset=iso-8859-1");
          }}},
    {{"media.empty", "Content-Type is empty on the lists of jobs.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route == "jobs") set_media_type(response, "");
          }}},
    {{"media.error_as_html", "XML errors are labelled text/html.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (response.status >= 400 && !is_json(request)) set_media_type(response, "text/html");
          }}},
    {{"media.first_of_list", "Of a list in Accept only the first type counts.", "http.media_type"},
     {.request =
          [](Request& request) {
            if (request.accept.starts_with("text/html,")) request.format = Format::Xml;
          }}},
    {{"media.json_default", "Without Accept, system sessions come as JSON.", "http.media_type"},
     {.request =
          [](Request& request) {
            if (request.route == "systemSessions" && request.accept.empty())
              request.format = Format::Json;
          }}},
    {{"media.json_labelled_xml", "JSON is labelled application/xml.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (is_json(request)) set_media_type(response, "application/xml");
          }}},
    {{"media.logon_in_xml", "A logon answers in XML whatever Accept says.", "http.media_type"},
     {.request =
          [](Request& request) {
            if (request.route == "sessionMngr") request.format = Format::Xml;
          }}},
    {{"media.no_subtype", "Content-Type of a query's JSON names no subtype.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (is_query(request) && is_json(request)) set_media_type(response, "application");
          }}},
    {{"media.not_found_in_xml", "That there is no such job is told in XML to who asks for JSON.",
      "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route != "jobs/{id}" || response.status != 404 || !is_json(request)) return;
            set_media_type(response, "application/xml");
            response.body =
                R"(<?xml version="1.0" encoding="utf-8"?><Error xmlns="http://www.veeam.com/ent/)"
                R"(v1.0" Message="There is no such job." Status="NotFound" StatusCode="404" />)";
          }}},
    {{"media.problem_json", "JSON errors are labelled application/problem+json.",
      "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (response.status >= 400 && is_json(request))
              set_media_type(response, "application/problem+json");
          }}},
    {{"media.text_json", "The JSON of system sessions is labelled text/plain.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route.starts_with("systemSessions") && is_json(request))
              set_media_type(response, "text/plain");
          }}},
    {{"media.text_xml", "XML is labelled text/xml.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (!is_json(request)) set_media_type(response, "text/xml");
          }}},
    {{"media.twice", "Content-Type stands twice on backup servers.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (!request.route.starts_with("backupServers")) return;
            if (const std::string* type = header(response, "Content-Type"))
              response.headers.push_back({"content-type", std::string{*type}});
          }}},
};

}  // namespace

std::span<const DefectEntry> header_defects() { return entries; }

}  // namespace emconform::mock
