#include "transport/http.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "model/href.h"
#include "transport/failure.h"
#include "transport/receive.h"

namespace emconform {
namespace {

constexpr std::string_view user_agent = "emconform/" EMCONFORM_VERSION;
constexpr long standstill_seconds = 60;

struct SlistDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Slist = std::unique_ptr<curl_slist, SlistDeleter>;

void append(Slist& list, const std::string& text) {
  curl_slist* longer = curl_slist_append(list.get(), text.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < ' ' && byte != '\t') || byte == 0x7F;
  });
}

/// Why a request cannot be sent; "" if it can. What is not a line of its own would be read as
/// another header or as another request.
std::string unsendable(const Request& request) {
  const std::string& target = request.target;
  if (!target.starts_with('/')) return fmt::format("the request's target '{}' has no path", target);
  if (target.find_first_of(" \t") != std::string::npos || has_control_characters(target))
    return "the request's target holds blanks or control characters";
  if (request.method.empty() || request.method.find_first_of(" \t") != std::string::npos ||
      has_control_characters(request.method))
    return "the request has no usable method";
  for (const Header& header : request.headers)
    if (header.name.empty() || header.name.find_first_of(" \t:;") != std::string::npos ||
        has_control_characters(header.name) || has_control_characters(header.value))
      return fmt::format("the request's header '{}' holds characters that no header may hold",
                         trimmed(header.name));
  return {};
}

Slist header_list(const Request& request) {
  Slist list;
  for (const Header& header : request.headers)
    append(list, header.value.empty() ? header.name + ';' : header.name + ": " + header.value);
  // Without these libcurl adds some of its own.
  for (const char* name : {"Accept", "Accept-Encoding", "Content-Type", "Expect"})
    if (!header(request.headers, name)) append(list, std::string(name) + ':');
  return list;
}

