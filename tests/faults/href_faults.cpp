#include <fmt/format.h>

#include "faults/fault.h"

// Links and redirects that lead where no client should go.
namespace emconform::faults {
namespace {

constexpr const char* follows = "backupSessions/links resolve";
// The rules of the single answer, which say of a link that it is none.
const std::vector<std::string> and_the_list = {"--filter", "backupSessions/cookie"};
constexpr std::string_view first_link = "<Links><Link Href=\"";

Outcome broken(std::string rule, std::string words) {
  return {1, Verdict::Fail, std::move(rule), std::move(words)};
}

/// The authority under which the mock was asked.
std::string authority_in(const Answer& real) {
  const std::size_t start = real.body.find("http://127.0.0.1:") + 7;
  return real.body.substr(start, real.body.find('/', start) - start);
}

/// The first link of every member leads to `href`; HOST in it is the target's own authority.
std::function<Target(const mock::Server&)> linked(const std::string& href) {
  return xml_proxy(at_sessions(), changed([href](const Answer& real) {
                     std::string link = href, body = real.body;
                     if (const std::size_t at = link.find("HOST"); at != std::string::npos)
                       link.replace(at, 4, authority_in(real));
                     for (std::size_t at = body.find(first_link); at != std::string::npos;
                          at = body.find(first_link, at)) {
                       at += first_link.size();
                       body.replace(at, body.find('"', at) - at, link);
                     }
                     return with_body(real, body);
                   }));
}

std::string other_heard(const test::Responder& other) {
  return other.connections() == 0 ? "" : "the other host was contacted";
}

/// Hrefs of the list of sessions name another host, which listens: all of them, or one.
std::function<Target(const mock::Server&)> to_another_host(bool all) {
  return [all](const mock::Server& mock) {
    auto other = std::make_shared<test::Responder>(test::answer("HTTP/1.1 200 OK\r\n\r\n"));
    const std::string others = fmt::format("127.0.0.1:{}/", other->port());
    Target target =
        xml_proxy(at_sessions(), changed([=](const Answer& real) {
                    const std::string own = authority_in(real) + "/";
                    return all ? replaced(real, own, others) : replaced_once(real, own, others);
                  }))(mock);
    target.alive.push_back(other);
    target.objection = [other] { return other_heard(*other); };
    return target;
  };
}

std::function<Target(const mock::Server&)> redirected(Place place, std::string status) {
  return [=](const mock::Server& mock) {
    auto other = std::make_shared<test::Responder>(test::answer("HTTP/1.1 200 OK\r\n\r\n"));
    Target target = proxy(place, changed([=](const Answer& real) {
                            return with(with_body(with_status(real, "HTTP/1.1 " + status), ""),
                                        "Location", other->base() + "/api/backupSessions");
                          }))(mock);
    target.alive.push_back(other);
    target.objection = [other] { return other_heard(*other); };
    return target;
  };
}

Change location(std::string where) {
  return changed([where = std::move(where)](const Answer& real) {
    return with(with_body(with_status(real, "HTTP/1.1 302 Found"), ""), "Location", where);
  });
}

}  // namespace

Faults href_faults() {
  const auto resolves = [](std::string words) {
    return broken("relation.link_resolves", std::move(words));
  };
  return {
      {"redirect.loop", "It redirects to the same URL, again and again.",
       broken("http.status", "302"), proxy(at_sessions(), location("/api/backupSessions"))},
      {"redirect.file", "It redirects to a file of the harness's machine.",
       broken("http.status", "302"), proxy(at_sessions(), location("file:///etc/passwd"))},
      {"redirect.other_host",
       "It redirects to another host: that hears nothing, and no session id.",
       broken("http.status", "302"), redirected(at_sessions(), "302 Found")},
      {"redirect.logon",
       "It redirects the logon to another host: that hears nothing.",
       {4, Verdict::Error, "run.start", "the logon answered 307"},
       redirected(at_logon(), "307 Temporary Redirect")},
      {"redirect.everything",
       "It redirects GET /api/ to another host: that hears nothing.",
       {4, Verdict::Error, "run.start", "GET /api/ answered 301"},
       redirected(at_welcome(), "301 Moved Permanently")},
      {"href.user_info", "A link holds user name and password.",
       broken("links.absolute", "user:word@"), linked("http://user:word@HOST/api/backupServers/1"),
       follows, and_the_list},
      {"href.dots", "A link leads upwards: /api/../../etc/passwd.",
       broken("links.target", "/api/../../etc/passwd"), linked("http://HOST/api/../../etc/passwd"),
       follows, and_the_list},
      {"href.javascript", "A link is a script.", broken("links.absolute", "javascript:alert(1)"),
       linked("javascript:alert(1)"), follows, and_the_list},
      {"href.file", "A link is a file of the harness's machine.",
       broken("links.absolute", "file:///etc/passwd"), linked("file:///etc/passwd"), follows,
       and_the_list},
      {"href.encoded_dots", "A link leads upwards in percent-encoding: %2e%2e.",
       broken("links.target", "%2e%2e"), linked("http://HOST/api/%2e%2e/%2e%2e/etc/passwd"),
       follows, and_the_list},
      {"href.encoded_nul", "A link holds %00.", resolves("%00"),
       linked("http://HOST/api/backupServers/1%00.xml"), follows},
      {"href.encoded_line_end", "A link holds a header line in percent-encoding: %0d%0a.",
       resolves("%0d%0aX-Evil:%201"), linked("http://HOST/api/x%0d%0aX-Evil:%201"), follows},
      {"href.line_end", "A link holds a line end and a header line.", broken("links.absolute", ""),
       linked("http://HOST/api/x&#13;&#10;X-Evil: 1"), follows, and_the_list},
      {"href.bad_percent", "A link holds a percent sign that encodes nothing.", resolves("%zz"),
       linked("http://HOST/api/backupServers/%zz%"), follows},
      {"href.long", "A link is 100 kB long.", resolves("yyy..."),
       linked("http://HOST/api/" + std::string(100'000, 'y')), follows},
      {"href.other_host",
       "All links lead to another host, maybe an alias: they are followed on the target alone.",
       {0, Verdict::Pass, "relation.link_resolves", ""},
       to_another_host(true),
       follows},
      {"href.two_hosts", "One link leads to another host: that hears nothing, and no session id.",
       broken("links.authority", ""), to_another_host(false), follows, and_the_list},
  };
}

}  // namespace emconform::faults
