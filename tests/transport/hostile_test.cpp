#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "support/responder.h"
#include "transport/http.h"

// What a client meets that trusts no server: each answer is either taken as it came or refused with
// words that say why.
namespace emconform {
namespace {

using namespace std::chrono_literals;
using test::await_request;

std::string numbered_headers(int count) {
  std::string lines = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < count; ++i) lines += fmt::format("X-{}: y\r\n", i);
  return lines + "Content-Length: 0\r\n\r\n";
}

struct Accepted {
  std::string name, bytes, status_line;
  std::vector<std::string> header_lines;
  std::string body;
  int status = 200;
};

TEST(HostileServer, AnswersThatAreTakenAsTheyCame) {
  const std::string long_reason = "HTTP/1.1 200 " + std::string(30'000, 'x');
  const Accepted samples[] = {
      {"long reason",
       long_reason + "\r\nContent-Length: 2\r\n\r\nok",
       long_reason,
       {"Content-Length: 2"},
       "ok"},
      {"two lengths",
       "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
       "HTTP/1.1 200 OK",
       {"Content-Length: 3", "Content-Length: 5"},
       "abcde"},
      {"length and chunks",
       "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
       "5\r\nabcde\r\n0\r\n\r\n",
       "HTTP/1.1 200 OK",
       {"Content-Length: 3", "Transfer-Encoding: chunked"},
       "abcde"},
      {"early hints",
       "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
       "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
       "HTTP/1.1 200 OK",
       {"Content-Length: 2"},
       "ok"},
      {"no content", "HTTP/1.1 204 No Content\r\n\r\nbody", "HTTP/1.1 204 No Content", {}, "", 204},
      {"no length",
       "HTTP/1.1 200 OK\r\nX: y\r\n\r\nto the end",
       "HTTP/1.1 200 OK",
       {"X: y"},
       "to the end"},
      {"bare LF",
       "HTTP/1.1 200 OK\nX: y\nContent-Length: 2\r\n\nok",
       "HTTP/1.1 200 OK\n",
       {"X: y\n", "Content-Length: 2"},
       "ok"},
      {"other version",
       "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
       "HTTP/2.0 200 OK",
       {"Content-Length: 2"},
       "ok"},
      {"unknown status",
       "HTTP/1.1 799 Odd\r\nContent-Length: 0\r\n\r\n",
       "HTTP/1.1 799 Odd",
       {"Content-Length: 0"},
       "",
       799},
  };
  for (const Accepted& sample : samples) {
    SCOPED_TRACE(sample.name);
    test::Responder responder(test::answer(sample.bytes));
    const auto response = HttpClient({.base = responder.base()}).send({.target = "/"});
    ASSERT_TRUE(response) << response.error().what;
    EXPECT_EQ(response->status, sample.status);
    EXPECT_EQ(response->status_line, sample.status_line);
    EXPECT_EQ(response->header_lines, sample.header_lines);
    EXPECT_EQ(response->body, sample.body);
  }
}

struct Refused {
  std::string name;
  test::Script script;
  std::string what, remedy;
};

TEST(HostileServer, AnswersThatAreRefusedWithTheReason) {
  const auto answer = [](std::string bytes) { return test::answer(std::move(bytes)); };
  const std::string ok = "HTTP/1.1 200 OK\r\n", chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string bytes = "look at the bytes: repeat the request with curl --raw -i";
  const std::string server_log = "check the target's own log for the reason";
  const std::string other_scheme = "if the port speaks TLS, use https://127.0.0.1:PORT";
  const Refused samples[] = {
      {"long status line", answer("HTTP/1.1 200 " + std::string(200'000, 'x') + "\r\n\r\n"),
       "the status line or a header line is over 100 kB long", bytes},
      {"endless header",
       {await_request(), test::send(ok + "X: "), test::send_forever("yyyyyyyy")},
       "the status line or a header line is over 100 kB long",
       bytes},
      {"endless headers",
       {await_request(), test::send(ok), test::send_forever("X: y\r\n")},
       "there are over 1000 header lines",
       bytes},
      {"1,001 headers", answer(numbered_headers(1001)), "there are over 1000 header lines", bytes},
      {"endless long headers",
       {await_request(), test::send(ok),
        test::send_forever("X: " + std::string(1000, 'y') + "\r\n")},
       "the header lines are over 262144 bytes long",
       bytes},
      {"endless interim answers",
       {await_request(), test::send_forever("HTTP/1.1 103 Early Hints\r\n\r\n")},
       "there are over 1000 header lines, with those of 499 interim answers (1xx)",
       bytes},
      {"bad chunk", answer(chunked + "3\r\nabcXX5\r\n"),
       "the answer is not valid HTTP: Malformed encoding found in chunked-encoding", bytes},
      {"negative chunk", answer(chunked + "-2\r\nab\r\n"),
       "the answer is not valid HTTP: Illegal or missing hexadecimal sequence in chunked-encoding",
       bytes},
      {"short chunked body", answer(chunked + "3\r\nabc\r\n"),
       "the connection was closed inside of a chunked body, after 3 bytes of it", bytes},
      {"short body", answer(ok + "Content-Length: 10\r\n\r\nabcde"),
       "the body is shorter than its Content-Length: 5 of 10 bytes came", bytes},
      {"endless length", answer(ok + "Content-Length: 99999999999999\r\n\r\nabcde"),
       "the body is shorter than its Content-Length: 5 of 99999999999999 bytes came", bytes},
      {"negative length", answer(ok + "Content-Length: -1\r\n\r\nabcde"),
       "the answer is not valid HTTP: Invalid Content-Length: value", bytes},
      {"status 099", answer("HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n"),
       "the answer is not valid HTTP: Unsupported response code in HTTP response", bytes},
      {"NUL in a header", answer(ok + std::string("X: a\0b\r\n\r\n", 10)),
       "the answer is not valid HTTP: Nul byte in header", bytes},
      {"another protocol", answer("220 mail.test ESMTP\r\n"),
       "the answer has no HTTP status line; it begins with '220 mail.test ESMTP\\x0d\\x0a'",
       "check that the port is that of the REST API"},
      {"a TLS alert", answer(std::string("\x15\x03\x01\x00\x02\x02\x16", 7)),
       "the port speaks TLS, not plain HTTP", "use https://127.0.0.1:PORT"},
      {"nothing", {await_request()}, "the connection was closed without an answer", other_scheme},
      {"reset at once",
       {await_request(), test::reset()},
       "the connection was reset before the answer",
       other_scheme},
      {"no colon", answer(ok + "no colon\r\n\r\n"),
       "the answer is not valid HTTP: Header without colon", bytes},
      {"an interim answer only", answer("HTTP/1.1 103 Early Hints\r\n\r\n"),
       "the connection was closed before the header lines were complete", bytes},
      {"reset in the body",
       {await_request(), test::send(ok + "Content-Length: 10\r\n\r\nabcde"), test::reset()},
       "the connection was reset after 5 bytes of body",
       server_log},
      {"half a header section", answer(ok + "X: "),
       "the connection was closed before the header lines were complete", bytes},
  };
  for (const Refused& sample : samples) {
    SCOPED_TRACE(sample.name);
    test::Responder responder(sample.script);
    const auto response = HttpClient({.base = responder.base()}).send({.target = "/"});
    ASSERT_FALSE(response) << response->status_line;
    const Error& error = response.error();
    std::string remedy = sample.remedy;
    if (const auto at = remedy.find("PORT"); at != std::string::npos)
      remedy.replace(at, 4, std::to_string(responder.port()));
    EXPECT_EQ(error.where, responder.base());
    EXPECT_EQ(error.what, sample.what);
    EXPECT_EQ(error.remedy, remedy);
    EXPECT_EQ(error.fault, Fault::Target);
  }
}

TEST(HostileServer, ABodyOverTheLimitIsNotReadToItsEnd) {
  test::Responder responder({await_request(), test::send("HTTP/1.1 200 OK\r\n\r\n"),
                             test::send_forever(std::string(65'536, 'x'))});
  HttpClient client({.base = responder.base(), .max_body = 1U << 20U});
  const auto response = client.send({.target = "/"});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().what, "the body is over 1048576 bytes long");
  EXPECT_EQ(response.error().remedy, "if the target really has that much to say, raise --max-body");
}

// What came unasked would else be taken for the answer to the next request.
TEST(HostileServer, WhatFollowsAnAnswerIsNoAnswer) {
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
  // All at once: what came later than the next request was sent, nobody could tell from its answer.
  test::Responder responder(
      {await_request(), test::send(answer + "ok" + answer + "no"), test::again()});
  HttpClient client({.base = responder.base()});
  for (int i = 0; i < 3; ++i) {
    const auto response = client.send({.target = "/"});
    ASSERT_TRUE(response) << response.error().what;
    EXPECT_EQ(response->body, "ok");
  }
}

TEST(HostileServer, WhatFollowsAnAnswerAtOnceIsTold) {
  test::Responder responder(test::answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokno"));
  const auto response = HttpClient({.base = responder.base()}).send({.target = "/"});
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_TRUE(response->has_bytes_behind);
}

TEST(HostileServer, ABodyOfExactlyTheLimitIsTaken) {
  test::Responder responder(test::answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd"));
  const auto response = HttpClient({.base = responder.base(), .max_body = 4}).send({.target = "/"});
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->body, "abcd");
}

Error error_of(TransportOptions options) {
  const auto response = HttpClient(std::move(options)).send({.target = "/"});
  return response ? Error{.what = "no error"} : response.error();
}

TEST(Unreachable, NobodyListens) {
  const std::string base = fmt::format("http://127.0.0.1:{}", test::unused_port());
  const Error error = error_of({.base = base});
  EXPECT_EQ(error.where, base);
  EXPECT_EQ(error.what, "the connection was refused");
  EXPECT_EQ(error.remedy,
            "check host and port: Enterprise Manager listens on 9398 (https) and 9399 (http)");
  EXPECT_EQ(error.fault, Fault::Target);
}

TEST(Unreachable, TheProxyDoesNotListen) {
  const Error error =
      error_of({.base = "http://em01.test:9399",
                .proxy = fmt::format("http://joe:secret@127.0.0.1:{}", test::unused_port())});
  EXPECT_EQ(error.what, "the connection to the proxy was refused");
  EXPECT_EQ(error.where, "http://em01.test:9399");
}

TEST(Unreachable, TheNameIsUnknown) {
  // RFC 1035, section 2.3.4: a label has 63 characters at the most. No name server is asked.
  const Error error = error_of({.base = "http://" + std::string(64, 'x') + ":9399"});
  EXPECT_EQ(error.what, "the host name cannot be resolved");
  EXPECT_EQ(error.remedy, "check the name, or give its address with --resolve HOST:PORT:ADDRESS");
}

TEST(Unreachable, AnEntryOfResolveIsWrong) {
  const Error error = error_of({.base = "http://em01.test:9399", .resolve = {"em01.test"}});
  EXPECT_TRUE(error.what.starts_with("an entry of --resolve cannot be used: ")) << error.what;
  EXPECT_EQ(error.remedy, "write HOST:PORT:ADDRESS");
  EXPECT_EQ(error.fault, Fault::Usage);
}

struct Late {
  std::string name;
  test::Script script;
  std::string what, remedy;
};

TEST(Timeout, TellsHowFarTheExchangeCame) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
  const Late samples[] = {
      {"no answer",
       {await_request(), test::hold()},
       "the request was sent and not one byte came back within 1500ms",
       "check the load of the target, or raise --max-time"},
      {"half a header section",
       {await_request(), test::send("HTTP/1.1 200 OK\r\n"), test::hold()},
       "the answer was not complete within 1500ms: not even all header lines came",
       "raise --max-time"},
      {"half a body",
       {await_request(), test::send(head + "abc"), test::hold()},
       "the answer was not complete within 1500ms: 3 bytes of body came",
       "raise --max-time"},
      {"a header, byte by byte",
       {await_request(), test::drip(head, 400ms)},
       "the answer was not complete within 1500ms: not even all header lines came",
       "raise --max-time"},
  };
  for (const Late& sample : samples) {
    SCOPED_TRACE(sample.name);
    test::Responder responder(sample.script);
    const auto begin = std::chrono::steady_clock::now();
    const Error error = error_of({.base = responder.base(), .max_time = 1500ms});
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
    EXPECT_EQ(error.what, sample.what);
    EXPECT_EQ(error.remedy, sample.remedy);
    EXPECT_EQ(error.fault, Fault::Target);
    responder.release();
  }
}

TEST(Timeout, TheFirstByteHasALimitOfItsOwn) {
  test::Responder responder({await_request(), test::hold()});
  const Error error = error_of({.base = responder.base(), .first_byte = 100ms, .max_time = 20s});
  EXPECT_EQ(error.what, "the request was sent and not one byte came back within 100ms");
  EXPECT_EQ(error.remedy, "check the load of the target, or raise --first-byte-timeout");
}

TEST(Timeout, TheLimitOfTheFirstByteIsNotThatOfTheRest) {
  test::Responder responder({await_request(),
                             test::send("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n"),
                             test::drip(std::string(12, 'x'), 100ms)});
  HttpClient client({.base = responder.base(), .first_byte = 100ms});
  const auto response = client.send({.target = "/"});
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->body.size(), 12);
}

TEST(Timeout, ABodyThatDripsIsNotWaitedFor) {
  test::Responder responder({await_request(),
                             test::send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"),
                             test::drip(std::string(1000, 'x'), 20ms)});
  const Error error = error_of({.base = responder.base(), .max_time = 1500ms});
  EXPECT_TRUE(error.what.starts_with("the answer was not complete within 1500ms: ")) << error.what;
  EXPECT_TRUE(error.what.ends_with(" bytes of body came")) << error.what;
}

TEST(Timeout, NamesTheOptionThatEndedTheWaitForAConnection) {
  const test::BlackHole hole;
  const Error connecting =
      error_of({.base = hole.base(), .connect_timeout = 200ms, .max_time = 20s});
  EXPECT_EQ(connecting.what, "no connection within 200ms");
  EXPECT_EQ(connecting.remedy, "check host, port and firewall, or raise --connect-timeout");
  const Error whole = error_of({.base = hole.base(), .connect_timeout = 20s, .max_time = 200ms});
  EXPECT_EQ(whole.what, "no connection within 200ms");
  EXPECT_EQ(whole.remedy, "check host, port and firewall, or raise --max-time");
}

TEST(Timeout, TellsTheTlsHandshakeFromTheConnection) {
  test::Responder responder({test::hold()});
  const Error error = error_of({.base = fmt::format("https://127.0.0.1:{}", responder.port()),
                                .connect_timeout = 1500ms,
                                .max_time = 20s});
  EXPECT_EQ(error.what, "the TLS handshake was not done within 1500ms");
  EXPECT_EQ(error.remedy, "check that the port speaks TLS, or raise --connect-timeout");
}

}  // namespace
}  // namespace emconform
