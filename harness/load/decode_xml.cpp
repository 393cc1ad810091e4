#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/xmlreader.h>

#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "load/body_formats.h"
#include "load/text_position.h"
#include "load/xml_tags.h"
#include "model/href.h"

namespace emconform {
namespace {

constexpr std::string_view instance_namespace = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::size_t largest_utf16_body = 1 << 20;

using Reader = std::unique_ptr<xmlTextReader, decltype(&xmlFreeTextReader)>;

/// The first fault that libxml2 reports, as a message and a place.
struct Complaint {
  std::string what{};
  LineColumn place{};
};

void keep_first(void* data, xmlErrorPtr error) {
  auto& complaint = *static_cast<std::optional<Complaint>*>(data);
  if (complaint || error == nullptr || error->level < XML_ERR_ERROR) return;
  complaint = Complaint{printable(error->message == nullptr ? "unknown fault" : error->message),
                        {static_cast<std::size_t>(std::max(error->line, 1)),
                         static_cast<std::size_t>(std::max(error->int2, 1))}};
}

bool starts_as_utf16(std::string_view body) {
  const std::string_view mark = body.substr(0, 2);
  return mark == "\xFE\xFF" || mark == "\xFF\xFE" || mark == std::string_view("\0<", 2) ||
         mark == std::string_view("<\0", 2);
}

/// pugixml knows UTF-8, UTF-16 and Latin-1; libxml2 many more, which would then be read apart.
bool is_read_by_both(const xmlChar* encoding) {
  if (encoding == nullptr) return true;
  const void* bytes = encoding;  // libxml2's characters are unsigned
  const std::string_view name = static_cast<const char*>(bytes);
  constexpr std::array<std::string_view, 7> known = {
      "UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "US-ASCII"};
  return std::any_of(known.begin(), known.end(),
                     [&](std::string_view each) { return equal_ignoring_case(each, name); });
}

/// Reads the whole body with libxml2, which alone says whether it is well-formed: pugixml accepts
/// bare ampersands, duplicate attributes, two roots and more (dependencies, section 5).
class Judge {
 public:
  Judge(std::string_view body, const DecodeLimits& limits) : limits_(limits) {
    static const bool initialized = (xmlInitParser(), true);
    static_cast<void>(initialized);
    reader_ = Reader(xmlReaderForMemory(body.data(), static_cast<int>(body.size()), nullptr,
                                        nullptr, XML_PARSE_NONET),
                     &xmlFreeTextReader);
    if (reader_) xmlTextReaderSetStructuredErrorHandler(reader_.get(), keep_first, &complaint_);
  }

  /// Why the body is refused; nullopt if it is not.
  std::optional<Error> error() {
    if (!reader_) return malformed("", "the XML cannot be read: no memory").value();
    int more = xmlTextReaderRead(reader_.get());
    if (more == 1 && !is_read_by_both(xmlTextReaderConstEncoding(reader_.get())))
      return malformed("line 1, column 1", "XML in an encoding that is not read; it must be UTF-8")
          .value();
    // The return code alone says nothing of an undeclared prefix: it is 0 then.
    for (; more == 1 && !complaint_; more = xmlTextReaderRead(reader_.get()))
      if (auto refused = node_error()) return refused;
    if (complaint_)
      return malformed(to_string(complaint_->place), "not well-formed XML: " + complaint_->what)
          .value();
    if (more != 0) return malformed(here(), "not well-formed XML").value();
    return std::nullopt;
  }

 private:
  std::optional<Error> node_error() {
    xmlTextReader* reader = reader_.get();
    const int type = xmlTextReaderNodeType(reader);
    if (type == XML_READER_TYPE_DOCUMENT_TYPE)
      return malformed(here(), "XML with a document type declaration (DOCTYPE)").value();
    if (type == XML_READER_TYPE_END_ELEMENT) return std::nullopt;
    nodes_ += 1;
    if (type == XML_READER_TYPE_ELEMENT)
      nodes_ += static_cast<std::size_t>(std::max(xmlTextReaderAttributeCount(reader), 0));
    if (static_cast<std::size_t>(std::max(xmlTextReaderDepth(reader), 0)) > limits_.depth)
      return malformed(here(), fmt::format("XML nested more than {} levels deep", limits_.depth))
          .value();
    if (nodes_ > limits_.nodes)
      return malformed(here(), fmt::format("XML of more than {} elements, attributes and texts",
                                           limits_.nodes))
          .value();
    return std::nullopt;
  }

  std::string here() const {
    return to_string(LineColumn{
        static_cast<std::size_t>(std::max(xmlTextReaderGetParserLineNumber(reader_.get()), 1)),
        static_cast<std::size_t>(std::max(xmlTextReaderGetParserColumnNumber(reader_.get()), 1))});
  }

  DecodeLimits limits_;
  std::optional<Complaint> complaint_{};
  Reader reader_{nullptr, &xmlFreeTextReader};
  std::size_t nodes_ = 0;
};

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view local_name(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// What a prefix ("" for the default) stands for at a node.
std::string_view namespace_of(const pugi::xml_node& node, std::string_view prefix) {
  const std::string declaration = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
  for (pugi::xml_node at = node; at; at = at.parent())
    if (const auto attribute = at.attribute(declaration.c_str())) return attribute.value();
  return {};
}

/// Declarations of namespaces and attributes of XML Schema say nothing of the resource.
bool is_markup(const pugi::xml_node& node, std::string_view attribute) {
  if (attribute == "xmlns") return true;
  const std::string_view prefix = prefix_of(attribute);
  if (prefix.empty()) return false;
  return prefix == "xmlns" || prefix == "xml" || namespace_of(node, prefix) == instance_namespace;
}

bool is_nil(const pugi::xml_node& node) {
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    const std::string_view name = attribute.name(), value = attribute.value();
    if (local_name(name) == "nil" && (value == "true" || value == "1") &&
        namespace_of(node, prefix_of(name)) == instance_namespace && !prefix_of(name).empty())
      return true;
  }
  return false;
}

bool is_resource(const pugi::xml_node& node) {
  for (const pugi::xml_attribute& attribute : node.attributes())
    if (!is_markup(node, attribute.name())) return true;
  for (const pugi::xml_node& child : node.children())
    if (child.type() == pugi::node_element) return true;
  return false;
}

/// All texts and CDATA sections of an element; a comment between them splits them.
std::string text_in(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      text += child.value();
  return text;
}

Link link_of(const pugi::xml_node& node) {
  Link link;
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "Rel") link.rel = attribute.value();
    if (name == "Href") link.href = attribute.value();
    if (name == "Type") link.type = attribute.value();
    if (name == "Name") link.name = attribute.value();
  }
  return link;
}

Resource resource_of(const pugi::xml_node& node);

void add_element(const pugi::xml_node& node, Resource& parent) {
  const std::string_view name = local_name(node.name());
  if (name == "Links") {
    parent.has_links = true;
    for (const pugi::xml_node& child : node.children())
      if (child.type() == pugi::node_element) parent.links.push_back(link_of(child));
  } else if (is_nil(node)) {
    parent.fields.push_back({std::string(name), "", Writing::Null});
  } else if (is_resource(node)) {
    parent.children.push_back(resource_of(node));
  } else {
    parent.fields.push_back({std::string(name), text_in(node), Writing::Text});
  }
}

Resource resource_of(const pugi::xml_node& node) {
  Resource resource;
  resource.element = local_name(node.name());
  for (const pugi::xml_attribute& attribute : node.attributes())
    if (!is_markup(node, attribute.name()))
      resource.fields.push_back({attribute.name(), attribute.value(), Writing::Attribute});
  bool has_elements = false;
  for (const pugi::xml_node& child : node.children())
    if (child.type() == pugi::node_element) {
      add_element(child, resource);
      has_elements = true;
    }
  // <Day Name="x">v</Day>: JSON calls the text Value (api-facts, section 4).
  if (!has_elements)
    if (std::string text = text_in(node); text.find_first_not_of(" \t\r\n") != std::string::npos)
      resource.fields.push_back({"Value", std::move(text), Writing::Text});
  return resource;
}

}  // namespace

Result<Representation> decode_xml(std::string_view body, const DecodeLimits& limits) {
  if (body.size() > INT_MAX) return malformed("", "XML of more than 2 GiB");
  if (starts_as_utf16(body) && body.size() > largest_utf16_body)
    return malformed("line 1, column 1", "XML in UTF-16 of more than 1 MiB; it must be UTF-8");
  if (auto refused = refused_markup(body))
    return malformed(to_string(line_column(body, refused->offset)), std::move(refused->why));
  try {
    if (auto error = Judge(body, limits).error()) return fail(std::move(*error));
    pugi::xml_document document;
    const auto parsed = document.load_buffer(body.data(), body.size(),
                                             pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!parsed) return malformed("", fmt::format("XML cannot be read: {}", parsed.description()));
    const pugi::xml_node root = document.document_element();
    Representation representation;
    representation.format = Format::Xml;
    representation.xml_namespace = namespace_of(root, prefix_of(root.name()));
    representation.root = resource_of(root);
    return representation;
  } catch (const std::exception& error) {  // no memory
    return malformed("", printable(error.what()));
  }
}

}  // namespace emconform
