#include <fmt/format.h>

#include "faults/fault.h"

// XML that is not well-formed, dangerous, or too much.
namespace emconform::faults {
namespace {

Outcome unreadable(std::string words) {
  return {1, Verdict::Fail, "body.well_formed", std::move(words)};
}

constexpr const char* root_start = "<EntityReferences";

/// A document type declaration before the root element.
Change with_doctype(std::string doctype, std::string text = {}) {
  return body([=](const Answer& real) {
    std::string changed = real.body;
    changed.insert(changed.find(root_start), doctype);
    if (!text.empty()) changed.insert(changed.find("<Ref "), text);
    return changed;
  });
}

std::string entity_bomb() {
  std::string doctype = "<!DOCTYPE x [<!ENTITY e0 \"lol\">";
  for (int i = 1; i < 10; ++i)
    doctype += fmt::format("<!ENTITY e{} \"{}\">", i, repeated(fmt::format("&e{};", i - 1), 10));
  return doctype + "]>";
}

/// An external entity of another server, which must hear nothing of it.
Target external_http(const mock::Server& mock) {
  auto other = std::make_shared<test::Responder>(test::answer("HTTP/1.1 200 OK\r\n\r\nsecret"));
  Target target =
      xml_proxy(at_sessions(),
                with_doctype(fmt::format("<!DOCTYPE x SYSTEM \"{0}/x.dtd\" [<!ENTITY x "
                                         "SYSTEM \"{0}/x\"><!ENTITY % p SYSTEM \"{0}/p\">%p;]>",
                                         other->base()),
                             "&x;"))(mock);
  target.alive.push_back(other);
  target.objection = [other] {
    return std::string(other->connections() == 0 ? "" : "the external entity was fetched");
  };
  return target;
}

std::string utf16(std::string_view ascii, bool little_endian) {
  std::string text;
  for (const char c : ascii) {
    if (!little_endian) text += '\0';
    text += c;
    if (little_endian) text += '\0';
  }
  return text;
}

Change inserted(std::function<std::string()> text) {
  return body([text = std::move(text)](const Answer& real) {
    std::string changed = real.body;
    return changed.insert(changed.find("<Ref "), text());
  });
}

Change declared(std::string encoding) {
  return changed([encoding = std::move(encoding)](const Answer& real) {
    return replaced_once(real, "encoding=\"utf-8\"", "encoding=\"" + encoding + '"');
  });
}

/// Without links: 100,000 members as they are would take 90 MB.
std::string refs_with_one_uid(const Answer& real) {
  const std::size_t first = real.body.find("<Ref "), end = real.body.find("<Links>");
  return real.body.substr(0, first) +
         repeated(real.body.substr(first, end - first) + "<Links/></Ref>", 100'000) +
         "</EntityReferences>";
}

}  // namespace

Faults xml_faults() {
  const auto at_xml = [](Change change) { return xml_proxy(at_sessions(), std::move(change)); };
  return {
      {"xml.nul", "The XML holds a NUL byte.", unreadable("a NUL byte"),
       at_xml(inserted([] { return std::string(1, '\0'); }))},
      {"xml.invalid_utf8", "A name in the XML is not UTF-8.", unreadable(""),
       at_xml(changed([](const Answer& real) {
         return replaced_once(real, "Name=\"", "Name=\"\xff\xc0\xaf");
       }))},
      {"xml.utf16", "The XML is UTF-16 with a byte order mark, declared as UTF-8.",
       unreadable("declares another encoding"),
       at_xml(body([](const Answer& real) { return "\xff\xfe" + utf16(real.body, true); }))},
      {"xml.utf16_declared",
       "The XML is UTF-16 with a byte order mark, and declares it: XML allows it.",
       {0, Verdict::Pass, "body.well_formed", ""},
       at_xml(body([](const Answer& real) {
         return "\xff\xfe" + utf16(replaced_once(real, "\"utf-8\"", "\"utf-16\"").body, true);
       }))},
      {"xml.utf16_without_mark", "The XML is UTF-16 without a byte order mark, declared as UTF-8.",
       unreadable(""), at_xml(body([](const Answer& real) { return utf16(real.body, false); }))},
      {"xml.entity_bomb", "Nested entities unfold to 3 GB (billion laughs).",
       unreadable("document type declaration"), at_xml(with_doctype(entity_bomb(), "&e9;"))},
      {"xml.external_file", "An external entity is a file of the harness's machine.",
       unreadable("document type declaration"),
       at_xml(with_doctype("<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "&x;"))},
      {"xml.external_http", "External entities and a DTD lie on another server: it hears nothing.",
       unreadable("document type declaration"), external_http},
      {"xml.doctype", "The XML has a document type declaration.",
       unreadable("document type declaration"),
       at_xml(with_doctype("<!DOCTYPE EntityReferences>"))},
      {"xml.unknown_entity", "The XML uses an entity that nobody declared.", unreadable("nosuch"),
       at_xml(inserted([] { return "&nosuch;"; }))},
      {"xml.nested", "A million elements are nested in each other.", unreadable("levels deep"),
       at_xml(inserted([] { return repeated("<a>", 1'000'000) + repeated("</a>", 1'000'000); }))},
      {"xml.elements", "A million empty elements stand beside each other.", unreadable("elements"),
       at_xml(inserted([] { return repeated("<a/>", 1'000'000); }))},
      {"xml.attributes", "An element has a million attributes.",
       unreadable("attributes in one element"), at_xml(body([](const Answer& real) {
         std::string attributes;
         for (int i = 0; i < 1'000'000; ++i) attributes += fmt::format("a{}=\"\" ", i);
         return replaced_once(real, "<Ref ", "<Ref " + attributes).body;
       }))},
      {"xml.duplicate_attributes", "An element has the same attribute twice.",
       unreadable("redefined"), at_xml(changed([](const Answer& real) {
         return replaced_once(real, "<Ref ", "<Ref UID=\"\" ");
       }))},
      {"xml.cut_off", "The XML ends in the middle, though the Content-Length fits.", unreadable(""),
       at_xml(body([](const Answer& real) { return real.body.substr(0, real.body.size() / 2); }))},
      {"xml.two_roots", "A second document follows the first.", unreadable(""),
       at_xml(body([](const Answer& real) { return real.body + "<EntityReferences/>"; }))},
      {"xml.declared_utf16", "The XML is UTF-8, and declares UTF-16.", unreadable(""),
       at_xml(declared("utf-16"))},
      {"xml.declared_unknown", "The XML declares an encoding that nobody knows.", unreadable(""),
       at_xml(declared("x-odd"))},
      {"xml.charset_contradiction",
       "Content-Type says charset=utf-16, the XML is UTF-8.",
       {1, Verdict::Fail, "http.media_type", "charset utf-8"},
       at_xml(changed([](const Answer& real) {
         return with(real, "Content-Type", "application/xml; charset=utf-16");
       }))},
      {"xml.control_characters", "A name in the XML holds a control character as a reference.",
       unreadable(""), at_xml(changed([](const Answer& real) {
         return replaced_once(real, "Name=\"", "Name=\"&#x1b;[2J");
       }))},
      {"xml.one_uid",
       "A list has 100,000 members, all with one UID.",
       {1, Verdict::Fail, "identity.unique", ""},
       at_xml(body(refs_with_one_uid)),
       "backupSessions/cookie",
       {"--max-time", "30"}},
  };
}

}  // namespace emconform::faults
