#include <gmock/gmock.h>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view xml = "<EntityRef/>";
constexpr std::string_view json = R"({"Type":null})";

/// The answer with other header lines; the parsed headers follow.
Exchange with_headers(Exchange exchange, const std::vector<std::string>& lines) {
  exchange.response->header_lines = lines;
  exchange.response->headers.clear();
  for (const std::string& line : lines) {
    const std::size_t colon = line.find(':');
    if (colon != std::string::npos)
      exchange.response->headers.push_back({line.substr(0, colon), line.substr(colon + 1)});
  }
  return exchange;
}

TEST(Status, IsOneOfTheExpected) {
  Exchange exchange = answered(std::string(xml), item(Form::Reference));
  exchange.expected.statuses = {404, 500};
  exchange.response->status = 500;
  EXPECT_THAT(places(judged("http.status", exchange)), IsEmpty());
  exchange.response->status = 200;
  const Judgement judgement = judged("http.status", exchange);
  ASSERT_THAT(places(judgement), ElementsAre("status"));
  EXPECT_EQ(judgement.findings[0].expected, "404 or 500");
  EXPECT_EQ(judgement.findings[0].actual, "200");
  EXPECT_EQ(judgement.witnesses, 1U);
}

TEST(MediaType, IsWhatWasAskedForAndWhatTheBodyIs) {
  struct Sample {
    std::string_view body;
    std::optional<Format> format;
    std::vector<std::string> lines;
    std::size_t findings;
  };
  const std::vector<Sample> samples = {
      {xml, Format::Xml, {"Content-Type: application/xml"}, 0},
      {xml, Format::Xml, {"content-type:APPLICATION/XML; charset=\"UTF-8\""}, 0},
      {xml, std::nullopt, {"Content-Type: application/xml;charset=utf-8;x=y"}, 0},
      {json, std::nullopt, {"Content-Type: application/json"}, 0},
      {"\xEF\xBB\xBF{}", Format::Json, {"Content-Type: application/json; charset=utf-8"}, 0},
      {xml, Format::Xml, {}, 1},
      {xml, Format::Xml, {"Content-Type: application/xml", "Content-Type: application/xml"}, 1},
      {xml, Format::Xml, {"Content-Type: text/xml"}, 1},
      {xml, std::nullopt, {"Content-Type: application/xmlx"}, 1},
      {xml, Format::Xml, {"Content-Type: application/xml; charset=utf-16"}, 1},
      {json, Format::Xml, {"Content-Type: application/json"}, 1},
      {json, Format::Json, {"Content-Type: application/xml"}, 2},
      {json, Format::Xml, {"Content-Type: application/xml"}, 1},
      {"Bad Request", Format::Xml, {"Content-Type: application/xml"}, 1},
  };
  for (const Sample& sample : samples) {
    Exchange exchange = answered(std::string(sample.body), item(Form::Reference));
    exchange.expected.format = sample.format;
    const auto judgement = judged("http.media_type", with_headers(exchange, sample.lines));
    EXPECT_EQ(judgement.findings.size(), sample.findings) << testing::PrintToString(sample.lines);
    EXPECT_EQ(judgement.witnesses, 1U);
  }
}

TEST(MediaType, IsNotJudgedWithoutABody) {
  EXPECT_EQ(judged("http.media_type", answered("", error(401))).witnesses, 0U);
}

TEST(ContentLength, IsTheNumberOfBytesReceived) {
  struct Sample {
    int status;
    std::vector<std::string> lines;
    std::size_t findings;
  };
  const std::vector<Sample> samples = {
      {200, {"Content-Length: 12"}, 0},
      {200, {"CONTENT-length:\t12 "}, 0},
      {200, {}, 1},
      {200, {"Content-Length: 11"}, 1},
      {200, {"Content-Length: +12"}, 1},
      {200, {"Content-Length: 12, 12"}, 1},
      {200, {"Content-Length: 99999999999999999999"}, 1},
      {200, {"Content-Length: 12", "Content-Length: 12"}, 1},
      {200, {"Content-Length: 12", "Content-Length: 13"}, 2},
      {200, {"Transfer-Encoding: chunked"}, 1},
      {200, {"Content-Length: 12", "Transfer-Encoding: chunked"}, 1},
  };
  for (const Sample& sample : samples) {
    const Exchange exchange =
        with_headers(answered(std::string(xml), item(Form::Reference)), sample.lines);
    const auto judgement = judged("http.content_length", exchange);
    EXPECT_EQ(judgement.findings.size(), sample.findings) << testing::PrintToString(sample.lines);
    EXPECT_EQ(judgement.witnesses, 1U);
  }
}

