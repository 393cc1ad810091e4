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
    EXPECT_EQ(redactor.redact("8F2cd33b-eA7a-41ec-9486-d48c050C7e9b"), "<session>");
    EXPECT_EQ(redactor.redact("urn:uuid:8f2cd33b-ea7a-41ec-9486-d48c050c7e9b"),
              "urn:uuid:<session>");
    EXPECT_EQ(redactor.redact("{8f2cd33bea7a41ec9486d48c050c7e9b}"), "{<session>}");
    EXPECT_EQ(redactor.redact("3BD32C8F7AEAEC419486D48C050C7E9B"), "<session>");
    EXPECT_EQ(redactor.redact("O9Msj3rq7EGUhtSMBQx-mw"), "<session>");
    EXPECT_EQ(redactor.redact("8f2cd33c-ea7a-41ec-9486-d48c050c7e9b"),
              "8f2cd33c-ea7a-41ec-9486-d48c050c7e9b");
  }
}

TEST(Redactor, UndoesEscapesOfOtherLanguages) {
  Redactor redactor;
  redactor.add_secret("pä's/w&rd", "password");
  const char* const samples[] = {
      R"(p\u00e4's\/w\u0026rd)",  // JSON
      R"(\u0070\u00E4\u0027\u0073\u002f\u0077&\u0072\u0064)",
      "p&#228;&#x27;s/w&amp;rd",         // XML
      "%70%C3%a4's%2Fw%26%72%64",        // a URL
      "p%25C3%25A4%2527s%252Fw%2526rd",  // twice
      R"(pä'\''s/w&rd)",                 // a shell
      R"(p%C3%A4'\''s/w&rd)",            // a URL in a shell
      R"(p\xc3\xa4's/w&rd)",             // bytes, as errors show them
      ("p?"
       "?'s/w&rd"),            // as texts without such letters show them
      "70C3A427732f77267264",  // hexadecimal
  };
  for (const char* const text : samples) EXPECT_EQ(redactor.redact(text), "<password>") << text;
}

TEST(Redactor, FindsASecretInsideOfALongerTextInBase64) {
  Redactor redactor;
  redactor.add_secret("pass?word>", "password");
  struct {
    const char *text, *redacted;
  } const samples[] = {
      {"cGFzcz93b3JkPg==", "<password>"},            // pass?word>
      {"eDpwYXNzP3dvcmQ+", "eD<password>"},          // x:pass?word>
      {"eDpwYXNzP3dvcmQ-", "eD<password>"},          // in base64url
      {"eHk6cGFzcz93b3JkPiE=", "eHk6<password>E="},  // xy:pass?word>!
      {"YTpwYXNzP3dvcmQ+IS4=", "YT<password>IS4="},  // a:pass?word>!.
      {"enl4OnBhc3M/d29yZD4h", "enl4O<password>h"},  // zyx:pass?word>!
  };
  for (const auto& [text, redacted] : samples) EXPECT_EQ(redactor.redact(text), redacted) << text;
}

TEST(Redactor, ReplacesABeginningOfASecretWhereATextWasCutOff) {
  Redactor redactor;
  redactor.add_secret("pass/word/for/all", "password");
  redactor.add_secret(session_id, "session");
  struct {
    const char *text, *redacted;
  } const samples[] = {
      {"it is 'pass/word/f...'", "it is '<password>...'"},
      {"it is pass/wo", "it is <password>"},
      {"it begins with 'pass/wo'", "it begins with '<password>'"},
      {"pass/wo and more", "pass/wo and more"},
      {"Name==pass/word/fo&page=1", "Name==<password>&page=1"},
      {"Name==8f2cd33b-ea7a-41ec-9486-d48c050c7e9&page=1", "Name==<session>&page=1"},
      {"pass/...", "pass/..."},
      {"pass%2Fword%2...", "<password>..."},
      {"pass&#47;word&#4...", "<password>..."},
      {R"(pass\/word\...)", "<password>..."},
      {"8F2CD33B-ea7...", "<session>..."},
      {"O9Msj3rq...", "<session>..."},
  };
  for (const auto& [text, redacted] : samples) EXPECT_EQ(redactor.redact(text), redacted) << text;
  for (std::size_t length = 6; length < 17; ++length)
    EXPECT_EQ(redactor.redact(std::string("pass/word/for/all").substr(0, length) + "..."),
              "<password>...");
}

TEST(Redactor, KnowsWhatIsLeftOfASecretThatWasTakenForAPath) {
  Redactor redactor;
  redactor.add_secret("O9M/j3rq7EGUhtS/BQx+mw==", "session");
  EXPECT_EQ(redactor.redact("the last segment is j3rq7EGUhtS/BQx+mw=="),
            "the last segment is <session>");
  EXPECT_EQ(redactor.redact("a segment is 'j3rq7EGUhtS'"), "a segment is '<session>'");
}

TEST(Redactor, KnowsWhatIsLeftOfASecretThatWasTakenForAQuery) {
  Redactor redactor;
  redactor.add_secret("1m1t+94U/Uyk7GIU8tUO3A==", "session");
  redactor.add_secret("pass+word=for+all:of+us", "password");
  struct {
    const char *text, *redacted;
  } const samples[] = {
      {"1?echo=1m1t 94U/Uyk7GIU8tUO3A==", "1?echo=<session>"},
      {"Uyk7GIU8tUO3A", "<session>"},
      {"the echo is pass word=for all:of us", "the echo is <password>"},
      {"the value is for+all:of+us", "the value is <password>"},
  };
  for (const auto& [text, redacted] : samples) EXPECT_EQ(redactor.redact(text), redacted) << text;
}

TEST(Redactor, LeavesNothingOfSecretsThatOverlap) {
  Redactor redactor;
  redactor.add_secret("abcdef", "password");
  redactor.add_secret("defghi", "session");
  EXPECT_EQ(redactor.redact("abcdefghi"), "<password>");
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
