#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "support/compress.h"
#include "support/responder.h"
#include "transport/http.h"

// What is made of an answer, and how connections are kept.
namespace emconform {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::StartsWith;

constexpr const char* two_bytes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

Result<Response> answered(const std::string& bytes) {
  test::Responder responder(test::answer(bytes));
  return HttpClient({.base = responder.base()}).send({.target = "/"});
}

TEST(HttpClient, KeepsStatusAndHeaderLinesAsReceived) {
  const auto response = answered(
      "HTTP/1.1 404  Not  found \r\ncontent-TYPE:application/xml; charset=utf-8 \r\n"
      "X-Empty:\r\nX-RestSvcSessionId: a==\r\nContent-Length: 4\r\n\r\n<a/>");
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->status, 404);
  EXPECT_EQ(response->status_line, "HTTP/1.1 404  Not  found ");
  EXPECT_THAT(response->header_lines,
              ElementsAre("content-TYPE:application/xml; charset=utf-8 ",
                          "X-Empty:", "X-RestSvcSessionId: a==", "Content-Length: 4"));
  ASSERT_EQ(response->headers.size(), 4U);
  EXPECT_EQ(header(response->headers, "Content-Type"), "application/xml; charset=utf-8");
  EXPECT_EQ(response->headers[0].name, "content-TYPE");
  EXPECT_EQ(header(response->headers, "X-Empty"), "");
  EXPECT_EQ(response->body, "<a/>");
}

TEST(HttpClient, JoinsAFoldedHeader) {
  const auto response = answered("HTTP/1.1 200 OK\r\nX: a\r\n  b\r\nContent-Length: 0\r\n\r\n");
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_THAT(response->header_lines, ElementsAre("X: a", "  b", "Content-Length: 0"));
  EXPECT_EQ(header(response->headers, "X"), "a b");
}

TEST(HttpClient, LeavesTrailersOut) {
  const auto response =
      answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n\r\n");
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_THAT(response->header_lines, ElementsAre("Transfer-Encoding: chunked"));
  EXPECT_EQ(response->body, "ok");
}

TEST(HttpClient, DoesNotFollowARedirectNorDecodeItsLocation) {
  const auto response =
      answered("HTTP/1.1 302 Found\r\nLocation: /a%20b%2Fc+d\r\nContent-Length: 0\r\n\r\n");
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->status, 302);
  EXPECT_EQ(header(response->headers, "Location"), "/a%20b%2Fc+d");
}

// RFC 9110, section 12.5.3: without Accept-Encoding, any coding is acceptable.
TEST(HttpClient, UndoesCompressionThatCameUnasked) {
  const std::string gzipped = test::gzip("ok");
  const auto response = answered(
      fmt::format("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n{}",
                  gzipped.size(), gzipped));
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->body, "ok");
  EXPECT_EQ(response->encoded_bytes, gzipped.size());
}

TEST(HttpClient, RefusesCompressionThatItCannotUndo) {
  const auto what = [](const std::string& coding, const std::string& body) {
    const auto response =
        answered(fmt::format("HTTP/1.1 200 OK\r\nContent-Encoding: {}\r\nContent-Length: {}\r\n"
                             "\r\n{}",
                             coding, body.size(), body));
    return response ? "no error" : response.error().what;
  };
  const std::string cannot = "the body's Content-Encoding cannot be undone: ";
  EXPECT_EQ(what("gzip", "\x1f\x8b!"), cannot + "nothing came out of it");
  EXPECT_THAT(what("gzip", "plain text"), StartsWith(cannot));
  EXPECT_THAT(what("x-odd", "ok"), StartsWith(cannot));
  EXPECT_EQ(what("identity", "ok"), "no error");
}

TEST(HttpClient, ReadsNoBodyAfterHead) {
  test::Responder responder(test::answer_each("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
  HttpClient client({.base = responder.base()});
  for (int i = 0; i < 2; ++i) {
    const auto response = client.send({.method = "HEAD", .target = "/"});
    ASSERT_TRUE(response) << response.error().what;
    EXPECT_EQ(header(response->headers, "Content-Length"), "1000");
    EXPECT_EQ(response->body, "");
  }
  EXPECT_EQ(responder.connections(), 1U);
}

TEST(HttpClient, MeasuresTheExchange) {
  test::Responder responder(test::answer_each(two_bytes));
  HttpClient client({.base = responder.base()});
  const auto before = std::chrono::system_clock::now();
  const auto first = client.send({.target = "/"}), second = client.send({.target = "/"});
  ASSERT_TRUE(first && second);
  EXPECT_GE(first->timing.sent, before);
  EXPECT_TRUE(first->timing.new_connection);
  EXPECT_GT(first->timing.connect, 0us);
  EXPECT_EQ(first->timing.tls, 0us);
  EXPECT_GE(first->timing.first_byte, first->timing.connect);
  EXPECT_GE(first->timing.total, first->timing.first_byte);
  EXPECT_FALSE(second->timing.new_connection);
  EXPECT_GE(second->timing.sent, first->timing.sent + first->timing.total);
  EXPECT_FALSE(client.tls());
}

TEST(HttpClient, KeepsItsConnectionWithoutAskingForIt) {
  test::Responder responder(test::answer_each(two_bytes));
  HttpClient client({.base = responder.base()});
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(client.send({.target = "/"}));
  EXPECT_EQ(responder.connections(), 1U);
  EXPECT_EQ(responder.requests().size(), 20U);
}

TEST(HttpClient, ConnectsAnewWhenTheServerHasClosed) {
  test::Responder responder(test::answer(two_bytes));
  HttpClient client({.base = responder.base()});
  for (std::size_t i = 1; i <= 3; ++i) {
    const auto response = client.send({.target = "/"});
    ASSERT_TRUE(response) << response.error().what;
    EXPECT_TRUE(response->timing.new_connection);
    responder.wait_until_ended(i);
  }
}

// The server closes, or resets, at the very moment when the next request is on its way to it.
TEST(HttpClient, RepeatsWhatAnIdleConnectionLost) {
  using test::await_request;
  const test::Script closes = {await_request(), test::send(two_bytes), await_request()};
  const test::Script resets = {await_request(), test::send(two_bytes), await_request(),
                               test::reset()};
  for (const test::Script& script : {closes, resets}) {
    test::Responder responder({script, test::answer_each(two_bytes)});
    HttpClient client({.base = responder.base()});
    ASSERT_TRUE(client.send({.target = "/first"}));
    const auto response = client.send({.target = "/second"});
    ASSERT_TRUE(response) << response.error().what;
    EXPECT_TRUE(response->timing.new_connection);
    EXPECT_EQ(response->body, "ok");
    ASSERT_EQ(responder.requests().size(), 3U);
    EXPECT_EQ(responder.requests()[1], responder.requests()[2]);
  }
}

TEST(HttpClient, IsUnharmedByAnAnswerThatBroke) {
  test::Responder responder(
      {test::answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"), test::answer(two_bytes)});
  HttpClient client({.base = responder.base()});
  EXPECT_FALSE(client.send({.target = "/"}));
  const auto response = client.send({.target = "/"});
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->body, "ok");
}

TEST(HttpClient, TakesNoLeftOversForTheNextAnswer) {
  test::Responder responder(
      test::answer_each("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 500 Smuggled\r\n\r\n"));
  HttpClient client({.base = responder.base()});
  for (int i = 0; i < 20; ++i) {
    const auto response = client.send({.target = "/"});
    ASSERT_TRUE(response) << response.error().what;
    EXPECT_EQ(response->status, 204);
    EXPECT_EQ(response->body, "");
  }
}

}  // namespace
}  // namespace emconform
