#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/certificates.h"
#include "support/responder.h"
#include "transport/http.h"
#include "transport/redact.h"

namespace emconform {
namespace {

constexpr const char* token = "O9Msj3rq7EGUhtSMBQx+mw==";

/// What a bash script prints; the variables hold what a user would have put there.
std::string printed_by_bash(const std::string& script) {
  const test::TemporaryFile file(
      fmt::format("TOKEN='{}' USERNAME=joe PASSWORD='p w\"d'\n{}\n", token, script));
  FILE* pipe = ::popen(("bash " + file.path() + " 2>&1").c_str(), "r");
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe))
    text.append(buffer.data(), got);
  ::pclose(pipe);
  return text;
}

struct Sample {
  Request request;
  std::string line;
  bool insecure = false;
};

TEST(CurlLine, QuotesForTheShell) {
  const std::string s = "'";
  const Sample samples[] = {
      {{.target = "/api/"}, "curl -sS -H 'Accept:' 'https://em01:9398/api/'"},
      {{.target = "/api/"}, "curl -sS -k -H 'Accept:' 'https://em01:9398/api/'", true},
      {{.target = "/a", .headers = {{"Accept", "*/*"}, {"X-RestSvcSessionId", token}}},
       "curl -sS -H 'Accept: */*' -H \"X-RestSvcSessionId: $TOKEN\" 'https://em01:9398/a'"},
      {{.target = "/a",
        .headers = {{"Accept", ""}, {"Cookie", fmt::format("X-RestSvcSessionId={}; a", token)}}},
       "curl -sS -H 'Accept;' -H \"Cookie: X-RestSvcSessionId=$TOKEN; a\" 'https://em01:9398/a'"},
      {{.target = "/a", .headers = {{"Accept", "a"}, {"X", fmt::format("$x{0}y{0}", token)}}},
       "curl -sS -H 'Accept: a' -H 'X: $x'\"$TOKEN\"\"y$TOKEN\" 'https://em01:9398/a'"},
      {{.target = "/a", .headers = {{"Accept", "a"}, {"X", fmt::format("{}x", token)}}},
       "curl -sS -H 'Accept: a' -H \"X: ${TOKEN}x\" 'https://em01:9398/a'"},
      {{.method = "POST",
        .target = "/api/sessionMngr/?v=latest",
        .headers = {{"Accept", "application/json"}, {"Authorization", "Basic am9lOnNlY3JldA=="}}},
       "curl -sS -H 'Content-Type:' -H 'Accept: application/json' -u \"$USERNAME:$PASSWORD\" "
       "--data-raw '' 'https://em01:9398/api/sessionMngr/?v=latest'"},
      {{.target = "/a", .headers = {{"Accept", "a"}, {"Authorization", "Basic ?"}}},
       "curl -sS -H 'Accept: a' -H 'Authorization: Basic ?' 'https://em01:9398/a'"},
      {{.method = "DELETE", .target = "/a", .headers = {{"Accept", "it" + s + "s"}}},
       "curl -sS -X 'DELETE' -H 'Accept: it'\\''s' 'https://em01:9398/a'"},
      {{.method = "HEAD", .target = "/a", .headers = {{"Accept", "a"}}},
       "curl -sS -I -H 'Accept: a' 'https://em01:9398/a'"},
      {{.target = "/a/../b{x}", .headers = {{"Accept", "a"}}},
       "curl -sS -H 'Accept: a' -g --path-as-is 'https://em01:9398/a/../b{x}'"},
      {{.target = "/a#b", .headers = {{"Accept", "a"}}},
       "curl -sS -H 'Accept: a' --request-target '/a#b' 'https://em01:9398/'"},
  };
  for (const Sample& sample : samples)
    EXPECT_EQ(curl_line(sample.request, "https://em01:9398", token, sample.insecure), sample.line);
}

TEST(CurlLine, HoldsNoSecret) {
  const Request request{.method = "POST",
                        .target = "/a",
                        .headers = {{"Authorization", "basic am9lOnNlY3JldA=="},
                                    {"Cookie", fmt::format("$`{0}`{0}", token)}}};
  const std::string line = curl_line(request, "https://em01:9398", token, false);
  EXPECT_EQ(line.find("am9l"), std::string::npos) << line;
  EXPECT_EQ(line.find(token), std::string::npos) << line;
}

TEST(CurlLine, WithoutATokenNothingIsReplaced) {
  EXPECT_EQ(
      curl_line({.target = "/a", .headers = {{"Accept", "a"}}}, "http://em01:9399", "", false),
      "curl -sS -H 'Accept: a' 'http://em01:9399/a'");
}

/// A request full of what shells and curl treat specially.
Request awkward_request() {
  return {.method = "POST",
          .target = R"(/api/../query?filter=Name=="a'b;c"&$x`id`!{1,2}[3-4]<>|*?\)",
          .headers = {{"Accept", "a'b \"c\" $HOME `id` !! \\n"},
                      {"X-RestSvcSessionId", token},
                      {"Cookie", fmt::format("X-RestSvcSessionId={}; $HOME", token)},
                      {"X-Empty", ""},
                      {"Authorization", "Basic am9lOnAgdyJk"}},
          .body = "@file 'x' \"y\" $HOME"};
}

TEST(CurlLine, IsReadByBashAsTheSameArguments) {
  const std::string line = curl_line(awkward_request(), "http://em01:9399", token, false);
  const std::string arguments = line.substr(std::string("curl ").size());
  EXPECT_EQ(printed_by_bash("printf '%s\\n' " + arguments),
            fmt::format(R"(-sS
-H
Content-Type:
-H
Accept: a'b "c" $HOME `id` !! \n
-H
X-RestSvcSessionId: {0}
-H
Cookie: X-RestSvcSessionId={0}; $HOME
-H
X-Empty;
-u
joe:p w"d
--data-raw
@file 'x' "y" $HOME
-g
--path-as-is
{1}{2}
)",
                        token, "http://em01:9399", awkward_request().target));
}

/// The header lines of a raw request, sorted, without those that tell the programs apart.
std::vector<std::string> comparable(const std::string& request) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < request.size();) {
    const std::size_t end = std::min(request.find("\r\n", begin), request.size());
    std::string line = request.substr(begin, end - begin);
    if (!line.starts_with("User-Agent:")) lines.push_back(std::move(line));
    begin = end + 2;
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(CurlLine, MakesCurlSendWhatTheClientSent) {
  if (printed_by_bash("command -v curl").empty()) GTEST_SKIP() << "curl is not installed";
  const Request samples[] = {
      awkward_request(),
      {.target = "/api/"},
      {.target = "/a#b\xC3\xBC"},
      {.target = "/a", .headers = {{"Accept", ""}}},
      {.method = "POST", .target = "/a"},
      {.method = "DELETE", .target = "/a", .headers = {{"X-RestSvcSessionId", token}}},
      {.method = "HEAD", .target = "/a/./b"},
      {.method = "PUT", .target = "/a", .body = "x"},
  };
  for (const Request& request : samples) {
    test::Responder responder(test::answer("HTTP/1.1 204 No Content\r\n\r\n"));
    ASSERT_TRUE(HttpClient({.base = responder.base()}).send(request));
    const std::string line = curl_line(request, responder.base(), token, false);
    const std::string said = printed_by_bash("unset http_proxy; " + line);
    ASSERT_EQ(responder.requests().size(), 2U) << line << '\n' << said;
    EXPECT_EQ(comparable(responder.requests()[1]), comparable(responder.requests()[0])) << line;
  }
}

}  // namespace
}  // namespace emconform
