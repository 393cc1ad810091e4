#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "mock/client.h"
#include "mock/text.h"

namespace emconform::mock {
namespace {

using namespace std::chrono_literals;

Options with(const std::string& variant) {
  return {.sessions = 60, .now = fixed_now(), .variant = variant};
}

const std::string all_sessions = "/api/query?type=BackupJobSession&format=Entities&pageSize=5000";
const std::string all_tasks = "/api/query?type=BackupTaskSession&format=Entities&pageSize=5000";

Json sessions_of(Client& client, const std::string& path = all_sessions) {
  return client.json(path)["Entities"]["BackupJobSessions"]["BackupJobSessions"];
}

Json tasks_of(Client& client) {
  return client.json(all_tasks)["Entities"]["BackupTaskSessions"]["BackupTaskSessions"];
}

std::vector<std::string> texts(const Json& items, const std::string& name) {
  std::vector<std::string> result;
  for (const Json& item : items) result.push_back(item[name].get<std::string>());
  return result;
}

std::set<std::string> set_of(const Json& items, const std::string& name) {
  const auto list = texts(items, name);
  return {list.begin(), list.end()};
}

TEST(Variants, HaveUniqueIdsInOrderAndASummary) {
  const auto all = variants();
  EXPECT_GE(all.size(), 30U);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const Variant& a, const Variant& b) { return a.id < b.id; }));
  std::set<std::string_view> ids;
  for (const Variant& variant : all) {
    EXPECT_TRUE(ids.insert(variant.id).second) << variant.id;
    EXPECT_TRUE(variant.summary.ends_with('.')) << variant.id;
  }
}

TEST(Variants, AreRefusedIfUnknownOrTogetherWithADefect) {
  const auto unknown = Server::start({.sessions = 1, .variant = "no.such"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error(), "There is no variant \"no.such\".");
  const auto both =
      Server::start({.sessions = 1, .defect = std::string{defects().front().id}, .variant = "bom"});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error(), "A defect and a variant cannot be combined.");
}

TEST(Variants, StartEach) {
  for (const Variant& variant : variants()) {
    if (variant.id == "sessions.many") continue;
    Client client{with(std::string{variant.id})};
    EXPECT_EQ(client.get("/api/backupServers").status, 200) << variant.id;
  }
}

TEST(ServiceVariants, DelayAnswers) {
  Client client{with("answers.slow")};
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 32; ++i) EXPECT_EQ(client.get("/api/jobs").status, 200);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 120ms);
}

TEST(ServiceVariants, AreUnavailableOnce) {
  Client client{with("answers.unavailable_once")};
  const std::string path = "/api/backupTaskSessions";
  EXPECT_EQ(client.get(path).status, 200);
  EXPECT_EQ(client.get(path).status, 200);
  const Answer busy = client.get(path, "application/json");
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.header("Retry-After"), "1");
  EXPECT_EQ(busy.json()["StatusCode"], 503);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(client.get(path).status, 200);
}

TEST(ServiceVariants, HaveAnotherClock) {
  Client fast{with("clock.fast")}, slow{with("clock.slow")};
  // Of the hour only: the tests may take minutes on a busy machine.
  EXPECT_NE(fast.get("/api/jobs").header("Date").find(" 12:2"), std::string::npos);
  EXPECT_NE(slow.get("/api/jobs").header("Date").find(" 11:4"), std::string::npos);
}

TEST(ServiceVariants, CloseConnections) {
  Client client{with("connection.close")}, plain{with("")};
  EXPECT_EQ(client.get("/api/jobs").header("Connection"), "close");
  EXPECT_NE(plain.get("/api/jobs").header("Connection"), "close");
}

TEST(ServiceVariants, WriteGuidsInUpperCase) {
  Client client{with("guids.upper_case")};
  const Json job = client.json("/api/jobs")["Refs"][0];
  const auto uid = job["UID"].get<std::string>();
  const std::string guid = uid.substr(uid.rfind(':') + 1);
  EXPECT_TRUE(std::none_of(guid.begin(), guid.end(), [](char c) { return c >= 'a' && c <= 'f'; }));
  EXPECT_TRUE(job["Href"].get<std::string>().ends_with("/api/jobs/" + guid));
  const Json found = sessions_of(client, all_sessions + "&filter=JobUid==%22" + uid + "%22");
  ASSERT_GT(found.size(), 0U);
  for (const Json& session : found) EXPECT_EQ(session["JobUid"], uid);
  EXPECT_EQ(client.json(path_of(job["Href"].get<std::string>()))["UID"], uid);
}

