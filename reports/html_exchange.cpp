#include "reports/html_exchange.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/html_parts.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_title = 300;  // bytes

/// "GET https://em01:9398/api/jobs → 200, 2.3 ms"
std::string title_of(const ExchangeRecord& exchange) {
  const std::string outcome = exchange.status == 0 ? "no answer" : std::to_string(exchange.status);
  return fmt::format("{} {} \u2192 {}, {:.1f} ms", exchange.method,
                     shortened(exchange.url, most_title), outcome,
                     std::chrono::duration<double, std::milli>(exchange.took).count());
}

std::string joined(const std::string& first, const std::vector<std::string>& others) {
  std::string lines = first;
  for (const std::string& other : others) lines += '\n' + other;
  return lines;
}

void write_message(std::string_view label, const std::string& text, Html& html) {
  html.leaf("p", {{"class", "label"}}, label);
  html.lines({}, text);
}

void write_body(const ExchangeRecord& exchange, Html& html) {
  if (exchange.excerpt.empty()) {
    if (exchange.bytes > 0)
      html.leaf("p", {{"class", "quiet small"}},
                fmt::format("The run file holds nothing of the body of {} bytes.",
                            thousands(exchange.bytes)));
    return;
  }
  const bool is_whole = exchange.excerpt.size() >= exchange.bytes;
  write_message(is_whole ? fmt::format("Body, {} bytes", thousands(exchange.bytes))
                         : fmt::format("Body, how {} bytes begin", thousands(exchange.bytes)),
                exchange.excerpt, html);
}

}  // namespace

void Exchanges::write(std::size_t index, Html& html) {
  const ExchangeRecord& exchange = run_.exchanges[index];
  const std::string id = fmt::format("exchange-{}", index);
  if (!shown_.insert(index).second) {
    const auto entry = html.element("p", {{"class", "again"}});
    html.text("Exchange ");
    html.leaf("a", {{"href", "#" + id}}, std::to_string(index));
    html.text(": " + title_of(exchange));
    return;
  }
  const auto entry = html.element("details", {{"class", "exchange"}, {"id", id}});
  html.leaf("summary", fmt::format("Exchange {}: {}", index, title_of(exchange)));
  {
    const auto facts = html.element("dl", {{"class", "facts"}});
    write_command("curl", exchange.curl, html);
    if (exchange.sent != Instant{}) write_fact("sent", to_string(exchange.sent), html);
    write_fact("logon", exchange.auth, html);
    write_fact("error", exchange.error, html);
  }
  if (!evidence_) return;
  if (!exchange.request_headers.empty())
    write_message(
        "Request",
        joined(fmt::format("{} {}", exchange.method, exchange.url), exchange.request_headers),
        html);
  if (!exchange.status_line.empty() || !exchange.headers.empty())
    write_message("Answer", joined(exchange.status_line, exchange.headers), html);
  else if (exchange.status != 0)
    html.leaf("p", {{"class", "quiet small"}}, "The run file holds no headers of the answer.");
  write_body(exchange, html);
}

void Exchanges::write(const CaseResult& result, std::size_t most, Html& html) {
  std::size_t written = 0;
  for (const std::size_t index : result.exchanges) {
    if (index >= run_.exchanges.size()) continue;
    if (written++ == most) break;
    write(index, html);
  }
  if (result.exchanges.size() > most)
    html.leaf("p", {{"class", "quiet small"}},
              fmt::format("and {}, in the run file",
                          many(result.exchanges.size() - most, "more exchange")));
}

}  // namespace emconform
