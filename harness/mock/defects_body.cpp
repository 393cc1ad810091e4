#include <cctype>

#include "mock/defect_tools.h"

// Headers that describe the body, and the form of the body itself.
namespace emconform::mock {

namespace {

bool is_xml_success(const Request& request, const Response& response) {
  return !is_json(request) && response.status == 200;
}

void set_media_type(Response& response, std::string_view value) {
  if (std::string* type = header(response, "Content-Type")) *type = value;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80;
  }));
}

constexpr DefectEntry entries[] = {
    {{"body.bare_ampersand", "Ampersands in XML attributes are not escaped.", "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (!is_json(request)) replace_all(response.body, "&amp;", "&");
          }}},
    {{"body.cut_off", "Lists of task sessions end too early.", "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route == "backupTaskSessions" && response.body.size() > 20)
              response.body.resize(response.body.size() - 20);
          }}},
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
            if (reply.status < 400 || !reply.document) return;
            if (Member* code = find(reply.document->content, "StatusCode"))
              code->value = std::int64_t{0};
          }}},
    {{"body.error_without_message", "An Error has no Message.", "body.error_form"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (reply.status >= 400 && reply.document)
              std::erase_if(reply.document->content.members,
                            [](const Member& member) { return member.name == "Message"; });
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
    {{"body.root_renamed", "The root of an XML list of references is EntityReferenceList.",
      "body.root"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (succeeded(reply) && reply.document->root == "EntityReferences")
              reply.document->root = "EntityReferenceList";
          }}},
    {{"body.root_singular", "An entity that is asked for by itself comes as an EntityRef.",
      "body.root"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (succeeded(reply) && reply.document->root == "BackupTaskSession")
              reply.document->root = "EntityRef";
          }}},
    {{"body.trailing_comma", "JSON lists end in a comma.", "body.well_formed"},
     {.response =
          [](const Request& request, Response& response) {
            if (is_json(request)) replace_all(response.body, "}]", "},]");
          }}},
    {{"header.blank_in_name", "A header's name has a blank in it.", "http.framing"},
     {.response =
          [](const Request&, Response& response) {
            response.headers.push_back({"X Powered By", "mock"});
          }}},
    {{"json.camel_case", "Members of task sessions are in camelCase in JSON.", "json.casing"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (!is_json(request)) return;
            for_each_of_type(reply, "BackupTaskSession", [](Object& object) {
              for (Member& member : object.members)
                member.name.front() = static_cast<char>(
                    std::tolower(static_cast<unsigned char>(member.name.front())));
            });
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
    {{"length.characters", "Content-Length counts characters, not bytes.", "body.well_formed"},
     {.response =
          [](const Request&, Response& response) {
            response.declared_length = characters(response.body);
          }}},
    {{"length.missing", "Entities are sent in chunks, without Content-Length.",
      "http.content_length"},
     {.response = [](const Request& request,
                     Response& response) { response.chunked = request.entity; }}},
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
    {{"media.empty", "Content-Type is empty on the lists of jobs.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (request.route == "jobs") set_media_type(response, "");
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
    {{"media.text_xml", "XML is labelled text/xml.", "http.media_type"},
     {.response =
          [](const Request& request, Response& response) {
            if (!is_json(request)) set_media_type(response, "text/xml");
          }}},
};

}  // namespace

std::span<const DefectEntry> body_defects() { return entries; }

}  // namespace emconform::mock