TEST(ServiceVariants, BearAnotherHostInHrefs) {
  Client client{with("host.other")};
  const auto seen = xml(client.get("/api/backupSessions?format=Entity"));
  for (const SeenLink& link : all_links(*seen))
    EXPECT_TRUE(link.href.starts_with("https://em.corp.example:9398/api/")) << link.href;
}

TEST(ServiceVariants, EndLogonSessionsAfterSomeRequests) {
  Client client{with("logon.expires")};
  for (int i = 0; i < 300; ++i) ASSERT_EQ(client.get("/api/logonSessions").status, 200) << i;
  EXPECT_EQ(client.get("/api/logonSessions").status, 401);
  EXPECT_EQ(client.server().open_logon_sessions(), 0U);
  const Answer again = client.log_on();
  EXPECT_EQ(again.status, 201);
  const httplib::Headers headers{{"X-RestSvcSessionId", again.header("X-RestSvcSessionId")}};
  EXPECT_EQ(client.get_with("/api/logonSessions", headers).status, 200);
}

TEST(ServiceVariants, GiveTokensOfSixteenBytes) {
  for (const char* variant : {"token.bytes", "token.unrelated"}) {
    Client client{with(variant)};
    const auto bytes = base64_decode(client.token());
    ASSERT_TRUE(bytes) << variant;
    EXPECT_EQ(bytes->size(), 16U) << variant;
    EXPECT_EQ(client.get("/api/jobs").status, 200) << variant;
    // Clients that compute the token of the SessionId are served too.
    const httplib::Headers computed{{"X-RestSvcSessionId", base64(client.session_id())}};
    EXPECT_EQ(client.get_with("/api/jobs", computed).status, 200) << variant;
    const std::string own = "/api/logonSessions/" + client.session_id();
    EXPECT_EQ(client.send("DELETE", own, {{"X-RestSvcSessionId", client.token()}}).status, 204);
    EXPECT_EQ(client.get("/api/jobs").status, 401) << variant;
  }
}

// 8f2cd33b-ea7a-41ec-9486-d48c050c7e9b has the bytes 3bd32c8f 7aea ec41 9486 d48c050c7e9b in .NET.
TEST(ServiceVariants, WriteTheBytesOfTheSessionIdAsDotNetDoes) {
  Client client{with("token.bytes")};
  const std::string bytes = *base64_decode(client.token());
  std::string hex;
  for (const char c : bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    hex += digits[static_cast<unsigned char>(c) >> 4U];
    hex += digits[static_cast<unsigned char>(c) & 15U];
  }
  const std::string& id = client.session_id();
  EXPECT_EQ(hex.substr(0, 8),
            id.substr(6, 2) + id.substr(4, 2) + id.substr(2, 2) + id.substr(0, 2));
  EXPECT_EQ(hex.substr(16, 4), id.substr(19, 4));
  EXPECT_EQ(hex.substr(20), id.substr(24));
}

TEST(ServiceVariants, HaveNoVisibleOrder) {
  Client plain{with("")}, collections{with("order.collections")}, queries{with("order.queries")};
  const auto refs = [](Client& client) {
    return texts(client.json("/api/backupSessions")["Refs"], "UID");
  };
  auto usual = refs(plain), unusual = refs(collections);
  EXPECT_NE(usual, unusual);
  EXPECT_EQ(unusual, refs(collections));
  EXPECT_TRUE(std::is_permutation(usual.begin(), usual.end(), unusual.begin(), unusual.end()));
  usual = texts(sessions_of(plain), "UID");
  unusual = texts(sessions_of(queries), "UID");
  EXPECT_NE(usual, unusual);
  EXPECT_TRUE(std::is_permutation(usual.begin(), usual.end(), unusual.begin(), unusual.end()));
  const std::string sorted = all_sessions + "&sortAsc=UID";
  EXPECT_EQ(texts(sessions_of(queries, sorted), "UID"), texts(sessions_of(plain, sorted), "UID"));
}

