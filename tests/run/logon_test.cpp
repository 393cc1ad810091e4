#include "run/logon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/fake_target.h"
#include "transport/encodings.h"

namespace emconform {
namespace {

using testing::answer;
using testing::FakeTarget;
using testing::give_logon;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::sent_header;
using testing::session_id;

class LogonTest : public ::testing::Test {
 protected:
  LogonTest() { give_logon(target); }
  FakeTarget target{};
  Redactor redactor{};
  Logon logon{target.transport(), {"user", "secret"}, redactor};
};

TEST_F(LogonTest, SendsBasicCredentialsAndKeepsTheToken) {
  ASSERT_TRUE(logon.open());
  EXPECT_EQ(sent_header(target.requests().at(0), "Authorization"), "Basic dXNlcjpzZWNyZXQ=");
  EXPECT_EQ(logon.token(), "token-1");
}

TEST_F(LogonTest, LogsOffEverySessionThatWasOpened) {
  ASSERT_TRUE(logon.open());
  logon.opened({"token-x", session_id(7)});
  EXPECT_THAT(logon.close_all(), IsEmpty());
  EXPECT_EQ(target.count("DELETE /api/logonSessions/" + session_id(1)), 1U);
  EXPECT_EQ(target.count("DELETE /api/logonSessions/" + session_id(7)), 1U);
  EXPECT_THAT(logon.close_all(), IsEmpty());
  EXPECT_EQ(target.count("DELETE"), 2U) << "a session is logged off once";
}

TEST_F(LogonTest, NamesTheSessionsThatCouldNotBeLoggedOff) {
  target.on("DELETE /api/logonSessions/", answer(500));
  ASSERT_TRUE(logon.open());
  EXPECT_THAT(logon.close_all(), ::testing::ElementsAre(session_id(1)));
}

TEST_F(LogonTest, TakesASessionThatIsGoneForLoggedOff) {
  target.on("DELETE /api/logonSessions/", answer(404));
  ASSERT_TRUE(logon.open());
  EXPECT_THAT(logon.close_all(), IsEmpty());
}

TEST_F(LogonTest, ReopensOnceForAllThatWereRefusedWithTheSameToken) {
  ASSERT_TRUE(logon.open());
  ASSERT_TRUE(logon.reopen("token-1"));
  ASSERT_TRUE(logon.reopen("token-1"));
  EXPECT_EQ(logon.token(), "token-2");
  EXPECT_EQ(target.count("POST"), 2U);
}

TEST_F(LogonTest, RefusedCredentialsAreAnErrorThatNamesTheOptions) {
  target.on("POST /api/sessionMngr/", answer(401));
  const auto opened = logon.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, Fault::Target);
  EXPECT_THAT(opened.error().what, HasSubstr("401"));
  EXPECT_THAT(opened.error().remedy, HasSubstr("--username"));
}

TEST_F(LogonTest, EachAuthSendsWhatItsNameSays) {
  ASSERT_TRUE(logon.open());
  const std::string unknown = base64("00000000-dead-4bad-beef-000000000000");
  const struct {
    Auth auth;
    std::string token, cookie, basic;
  } samples[] = {
      {Auth::Session, "token-1", "(none)", "(none)"},
      {Auth::Cookie, "(none)", "X-RestSvcSessionId=token-1", "(none)"},
      {Auth::CookieOverHeader, unknown, "X-RestSvcSessionId=token-1", "(none)"},
      {Auth::None, "(none)", "(none)", "(none)"},
      {Auth::Empty, "", "X-RestSvcSessionId=", "(none)"},
      {Auth::Unknown, unknown, "(none)", "(none)"},
      {Auth::Malformed, "%not*base64%", "(none)", "(none)"},
      {Auth::Basic, "(none)", "(none)", "Basic dXNlcjpzZWNyZXQ="},
  };
  for (const auto& sample : samples) {
    const auto headers = logon.headers(sample.auth);
    ASSERT_TRUE(headers);
    const Request request{.headers = *headers};
    EXPECT_EQ(sent_header(request, "X-RestSvcSessionId"), sample.token) << name_of(sample.auth);
    EXPECT_EQ(sent_header(request, "Cookie"), sample.cookie) << name_of(sample.auth);
    EXPECT_EQ(sent_header(request, "Authorization"), sample.basic) << name_of(sample.auth);
  }
}

TEST_F(LogonTest, AMadeUpUserNeverCarriesTheRealNameOrPassword) {
  const auto headers = logon.headers(Auth::BasicUnknown);
  ASSERT_TRUE(headers);
  const Request request{.headers = *headers};
  EXPECT_THAT(sent_header(request, "Authorization"), ::testing::StartsWith("Basic "));
  EXPECT_NE(sent_header(request, "Authorization"), "Basic dXNlcjpzZWNyZXQ=");
}

TEST_F(LogonTest, DeletesNothingWhoseIdIsNoGuid) {
  ASSERT_TRUE(logon.open());
  for (const char* id : {"", "../jobs/1", "5e551011"}) logon.opened({"token-x", id});
  EXPECT_EQ(logon.close_all().size(), 3U);
  EXPECT_EQ(target.count("DELETE"), 1U) << "only the run's own";
}

TEST_F(LogonTest, GivesUpReopeningAfterAWhile) {
  ASSERT_TRUE(logon.open());
  for (int i = 0; i < 20; ++i) logon.reopen(logon.token());
  EXPECT_EQ(target.count("POST"), 6U);
}

TEST_F(LogonTest, TriesLoggedOffOnceAlsoWhenItFails) {
  target.on("DELETE /api/logonSessions/", answer(500));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(logon.headers(Auth::LoggedOff));
  EXPECT_EQ(target.count("POST"), 1U);
}

TEST_F(LogonTest, LoggedOffOpensAndClosesOneSessionOfItsOwn) {
  ASSERT_TRUE(logon.open());
  for (int i = 0; i < 3; ++i) {
    const auto headers = logon.headers(Auth::LoggedOff);
    ASSERT_TRUE(headers);
    EXPECT_EQ(headers->at(0).value, "token-2");
  }
  EXPECT_EQ(target.count("DELETE /api/logonSessions/" + session_id(2)), 1U);
  EXPECT_EQ(logon.token(), "token-1") << "the run's own session goes on";
}

TEST(TokenOf, TakesHeaderThenCookieThenBody) {
  const auto logon = [](std::vector<Header> headers, bool with_body) {
    Exchange exchange;
    exchange.response = answer(201, "", std::move(headers));
    if (with_body)
      exchange.representation = Representation{
          .root = {.fields = {{.name = "SessionId", .text = "abc", .writing = Writing::Text}}}};
    return token_of(exchange);
  };
  const Header token{"X-RESTSVCSESSIONID", "from-header"};
  const Header cookie{"Set-Cookie", "X-RestSvcSessionId=from-cookie; Path=/api;"};
  EXPECT_EQ(logon({token, cookie}, true)->value, "from-header");
  EXPECT_EQ(logon({cookie}, true)->value, "from-cookie");
  EXPECT_EQ(logon({}, true)->value, base64("abc"));
  EXPECT_FALSE(logon({}, false));
}

TEST(TokenOf, ReadsTheSessionIdFromTheTokenWhereTheBodyHasNone) {
  const std::string guid = "8f2cd33b-ea7a-41ec-9486-d48c050c7e9b";
  for (const char* token :
       {"OGYyY2QzM2ItZWE3YS00MWVjLTk0ODYtZDQ4YzA1MGM3ZTli", "O9Msj3rq7EGUhtSMBQx+mw=="}) {
    Exchange exchange;
    exchange.response = answer(201, "", {{"X-RestSvcSessionId", token}});
    EXPECT_EQ(token_of(exchange)->session_id, guid) << token;
  }
}

}  // namespace
}  // namespace emconform
