#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "support/responder.h"
#include "transport/http.h"

// What goes over the wire, byte for byte.
namespace emconform {
namespace {

constexpr const char* no_content = "HTTP/1.1 204 No Content\r\n\r\n";

struct Sample {
  Request request;
  std::string start;  // request line
  std::string rest;   // after Host and User-Agent
};

TEST(HttpClient, SendsExactlyTheRequest) {
  const std::string awkward = R"(/api/query?type=Job&filter=Name=="a;b"<'c'&x={[|^`\]}#f/../%zz)"
                              "\xC3\xBC";
  const Sample samples[] = {
      {{.target = "/api/"}, "GET /api/ HTTP/1.1", "\r\n"},
      {{.target = "/api/../x/./y"}, "GET /api/../x/./y HTTP/1.1", "\r\n"},
      {{.target = awkward}, "GET " + awkward + " HTTP/1.1", "\r\n"},
      {{.target = "/a", .headers = {{"Accept", "application/xml"}}},
       "GET /a HTTP/1.1",
       "Accept: application/xml\r\n\r\n"},
      {{.target = "/a", .headers = {{"accept", "*/*"}}}, "GET /a HTTP/1.1", "accept: */*\r\n\r\n"},
      {{.target = "/a", .headers = {{"X-RestSvcSessionId", ""}}},
       "GET /a HTTP/1.1",
       "X-RestSvcSessionId:\r\n\r\n"},
      {{.target = "/a", .headers = {{"Cookie", "X-RestSvcSessionId=a==; b"}, {"Cookie", "c"}}},
       "GET /a HTTP/1.1",
       "Cookie: X-RestSvcSessionId=a==; b\r\nCookie: c\r\n\r\n"},
      {{.method = "POST", .target = "/api/sessionMngr/?v=latest"},
       "POST /api/sessionMngr/?v=latest HTTP/1.1",
       "Content-Length: 0\r\n\r\n"},
      {{.method = "POST",
        .target = "/a",
        .headers = {{"Content-Type", "text/xml"}},
        .body = std::string("<a>\0</a>", 8)},
       "POST /a HTTP/1.1",
       std::string("Content-Type: text/xml\r\nContent-Length: 8\r\n\r\n<a>\0</a>", 53)},
      {{.method = "PUT", .target = "/a"}, "PUT /a HTTP/1.1", "Content-Length: 0\r\n\r\n"},
      {{.method = "DELETE", .target = "/a"}, "DELETE /a HTTP/1.1", "\r\n"},
      {{.method = "HEAD", .target = "/a"}, "HEAD /a HTTP/1.1", "\r\n"},
      {{.method = "OPTIONS", .target = "/a"}, "OPTIONS /a HTTP/1.1", "\r\n"},
  };
  test::Responder responder(test::answer_each(no_content));
  HttpClient client({.base = responder.base()});
  std::vector<std::string> expected;
  for (const Sample& sample : samples) {
    const auto response = client.send(sample.request);
    ASSERT_TRUE(response) << sample.start << ": " << response.error().what;
    expected.push_back(fmt::format("{}\r\nHost: 127.0.0.1:{}\r\nUser-Agent: emconform/0.1.0\r\n{}",
                                   sample.start, responder.port(), sample.rest));
    EXPECT_EQ(responder.requests().back(), expected.back());
  }
  EXPECT_EQ(responder.requests(), expected);
  EXPECT_EQ(responder.connections(), 1U);
}

TEST(HttpClient, AsksForNoPermissionToSendALargeBody) {
  test::Responder responder(test::answer(no_content));
  HttpClient client({.base = responder.base()});
  const std::string body(3U << 20U, 'x');
  ASSERT_TRUE(client.send({.method = "POST", .target = "/a", .body = body}));
  EXPECT_EQ(responder.requests().front(),
            fmt::format("POST /a HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUser-Agent: emconform/0.1.0\r\n"
                        "Content-Length: {}\r\n\r\n{}",
                        responder.port(), body.size(), body));
}

struct Unsendable {
  Request request;
  std::string what;
};

TEST(HttpClient, SendsNothingThatCouldBeReadAsAnotherRequest) {
  const std::string blanks = "the request's target holds blanks or control characters";
  const Unsendable samples[] = {
      {{.target = "/a b"}, blanks},
      {{.target = "/a\tb"}, blanks},
      {{.target = "/a\r\nX: y"}, blanks},
      {{.target = std::string("/a\0b", 4)}, blanks},
      {{.target = "/a\x7F"}, blanks},
      {{.target = ""}, "the request's target '' has no path"},
      {{.target = "http://evil/"}, "the request's target 'http://evil/' has no path"},
      {{.method = "", .target = "/"}, "the request has no usable method"},
      {{.method = "GET /x", .target = "/"}, "the request has no usable method"},
      {{.target = "/", .headers = {{"X", "a\r\nY: b"}}},
       "the request's header 'X' holds characters that no header may hold"},
      {{.target = "/", .headers = {{"X: a", "b"}}},
       "the request's header 'X: a' holds characters that no header may hold"},
      {{.target = "/", .headers = {{"", "b"}}},
       "the request's header '' holds characters that no header may hold"},
  };
  test::Responder responder(test::answer_each(no_content));
  HttpClient client({.base = responder.base()});
  for (const Unsendable& sample : samples) {
    const auto response = client.send(sample.request);
    ASSERT_FALSE(response) << sample.what;
    EXPECT_EQ(response.error().what, sample.what);
    EXPECT_EQ(response.error().fault, Fault::Harness);
  }
  EXPECT_EQ(responder.connections(), 0U);
}

TEST(HttpClient, UsesAProxyOnlyIfToldTo) {
  test::Responder target(test::answer_each(no_content)), proxy(test::answer_each(no_content));
  ::setenv("http_proxy", proxy.base().c_str(), 1);
  ::setenv("no_proxy", "*", 1);
  ASSERT_TRUE(HttpClient({.base = target.base()}).send({.target = "/direct"}));
  ASSERT_TRUE(HttpClient({.base = "http://em01.test:9399", .proxy = proxy.base()})
                  .send({.target = "/by/proxy?a=\"b\""}));
  ::unsetenv("http_proxy");
  ::unsetenv("no_proxy");
  EXPECT_EQ(target.requests().size(), 1U);
  ASSERT_EQ(proxy.requests().size(), 1U);
  EXPECT_TRUE(proxy.requests().front().starts_with(
      "GET http://em01.test:9399/by/proxy?a=\"b\" HTTP/1.1\r\nHost: em01.test:9399\r\n"))
      << proxy.requests().front();
}

TEST(HttpClient, GoesToTheAddressGivenForAName) {
  test::Responder responder(test::answer(no_content));
  HttpClient client({.base = fmt::format("http://em01.test:{}", responder.port()),
                     .resolve = {fmt::format("em01.test:{}:127.0.0.1", responder.port())}});
  const auto response = client.send({.target = "/"});
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_NE(responder.requests().front().find("\r\nHost: em01.test:"), std::string::npos);
}

}  // namespace
}  // namespace emconform