TEST(ServiceVariants, PageInOtherWays) {
  Client empty{with("query.empty_paging")}, whole{with("query.one_page")};
  const std::string query = "/api/query?type=BackupTaskSession";
  const Json nothing = empty.json(query + "&filter=Name==none")["PagingInfo"];
  EXPECT_EQ(nothing["PagesCount"], 0);
  EXPECT_TRUE(nothing["Links"].is_null());
  EXPECT_GT(empty.json(query + "&pageSize=1")["PagingInfo"]["Links"].size(), 2U);

  const Json all = whole.json("/api/query?type=BackupTaskSession");
  EXPECT_EQ(all["PagingInfo"]["PagesCount"], 1);
  EXPECT_EQ(all["Refs"]["Refs"].size(), tasks_of(whole).size());
  EXPECT_EQ(whole.json(query + "&pageSize=7")["PagingInfo"]["PageSize"], 7);
}

TEST(DataVariants, GiveAwkwardNamesEverywhereTheSame) {
  Client client{with("names.awkward")};
  const auto names = set_of(client.json("/api/jobs")["Refs"], "Name");
  for (const char* name : {R"(all "of" <them> & 'more'; yes, (no) 100% + \ / ? # [x] {y} = @)",
                           "  blanks before and after  ", "%41%3B%20&amp;&#65;]]>"})
    EXPECT_TRUE(names.contains(name)) << name;
  std::set<std::string> of_sessions;
  for (const Json& session : sessions_of(client)) {
    const auto job = session["JobName"].get<std::string>();
    EXPECT_EQ(session["Links"][1]["Name"], job);
    EXPECT_TRUE(session["Name"].get<std::string>().starts_with(job + "@"));
    of_sessions.insert(job);
  }
  EXPECT_GE(of_sessions.size(), 8U);
  const auto machines = set_of(tasks_of(client), "VmDisplayName");
  EXPECT_TRUE(machines.contains("a\tb"));
  EXPECT_TRUE(std::any_of(machines.begin(), machines.end(),
                          [](const std::string& name) { return name.size() > 400; }));
}

TEST(DataVariants, NameByLocalTime) {
  Client client{with("names.local_time")};
  for (const Json& session : sessions_of(client))
    EXPECT_TRUE(session["Name"].get<std::string>().ends_with(" +02:00")) << session["Name"];
}

TEST(DataVariants, LackThings) {
  Client no_nas{with("nas.none")}, none{with("sessions.none")}, one{with("sessions.one")},
      no_tasks{with("tasks.none")};
  EXPECT_TRUE(no_nas.json("/api/nas/jobs")["Refs"].empty());
  for (const Json& session : sessions_of(no_nas)) EXPECT_NE(session["JobType"], "NasBackup");
  EXPECT_TRUE(sessions_of(none).empty());
  EXPECT_TRUE(none.json("/api/backupSessions")["Refs"].empty());
  EXPECT_EQ(sessions_of(one).size(), 1U);
  EXPECT_TRUE(tasks_of(no_tasks).empty());
  EXPECT_FALSE(sessions_of(no_tasks).empty());
}

