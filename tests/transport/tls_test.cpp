#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <memory>
#include <string>
#include <thread>

#include "support/certificates.h"
#include "support/responder.h"
#include "transport/http.h"

namespace emconform {
namespace {

using testing::AnyOf;
using testing::EndsWith;
using testing::StartsWith;

/// Answers every request with "ok".
class TlsServer {
 public:
  explicit TlsServer(const test::Certificate& own, X509_STORE* clients = nullptr)
      : server_(own.certificate.get(), own.key.get(), clients) {
    server_.Get(".*", [](const httplib::Request&, httplib::Response& response) {
      response.set_content("ok", "text/plain");
    });
    server_.set_keep_alive_timeout(1);
    server_.set_tcp_nodelay(true);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~TlsServer() {
    server_.stop();
    thread_.join();
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  std::string base(const std::string& host = "127.0.0.1") const {
    return fmt::format("https://{}:{}", host, port_);
  }
  std::string plain_base() const { return fmt::format("http://127.0.0.1:{}", port_); }
  int port() const { return port_; }

 private:
  httplib::SSLServer server_;
  int port_ = 0;
  std::thread thread_{};
};

Error error_of(TransportOptions options) {
  const auto response = HttpClient(std::move(options)).send({.target = "/"});
  return response ? Error{.what = "no error"} : response.error();
}

TEST(Tls, TrustsTheCertificateOfCacertAndReportsTheConnection) {
  const auto own = test::make_certificate({.common_name = "em01"});
  const test::TemporaryFile cacert(test::to_pem(*own.certificate));
  const TlsServer server(own);
  HttpClient client({.base = server.base(), .cacert = cacert.path()});
  EXPECT_FALSE(client.tls());
  const auto first = client.send({.target = "/"}), second = client.send({.target = "/"});
  ASSERT_TRUE(first) << first.error().what;
  EXPECT_EQ(first->body, "ok");
  EXPECT_TRUE(first->timing.new_connection);
  EXPECT_GT(first->timing.tls, first->timing.connect);
  ASSERT_TRUE(second) << second.error().what;
  EXPECT_FALSE(second->timing.new_connection);
  const auto tls = client.tls();
  ASSERT_TRUE(tls);
  EXPECT_EQ(tls->protocol, "TLSv1.3");
  EXPECT_EQ(tls->subject, "CN = em01");
  EXPECT_EQ(tls->issuer, "CN = em01");
  EXPECT_TRUE(tls->expires.ends_with(" GMT")) << tls->expires;
}

TEST(Tls, RefusesACertificateThatNobodyVouchesFor) {
  const TlsServer server(test::make_certificate());
  const Error error = error_of({.base = server.base()});
  EXPECT_EQ(error.where, server.base());
  EXPECT_EQ(error.what, "the target's certificate is not trusted: self-signed certificate");
  EXPECT_EQ(error.remedy,
            "name its issuer's certificate with --cacert FILE (PEM), or go on without looking at "
            "it with -k (for a test system)");
  EXPECT_EQ(error.fault, Fault::Target);
}

TEST(Tls, RefusesACertificateForAnotherHostAndSaysItsNames) {
  const auto own = test::make_certificate(
      {.common_name = "em01", .alternative_names = "DNS:em01.corp.local,IP:192.0.2.7"});
  const test::TemporaryFile cacert(test::to_pem(*own.certificate));
  const TlsServer server(own);
  const Error error = error_of({.base = server.base(), .cacert = cacert.path()});
  EXPECT_EQ(error.what,
            "the target's certificate is for another host: it names DNS:em01.corp.local, IP "
            "Address:192.0.2.7");
  EXPECT_EQ(error.remedy,
            "address the target by that name (--resolve HOST:PORT:ADDRESS leads a name to an "
            "address), or go on without looking at it with -k (for a test system)");

  const auto response =
      HttpClient({.base = server.base("em01.corp.local"),
                  .cacert = cacert.path(),
                  .resolve = {fmt::format("em01.corp.local:{}:127.0.0.1", server.port())}})
          .send({.target = "/"});
  EXPECT_TRUE(response) << response.error().what;
}

TEST(Tls, RefusesACertificateOutOfItsTime) {
  struct Sample {
    test::CertificateWish wish;
    std::string what, remedy;
  };
  const Sample samples[] = {
      {{.valid_from_days = -20, .valid_to_days = -1},
       "the target's certificate has expired",
       "renew it; -k goes on without looking at it (for a test system)"},
      {{.valid_from_days = 10, .valid_to_days = 20},
       "the target's certificate is not valid yet",
       "check the clocks; -k goes on without looking at it (for a test system)"},
  };
  for (const Sample& sample : samples) {
    const auto own = test::make_certificate(sample.wish);
    const test::TemporaryFile cacert(test::to_pem(*own.certificate));
    const TlsServer server(own);
    const Error error = error_of({.base = server.base(), .cacert = cacert.path()});
    EXPECT_EQ(error.what, sample.what);
    EXPECT_EQ(error.remedy, sample.remedy);
  }
}

TEST(Tls, GoesOnWithAnyCertificateIfToldTo) {
  const TlsServer server(test::make_certificate({.common_name = "em01",
                                                 .alternative_names = "DNS:em01",
                                                 .valid_from_days = -20,
                                                 .valid_to_days = -1}));
  HttpClient client({.base = server.base(), .insecure = true});
  const auto response = client.send({.target = "/"});
  ASSERT_TRUE(response) << response.error().what;
  ASSERT_TRUE(client.tls());
  EXPECT_EQ(client.tls()->subject, "CN = em01");
}

TEST(Tls, ShowsAClientCertificate) {
  const auto own = test::make_certificate(), client = test::make_certificate();
  const test::TemporaryFile cacert(test::to_pem(*own.certificate)),
      cert(test::to_pem(*client.certificate)), key(test::to_pem(*client.key));
  X509_STORE* clients = X509_STORE_new();  // the server takes it over
  X509_STORE_add_cert(clients, client.certificate.get());
  const TlsServer server(own, clients);
  const auto shown =
      HttpClient(
          {.base = server.base(), .cacert = cacert.path(), .cert = cert.path(), .key = key.path()})
          .send({.target = "/"});
  EXPECT_TRUE(shown) << shown.error().what;
  const Error error = error_of({.base = server.base(), .cacert = cacert.path()});
  // TLS 1.3: the refusal comes after the handshake, and the end of the connection may overtake it.
  EXPECT_THAT(error.what, AnyOf(StartsWith("the target refused the TLS connection: "),
                                "the connection was reset before the answer",
                                "the connection was closed without an answer"));
  EXPECT_THAT(error.remedy,
              EndsWith("if it asks for a client certificate, give one with --cert FILE and --key "
                       "FILE"));
}

TEST(Tls, BlamesTheUserForUnusableFiles) {
  const TlsServer server(test::make_certificate());
  const Error cacert = error_of({.base = server.base(), .cacert = "/no/such/file.pem"});
  EXPECT_EQ(cacert.fault, Fault::Usage);
  EXPECT_TRUE(cacert.what.starts_with("the file of --cacert cannot be used: ")) << cacert.what;
  EXPECT_NE(cacert.what.find("/no/such/file.pem"), std::string::npos) << cacert.what;
  const Error cert = error_of({.base = server.base(), .cert = "/no/such/file.pem"});
  EXPECT_EQ(cert.fault, Fault::Usage);
  EXPECT_TRUE(cert.what.starts_with("the client certificate cannot be used: ")) << cert.what;
  EXPECT_EQ(cert.remedy, "give --cert and --key in PEM format, the key without a passphrase");
}

TEST(Tls, TellsThatThePortSpeaksPlainHttp) {
  test::Responder responder(
      {test::send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), test::hold()});
  const Error error = error_of({.base = fmt::format("https://127.0.0.1:{}", responder.port())});
  EXPECT_EQ(error.what, "the port does not speak TLS");
  EXPECT_EQ(error.remedy, "if it speaks plain HTTP, use " + responder.base());
}

TEST(Tls, TellsThatThePortWantsTls) {
  const TlsServer server(test::make_certificate());
  const Error error = error_of({.base = server.plain_base()});
  EXPECT_THAT(error.what, AnyOf("the connection was closed without an answer",
                                "the connection was reset before the answer"));
  EXPECT_EQ(error.remedy, "if the port speaks TLS, use " + server.base());
}

}  // namespace
}  // namespace emconform
