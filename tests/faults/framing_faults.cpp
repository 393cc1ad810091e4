#include "faults/fault.h"
#include "support/compress.h"

// Answers that break the rules of HTTP, or use one that few servers use.
namespace emconform::faults {
namespace {

using test::Script;
using test::send;
using test::send_forever;

Outcome error(std::string words) { return {4, Verdict::Error, "", std::move(words)}; }
Outcome broken(std::string rule, std::string words) {
  return {1, Verdict::Fail, std::move(rule), std::move(words)};
}
const Outcome legal{0, Verdict::Pass, "http.status", ""};

Answer with_length(const Answer& real, long more) {
  return with(real, "Content-Length", std::to_string(static_cast<long>(real.body.size()) + more));
}

std::string chunk(std::string_view text) {
  std::string size;
  for (std::size_t rest = text.size(); rest > 0; rest /= 16)
    size.insert(size.begin(), "0123456789abcdef"[rest % 16]);
  return size + "\r\n" + std::string(text) + "\r\n";
}

Answer chunked(const Answer& real) {
  return with(without(real, "Content-Length"), "Transfer-Encoding", "chunked");
}

Answer gzipped(const Answer& real) {
  return with(with_body(real, test::gzip(real.body)), "Content-Encoding", "gzip");
}

/// Some 140 kB that come to 141 MB.
const std::string& bomb() {
  static const std::string bytes = test::gzip(repeated("<Ref/>", 23'500'000));
  return bytes;
}

Script without_length(const Answer& real) {
  return {send(head_of(without(real, "Content-Length")) + real.body)};
}

}  // namespace

Faults framing_faults() {
  return {
      {"length.short_body", "The body is shorter than its Content-Length, and the connection ends.",
       error("the body is shorter than its Content-Length: "),
       proxy(at_sessions(),
             [](const Answer& real) { return last(to_bytes(with_length(real, 10))); })},
      {"length.long_body", "The Content-Length ends 10 bytes before the body does.",
       broken("body.well_formed", ""),
       proxy(at_sessions(),
             [](const Answer& real) { return last(to_bytes(with_length(real, -10))); })},
      {"length.more_than_a_body", "100 bytes follow a complete answer.",
       broken("http.framing", "more bytes"),
       proxy(at_sessions(),
             [](const Answer& real) { return last(to_bytes(real) + std::string(100, 'x')); })},
      {"length.two", "It sends two different Content-Lengths.",
       broken("http.content_length", "one Content-Length"),
       proxy(at_sessions(),
             [](const Answer& real) {
               return last(to_bytes(with_line(
                   with_length(real, 5), "Content-Length: " + std::to_string(real.body.size()))));
             })},
      {"length.negative", "The Content-Length is -1.", error("the answer is not valid HTTP"),
       proxy(at_sessions(),
             changed([](const Answer& real) { return with(real, "Content-Length", "-1"); }))},
      {"length.beyond_64_bits", "The Content-Length has 30 digits.",
       broken("http.content_length", "a plain number"),
       proxy(at_sessions(),
             [](const Answer& real) {
               return last(to_bytes(with(real, "Content-Length", std::string(30, '9'))));
             })},
      {"length.none", "It gives no length and closes the connection after the body.",
       broken("http.content_length", "a Content-Length"), proxy(at_sessions(), without_length)},
      {"length.and_chunks", "It sends Content-Length and Transfer-Encoding: chunked.",
       broken("http.content_length", "both"),
       proxy(at_sessions(),
             [](const Answer& real) {
               return on(head_of(with_line(real, "Transfer-Encoding: chunked")) + chunk(real.body) +
                         "0\r\n\r\n");
             })},
      {"chunks.bad_size", "The size of a chunk is no number.",
       error("the answer is not valid HTTP"),
       proxy(at_sessions(),
             [](const Answer& real) {
               return last(head_of(chunked(real)) + "xyz\r\n" + real.body);
             })},
      {"chunks.size_too_large", "The size of a chunk has 40 digits.",
       error("the answer is not valid HTTP"),
       proxy(at_sessions(),
             [](const Answer& real) {
               return last(head_of(chunked(real)) + std::string(40, 'f') + "\r\n" + real.body);
             })},
      {"chunks.cut_off", "The connection ends in the middle of a chunked body.",
       error("the connection was closed inside of a chunked body"),
       proxy(at_sessions(),
             [](const Answer& real) { return last(head_of(chunked(real)) + chunk(real.body)); })},
      {"compression.unasked", "It compresses the body with gzip, unasked: HTTP allows it.", legal,
       proxy(at_sessions(), changed(gzipped))},
      {"compression.bomb",
       "140 kB in gzip unfold to 141 MB.",
       error("the body is over 134217728 bytes long when its Content-Encoding is undone"),
       proxy(at_sessions(), changed([](const Answer& real) {
               return with(with_body(real, bomb()), "Content-Encoding", "gzip");
             })),
       "backupSessions/cookie",
       {"--max-time", "20"}},
      {"compression.broken", "The body is not the gzip that it says it is.",
       error("the body's Content-Encoding cannot be undone"),
       proxy(at_sessions(),
             changed([](const Answer& real) { return with(real, "Content-Encoding", "gzip"); }))},
      {"compression.cut_off", "Half of the gzip is missing, though the Content-Length fits.",
       broken("body.well_formed", ""), proxy(at_sessions(), changed([](const Answer& real) {
                                               const Answer all = gzipped(real);
                                               return with_body(
                                                   all, all.body.substr(0, all.body.size() / 2));
                                             }))},
      {"compression.unknown", "It encodes the body, unasked, in a way that nobody knows.",
       error("the body's Content-Encoding cannot be undone"),
       proxy(at_sessions(),
             changed([](const Answer& real) { return with(real, "Content-Encoding", "x-odd"); }))},
      {"http.garbage", "It answers random bytes.", error("the answer has no HTTP status line"),
       proxy(at_sessions(), always(last("\x8f\x02\xfe\x01zz\x90\x11\r\n\xde\xad\xbe\xef")))},
      {"http.09", "It answers with the body alone, as HTTP/0.9 did.",
       error("the answer has no HTTP status line"),
       proxy(at_sessions(), [](const Answer& real) { return last(real.body); })},
      {"http.other_protocol",
       "Another service, SMTP, listens on the port.",
       {4, Verdict::Error, "run.start", "the answer has no HTTP status line"},
       server({send("220 mail.test ESMTP\r\n"), test::hold()})},
      {"http.interim_answers", "It sends three interim answers first: HTTP allows it.", legal,
       proxy(at_sessions(),
             [](const Answer& real) {
               return on(repeated("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 3) +
                         to_bytes(real));
             })},
      {"http.only_interim_answers", "It sends an interim answer and closes the connection.",
       error("the connection was closed before the header lines were complete"),
       proxy(at_sessions(), always(last("HTTP/1.1 103 Early Hints\r\n\r\n")))},
      {"http.no_reason", "The status line has no reason phrase: HTTP allows it.", legal,
       proxy(at_sessions(),
             changed([](const Answer& real) { return with_status(real, "HTTP/1.1 200 "); }))},
      {"http.status_line_alone", "It sends a status line and closes the connection.",
       error("the connection was closed before the header lines were complete"),
       proxy(at_sessions(), always(last("HTTP/1.1 200 OK\r\n")))},
      {"http.status_999", "The status is 999.", broken("http.status", "999"),
       proxy(at_sessions(),
             changed([](const Answer& real) { return with_status(real, "HTTP/1.1 999 Odd"); }))},
      {"http.status_no_number", "The status is no number.", error("the answer"),
       proxy(at_sessions(),
             changed([](const Answer& real) { return with_status(real, "HTTP/1.1 OK"); }))},
      {"http.version_2", "It claims HTTP/2 in the format of HTTP/1.1.",
       broken("http.framing", "HTTP/2.0"), proxy(at_sessions(), changed([](const Answer& real) {
                                                   return with_status(real, "HTTP/2.0 200 OK");
                                                 }))},
      {"http.204_with_body", "It answers 204 No Content, and sends a body.",
       broken("http.status", "204"), proxy(at_sessions(), changed([](const Answer& real) {
                                             return with_status(real, "HTTP/1.1 204 No Content");
                                           }))},
      {"http.empty_body", "It answers 200 without a body.",
       broken("body.well_formed", "a representation"),
       proxy(at_sessions(), body([](const Answer&) { return std::string(); }))},
      {"header.bare_lf", "Lines end in LF alone.", broken("http.framing", ""),
       proxy(at_sessions(),
             [](const Answer& real) {
               std::string head = head_of(real);
               std::erase(head, '\r');
               return on(head + real.body);
             })},
      {"header.blank_in_name", "A header's name holds a blank.",
       broken("http.framing", "a name without blanks"),
       proxy(at_sessions(),
             changed([](const Answer& real) { return with_line(real, "X Odd : 1"); }))},
      {"header.no_colon", "A header line has no colon.",
       error("the answer is not valid HTTP: Header without colon"),
       proxy(at_sessions(), changed([](const Answer& real) { return with_line(real, "X-Odd"); }))},
      {"header.nul", "A header's value holds a NUL byte.",
       error("the answer is not valid HTTP: Nul byte in header"),
       proxy(at_sessions(), changed([](const Answer& real) {
               return with_line(real, std::string("X-Odd: a\0b", 10));
             }))},
      {"header.control_characters", "A header's value holds escape sequences of terminals.",
       broken("http.framing", "no control characters"),
       proxy(at_sessions(), changed([](const Answer& real) {
               return with_line(real, "X-Odd: \x1b]0;title\x07\x1b[2J");
             }))},
      {"header.1001_lines", "The answer has 1,001 header lines.",
       error("there are over 1000 header lines"),
       proxy(at_sessions(),
             [](const Answer& real) {
               const std::string bytes = to_bytes(real);
               const std::size_t first = bytes.find("\r\n") + 2;
               return on(bytes.substr(0, first) + repeated("X-Odd: 1\r\n", 1001) +
                         bytes.substr(first));
             })},
      {"header.content_type_missing", "The answer has no Content-Type.",
       broken("http.media_type", "a Content-Type"),
       proxy(at_sessions(),
             changed([](const Answer& real) { return without(real, "Content-Type"); }))},
      {"header.content_type_html", "It answers an HTML page with status 200.",
       broken("http.media_type", "text/html"),
       proxy(at_sessions(), changed([](const Answer& real) {
               return with(with_body(real, "<html><body>It works!</body></html>"), "Content-Type",
                           "text/html");
             }))},
  };
}

}  // namespace emconform::faults