TEST(DataVariants, HoldFiftyThousandSessions) {
  Client client{with("sessions.many")};
  const std::string query = "/api/query?type=BackupJobSession&pageSize=1";
  EXPECT_EQ(client.json(query)["PagingInfo"]["PagesCount"], 50'000);
  const auto recent = client.json("/api/backupSessions")["Refs"].size();
  EXPECT_GT(recent, 200U);
  EXPECT_LT(recent, 2000U);
}

TEST(DataVariants, LetManySessionsRun) {
  Client client{with("sessions.running")};
  std::size_t running = 0, recent = 0;
  for (const Json& session : sessions_of(client)) {
    recent += session["CreationTimeUTC"].get<std::string>() > "2026-06-10T12" ? 1 : 0;
    if (!session["EndTimeUTC"].is_null()) continue;
    ++running;
    EXPECT_EQ(session["Result"], "None");
    EXPECT_NE(session["State"], "Stopped");
  }
  EXPECT_GT(2 * running, recent);
}

TEST(DataVariants, KnowResultsOfWhatRuns) {
  Client client{with("results.while_running")};
  std::size_t running = 0;
  for (const Json& session : sessions_of(client)) {
    EXPECT_NE(session["Result"], "None");
    running += session["EndTimeUTC"].is_null() ? 1 : 0;
  }
  EXPECT_GT(running, 0U);
}

TEST(DataVariants, WriteUpToSevenDigits) {
  Client client{with("times.fractions")};
  std::set<std::size_t> digits;
  for (const Json& items : {sessions_of(client), tasks_of(client)})
    for (const Json& item : items) {
      const auto time = item["CreationTimeUTC"].get<std::string>();
      const auto point = time.find('.');
      digits.insert(point == std::string::npos ? 0 : time.size() - point - 2);
      const auto found =
          client.json("/api/query?type=BackupJobSession&filter=CreationTime==" + time);
      if (item.contains("JobUid")) {
        EXPECT_GE(found["Refs"]["Refs"].size(), 1U) << time;
      }
    }
  EXPECT_TRUE(digits.contains(7));
  EXPECT_TRUE(digits.contains(3));
  EXPECT_TRUE(digits.contains(0));
}

// Asked by the query, which knows no window: the test may take longer than the second.
TEST(DataVariants, StandAtTheEdgeOfTheWindow) {
  Client client{with("window.edge")};
  const auto times = set_of(sessions_of(client), "CreationTimeUTC");
  EXPECT_TRUE(times.contains("2026-05-16T12:00:01Z"));
  EXPECT_TRUE(times.contains("2026-05-16T11:59:59Z"));
}

TEST(DataVariants, ShowTheMotionToClients) {
  Client client{with("sessions.moving")};
  const auto uids = [&] { return texts(client.json("/api/backupSessions")["Refs"], "UID"); };
  const auto first = uids();
  const auto deadline = std::chrono::steady_clock::now() + 15s;
  while (uids() == first && std::chrono::steady_clock::now() < deadline) {
  }
  EXPECT_NE(uids(), first);
}

TEST(ReleaseVariants, AreLikeRelease13) {
  Client client{with("release.13")};
  const Json query = client.json(
      "/api/query?type=BackupJobSession&format=Entities&pageSize=50"
      "&filter=CreationTime%3E2020-01-01T00:00:00Z");
  const Json sessions = query["entities"]["backupJobSessions"]["backupJobSessions"];
  ASSERT_EQ(sessions.size(), 50U);
  std::set<std::size_t> digits;
  for (const Json& session : sessions) {
    const auto time = session["creationTimeUTC"].get<std::string>();
    const auto name = session["name"].get<std::string>();
    std::string in_name = name.substr(name.rfind('@') + 1);
    in_name[in_name.find(' ')] = 'T';
    EXPECT_EQ(in_name + "Z", time);
    digits.insert(time.size());
  }
  EXPECT_TRUE(digits.contains(std::string_view{"2026-06-15T12:00:00.123456Z"}.size()));
  const auto next = query["pagingInfo"]["links"][1]["href"].get<std::string>();
  EXPECT_NE(next.find("CreationTime%3E2020"), std::string::npos) << next;
  EXPECT_EQ(client.json("/api/")["supportedVersions"]["supportedVersions"].size(), 3U);
  EXPECT_TRUE(query["entities"].contains("nasJobs"));
  EXPECT_TRUE(query["entities"].contains("vAppRestorePoints"));
  EXPECT_TRUE(sessions[0].contains("uid"));
}

TEST(ReleaseVariants, AreLikeRelease9) {
  Client client{with("release.9")};
  const Answer answer = client.get("/api/jobs", "application/json");
  EXPECT_EQ(answer.header("Content-Type"), "application/xml");
  EXPECT_EQ(xml(answer)->root_name(), "EntityReferences");
  for (const char* path : {"/api/nas", "/api/nas/jobs", "/api/agents", "/api/systemSessions"})
    EXPECT_EQ(client.get(path).status, 404) << path;
  const auto logon = xml(client.log_on("/api/sessionMngr/?v=v1_3"));
  EXPECT_EQ(logon->root_name(), "LogonSession");
  for (const SeenLink& link : links_of(logon->root())) {
    EXPECT_EQ(link.href.find("/nas"), std::string::npos);
    if (link.rel == "Down") {
      EXPECT_EQ(client.get(path_of(link.href)).status, 200) << link.href;
    }
  }
  EXPECT_EQ(client.log_on("/api/sessionMngr/?v=v1_7").status, 400);
  // Without a window.
  EXPECT_EQ(
      xml(client.get("/api/backupSessions"))->root().select_nodes("*").size(),
      xml(client.get("/api/query?type=BackupJobSession"))->root().select_nodes("Refs/*").size());
}

}  // namespace
}  // namespace emconform::mock
