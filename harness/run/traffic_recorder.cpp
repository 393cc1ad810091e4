#include "run/traffic_recorder.h"

#include <fmt/format.h>

#include <utility>

#include "load/decode.h"
#include "load/sha256.h"

namespace emconform {
namespace {

/// Takes secrets and names out of all that a recording says.
class Cleaner {
 public:
  Cleaner(const Redactor& redactor, Names* names) : redactor_(redactor), names_(names) {}

  void clean(std::string& text) {
    std::size_t ignored = 0;
    text = cleaned(text, ignored);
  }
  void clean(std::vector<Header>& headers) {
    for (Header& header : headers) {
      clean(header.name);
      clean(header.value);
    }
  }
  void clean(RecordedExchange& exchange) {
    Request& request = exchange.request;
    for (std::string* text : {&request.target, &request.body, &request.purpose, &exchange.base})
      clean(*text);
    clean(request.headers);
    if (exchange.error)
      for (std::string* text :
           {&exchange.error->where, &exchange.error->what, &exchange.error->remedy})
        clean(*text);
    if (!exchange.response) return;
    clean(exchange.response->status_line);
    for (std::string& line : exchange.response->header_lines) clean(line);
    clean(exchange.response->headers);
  }
  void clean(RecordedRun& run) {
    for (std::string* text : {&run.target, &run.base, &run.tls, &run.command, &run.aborted})
      clean(*text);
    for (std::string& filter : run.filters) clean(filter);
  }

  /// Why the body cannot be told; "" when it was cleaned.
  std::string clean_body(std::string& body, std::size_t& withheld) {
    if (hides_something(body)) return "it may hold secrets in another encoding than UTF-8";
    if (names_ != nullptr && !body.empty() && !decode(body))
      return "it cannot be read, and may hold names";
    body = cleaned(body, withheld);
    return {};
  }

 private:
  /// In UTF-16, what is looked for is not found.
  bool hides_something(const std::string& body) const {
    std::string letters = body;
    std::erase(letters, '\0');
    std::size_t ignored = 0;
    return letters.size() != body.size() && redactor_.disguise(letters, ignored) != letters;
  }

  std::string cleaned(const std::string& text, std::size_t& withheld) {
    std::string disguised = redactor_.disguise(text, withheld);
    return names_ == nullptr ? disguised : names_->without_names(disguised);
  }

  const Redactor& redactor_;
  Names* names_;
};

}  // namespace

Transport TrafficRecorder::transport() {
  return [this](const Request& request) { return record(request); };
}

Result<Response> TrafficRecorder::record(const Request& request) {
  std::size_t index = 0;
  {
    const std::lock_guard lock(mutex_);
    index = recording_.exchanges.size();
    recording_.exchanges.push_back({.request = request});
  }
  const auto sent = std::chrono::system_clock::now();
  auto response = wire_(request);
  const std::lock_guard lock(mutex_);
  RecordedExchange& exchange = recording_.exchanges[index];
  exchange.sent = sent;
  if (response)
    keep(exchange, *response);
  else
    exchange.error = response.error();
  return response;
}

void TrafficRecorder::keep(RecordedExchange& exchange, Response response) {
  std::string body = std::move(response.body);
  response.body.clear();
  if (response.timing.sent.time_since_epoch().count() != 0) exchange.sent = response.timing.sent;
  exchange.response = std::move(response);
  exchange.body_bytes = body.size();
  if (body.empty()) return;
  if (body.size() > longest_) {
    exchange.why_no_body = fmt::format("it is longer than {} MiB", longest_ >> 20U);
    return;
  }
  const std::string key = sha256(body);
  if (const auto known = index_.find(key); known != index_.end()) {
    exchange.body = known->second;
    return;
  }
  if (bytes_ + body.size() > most_bytes_) {
    exchange.why_no_body = fmt::format("the recording holds {} MiB of bodies, and no more are kept",
                                       most_bytes_ >> 20U);
    return;
  }
  bytes_ += body.size();
  exchange.body = recording_.bodies.size();
  index_.emplace(key, recording_.bodies.size());
  recording_.bodies.push_back(std::move(body));
}

std::shared_ptr<const Recording> TrafficRecorder::finish(RecordedRun run, const Redactor& redactor,
                                                         Names* names) {
  const std::lock_guard lock(mutex_);
  if (names != nullptr)
    for (const std::string& body : recording_.bodies)
      if (const auto decoded = decode(body)) names->learn(*decoded);
  Cleaner cleaner(redactor, names);
  const std::string base = run.base;
  std::vector<std::optional<std::string>> why_not(recording_.bodies.size());  // none: not cleaned
  for (RecordedExchange& exchange : recording_.exchanges) {
    exchange.base = base;
    cleaner.clean(exchange);
    if (!exchange.body) continue;
    // In the order in which they came: names are counted where they are first replaced.
    std::string& body = recording_.bodies[*exchange.body];
    auto& why = why_not[*exchange.body];
    if (!why) why = cleaner.clean_body(body, run.withheld);
    if (why->empty()) continue;
    exchange.why_no_body = *why;
    exchange.body.reset();
    body.clear();
  }
  cleaner.clean(run);
  recording_.run = std::move(run);
  return std::make_shared<const Recording>(std::move(recording_));
}

}  // namespace emconform
