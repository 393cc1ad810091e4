#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "mock/traits.h"

namespace emconform::mock {

namespace {

void set_content_type(Response& response, std::string_view json, std::string_view xml) {
  std::string* type = header(response, "Content-Type");
  if (type != nullptr) *type = type->find("json") == std::string::npos ? xml : json;
}

constexpr const char* future_uid = "urn:veeam:Future:1";

/// An older client knows none of this, and has to read on.
void add_fields(const Request&, Reply& reply) {
  if (!reply.document) return;
  for_each_object(reply.document->content, [](Object& object) {
    if (text(object, "UID") == future_uid) return;  // one of those that were just added
    object.members.push_back({"FutureText", "a \"new\" <text>"});
    object.members.push_back({"FutureNumber", std::int64_t{1} << 40U});
    object.members.push_back({"FutureFlag", true, Place::First});
    object.members.push_back({"FutureNothing"});
    // What stands in a list is an item of it.
    const bool holds_list = std::any_of(
        object.members.begin(), object.members.end(),
        [](const Member& member) { return std::holds_alternative<List>(member.value); });
    if (holds_list) return;
    object.members.push_back(
        {"FutureObject", Object{{{"State", "Future"}, {"UID", future_uid}}}, Place::Last});
  });
}

void add_attributes(const Request&, Reply& reply) {
  if (!reply.document) return;
  for_each_object(reply.document->content, [](Object& object) {
    object.members.insert(object.members.begin(), {"FutureKind", "new", Place::Attribute});
    object.members.push_back({"FutureCount", std::int64_t{3}, Place::Attribute});
  });
}

void add_links(const Request& request, Reply& reply) {
  if (!reply.document) return;
  for_each_object(reply.document->content, [&](Object& object) {
    auto* const links = links_of(object);
    if (links == nullptr) return;
    links->insert(links->begin(), {"Future", request.api + "/querySvc", "New", "QueryService"});
    links->push_back({"Future", request.api + "/querySvc?action=future"});
    links->push_back({"Related", request.api + "/querySvc", {}, "QueryService"});
  });
}

void reverse_links(const Request&, Reply& reply) {
  if (!reply.document) return;
  for_each_object(reply.document->content, [](Object& object) {
    if (auto* links = links_of(object)) std::reverse(links->begin(), links->end());
  });
}

void add_headers(const Request&, Response& response) {
  // What a load balancer and an administrator put there, before and after the server's own.
  std::vector<Header> more{{"Set-Cookie", "BALANCER=node-2; Path=/; HttpOnly"},
                           {"Server", "Microsoft-HTTPAPI/2.0"},
                           {"Cache-Control", "no-store, no-cache"},
                           {"Strict-Transport-Security", "max-age=31536000"},
                           {"X-Content-Type-Options", "nosniff"},
                           {"Vary", "Accept, Cookie"}};
  for (Header& own : response.headers) {
    if (own.name == "Set-Cookie") own.value += " HttpOnly; Secure; SameSite=Strict";
    more.push_back(std::move(own));
  }
  response.headers = std::move(more);
}

/// As release 9.5 U4 was seen to answer: nothing but the message and the code.
void bare_error(const Request&, Reply& reply) {
  if (reply.status < 400 || !reply.document) return;
  std::erase_if(reply.document->content.members, [](const Member& member) {
    return member.name != "Message" && member.name != "StatusCode";
  });
}

void challenge(const Request&, Reply& reply) {
  if (reply.status != 401) return;
  std::erase_if(reply.headers, [](const Header& one) { return one.name == "WWW-Authenticate"; });
  reply.headers.push_back({"WWW-Authenticate", "Basic Realm=RestSvc"});
}

const VariantEntry entries[] = {
    {.variant = {"bom", "XML and JSON bodies begin with a UTF-8 byte order mark.", ""},
     .traits = {.xml = {.byte_order_mark = true}, .json = {.byte_order_mark = true}}},
    {.variant = {"content_type.charset", "Content-Type carries a charset parameter.", ""},
     .hooks = {.response =
                   [](const Request&, Response& response) {
                     set_content_type(response, "application/json; charset=utf-8",
                                      "application/xml; charset=utf-8");
                   }}},
    {.variant = {"content_type.quoted",
                 "Content-Type is in other letters and its charset is quoted.", ""},
     .hooks = {.response =
                   [](const Request&, Response& response) {
                     set_content_type(response, "Application/JSON;Charset=\"UTF-8\"",
                                      "Application/XML;Charset=\"UTF-8\"");
                   }}},
    {.variant = {"errors.bare", "Errors hold their message and code, and nothing else.", ""},
     .hooks = {.reply = bare_error}},
    {.variant = {"errors.challenge", "Every 401 says how to authenticate.", ""},
     .hooks = {.reply = challenge}},
    {.variant = {"headers.lower_case", "All header names are in lower case.", ""},
     .traits = {.header_case = HeaderCase::Lower}},
    {.variant = {"headers.more", "A load balancer adds headers and a cookie to every answer.", ""},
     .hooks = {.response = add_headers}},
    {.variant = {"headers.upper_case", "All header names are in upper case.", ""},
     .traits = {.header_case = HeaderCase::Upper}},
    {.variant = {"json.escapes", "JSON writes all but ASCII, and the solidus, as escapes.", ""},
     .traits = {.json = {.escapes = true}}},
    {.variant = {"json.order", "The members of JSON objects come in reverse order.", ""},
     .traits = {.json = {.members_reversed = true}}},
    {.variant = {"json.pretty", "JSON is set in lines and indented.", ""},
     .traits = {.json = {.pretty = true}}},
    {.variant = {"json.without_nulls", "JSON leaves members without a value out.", ""},
     .traits = {.json = {.without_nulls = true}}},
    {.variant = {"links.order", "Links come in reverse order.", ""},
     .hooks = {.reply = reverse_links}},
    {.variant = {"more.attributes", "Everything, links too, has attributes that no page knows.",
                 ""},
     .hooks = {.reply = add_attributes},
     .traits = {.xml = {.more_in_links = true}, .json = {.more_in_links = true}}},
    {.variant = {"more.fields", "Everything has fields that no page knows.", ""},
     .hooks = {.reply = add_fields}},
    {.variant = {"more.links", "Everything has links that no page knows.", ""},
     .hooks = {.reply = add_links}},
    {.variant = {"xml.attribute_order", "XML attributes come in reverse order.", ""},
     .traits = {.xml = {.attributes_reversed = true}}},
    {.variant = {"xml.comments",
                 "XML holds comments, processing instructions and sections of CDATA.", ""},
     .traits = {.xml = {.comments = true}}},
    {.variant = {"xml.declaration", "The XML declaration says standalone, in single quotes.", ""},
     .traits = {.xml = {.declaration =
                            "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"}}},
    {.variant = {"xml.empty_elements", "Empty XML elements have a start and an end tag.", ""},
     .traits = {.xml = {.long_empty_elements = true}}},
    {.variant = {"xml.no_declaration", "XML has no declaration.", ""},
     .traits = {.xml = {.declaration = ""}}},
    {.variant = {"xml.prefix", "The XML namespace has a prefix.", ""},
     .traits = {.xml = {.prefix = "v"}}},
    {.variant = {"xml.pretty", "XML is set in lines and indented.", ""},
     .traits = {.xml = {.pretty = true}}},
    {.variant = {"xml.references",
                 "XML writes all but ASCII as character references, attributes in single quotes.",
                 ""},
     .traits = {.xml = {.single_quotes = true, .references = true}}},
};

}  // namespace

std::span<const VariantEntry> format_variants() { return entries; }

}  // namespace emconform::mock
