#include "mock/encode.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "mock/request.h"
#include "mock/text.h"

namespace emconform::mock {
namespace {

Document document_with(const std::string& text) {
  return {"Thing", {{{"Body", text}, {"Name", text, Place::Attribute}, {"Missing"}}}};
}

TEST(EncodeXml, EscapesWhatMarkupNeeds) {
  const std::string text = "a & b < c > d \" e ' f\n\tg \xC3\xA4 \xE6\x96\x87 \xF0\x9F\x98\x80";
  pugi::xml_document parsed;
  const std::string encoded = encode_xml(document_with(text));
  ASSERT_TRUE(parsed.load_buffer(encoded.data(), encoded.size(), pugi::parse_full)) << encoded;
  EXPECT_EQ(parsed.document_element().child("Body").text().get(), text);
  EXPECT_EQ(parsed.document_element().attribute("Name").value(), text);
  EXPECT_FALSE(parsed.document_element().child("Missing"));
}

TEST(EncodeXml, LeavesOutWhatXmlForbids) {
  const std::string text = std::string{"a\x01"} + std::string(1, '\0') + "b\x1F\xEF\xBF\xBF" + "c";
  const std::string encoded = encode_xml(document_with(text));
  EXPECT_NE(encoded.find("<Body>abc</Body>"), std::string::npos) << encoded;
  EXPECT_NE(encoded.find("Name=\"abc\""), std::string::npos) << encoded;
}

TEST(Encoders, ReplaceBytesThatAreNoUtf8) {
  for (const char* text : {"\xFF", "\xC0\xAF", "\xE6\x96", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
    EXPECT_NE(encode_xml(document_with(text)).find("\xEF\xBF\xBD"), std::string::npos);
    const std::string json = encode_json(document_with(text));
    EXPECT_TRUE(nlohmann::json::accept(json)) << json;
  }
}

TEST(EncodeJson, KeepsOrderTypesAndNull) {
  const Document document{"Thing",
                          {{{"Flag", true},
                            {"Count", std::int64_t{-3}},
                            {"Part", 0.5},
                            {"Text", "a\"b\\c\n"},
                            {"None"},
                            {"Links", std::vector<Link>{{"Up", "http://h/api/"}}, Place::First},
                            {"Things", List{"Thing"}}}}};
  EXPECT_EQ(
      encode_json(document),
      R"({"Flag":true,"Count":-3,"Part":0.5,"Text":"a\"b\\c\u000a","None":null,)"
      R"("Links":[{"Rel":"Up","Href":"http://h/api/","Name":null,"Type":null}],"Things":[]})");
}

TEST(Times, LoseTheirTrailingZeros) {
  using namespace std::chrono;
  const Time time = sys_days{year{2026} / 6 / 5} + hours{4} + seconds{7};
  EXPECT_EQ(date_time(time), "2026-06-05T04:00:07");
  EXPECT_EQ(date_time(time + milliseconds{620}), "2026-06-05T04:00:07.62");
  EXPECT_EQ(date_time(time + microseconds{1}), "2026-06-05T04:00:07.000001");
  EXPECT_EQ(http_date(time), "Fri, 05 Jun 2026 04:00:07 GMT");
}

TEST(ParseRequest, ReadsTheRawTarget) {
  const Request request = parse_request(
      {"GET", "/api//Jobs/%41?Filter=a==b;c>=\"d+e\"&format=ENTITIES&&flag&x=1=2", {}}, "http",
      "127.0.0.1:1");
  EXPECT_EQ(request.segments, (std::vector<std::string>{"Jobs", "A"}));
  EXPECT_EQ(parameter(request, "filter"), "a==b;c>=\"d e\"");
  EXPECT_EQ(parameter(request, "flag"), "");
  EXPECT_EQ(parameter(request, "x"), "1=2");
  EXPECT_EQ(parameter(request, "none"), std::nullopt);
  EXPECT_TRUE(request.entity);
  EXPECT_EQ(request.api, "http://127.0.0.1:1/api");
}

TEST(ParseRequest, LetsTheCookieBeatTheHeader) {
  const Request request = parse_request(
      {"GET",
       "/api/jobs",
       {{"x-restsvcsessionid", "header"}, {"cookie", "a=b; X-RestSvcSessionId=Y29va2ll=="}}},
      "http", "h");
  EXPECT_EQ(request.token, "Y29va2ll==");
  EXPECT_TRUE(request.token_in_cookie);
}

TEST(Base64, DecodesOnlyWhatItIs) {
  EXPECT_EQ(base64_decode("YWJj"), "abc");
  EXPECT_EQ(base64_decode("YWI="), "ab");
  EXPECT_EQ(base64_decode(base64_encode("\xFF\x01z~")), "\xFF\x01z~");
  for (const char* text : {"YWJ", "Y===", "YW!j", " YWJj", "=YWJ"})
    EXPECT_FALSE(base64_decode(text)) << text;
}

}  // namespace
}  // namespace emconform::mock
