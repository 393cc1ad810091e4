#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "model/results.h"

// A transport that answers from a table, and remembers what it was asked.
namespace emconform::testing {

inline Response answer(int status, std::string body = {}, std::vector<Header> headers = {}) {
  Response response{.status = status, .headers = std::move(headers), .body = std::move(body)};
  response.headers.push_back({"Date", "Sat, 21 Nov 2026 11:38:00 GMT"});
  return response;
}

class FakeTarget {
 public:
  using Handler = std::function<Result<Response>(const Request&)>;

  /// Answers requests "METHOD /path"; the longest prefix that fits wins.
  void on(const std::string& prefix, Handler handler) { handlers_[prefix] = std::move(handler); }
  void on(const std::string& prefix, const Response& response) {
    on(prefix, [response](const Request&) { return response; });
  }

  Transport transport() {
    return [this](const Request& request) { return handle(request); };
  }

  std::vector<Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

  std::size_t count(const std::string& prefix) const {
    std::size_t found = 0;
    for (const Request& request : requests())
      if ((request.method + " " + request.target).starts_with(prefix)) ++found;
    return found;
  }

 private:
  Result<Response> handle(const Request& request) {
    const std::string line = request.method + " " + request.target;
    Handler best = [](const Request&) { return answer(404); };
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      std::size_t length = 0;
      for (const auto& [prefix, handler] : handlers_)
        if (line.starts_with(prefix) && prefix.size() >= length) {
          best = handler;
          length = prefix.size();
        }
    }
    return best(request);
  }

  std::map<std::string, Handler> handlers_{};
  std::vector<Request> requests_{};
  mutable std::mutex mutex_{};
};

/// The session id that give_logon() gives out the n-th time.
inline std::string session_id(int n) {
  return "5e551011-0000-4000-8000-00000000000" + std::to_string(n);
}

/// A target whose logon works: token "token-N", N counting from 1.
inline void give_logon(FakeTarget& target) {
  auto number = std::make_shared<std::atomic<int>>(0);
  target.on("POST /api/sessionMngr/", [number](const Request&) {
    const int n = ++*number;
    return answer(201,
                  R"({"SessionId":")" + session_id(n) +
                      R"(","UserName":"u","Links":[],"Type":"LogonSession"})",
                  {{"x-restsvcsessionid", "token-" + std::to_string(n)}});
  });
  target.on("DELETE /api/logonSessions/", answer(204));
}

inline std::string sent_header(const Request& request, std::string_view name) {
  return std::string(header(request.headers, name).value_or("(none)"));
}

}  // namespace emconform::testing