void set_connection(CURL* curl, const TransportOptions& options, curl_slist* resolve) {
  set(curl, CURLOPT_URL, (options.base + '/').c_str());
  set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  set(curl, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  set(curl, CURLOPT_HTTP09_ALLOWED, 1L);  // take_body refuses it, and says what came
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  set(curl, CURLOPT_TCP_NODELAY, 1L);
  set(curl, CURLOPT_USERAGENT, user_agent.data());
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.max_time.count()));
  set(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(curl, CURLOPT_LOW_SPEED_TIME, standstill_seconds);
  if (resolve != nullptr) set(curl, CURLOPT_RESOLVE, resolve);
  // The environment has no say: a proxy is used if and only if one was asked for.
  set(curl, CURLOPT_PROXY, options.proxy.c_str());
  set(curl, CURLOPT_NOPROXY, "");
  set(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(curl, CURLOPT_ACCEPT_ENCODING, "");  // what it knows is undone; header_list asks for none
  set(curl, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  set(curl, CURLOPT_CERTINFO, 1L);
  set(curl, CURLOPT_SSL_VERIFYPEER, options.insecure ? 0L : 1L);
  set(curl, CURLOPT_SSL_VERIFYHOST, options.insecure ? 0L : 2L);
  if (!options.cacert.empty()) set(curl, CURLOPT_CAINFO, options.cacert.c_str());
  if (!options.cert.empty()) set(curl, CURLOPT_SSLCERT, options.cert.c_str());
  if (!options.key.empty()) set(curl, CURLOPT_SSLKEY, options.key.c_str());
}

void set_request(CURL* curl, const TransportOptions& options, const Request& request) {
  // The target goes out as it is; libcurl parses, and may rewrite, only what stands in the URL.
  // RFC 9112, section 3.2.2: a proxy for plain HTTP is given the absolute form.
  const bool absolute = !options.proxy.empty() && !options.proxy.starts_with("socks") &&
                        options.base.starts_with("http://");
  set(curl, CURLOPT_REQUEST_TARGET,
      (absolute ? options.base + request.target : request.target).c_str());
  const bool empty_body = request.body.empty();
  const bool sends_length = request.method == "POST" || request.method == "PUT" ||
                            request.method == "PATCH";  // RFC 9110, section 8.6
  if (request.method == "HEAD" && empty_body) {
    set(curl, CURLOPT_NOBODY, 1L);
  } else if (!empty_body || sends_length) {
    set(curl, CURLOPT_POST, 1L);
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(curl, CURLOPT_COPYPOSTFIELDS, request.body.data());
    set(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  } else {
    set(curl, CURLOPT_HTTPGET, 1L);
    set(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

std::size_t bytes_received(CURL* curl) {
  curl_off_t bytes = 0;
  curl_easy_getinfo(curl, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
  return static_cast<std::size_t>(bytes);
}

Timing timing(CURL* curl, std::chrono::system_clock::time_point sent) {
  const auto time = [curl](CURLINFO info) {
    curl_off_t value = 0;
    curl_easy_getinfo(curl, info, &value);
    return std::chrono::microseconds(value);
  };
  long connects = 0;
  curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &connects);
  return {.sent = sent,
          .connect = time(CURLINFO_CONNECT_TIME_T),
          .tls = time(CURLINFO_APPCONNECT_TIME_T),
          .first_byte = time(CURLINFO_STARTTRANSFER_TIME_T),
          .total = time(CURLINFO_TOTAL_TIME_T),
          .new_connection = connects > 0};
}

}  // namespace

struct HttpClient::State {
  TransportOptions options{};
  Slist resolve{};
  std::mutex mutex{};
  std::condition_variable returned{};
  std::vector<CURL*> idle{};  // the last used one at the end: its connection is the likeliest alive
  std::size_t handles = 0;    // idle or in use
  std::optional<TlsFacts> tls{};
  std::mutex large_body{};  // held by the transfer that receives one
};

HttpClient::HttpClient(TransportOptions options) : state_(std::make_unique<State>()) {
  curl_global_init(CURL_GLOBAL_DEFAULT);  // counted, and thread-safe since libcurl 7.84
  state_->options = std::move(options);
  state_->options.connections = std::max<std::size_t>(1, state_->options.connections);
  for (const std::string& entry : state_->options.resolve) append(state_->resolve, entry);
}

HttpClient::~HttpClient() {
  for (CURL* curl : state_->idle) curl_easy_cleanup(curl);
  curl_global_cleanup();
}

/// A handle taken from the pool for one exchange; waits while all are in use.
class HttpClient::Lease {
 public:
  explicit Lease(State& state) : state_(state) {
    std::unique_lock lock(state.mutex);
    state.returned.wait(
        lock, [&] { return !state.idle.empty() || state.handles < state.options.connections; });
    if (!state.idle.empty()) {
      curl_ = state.idle.back();
      state.idle.pop_back();
    } else {
      curl_ = curl_easy_init();
      if (curl_ == nullptr) throw std::runtime_error("libcurl gives no handle");
      ++state.handles;
    }
  }
  ~Lease() {
    {
      const std::lock_guard lock(state_.mutex);
      state_.idle.push_back(curl_);
    }
    state_.returned.notify_one();
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  CURL* curl() const { return curl_; }

 private:
  State& state_;
  CURL* curl_ = nullptr;
};

Result<Response> HttpClient::exchange(const Request& request) {
  const TransportOptions& options = state_->options;
  const Lease lease(*state_);
  CURL* curl = lease.curl();
  // RFC 9112, section 9.3: what comes unasked is no answer to what is asked next.
  const bool spoilt = has_unread_bytes(curl);
  curl_easy_reset(curl);  // keeps the connection and what is known of its host
  std::array<char, CURL_ERROR_SIZE> detail{};
  Received received{.curl = curl,
                    .options = options,
                    .large_body = {state_->large_body, std::defer_lock},
                    .stop_watch = {options.stop, request.method}};
  const Slist headers = header_list(request);
  set(curl, CURLOPT_ERRORBUFFER, detail.data());
  set_connection(curl, options, state_->resolve.get());
  set_request(curl, options, request);
  set(curl, CURLOPT_HTTPHEADER, headers.get());
  set(curl, CURLOPT_FRESH_CONNECT, spoilt ? 1L : 0L);
  set_receiver(curl, received);

  const auto sent = std::chrono::system_clock::now();
  const CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_ABORTED_BY_CALLBACK && received.stop == Stop::None)
    return fail({.where = options.base, .what = interrupted, .fault = Fault::Harness});
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  // libcurl takes the end of the connection for the end of the header section as well.
  if ((code == CURLE_OK && (!received.has_headers || status < 200)) ||
      (code == CURLE_GOT_NOTHING && received.header_bytes > 0))
    received.stop = Stop::HeadersCutShort;
  // libcurl does not mind compressed data that end too early.
  const bool encoded = is_encoded(received.response) && request.method != "HEAD";
  if (code == CURLE_OK && encoded && received.response.body.empty() && bytes_received(curl) > 0)
    received.stop = Stop::BodyCutShort;
  if (code != CURLE_OK || received.stop != Stop::None)
    return fail(explain(curl, options,
                        {.code = code,
                         .detail = detail[0] != '\0' ? detail.data() : curl_easy_strerror(code),
                         .stop = received.stop,
                         .beginning = std::move(received.beginning),
                         .has_status = received.header_bytes > 0,
                         .has_headers = received.has_headers,
                         .is_encoded = encoded,
                         .body = received.response.body.size(),
                         .interim = received.interim}));
  Response response = std::move(received.response);
  if (encoded) response.encoded_bytes = bytes_received(curl);
  // With TLS, unread bytes may be its own: a close_notify.
  response.has_bytes_behind =
      received.has_bytes_behind || (options.base.starts_with("http:") && has_unread_bytes(curl));
  response.status = static_cast<int>(status);
  response.timing = timing(curl, sent);
  if (!received.tls_protocol.empty() && response.timing.new_connection) {
    const std::lock_guard lock(state_->mutex);
    if (!state_->tls)
      state_->tls = TlsFacts{.protocol = std::move(received.tls_protocol),
                             .subject = certificate_field(curl, "Subject"),
                             .issuer = certificate_field(curl, "Issuer"),
                             .expires = certificate_field(curl, "Expire date")};
  }
  return response;
}

Result<Response> HttpClient::send(const Request& request) {
  const auto at_fault = [this](std::string what) {
    return fail({.where = state_->options.base, .what = std::move(what), .fault = Fault::Harness});
  };
  if (std::string what = unsendable(request); !what.empty()) return at_fault(std::move(what));
  try {
    return exchange(request);
  } catch (const std::exception& e) {  // no memory, or a libcurl that lacks an option
    return at_fault(e.what());
  }
}

std::optional<TlsFacts> HttpClient::tls() const {
  const std::lock_guard lock(state_->mutex);
  return state_->tls;
}

}  // namespace emconform
