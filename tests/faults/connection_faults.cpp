#include <fmt/format.h>

#include "faults/fault.h"

// Connections that fail, and answers that do not come or do not end.
namespace emconform::faults {
namespace {

using namespace std::chrono_literals;
using test::drip;
using test::hold;
using test::reset;
using test::Script;
using test::send;
using test::send_forever;

constexpr const char* half_head = "HTTP/1.1 200 OK\r\nContent-Type: appli";

std::string half_of(const Answer& real) {
  return head_of(real) + real.body.substr(0, real.body.size() / 2);
}

Change half_body_then(test::Step step) {
  return [step](const Answer& real) -> Script { return {send(half_of(real)), step}; };
}

Target refusing(const mock::Server&) {
  return {.url = fmt::format("http://127.0.0.1:{}", test::unused_port())};
}

Target black_hole(const mock::Server&) {
  auto hole = std::make_shared<test::BlackHole>();
  return {.url = hole->base(), .alive = {hole}};
}

Outcome unstarted(std::string words) { return {4, Verdict::Error, "run.start", std::move(words)}; }
Outcome error(std::string words) { return {4, Verdict::Error, "", std::move(words)}; }

}  // namespace

Faults connection_faults() {
  return {
      {"connection.refused", "Nothing listens on the port.",
       unstarted("the connection was refused"), refusing},
      {"connection.black_hole", "Every attempt to connect is dropped.",
       unstarted("no connection within 1000ms"), black_hole},
      {"connection.closed", "It takes the request and closes the connection.",
       error("the connection was closed without an answer"), proxy(at_sessions(), always({}))},
      {"connection.silent",
       "It takes the request and says nothing.",
       error("the request was sent and not one byte came back within 200ms"),
       proxy(at_sessions(), always({hold()})),
       "backupSessions/cookie",
       {"--first-byte-timeout", "0.2"}},
      {"connection.silent_at_logon",
       "It takes the logon and says nothing.",
       unstarted("the request was sent and not one byte came back within 1000ms"),
       proxy(at_logon(), always({hold()})),
       "backupSessions/cookie",
       {"--max-time", "1"}},
      {"reset.at_once", "It accepts the connection and resets it.",
       unstarted("the connection was reset before the answer"), server({reset()})},
      {"reset.before", "It takes the request and resets the connection.",
       error("the connection was reset before the answer"),
       proxy(at_sessions(), always({reset()}))},
      {"reset.in_headers", "It resets the connection in the middle of a header line.",
       error("the connection was reset before the header lines were complete"),
       proxy(at_sessions(), always({send(half_head), drip("c", 50ms), reset()}))},
      {"reset.after_headers", "It resets the connection after the header lines.",
       error("the connection was reset after 0 bytes of body"),
       proxy(at_sessions(),
             [](const Answer& real) -> Script {
               return {send(head_of(real)), reset()};
             })},
      {"reset.in_body", "It resets the connection in the middle of the body.",
       error("the connection was reset after "), proxy(at_sessions(), half_body_then(reset()))},
      {"slow.headers",
       "It sends a byte of the header lines every half second.",
       error("the answer was not complete within 1000ms: not even all header lines came"),
       proxy(at_sessions(), always({drip(half_head, 500ms)})),
       "backupSessions/cookie",
       {"--max-time", "1"}},
      {"slow.body",
       "It sends a byte of the body every half second.",
       error("bytes of body came"),
       proxy(at_sessions(),
             [](const Answer& real) -> Script {
               return {send(head_of(real)), drip(real.body, 500ms)};
             }),
       "backupSessions/cookie",
       {"--max-time", "1"}},
      {"slow.standstill",
       "It stops in the middle of the body and keeps the connection open.",
       error("the answer was not complete within 1000ms: "),
       proxy(at_sessions(), half_body_then(hold())),
       "backupSessions/cookie",
       {"--max-time", "1"}},
      {"endless.body",
       "The body, without a length, has no end.",
       error("the body is over 134217728 bytes long"),
       proxy(at_sessions(),
             always({send("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n"),
                     send_forever(repeated("<Ref/>", 20'000))})),
       "backupSessions/cookie",
       {"--max-time", "20"}},
      {"endless.logon_body",
       "The body of the answer to the logon has no end.",
       unstarted("the body is over 134217728 bytes long"),
       proxy(at_logon(), always({send("HTTP/1.1 201 Created\r\n\r\n"),
                                 send_forever(repeated("<Ref/>", 20'000))})),
       "backupSessions/cookie",
       {"--max-time", "20"}},
      {"endless.headers", "The header lines have no end.",
       error("there are over 1000 header lines"),
       proxy(at_sessions(), always({send("HTTP/1.1 200 OK\r\n"), send_forever("X: y\r\n")}))},
      {"endless.header_line", "One header line has no end: it sends 1 GB and more of it.",
       error("the status line or a header line is over 100 kB long"),
       proxy(at_sessions(),
             always({send("HTTP/1.1 200 OK\r\nX: "), send_forever(std::string(65'536, 'y'))}))},
      {"endless.interim_answers", "It sends interim answers (103) without end.",
       error("interim answers (1xx)"),
       proxy(at_sessions(), always({send_forever("HTTP/1.1 103 Early Hints\r\n\r\n")}))},
  };
}

}  // namespace emconform::faults