TEST(ContentLength, OfACompressedBodyIsThatOfTheBytesSent) {
  Exchange exchange =
      with_headers(answered(std::string(xml), item(Form::Reference)), {"Content-Length: 7"});
  exchange.response->encoded_bytes = 7;
  EXPECT_THAT(places(judged("http.content_length", exchange)), IsEmpty());
  exchange.response->encoded_bytes = 8;
  EXPECT_THAT(places(judged("http.content_length", exchange)),
              ElementsAre("header Content-Length"));
}

TEST(ContentLength, MayBeMissingWhereThereIsNoBody) {
  const Expected none{.statuses = {204}, .shape = Shape::None};
  const Exchange exchange = answered("", none);
  EXPECT_THAT(places(judged("http.content_length", with_headers(exchange, {}))), IsEmpty());
  EXPECT_THAT(places(judged("http.content_length", with_headers(exchange, {"Content-Length: 0"}))),
              IsEmpty());
  EXPECT_THAT(places(judged("http.content_length", with_headers(exchange, {"Content-Length: 7"}))),
              ElementsAre("header Content-Length"));
}

TEST(ContentLength, OfHeadIsThatOfGet) {
  Exchange exchange = answered("", {.statuses = {200}, .shape = Shape::None});
  exchange.request.method = "HEAD";
  EXPECT_THAT(places(judged("http.content_length", with_headers(exchange, {"Content-Length: 7"}))),
              IsEmpty());
}

TEST(Framing, StatusLineHasThreeParts) {
  struct Sample {
    std::string line;
    std::size_t findings;
  };
  const std::vector<Sample> samples = {
      {"HTTP/1.1 200 OK", 0},
      {"HTTP/1.1 200 ", 0},
      {"HTTP/2 200 ", 0},
      {"HTTP/1.1 200 Not Bad", 0},
      {"HTTP/1.1  200 OK", 1},
      {"HTTP/1.1 2000 OK", 1},
      {"HTTP/1.1 404 OK", 1},
      {"http/1.1 200 OK", 1},
      {"HTTP/1.1 200 O\x01K", 1},
      {"200 OK", 1},
      {"HTTP/1.1", 1},
  };
  for (const Sample& sample : samples) {
    Exchange exchange = answered(std::string(xml), item(Form::Reference));
    exchange.response->status_line = sample.line;
    EXPECT_EQ(judged("http.framing", exchange).findings.size(), sample.findings) << sample.line;
  }
}

TEST(Framing, HeaderLinesHaveANameAndNoControlCharacters) {
  const Exchange exchange =
      with_headers(answered(std::string(xml), item(Form::Reference)),
                   {"Server: a\tb \xC3\xA4", "Date : x", " folded: x", "none", "X-A: \x01", ": x"});
  const auto judgement = judged("http.framing", exchange);
  EXPECT_THAT(places(judgement), ElementsAre("header line 2", "header line 3", "header line 4",
                                             "header line 5", "header line 6"));
  EXPECT_EQ(judgement.witnesses, 7U);
}

TEST(Framing, NothingFollowsTheAnswer) {
  Exchange exchange = with_headers(answered(std::string(xml), item(Form::Reference)), {});
  exchange.response->has_bytes_behind = true;
  EXPECT_THAT(places(judged("http.framing", exchange)), ElementsAre("behind the body"));
}

TEST(Framing, NeverShowsAValue) {
  const Exchange exchange = with_headers(answered(std::string(xml), item(Form::Reference)),
                                         {"X-RestSvcSessionId: secret\x02", "Cookie : secret"});
  for (const Finding& finding : judged("http.framing", exchange).findings)
    EXPECT_EQ(finding.actual.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace emconform
