#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

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

bool starts_as_utf16(std::string_view body) {
  const std::string_view mark = body.substr(0, 2);
  return mark == "\xFE\xFF" || mark == "\xFF\xFE" || mark == std::string_view("\0<", 2) ||
         mark == std::string_view("<\0", 2);
}

/// XML 1.0, section 4.3.3: UTF-16 begins with a byte order mark, and does not declare to be another
/// encoding. libxml2 lets both pass. "" if nothing is wrong.
std::string wrong_utf16(std::string_view body) {
  if (!body.starts_with("\xFE\xFF") && !body.starts_with("\xFF\xFE"))
    return "XML in UTF-16 without a byte order mark; it must be UTF-8";
  std::string declaration;
  for (const char c : body.substr(2, 400))
    if (c != '\0') declaration += c;
  declaration.resize(std::min(declaration.size(), declaration.find("?>")));
  const auto at = declaration.find("encoding");
  if (at == std::string::npos || lower(declaration).find("utf-16", at) != std::string::npos)
    return {};
  return "XML in UTF-16 that declares another encoding";
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

LineColumn place_of(int line, int column) {
  return {static_cast<std::size_t>(std::max(line, 1)),
          static_cast<std::size_t>(std::max(column, 1))};
}

/// Reads the whole body with libxml2, which alone says whether it is well-formed: pugixml accepts
/// bare ampersands, duplicate attributes, two roots and more (dependencies, section 5).
/// Its SAX parser is used and stopped at the first fault: the xmlTextReader takes time in
/// proportion to the square of the length of an attribute that is full of '>'.
class Judge {
 public:
  explicit Judge(const DecodeLimits& limits) : limits_(limits) {}

  /// Why the body is refused; nullopt if it is not.
  std::optional<Error> error(std::string_view body) {
    static const bool initialized = (xmlInitParser(), true);
    static_cast<void>(initialized);
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> context(
        xmlCreateMemoryParserCtxt(body.data(), static_cast<int>(body.size())), &xmlFreeParserCtxt);
    if (!context) return Error{.what = "XML cannot be read: no memory", .fault = Fault::Harness};
    context_ = context.get();
    xmlCtxtUseOptions(context_, XML_PARSE_NONET);
    *context_->sax = handlers();
    context_->userData = this;
    xmlParseDocument(context_);
    if (!error_ && (context_->wellFormed == 0 || context_->nsWellFormed == 0))
      refuse("not well-formed XML", here());
    return std::move(error_);
  }

 private:
  static xmlSAXHandler handlers() {
    xmlSAXHandler handlers{};  // no tree is built, no entity is defined
    handlers.initialized = XML_SAX2_MAGIC;
    handlers.startElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*,
                                 int namespaces, const xmlChar**, int attributes, int,
                                 const xmlChar**) {
      static_cast<Judge*>(self)->start(namespaces + attributes);
    };
    handlers.endElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
      --static_cast<Judge*>(self)->depth_;
    };
    handlers.characters = [](void* self, const xmlChar*, int) {
      static_cast<Judge*>(self)->count(1);
    };
    handlers.internalSubset = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
      auto& judge = *static_cast<Judge*>(self);
      judge.refuse(std::string(doctype_refused), judge.here());
    };
    handlers.serror = [](void* self, xmlErrorPtr error) {
      if (error == nullptr || error->level < XML_ERR_ERROR) return;
      const char* message = error->message == nullptr ? "unknown fault" : error->message;
      static_cast<Judge*>(self)->refuse(fmt::format("not well-formed XML: {}", printable(message)),
                                        place_of(error->line, error->int2));
    };
    return handlers;
  }

  void start(int attributes) {
    const xmlChar* encoding =
        context_->encoding != nullptr ? context_->encoding : context_->input->encoding;
    if (!is_read_by_both(encoding))
      refuse("XML in an encoding that is not read; it must be UTF-8", {1, 1});
    if (++depth_ > limits_.depth)
      refuse(fmt::format("XML nested more than {} levels deep", limits_.depth), here());
    count(1 + static_cast<std::size_t>(attributes));
  }

  void count(std::size_t nodes) {
    nodes_ += nodes;
    if (nodes_ > limits_.nodes)
      refuse(fmt::format("XML of more than {} elements, attributes and texts", limits_.nodes),
             here());
  }

  /// Keeps the first fault. Without the stop, libxml2 would report millions of them, slowly.
  void refuse(std::string what, LineColumn place) {
    if (!error_) error_ = malformed(to_string(place), std::move(what)).value();
    xmlStopParser(context_);
  }

  LineColumn here() const {
    const xmlParserInput* input = context_->input;
    return input == nullptr ? LineColumn{} : place_of(input->line, input->col);
  }

  DecodeLimits limits_;
  xmlParserCtxt* context_ = nullptr;
  std::optional<Error> error_{};
  std::size_t depth_ = 0, nodes_ = 0;
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
  const std::string declaration = prefix.empty() ? "xmlns" : fmt::format("xmlns:{}", prefix);
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

Resource resource_of(pugi::xml_node node, bool release = false);

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

/// With `release` each child is removed once it was read: the tree of a long list takes more memory
/// than what is made of it.
Resource resource_of(pugi::xml_node node, bool release) {
  Resource resource;
  resource.element = local_name(node.name());
  for (const pugi::xml_attribute& attribute : node.attributes())
    if (!is_markup(node, attribute.name()))
      resource.fields.push_back({attribute.name(), attribute.value(), Writing::Attribute});
  bool has_elements = false;
  for (pugi::xml_node child = node.first_child(), next; child; child = next) {
    next = child.next_sibling();
    if (child.type() != pugi::node_element) continue;
    add_element(child, resource);
    has_elements = true;
    if (release) node.remove_child(child);
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
  // refused_markup() cannot look into it.
  if (starts_as_utf16(body) && body.size() > largest_utf16_body)
    return malformed("line 1, column 1", "XML in UTF-16 of more than 1 MiB; it must be UTF-8");
  if (starts_as_utf16(body))
    if (std::string wrong = wrong_utf16(body); !wrong.empty())
      return malformed("line 1, column 1", std::move(wrong));
  if (const auto nul = body.find('\0'); nul != std::string_view::npos && !starts_as_utf16(body))
    return malformed(to_string(line_column(body, nul)), "not well-formed XML: a NUL byte");
  if (auto refused = refused_markup(body))
    return malformed(to_string(line_column(body, refused->offset)), std::move(refused->why));
  try {
    if (auto error = Judge(limits).error(body)) return fail(std::move(*error));
    pugi::xml_document document;
    const auto parsed = document.load_buffer(body.data(), body.size(),
                                             pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!parsed) return malformed("", fmt::format("XML cannot be read: {}", parsed.description()));
    const pugi::xml_node root = document.document_element();
    Representation representation;
    representation.format = Format::Xml;
    representation.xml_namespace = namespace_of(root, prefix_of(root.name()));
    representation.root = resource_of(root, true);
    return representation;
  } catch (const std::exception& error) {  // no memory
    return malformed("", printable(error.what()));
  }
}

}  // namespace emconform
