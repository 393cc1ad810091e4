#include <gmock/gmock.h>

#include "load/decoded.h"

namespace emconform {
namespace {

using testing::ElementsAre;

std::string field(const Resource& resource, std::string_view name) {
  return std::string(text_of(resource, name).value_or("none"));
}

TEST(DecodeXml, MakesFieldsOfAttributesAndTexts) {
  const auto job = decoded(R"(<Job Name="a &amp; b" UID="urn:veeam:Job:1"><State>Stopped</State>
    <Reason/></Job>)");
  EXPECT_EQ(job.format, Format::Xml);
  EXPECT_EQ(job.root.element, "Job");
  EXPECT_EQ(field(job.root, "Name"), "a & b");
  EXPECT_EQ(find_field(job.root, "Name")->writing, Writing::Attribute);
  EXPECT_EQ(field(job.root, "State"), "Stopped");
  EXPECT_EQ(find_field(job.root, "State")->writing, Writing::Text);
  EXPECT_EQ(field(job.root, "Reason"), "");
  EXPECT_FALSE(job.root.has_links);
}

TEST(DecodeXml, KeepsBodyOrder) {
  const auto job = decoded(R"(<Job Z="1" A="2"><Y>3</Y><B>4</B></Job>)");
  std::vector<std::string> names;
  for (const Field& each : job.root.fields) names.push_back(each.name);
  EXPECT_THAT(names, ElementsAre("Z", "A", "Y", "B"));
}

TEST(DecodeXml, MakesLinksOfTheLinksElement) {
  const auto job = decoded(R"(<Job><Links><Link Rel="Up" Href="/a" Type="T" Name=""/>
    <Link Rel="Start"/></Links></Job>)");
  EXPECT_TRUE(job.root.has_links);
  ASSERT_EQ(job.root.links.size(), 2U);
  EXPECT_EQ(job.root.links[0].type, "T");
  EXPECT_EQ(job.root.links[0].name, "") << "an empty attribute is not an absent one";
  EXPECT_EQ(job.root.links[1].rel, "Start");
  EXPECT_EQ(job.root.links[1].href, std::nullopt);
  EXPECT_TRUE(decoded("<Job><Links/></Job>").root.has_links) << "an empty list was there";
}

TEST(DecodeXml, MakesChildrenOfElementsWithAttributesOrElements) {
  const auto list = decoded(R"(<R><Ref Name="1"/><Ref><Name>2</Name></Ref><Ref>text</Ref></R>)");
  ASSERT_EQ(list.root.children.size(), 2U);
  EXPECT_EQ(field(list.root.children[0], "Name"), "1");
  EXPECT_EQ(field(list.root.children[1], "Name"), "2");
  EXPECT_FALSE(list.root.children[0].is_list);
  EXPECT_EQ(field(list.root, "Ref"), "text");
}

TEST(DecodeXml, CallsTheTextBesideAttributesValueAsJsonDoes) {
  const auto days = decoded(R"(<Days><Day Name="Monday">true</Day></Days>)");
  EXPECT_EQ(field(days.root.children.at(0), "Value"), "true");
}

TEST(DecodeXml, ResolvesTheNamespaceOfTheRoot) {
  struct Sample {
    std::string_view body, expected;
  };
  const Sample samples[] = {
      {R"(<Job xmlns="http://www.veeam.com/ent/v1.0"/>)", "http://www.veeam.com/ent/v1.0"},
      {R"(<v:Job xmlns:v="urn:v" xmlns="urn:other"/>)", "urn:v"},
      {R"(<Job xmlns:v="urn:v"/>)", ""},
      {R"(<Job/>)", ""},
  };
  for (const Sample& sample : samples) {
    const auto job = decoded(sample.body);
    EXPECT_EQ(job.xml_namespace, sample.expected) << sample.body;
    EXPECT_EQ(job.root.element, "Job") << sample.body;
    EXPECT_TRUE(job.root.fields.empty()) << "declarations are no fields: " << sample.body;
  }
}

TEST(DecodeXml, TakesNilForAbsent) {
  const auto job = decoded(R"(<Job xmlns:i="http://www.w3.org/2001/XMLSchema-instance"
    i:schemaLocation="x"><Reason i:nil="true"/><Kept i:nil="false">1</Kept></Job>)");
  EXPECT_EQ(text_of(job.root, "Reason"), std::nullopt);
  EXPECT_EQ(field(job.root, "Kept"), "1");
  EXPECT_EQ(job.root.fields.size(), 2U);
}

TEST(DecodeXml, JoinsTextsAroundCommentsAndCdata) {
  const auto job = decoded("<Job><Name>a<!-- b -->c<![CDATA[<d>]]>e</Name><Blank> </Blank></Job>");
  EXPECT_EQ(field(job.root, "Name"), "ac<d>e");
  EXPECT_EQ(field(job.root, "Blank"), " ");
}

TEST(DecodeXml, ReadsOtherEncodings) {
  EXPECT_EQ(field(decoded("\xEF\xBB\xBF<J N=\"\xC3\xA4\"/>").root, "N"), "\xC3\xA4");
  EXPECT_TRUE(decoded("\xEF\xBB\xBF<J/>").byte_order_mark);
  EXPECT_EQ(field(decoded("<?xml version='1.0' encoding='iso-8859-1'?><J N='\xE4'/>").root, "N"),
            "\xC3\xA4");
  EXPECT_EQ(field(decoded(std::string("\xFF\xFE<\0J\0 \0N\0=\0'\0\xE4\0'\0/\0>\0", 22)).root, "N"),
            "\xC3\xA4");
  EXPECT_EQ(refusal("<?xml version='1.0' encoding='windows-1251'?><J N='\xE4'/>"),
            "line 1, column 1: XML in an encoding that is not read; it must be UTF-8");
}

// What pugixml accepts (dependencies, section 5) and what an XML processor must refuse.
TEST(DecodeXml, RefusesWhatIsNotWellFormed) {
  struct Sample {
    std::string body, expected;
  };
  const std::string nul("<a>\0</a>", 8);
  const Sample samples[] = {
      {"<a b=\"x & y\"/>", "line 1, column 10: not well-formed XML: xmlParseEntityRef: no name"},
      {"<a>\n x & y</a>", "line 2, column 5: not well-formed XML: xmlParseEntityRef: no name"},
      {"<a b='1' b='2'/>", "line 1, column 15: not well-formed XML: Attribute b redefined"},
      {"<x:a/>", "line 1, column 5: not well-formed XML: Namespace prefix x on a is not defined"},
      {"<a x:b=''/>",
       "line 1, column 10: not well-formed XML: Namespace prefix x for b on a is not defined"},
      {"<a>\xFF</a>",
       "line 1, column 4: not well-formed XML: Input is not proper UTF-8, indicate encoding ! "
       "Bytes: 0xFF 0x3C 0x2F 0x61"},
      {"<a>\x01</a>", "line 1, column 4: not well-formed XML: PCDATA invalid Char value 1"},
      {"<a>&#0;</a>",
       "line 1, column 8: not well-formed XML: xmlParseCharRef: invalid xmlChar "
       "value 0"},
      {"<a>&nbsp;</a>", "line 1, column 10: not well-formed XML: Entity 'nbsp' not defined"},
      {"<a/><b/>",
       "line 1, column 5: not well-formed XML: Extra content at the end of the "
       "document"},
      {"<a/>x", "line 1, column 5: not well-formed XML: Extra content at the end of the document"},
      {"<a b='<'/>",
       "line 1, column 7: not well-formed XML: Unescaped '<' not allowed in "
       "attributes values"},
      {"<a><!-- x -- y --></a>",
       "line 1, column 11: not well-formed XML: Double hyphen within comment"},
      {"<a>]]></a>",
       "line 1, column 4: not well-formed XML: Sequence ']]>' not allowed in "
       "content"},
      {"<a><b>\n</a>",
       "line 2, column 5: not well-formed XML: Opening and ending tag mismatch: b "
       "line 1 and a"},
      {"<a b=c/>", "line 1, column 6: not well-formed XML: AttValue: \" or ' expected"},
      {"<a", "line 1, column 3: not well-formed XML: Couldn't find end of Start Tag a line 1"},
      {"<a>", "line 1, column 4: not well-formed XML: Premature end of data in tag a line 1"},
      {nul, "line 1, column 4: not well-formed XML: a NUL byte"},
      {"<EntityReferences></EntityReferences",  // the sample of a page of the specification
       "line 1, column 37: not well-formed XML: expected '>'"},
      {"<PagingInfo><Link Href=\"q?filter=Version==\"11\"&page=1\"/></PagingInfo>",  // another
       "line 1, column 44: not well-formed XML: attributes construct error"},
      {"hello", "line 1, column 1: not well-formed XML: Start tag expected, '<' not found"},
      {"   ", "line 1, column 4: not well-formed XML: Start tag expected, '<' not found"},
      {"", "line 1, column 1: the body is empty"},
      {"\xEF\xBB\xBF", "line 1, column 1: the body is empty"},
      {"<!DOCTYPE html><html/>",
       "line 1, column 1: XML with a document type declaration (DOCTYPE)"},
      {"<!-- x -->\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
       "line 2, column 1: XML with a document type declaration (DOCTYPE)"},
      {"<?xml version='1.0' encoding='utf-16'?><a/>",
       "line 1, column 38: not well-formed XML: Document labelled UTF-16 but has UTF-8 content"},
  };
  for (const Sample& sample : samples) EXPECT_EQ(refusal(sample.body), sample.expected);
}

// XML 1.0, section 4.3.3.
TEST(DecodeXml, TakesUtf16WithAMarkThatDeclaresNothingElse) {
  const auto utf16 = [](std::string_view text) {
    std::string wide;
    for (const char c : text) wide.append({c, '\0'});
    return wide;
  };
  const std::string mark = "\xFF\xFE";
  EXPECT_TRUE(decode(mark + utf16("<a/>")));
  EXPECT_TRUE(decode(mark + utf16("<?xml version='1.0' encoding='UTF-16'?><a/>")));
  EXPECT_EQ(refusal(mark + utf16("<?xml version='1.0' encoding='utf-8'?><a/>")),
            "line 1, column 1: XML in UTF-16 that declares another encoding");
  EXPECT_EQ(refusal(utf16("<a/>")),
            "line 1, column 1: XML in UTF-16 without a byte order mark; it must be UTF-8");
}

TEST(DecodeXml, RefusesEveryBeginningOfADocument) {
  const std::string whole =
      R"(<?xml version="1.0"?><R xmlns="urn:a"><!-- c --><Ref N="&lt;"><L><![CDATA[x]]></L></Ref></R>)";
  ASSERT_TRUE(decode(whole));
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(decode(whole.substr(0, length))) << whole.substr(0, length);
}

}  // namespace
}  // namespace emconform
