#include <atomic>

#include "faults/fault.h"

// A service that refuses, forgets, or lies about the time.
namespace emconform::faults {
namespace {

constexpr const char* window = "backupSessions/window";

Outcome unstarted(std::string words) { return {4, Verdict::Error, "run.start", std::move(words)}; }
Outcome broken(std::string rule, std::string words) {
  return {1, Verdict::Fail, std::move(rule), std::move(words)};
}
Outcome undecided(std::string words) {
  return {5, Verdict::Inconclusive, "window.created_within", std::move(words)};
}

Change status(std::string line) {
  return changed([line = std::move(line)](const Answer& real) { return with_status(real, line); });
}

Change dated(std::string date) {
  return changed([date = std::move(date)](const Answer& real) { return with(real, "Date", date); });
}

/// Each answer is a day older than the one before.
Change backwards() {
  auto day = std::make_shared<std::atomic<int>>(28);
  return changed([day](const Answer& real) {
    const int today = std::max(1, (*day)--);
    const std::string number = (today < 10 ? "0" : "") + std::to_string(today);
    return with(real, "Date", "Sat, " + number + " Feb 2026 12:00:00 GMT");
  });
}

Change busy(std::string retry_after) {
  return changed([retry_after = std::move(retry_after)](const Answer& real) {
    return with(with_status(real, "HTTP/1.1 503 Service Unavailable"), "Retry-After", retry_after);
  });
}

Answer without_token(const Answer& real) {
  return with_body(without(without(real, "X-RestSvcSessionId"), "Set-Cookie"), "<LogonSession/>");
}

Change token(std::string value) {
  return changed([value = std::move(value)](const Answer& real) {
    return with(without(real, "Set-Cookie"), "X-RestSvcSessionId", value);
  });
}

Place at_logoff() {
  return [](const std::string& request) { return request.starts_with("DELETE "); };
}

}  // namespace

Faults service_faults() {
  return {
      {"service.500", "It answers everything with 500.", unstarted("GET /api/ answered 500"),
       proxy(everywhere(), changed([](const Answer& real) {
               return with_status(with_body(real, "<Error/>"),
                                  "HTTP/1.1 500 Internal Server Error");
             }))},
      {"service.500_after_logon", "After the logon it answers everything with 500.",
       broken("http.status", "500"),
       proxy(after_logon(), status("HTTP/1.1 500 Internal Server Error"))},
      {"service.401_after_logon", "After the logon it answers everything with 401.",
       broken("http.status", "401"), proxy(after_logon(), status("HTTP/1.1 401 Unauthorized"))},
      {"service.not_found", "It answers everything with 404: another service.",
       unstarted("GET /api/ answered 404"),
       server(test::answer_each("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))},
      {"logon.refused", "It refuses the logon.", unstarted("the logon was refused (401)"),
       proxy(at_logon(), status("HTTP/1.1 401 Unauthorized"))},
      {"logon.no_token", "The answer to the logon bears no token.",
       unstarted("the logon gave neither X-RestSvcSessionId nor a SessionId"),
       proxy(at_logon(), changed(without_token))},
      {"logon.huge_token", "The token is 90 kB long.", broken("http.status", "400"),
       proxy(at_logon(), token(std::string(90'000, 'y')))},
      {"logon.token_with_line_end", "The token holds a bare carriage return and a header line.",
       unstarted("the logon's token holds control characters"),
       proxy(at_logon(), token("abc\rX-Evil: 1"))},
      {"logon.cookie_with_header", "The cookie holds what looks like more attributes and lines.",
       broken("http.status", "401"),
       proxy(at_logon(), changed([](const Answer& real) {
               return with_body(
                   with(without(real, "X-RestSvcSessionId"), "Set-Cookie",
                        "X-RestSvcSessionId=abc%0d%0aX-Evil: 1; Domain=evil.test; Path=/"),
                   "<LogonSession/>");
             }))},
      {"logoff.500",
       "It answers the logoff with 500: the rest conforms, and a note tells of it.",
       {0, Verdict::Pass, "http.status", "a logon session could not be logged off"},
       proxy(at_logoff(), status("HTTP/1.1 500 Internal Server Error"))},
      {"logoff.silent",
       "It says nothing to the logoff: the rest conforms, and a note tells of it.",
       {0, Verdict::Pass, "http.status", "a logon session could not be logged off"},
       proxy(at_logoff(), always({test::hold()})),
       "backupSessions/cookie",
       {"--max-time", "1"}},
      {"busy.a_year", "It is busy (503) and asks to come again in a year.",
       broken("http.status", "503"), proxy(at_sessions(), busy("31536000"))},
      {"busy.for_ever", "It is busy (503) for ever and asks to come again at once.",
       broken("http.status", "503"), proxy(at_sessions(), busy("0"))},
      {"busy.negative", "It is busy (503) and asks to come again before now.",
       broken("http.status", "503"), proxy(at_sessions(), busy("-99999999999999999999"))},
      {"date.none", "No answer has a Date.", undecided("the answer has no Date"),
       proxy(everywhere(), changed([](const Answer& real) { return without(real, "Date"); })),
       window},
      {"date.absurd", "The Date is no date.", undecided("no Date"),
       proxy(everywhere(), dated("yesterday, about noon")), window},
      {"date.year_9999", "The Date is in the year 9999.", broken("window.created_within", ""),
       proxy(everywhere(), dated("Fri, 31 Dec 9999 23:59:59 GMT")), window},
      {"date.backwards",
       "Every answer is a day older than the one before.",
       broken("window.created_within", "the server's time"),
       proxy(everywhere(), backwards()),
       window,
       {"-j", "1"}},
  };
}

}  // namespace emconform::faults
