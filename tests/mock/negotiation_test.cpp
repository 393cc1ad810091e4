#include <gtest/gtest.h>

#include "mock/client.h"

namespace emconform::mock {
namespace {

TEST(Negotiation, GivesJsonWhereAcceptNamesItAndXmlElsewhere) {
  Client client;
  const std::pair<const char*, const char*> samples[] = {
      {"", "application/xml"},
      {"*/*", "application/xml"},
      {"application/xml", "application/xml"},
      {"text/html", "application/xml"},
      {"text/html,application/xhtml+xml,*/*;q=0.8", "application/xml"},
      {"application/json", "application/json"},
      {"APPLICATION/JSON", "application/json"},
      {"application/xml, application/json;q=0.1", "application/json"},
      {"application/json; charset=utf-8", "application/json"},
  };
  for (const auto& [accept, type] : samples)
    for (const char* path : {"/api/jobs", "/api/backupServers?format=Entity", "/api/nowhere"}) {
      const Answer answer = client.get(path, accept);
      EXPECT_EQ(answer.header("Content-Type"), type) << accept << ' ' << path;
      EXPECT_EQ(answer.body.front(), type == std::string{"application/json"} ? '{' : '<');
    }
}

TEST(Headers, TellLengthTypeAndDate) {
  Options options;
  options.now = fixed_now();
  Client client{options};
  const Answer answer = client.get("/api/backupSessions");
  EXPECT_EQ(answer.header("Content-Length"), std::to_string(answer.body.size()));
  EXPECT_EQ(answer.header("Date").substr(0, 20), "Mon, 15 Jun 2026 12:");
  EXPECT_EQ(answer.headers.count("Content-Length"), 1U);
  EXPECT_EQ(answer.headers.count("Content-Type"), 1U);
}

TEST(Headers, SendNoCompressedBodies) {
  Client client;
  const Answer answer = client.get_with(
      "/api/jobs", {{"X-RestSvcSessionId", client.token()}, {"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(answer.header("Content-Encoding"), "");
  EXPECT_EQ(answer.header("Content-Length"), std::to_string(answer.body.size()));
  EXPECT_EQ(answer.body.front(), '<');
}

TEST(Methods, HeadAnswersAsGetWithoutBody) {
  Client client;
  const httplib::Headers mine{{"X-RestSvcSessionId", client.token()}};
  const Answer get = client.get("/api/jobs");
  const Answer head = client.send("HEAD", "/api/jobs", mine);
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(head.body.empty());
  EXPECT_EQ(head.header("Content-Length"), get.header("Content-Length"));
  EXPECT_EQ(head.header("Content-Type"), "application/xml");
}

struct MethodSample {
  const char* method;
  std::string path;
  int status;
};

TEST(Methods, ThatWouldChangeAnythingAreRefused) {
  Client client;
  const httplib::Headers mine{{"X-RestSvcSessionId", client.token()}};
  const std::string job = first_item(client, "/api/jobs");
  const std::string session = first_item(client, "/api/backupSessions");
  const std::string server = first_item(client, "/api/backupServers");
  const MethodSample samples[] = {
      {"POST", job + "?action=start", 403},
      {"PUT", job, 403},
      {"DELETE", job, 405},
      {"POST", session + "?action=stop", 403},
      {"DELETE", server, 403},
      {"PUT", session, 405},
      {"POST", "/api/backupTaskSessions", 405},
      {"DELETE", "/api/tasks/task-1", 403},
      {"GET", "/api/sessionMngr", 405},
      {"PATCH", "/api/jobs", 405},
      {"OPTIONS", "/api/jobs", 405},
      {"POST", "/api/nowhere", 404},
  };
  for (const MethodSample& sample : samples) {
    const Answer answer = client.send(sample.method, sample.path, mine);
    EXPECT_EQ(answer.status, sample.status) << sample.method << ' ' << sample.path;
    const auto error = xml(answer);
    EXPECT_EQ(error->root_name(), "Error");
    EXPECT_EQ(error->root().attribute("StatusCode").as_int(), sample.status);
    EXPECT_EQ(answer.header("Allow").empty(), sample.status != 405) << sample.path;
  }
  EXPECT_EQ(client.get(job).status, 200);
}

TEST(Errors, AreWellFormedInBothFormats) {
  Client client;
  const std::string unknown = "44cfbdbe-5a95-4156-8867-91f069b7c2cc";
  const std::pair<std::string, int> samples[] = {
      {"/api/jobs/" + unknown, 404},
      {"/api/jobs/" + unknown + "/backupSessions", 404},
      {"/api/nas/jobs/" + unknown + "/backupSessions", 404},
      {"/api/backupSessions/" + unknown + "/taskSessions", 404},
      {"/api/backupTaskSessions/%FF%00%3C&", 404},
      {"/api/systemSessions/" + unknown + "/events", 404},
      {"/api/jobs/a/b/c", 404},
      {"/jobs", 404},
      {"/", 404},
      {"/api/tasks/task-%01%3C\"297", 500},
      {"/api/query", 400},
      {"/api/query?type=Nothing", 400},
      {"/api/query?type=BackupJobSession&filter=%FF%01==1", 400},
  };
  for (const auto& [path, status] : samples) {
    const Answer in_xml = client.get(path);
    EXPECT_EQ(in_xml.status, status) << path;
    const auto error = xml(in_xml);
    EXPECT_TRUE(error->result) << path << error->result.description();
    EXPECT_EQ(error->root_name(), "Error") << path;
    EXPECT_STRNE(error->root().attribute("Message").value(), "") << path;
    const Answer in_json = client.get(path, "application/json");
    const Json json = in_json.json();
    ASSERT_TRUE(json.is_object()) << in_json.body;
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items()) keys.push_back(key);
    EXPECT_EQ(keys, (std::vector<std::string>{"FirstChanceExceptionMessage", "Message",
                                              "StackTrace", "Status", "StatusCode"}));
    EXPECT_EQ(json.at("StatusCode"), status);
  }
}

TEST(Errors, OfALostTaskAreThoseOfTheProduct) {
  Client client;
  const Answer answer = client.get("/api/tasks/task-297", "application/json");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.json().at("Message"),
            "There is no backup task with id [task-297] in current rest session");
}

TEST(Hrefs, BearTheHostThatTheClientAddressed) {
  Client client;
  const Answer answer = client.get_with(
      "/api/jobs", {{"X-RestSvcSessionId", client.token()}, {"Host", "em01.tech.example:9398"}});
  for (const SeenLink& link : all_links(*xml(answer)))
    EXPECT_EQ(link.href.rfind("http://em01.tech.example:9398/api/", 0), 0U) << link.href;
}

TEST(Tls, ServesTheCertificateItTells) {
  Options options;
  options.tls = true;
  options.sessions = 20;
  const auto server = Server::start(options);
  ASSERT_TRUE(server) << server.error();
  EXPECT_EQ((*server)->url().rfind("https://127.0.0.1:", 0), 0U);
  ASSERT_NE((*server)->certificate().find("BEGIN CERTIFICATE"), std::string::npos);

  const std::string& pem = (*server)->certificate();
  BIO* memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* certificate = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
  BIO_free(memory);
  ASSERT_NE(certificate, nullptr);
  EXPECT_EQ(X509_check_ip_asc(certificate, "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_host(certificate, "localhost", 0, 0, nullptr), 1);
  X509_STORE* store = X509_STORE_new();
  X509_STORE_add_cert(store, certificate);
  X509_free(certificate);

  httplib::SSLClient trusting{"127.0.0.1", (*server)->port()};
  trusting.set_ca_cert_store(store);  // takes it over
  trusting.enable_server_certificate_verification(true);
  const auto answer = trusting.Get("/api/");
  ASSERT_TRUE(answer) << httplib::to_string(answer.error());
  EXPECT_EQ(answer->status, 200);
  EXPECT_NE(answer->body.find("https://127.0.0.1:"), std::string::npos);
  httplib::SSLClient stranger{"127.0.0.1", (*server)->port()};
  EXPECT_FALSE(stranger.Get("/api/"));
}

TEST(Start, TellsWhyItCannot) {
  Client client;
  Options options;
  options.port = client.server().port();
  const auto second = Server::start(options);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().find(std::to_string(options.port)), std::string::npos);
  options.port = 0;
  options.defect = "no.such.defect";
  const auto third = Server::start(options);
  ASSERT_FALSE(third);
  EXPECT_NE(third.error().find("no.such.defect"), std::string::npos);
}

}  // namespace
}  // namespace emconform::mock
