#include "transport/redact.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace emconform {
namespace {

constexpr std::string_view session_id = "8f2cd33b-ea7a-41ec-9486-d48c050c7e9b";
constexpr std::string_view token_of_bytes = "O9Msj3rq7EGUhtSMBQx+mw==";
constexpr std::string_view token_of_text = "OGYyY2QzM2ItZWE3YS00MWVjLTk0ODYtZDQ4YzA1MGM3ZTli";

struct Sample {
  std::string secret, text, redacted;
};

TEST(Redactor, ReplacesEverySpellingOfASecret) {
  const Sample samples[] = {
      {"pass/w?rd", "a pass/w?rd b pass/w?rd", "a <password> b <password>"},
      {"pass/w?rd", "x=pass%2Fw%3Frd&y=pass%2fw%3frd", "x=<password>&y=<password>"},
      {"pass/w?rd", "cGFzcy93P3Jk", "<password>"},
      {"pass/w?rd", R"({"p":"pass\/w?rd"})", R"({"p":"<password>"})"},
      {R"(a"b\c&d)", R"({"p":"a\"b\\c&d"})", R"({"p":"<password>"})"},
      {R"(a"b<c&d)", "<P>a\"b&lt;c&amp;d</P> P=\"a&quot;b&lt;c&amp;d\"",
       "<P><password></P> P=\"<password>\""},
      {"secret", "no such word: secre t", "no such word: secre t"},
      {"secret", "", ""},
      {"secret", "secretsecret", "<password><password>"},
      {"password", "password", "<password>"},
  };
  for (const Sample& sample : samples) {
    Redactor redactor;
    redactor.add_secret(sample.secret, "password");
    EXPECT_EQ(redactor.redact(sample.text), sample.redacted);
  }
}

TEST(Redactor, TakesSessionIdAndItsTokensForOneSecret) {
  for (const std::string_view known : {session_id, token_of_bytes, token_of_text}) {
    Redactor redactor;
    redactor.add_secret(known, "session");
    EXPECT_EQ(redactor.redact("<SessionId>8f2cd33b-ea7a-41ec-9486-d48c050c7e9b</SessionId>"),
              "<SessionId><session></SessionId>");
    EXPECT_EQ(redactor.redact("/logonSessions/8F2CD33B-EA7A-41EC-9486-D48C050C7E9B"),
              "/logonSessions/<session>");
    EXPECT_EQ(redactor.redact("X-RestSvcSessionId: O9Msj3rq7EGUhtSMBQx+mw=="),
              "X-RestSvcSessionId: <session>");
    EXPECT_EQ(redactor.redact("O9Msj3rq7EGUhtSMBQx%2Bmw%3D%3D"), "<session>");
    EXPECT_EQ(redactor.redact("OGYyY2QzM2ItZWE3YS00MWVjLTk0ODYtZDQ4YzA1MGM3ZTli"), "<session>");
    EXPECT_EQ(redactor.redact("8f2cd33b-ea7a-41ec-9486-d48c050c7e9c"),
              "8f2cd33b-ea7a-41ec-9486-d48c050c7e9c");
  }
}

TEST(Redactor, TakesTheLongestSecretFirst) {
  Redactor redactor;
  redactor.add_secret("horse", "password");
  redactor.add_secret("horse battery", "session");
  EXPECT_EQ(redactor.redact("horse battery, horse"), "<session>, <password>");
}

TEST(Redactor, LeavesItsReplacementsAlone) {
  Redactor redactor;
  redactor.add_secret("session", "password");
  redactor.add_secret("password", "session");
  EXPECT_EQ(redactor.redact("password session"), "<session> <password>");
}

TEST(Redactor, ReplacesNoSecretOfUnderFourCharacters) {
  Redactor redactor;
  redactor.add_secret("", "password");
  redactor.add_secret("abc", "password");
  EXPECT_EQ(redactor.redact("abc YWJj"), "abc YWJj");
}

TEST(Redactor, MayBeUsedFromSeveralThreads) {
  Redactor redactor;
  redactor.add_secret("first secret", "password");
  std::vector<std::string> seen(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < seen.size(); ++i)
    threads.emplace_back([&, i] {
      redactor.add_secret("secret of thread " + std::to_string(i), "session");
      seen[i] = redactor.redact("first secret, secret of thread " + std::to_string(i));
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(seen, std::vector<std::string>(4, "<password>, <session>"));
}

}  // namespace
}  // namespace emconform
