#include "mock/logon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "mock/client.h"

namespace emconform::mock {
namespace {

TEST(Logon, AnswersWithSessionTokenCookieAndLocation) {
  Client client;
  const Answer logon = client.log_on();
  EXPECT_EQ(logon.status, 201);
  const auto body = xml(logon);
  EXPECT_EQ(body->root_name(), "LogonSession");
  EXPECT_STREQ(body->root().attribute("Type").value(), "LogonSession");
  EXPECT_STREQ(body->root().child("UserName").text().get(), "emconform");
  const std::string id = body->root().child("SessionId").text().get();
  EXPECT_EQ(logon.header("X-RestSvcSessionId"), base64(id));
  EXPECT_EQ(logon.header("Set-Cookie"), "X-RestSvcSessionId=" + base64(id) + "; Path=/api;");
  EXPECT_EQ(logon.header("Location"), body->root().attribute("Href").value());
  EXPECT_EQ(path_of(logon.header("Location")), "/api/logonSessions/" + id);
}

TEST(Logon, TakesEveryWayThatClientsWriteTheAddress) {
  Client client;
  for (const char* path :
       {"/api/sessionMngr/?v=latest", "/api/sessionMngr/?v=v1_5", "/api/sessionMngr?v=V1_7",
        "/api/sessionMngr/", "/api/sessionMngr", "/api//sessionMngr", "/API/SESSIONMNGR/?V=v1_6"})
    EXPECT_EQ(client.log_on(path).status, 201) << path;
}

TEST(Logon, RefusesAnUnknownVersion) {
  Client client;
  const Answer refused = client.log_on("/api/sessionMngr/?v=v9_9");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(xml(refused)->root_name(), "Error");
}

TEST(Logon, RefusesWrongAndMissingCredentials) {
  Client client;
  const httplib::Headers samples[] = {{},
                                      {{"Authorization", "Basic " + base64("emconform:wrong")}},
                                      {{"Authorization", "Basic " + base64("other:emconform")}},
                                      {{"Authorization", "Basic !!"}},
                                      {{"Authorization", "Bearer abc"}}};
  for (const httplib::Headers& headers : samples) {
    const Answer refused = client.send("POST", "/api/sessionMngr/", headers);
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.header("WWW-Authenticate"), "Basic Realm=RestSvc");
    EXPECT_EQ(xml(refused)->root_name(), "Error");
  }
}

TEST(Logon, ReadsItsBodyAndKeepsTheConnection) {
  Client client;
  const Answer logon =
      client.send("POST", "/api/sessionMngr/",
                  {{"Authorization", "Basic " + base64("emconform:emconform")}}, "<LoginSpec />");
  EXPECT_EQ(logon.status, 201);
  EXPECT_EQ(client.get("/api/jobs").status, 200);
}

struct TokenSample {
  const char* name;
  httplib::Headers headers;
  int status;
};

TEST(Authorization, OpensOnlyWithTheTokenOfAnOpenSession) {
  Client client;
  const std::string good = client.token();
  const std::string basic = "Basic " + base64("emconform:emconform");
  const std::string unknown = base64("44cfbdbe-5a95-4156-8867-91f069b7c2cc");
  const std::string cookie = "X-RestSvcSessionId=";
  const TokenSample samples[] = {
      {"header", {{"X-RestSvcSessionId", good}}, 200},
      {"header in lower case", {{"x-restsvcsessionid", good}}, 200},
      {"cookie", {{"Cookie", cookie + good}}, 200},
      {"cookie among others", {{"Cookie", "a=b; " + cookie + good + "; c=d"}}, 200},
      {"cookie and Basic", {{"Cookie", cookie + good}, {"Authorization", basic}}, 200},
      {"both", {{"Cookie", cookie + good}, {"X-RestSvcSessionId", good}}, 200},
      {"good cookie, bad header", {{"Cookie", cookie + good}, {"X-RestSvcSessionId", "x"}}, 200},
      {"bad cookie, good header", {{"Cookie", cookie + "x"}, {"X-RestSvcSessionId", good}}, 401},
      {"none", {}, 401},
      {"Basic alone", {{"Authorization", basic}}, 401},
      {"empty", {{"X-RestSvcSessionId", ""}}, 401},
      {"empty cookie", {{"Cookie", cookie}}, 401},
      {"unknown", {{"X-RestSvcSessionId", unknown}}, 401},
      {"malformed", {{"X-RestSvcSessionId", "not base64!"}}, 401},
      {"the id itself", {{"X-RestSvcSessionId", client.session_id()}}, 401},
  };
  for (const TokenSample& sample : samples)
    for (const char* path : {"/api/jobs", "/api/backupSessions", "/api/query?type=Job"}) {
      const Answer answer = client.get_with(path, sample.headers);
      EXPECT_EQ(answer.status, sample.status) << sample.name << ' ' << path;
      if (sample.status == 401) {
        EXPECT_EQ(xml(answer)->root_name(), "Error") << sample.name;
      }
    }
}

TEST(Authorization, RefusesInTheFormatThatTheClientAsksFor) {
  Client client;
  const Answer refused = client.get_with("/api/jobs", {{"Accept", "application/json"}});
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.header("Content-Type"), "application/json");
  const Json error = refused.json();
  EXPECT_EQ(error.at("StatusCode"), 401);
  EXPECT_TRUE(error.at("Message").is_string());
}

