#include <fmt/format.h>

#include "faults/fault.h"
#include "support/certificates.h"

// Certificates that nobody may trust, and TLS that is none.
namespace emconform::faults {
namespace {

using test::CertificateWish;

Outcome unstarted(std::string words) { return {4, Verdict::Error, "run.start", std::move(words)}; }

/// The script over TLS; the program is given the certificate to trust if `trusted`.
std::function<Target(const mock::Server&)> tls(
    const CertificateWish& wish, bool trusted,
    std::function<test::Script(const mock::Server&)> script) {
  return [=](const mock::Server& mock) {
    const test::Certificate own = test::make_certificate(wish);
    auto responder = std::make_shared<test::Responder>(script(mock), own);
    Target target{.url = responder->base(), .alive = {responder}};
    if (trusted) {
      auto file = std::make_shared<test::TemporaryFile>(test::to_pem(*own.certificate));
      target.options = {"--cacert", file->path()};
      target.alive.push_back(file);
    }
    target.objection = [responder = responder.get()] {
      return std::string(responder->requests().empty() ? "" : "a request was sent");
    };
    return target;
  };
}

test::Script healthy(const mock::Server& mock) {
  return {test::forward(mock.port(), [](const auto&, const auto&) { return std::nullopt; })};
}

/// The connection ends in the middle of a body, without close_notify.
Target cut_off(const mock::Server& mock, bool with_length) {
  const auto alter = [with_length](const std::string& request,
                                   const std::string& bytes) -> std::optional<test::Script> {
    if (!at_sessions()(request)) return std::nullopt;
    Answer real = parse_answer(bytes);
    if (!with_length) real = without(real, "Content-Length");
    return last(head_of(real) + (with_length ? real.body.substr(0, 1000) : real.body));
  };
  Target target = tls({}, true, [alter](const mock::Server& to) -> test::Script {
    return {test::forward(to.port(), alter)};
  })(mock);
  target.objection = {};
  return target;
}

Target over_https(Target target) {
  target.url.replace(0, 4, "https");
  return target;
}

Target over_http(Target target) {
  target.url.replace(0, 5, "http");
  return target;
}

}  // namespace

Faults tls_faults() {
  return {
      {"tls.self_signed", "Its certificate is signed by itself.",
       unstarted("the target's certificate is not trusted: self-signed certificate"),
       tls({}, false, healthy)},
      {"tls.expired", "Its certificate has expired.",
       unstarted("the target's certificate has expired"),
       tls({.valid_from_days = -30, .valid_to_days = -1}, true, healthy)},
      {"tls.not_yet_valid", "Its certificate is not valid yet.",
       unstarted("the target's certificate is not valid yet"),
       tls({.valid_from_days = 1, .valid_to_days = 30}, true, healthy)},
      {"tls.other_host", "Its certificate is for another host.",
       unstarted("the target's certificate is for another host: it names DNS:em02.test"),
       tls({.common_name = "em02.test", .alternative_names = "DNS:em02.test"}, true, healthy)},
      {"tls.other_certificate", "Its certificate is not the one that is trusted.",
       unstarted("the target's certificate is not trusted"),
       [](const mock::Server& mock) {
         Target target = tls({}, false, healthy)(mock);
         auto other = std::make_shared<test::TemporaryFile>(
             test::to_pem(*test::make_certificate({.common_name = "other"}).certificate));
         target.options = {"--cacert", other->path()};
         target.alive.push_back(other);
         return target;
       }},
      {"tls.plain_http", "It speaks plain HTTP on the port that should speak TLS.",
       unstarted("the port does not speak TLS"),
       [](const mock::Server& mock) {
         return over_https(server(last("HTTP/1.1 400 Bad Request\r\n\r\n"))(mock));
       }},
      {"tls.on_plain_port", "It speaks TLS on the port that should speak plain HTTP.",
       unstarted("if the port speaks TLS, use https://"),
       [](const mock::Server& mock) { return over_http(tls({}, false, healthy)(mock)); }},
      {"tls.garbage", "It answers the handshake with random bytes.",
       unstarted("the port does not speak TLS"),
       [](const mock::Server& mock) {
         return over_https(server(last("\x8f\x02\xfe\x01zz\x90\x11\xde\xad\xbe\xef"))(mock));
       }},
      {"tls.handshake_cut_off", "It closes the connection in the handshake.",
       unstarted("the connection was closed in the TLS handshake"),
       [](const mock::Server& mock) { return over_https(server(last("\x16\x03\x03"))(mock)); }},
      {"tls.handshake_silent", "It says nothing in the handshake.",
       unstarted("the TLS handshake was not done within 1000ms"),
       [](const mock::Server& mock) { return over_https(server({test::hold()})(mock)); }},
      {"tls.cut_off",
       "It cuts TLS off in the middle of a body.",
       {4, Verdict::Error, "", "the body is shorter than its Content-Length"},
       [](const mock::Server& mock) { return cut_off(mock, true); }},
      {"tls.no_close_notify",
       "It cuts TLS off after a body without a length: there may have been more.",
       {1, Verdict::Fail, "http.content_length", "a Content-Length"},
       [](const mock::Server& mock) { return cut_off(mock, false); }},
  };
}

}  // namespace emconform::faults
