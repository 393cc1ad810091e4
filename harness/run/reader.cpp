#include "run/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <thread>

namespace emconform {
namespace {

/// Everything that makes two asks the same request with the same expectation.
std::string key_of(const Ask& ask) {
  const Expected& expected = ask.expected;
  return fmt::format("{} {} {} {} {} {} {} {} {}", ask.method, ask.target, name_of(ask.auth),
                     ask.accept.value_or("-"), fmt::join(expected.statuses, ","),
                     name_of(expected.shape), name_of(expected.form),
                     expected.format ? name_of(*expected.format) : "any",
                     expected.id.value_or("-"));
}

bool works_with_session(Auth auth) {
  return auth == Auth::Session || auth == Auth::Cookie || auth == Auth::CookieOverHeader;
}

/// Relations ask with the session, in one of the formats.
bool is_asked_often(const Ask& ask) {
  return ask.auth == Auth::Session && (!ask.accept || *ask.accept == "application/json");
}

void decode_body(Exchange& exchange, Decoder& decoder) {
  if (exchange.response->body.empty()) return;
  auto decoded = decoder.decode(exchange.response->body);
  if (decoded)
    exchange.representation = std::move(*decoded);
  else
    exchange.malformed = fmt::format("{}: {}", decoded.error().where, decoded.error().what);
}

constexpr std::size_t longest_excerpt = 2048;  // bytes
constexpr std::size_t longest_line = 1000;     // bytes, of a header
constexpr std::size_t most_lines = 60;
constexpr std::size_t large_answer = 1 << 20;  // bytes in memory
constexpr std::size_t kept_large_answers = 4;

/// What a report shows of the headers: a token may have 90 KB, and a thousand requests bear it.
void keep_line(const std::string& line, std::vector<std::string>& lines) {
  if (lines.size() < most_lines)
    lines.push_back(line.size() > longest_line ? line.substr(0, longest_line) + "..." : line);
  else if (lines.size() == most_lines)
    lines.emplace_back("...");
}

// Longer than this nobody waits for one answer.
constexpr std::chrono::seconds longest_wait{60};
constexpr int most_waits = 3;  // for one answer

/// How long a busy target asks to wait (RFC 9110, 10.2.3: seconds, or a date on its own clock);
/// nullopt if it does not ask, or for too long.
std::optional<std::chrono::seconds> wait_asked_for(const Response& response) {
  if (response.status != 429 && response.status != 503) return std::nullopt;
  const auto text = header(response.headers, "Retry-After");
  if (!text) return std::nullopt;
  std::chrono::seconds wait{-1};
  if (const auto until = parse_http_date(*text)) {
    const auto date = header(response.headers, "Date");
    const auto now = date ? parse_http_date(*date) : std::nullopt;
    if (now) wait = std::chrono::ceil<std::chrono::seconds>(*until - *now);
  } else {
    int seconds = -1;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (error == std::errc{} && end == text->data() + text->size())
      wait = std::chrono::seconds(seconds);
  }
  if (wait < std::chrono::seconds{0} || wait > longest_wait) return std::nullopt;
  return wait;
}

void keep_session_ids(const Resource& resource, Logon& logon) {
  if (const auto id = text_of(resource, "SessionId")) logon.keep_secret(*id);
  for (const Resource& child : resource.children) keep_session_ids(child, logon);
}

}  // namespace

Reader::Reader(Transport transport, Logon& logon, ReaderOptions options,
               const std::atomic<bool>& stop)
    : transport_(std::move(transport)), logon_(logon), options_(std::move(options)), stop_(stop) {}

ReadingPtr Reader::read(const Ask& ask) {
  const std::string key = key_of(ask);
  {
    std::unique_lock lock(mutex_);
    const auto [entry, is_new] = cache_.try_emplace(key);
    if (!is_new) {
      // Somebody has asked already: wait for the answer, or take over if it is not kept.
      ready_.wait(lock, [&] {
        const auto found = cache_.find(key);
        return found == cache_.end() || found->second.reading != nullptr;
      });
      if (const auto found = cache_.find(key); found != cache_.end()) {
        found->second.used = ++uses_;
        return found->second.reading;
      }
      cache_.try_emplace(key);
    }
  }
  ReadingPtr reading = exchange(ask, key);
  keep(key, reading, is_asked_often(ask));
  return reading;
}

ReadingPtr Reader::read_again(const Ask& ask, const std::string& reader) {
  return exchange(ask, fmt::format("{}for {}: {}", asked_again, reader, key_of(ask)));
}

void Reader::keep(const std::string& key, const ReadingPtr& reading, bool is_asked_often) {
  {
    const std::lock_guard lock(mutex_);
    Entry& entry = cache_[key];
    entry.reading = reading;
    // What is asked once drives nothing out that relations ask for again.
    entry.used = is_asked_often ? ++uses_ : 0;
    // A decoded body takes about four times its bytes.
    entry.bytes = 5 * (reading->exchange.response ? reading->exchange.response->body.size() : 0);
    cached_bytes_ += entry.bytes;
    drop_least_used();
  }
  ready_.notify_all();
}

/// Large answers go first: one of them would drive out hundreds of others, and each of those costs
/// the target a request to get again. The few that were used last stay, however large, and do not
/// count: relations compare two, and one of them often with a third.
void Reader::drop_least_used() {
  if (cached_bytes_ <= options_.cache_bytes) return;
  std::vector<Cache::iterator> large;
  for (auto i = cache_.begin(); i != cache_.end(); ++i)
    if (i->second.bytes > large_answer) large.push_back(i);
  std::sort(large.begin(), large.end(),
            [](auto a, auto b) { return a->second.used > b->second.used; });
  std::size_t counted = cached_bytes_;
  for (std::size_t i = 0; i < std::min(kept_large_answers, large.size()); ++i)
    counted -= large[i]->second.bytes;
  while (counted > options_.cache_bytes && large.size() > kept_large_answers) {
    counted -= large.back()->second.bytes;
    cached_bytes_ -= large.back()->second.bytes;
    cache_.erase(large.back());
    large.pop_back();
  }
}

PlacesPtr Reader::find_places(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : found->second;
}

void Reader::keep_places(const std::string& name, const PlacesPtr& places) {
  const std::lock_guard lock(mutex_);
  places_.try_emplace(name, places);
}

Result<Response> Reader::send(const Ask& ask, const std::string& purpose, Request& request,
                              std::string& token) {
  // Read first: should another worker renew the session in between, reopen() is asked in vain, and
  // the request is repeated with the new one.
  token = logon_.token();
  auto headers = logon_.headers(ask.auth);
  if (!headers) return fail(std::move(headers.error()));
  request = {.method = ask.method,
             .target = ask.target,
             .headers = std::move(*headers),
             .body = {},
             .purpose = purpose};
  if (ask.accept) request.headers.push_back({"Accept", *ask.accept});
  return transport_(request);
}

void Reader::wait(std::chrono::seconds time) const {
  const auto until = std::chrono::steady_clock::now() + time;
  while (!options_.offline && !stop_ && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

Result<Response> Reader::send_patiently(const Ask& ask, const std::string& purpose,
                                        Request& request, std::string& token) {
  auto response = send(ask, purpose, request, token);
  const auto& statuses = ask.expected.statuses;
  for (int waits = 0; response && waits < most_waits; ++waits) {
    const bool as_expected =
        std::find(statuses.begin(), statuses.end(), response->status) != statuses.end();
    const auto time = as_expected ? std::nullopt : wait_asked_for(*response);
    if (!time) break;
    ++waits_;
    wait(*time);
    if (stop_) break;
    response = send(ask, purpose, request, token);
  }
  return response;
}

std::string Reader::curl_of(const Ask& ask, const Request& request) const {
  std::string line = curl_line(request, options_.base, logon_.token(), options_.insecure);
  // curl_line makes all Basic credentials the user's: this user is made up.
  constexpr std::string_view own = "\"$USERNAME:$PASSWORD\"";
  if (const auto at = line.find(own); ask.auth == Auth::BasicUnknown && at != std::string::npos)
    line.replace(at, own.size(), fmt::format("'{}:x'", unknown_user));
  return line;
}

bool Reader::renew(const std::string& token, const std::string& session_id) {
  if (!logon_.reopen(token)) return false;
  const std::lock_guard lock(mutex_);
  if (session_id.empty() || session_id == logon_.session_id()) return true;
  ended_.push_back(session_id);
  places_.clear();
  // What was read of logon sessions is of the one that ended.
  for (auto i = cache_.begin(); i != cache_.end();) {
    const bool stale =
        i->second.reading && i->first.find(" /api/logonSessions") != std::string::npos;
    if (stale) cached_bytes_ -= i->second.bytes;
    i = stale ? cache_.erase(i) : std::next(i);
  }
  return true;
}

void Reader::ask_living_session(Ask& ask) {
  const std::string living = logon_.session_id();
  const std::lock_guard lock(mutex_);
  for (const std::string& ended : ended_) {
    const auto at = ask.target.find(ended);
    if (at == std::string::npos) continue;
    ask.target.replace(at, ended.size(), living);
    if (ask.expected.id == ended) ask.expected.id = living;
  }
}

ReadingPtr Reader::exchange(Ask ask, const std::string& purpose) {
  ask_living_session(ask);
  auto reading = std::make_shared<Reading>();
  Exchange& exchange = reading->exchange;
  exchange.expected = ask.expected;
  exchange.expected.camel_case = options_.camel_case;
  ExchangeRecord& record = reading->record;
  record = {.method = ask.method,
            .url = options_.base + ask.target,
            .auth = std::string(name_of(ask.auth)),
            .accept = ask.accept.value_or("")};
  if (stop_) {
    exchange.error = Error{.where = record.url, .what = "interrupted", .fault = Fault::Harness};
    record.error = exchange.error->what;
    return reading;
  }
  const std::string session_id = logon_.session_id();
  std::string token;
  auto response = send_patiently(ask, purpose, exchange.request, token);
  const auto& statuses = ask.expected.statuses;
  const bool expired = !stop_ && response && response->status == 401 &&
                       works_with_session(ask.auth) &&
                       std::find(statuses.begin(), statuses.end(), 401) == statuses.end();
  // An idle session ends after 15 minutes (api-facts 1): log on again, once for this request.
  if (expired && renew(token, session_id)) {
    ask_living_session(ask);
    exchange.expected.id = ask.expected.id;
    record.url = options_.base + ask.target;
    response = send_patiently(ask, purpose, exchange.request, token);
  }

  record.curl = curl_of(ask, exchange.request);
  for (const Header& header : exchange.request.headers)
    keep_line(fmt::format("{}: {}", header.name, header.value), record.request_headers);
  if (!response) {
    exchange.error = std::move(response.error());
    record.error = exchange.error->what;
    return reading;
  }
  exchange.response = std::move(*response);
  record.status = exchange.response->status;
  record.bytes = exchange.response->body.size();
  record.took = exchange.response->timing.total;
  record.sent = std::chrono::floor<Instant::duration>(exchange.response->timing.sent);
  record.status_line = exchange.response->status_line;
  for (const std::string& line : exchange.response->header_lines) keep_line(line, record.headers);
  record.excerpt = exchange.response->body.substr(0, longest_excerpt);
  decode_body(exchange, *options_.decoder);
  if (exchange.representation && ask.target.find("ogonSession") != std::string::npos)
    keep_session_ids(std::as_const(exchange).representation->root, logon_);
  if (options_.learn) options_.learn(ask.target, *reading);
  return reading;
}

}  // namespace emconform