TEST(Authorization, IsNotNeededForTheEntryPoint) {
  Client client;
  for (const char* path : {"/api/", "/api", "//api//"}) {
    const Answer answer = client.get_with(path, {});
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(xml(answer)->root_name(), "EnterpriseManager") << path;
  }
}

TEST(Logoff, EndsTheSession) {
  Client client;
  EXPECT_EQ(client.server().open_logon_sessions(), 1U);
  const httplib::Headers mine{{"X-RestSvcSessionId", client.token()}};
  const std::string path = "/api/logonSessions/" + client.session_id();
  EXPECT_EQ(client.get(path).status, 200);
  const Answer gone = client.send("DELETE", path, mine);
  EXPECT_EQ(gone.status, 204);
  EXPECT_TRUE(gone.body.empty());
  EXPECT_EQ(client.get("/api/jobs").status, 401);
  EXPECT_EQ(client.send("DELETE", path, mine).status, 401);
  EXPECT_EQ(client.server().open_logon_sessions(), 0U);
}

TEST(LogonSessions, ListTheClientsOwnWithAllItsLinks) {
  Client client;
  client.log_on();
  const Json list = client.json("/api/logonSessions");
  ASSERT_EQ(list.at("LogonSessions").size(), 1U);
  const Json& session = list.at("LogonSessions")[0];
  EXPECT_EQ(session.at("SessionId"), client.session_id());
  EXPECT_EQ(session, client.json("/api/logonSessions/" + client.session_id()));
  EXPECT_EQ(client.get("/api/logonSessions/44cfbdbe-5a95-4156-8867-91f069b7c2cc").status, 404);
}

TEST(Logons, ExpireAfterFifteenIdleMinutes) {
  Logons logons;
  const Time start = fixed_now();
  const std::string id = logons.open(start);
  const std::optional<std::string> token = token_of(id);
  using std::chrono::minutes;
  EXPECT_EQ(logons.look_up(token, start + minutes{15}).state, TokenState::Open);
  EXPECT_EQ(logons.look_up(token, start + minutes{29}).state, TokenState::Open);
  EXPECT_EQ(logons.open_count(start + minutes{44}), 1U);
  EXPECT_EQ(logons.look_up(token, start + minutes{45}).state, TokenState::Expired);
  EXPECT_EQ(logons.open_count(start + minutes{45}), 0U);
  EXPECT_FALSE(logons.close(id, start + minutes{45}));
}

TEST(Logons, TellWhatIsWrongWithAToken) {
  Logons logons;
  const Time now = fixed_now();
  const std::string id = logons.open(now);
  EXPECT_TRUE(logons.close(id, now));
  EXPECT_EQ(logons.look_up(std::nullopt, now).state, TokenState::Missing);
  EXPECT_EQ(logons.look_up("", now).state, TokenState::Empty);
  EXPECT_EQ(logons.look_up("%%%", now).state, TokenState::Malformed);
  EXPECT_EQ(logons.look_up(base64("short"), now).state, TokenState::Malformed);
  EXPECT_EQ(logons.look_up(base64("44cfbdbe-5a95-4156-8867-91f069b7c2cc"), now).state,
            TokenState::Unknown);
  EXPECT_EQ(logons.look_up(token_of(id), now).state, TokenState::LoggedOff);
}

TEST(Logons, HaveIdsOfTheirOwn) {
  Logons logons;
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(logons.open(fixed_now()));
  EXPECT_EQ(ids.size(), 1000U);
  EXPECT_TRUE(std::all_of(ids.begin(), ids.end(),
                          [](const std::string& id) { return id.size() == 36 && id[14] == '4'; }));
}

}  // namespace
}  // namespace emconform::mock
