#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "model/results.h"
#include "run/decoder.h"
#include "run/logon.h"

// Sends what cases ask for, once for all that ask the same, and decodes the answers.
namespace emconform {

/// A request before it is authorized, and what is expected of its answer.
struct Ask {
  std::string method = "GET";
  std::string target{};  // "/api/jobs?format=Entity"
  Auth auth = Auth::Session;
  std::optional<std::string> accept{};
  Expected expected{};
};

/// An exchange, and what reports keep of it.
struct Reading {
  Exchange exchange{};
  ExchangeRecord record{};
};
using ReadingPtr = std::shared_ptr<const Reading>;

/// One resource that an endpoint with {ID} can be asked for.
struct Instance {
  std::string target{};  // "/api/jobs/6a..", without format
  std::string id{};      // the GUID that stands for {ID}
};

/// What the members of lists lead to. The lists themselves, which may be large, are not kept.
struct Places {
  std::vector<ReadingPtr> lists{};  // without their bodies
  std::vector<Instance> instances{};
  bool has_members = false;
};
using PlacesPtr = std::shared_ptr<const Places>;

struct ReaderOptions {
  std::string base{};                    // for curl lines: "https://em01:9398"
  bool insecure = false;                 // for curl lines
  bool camel_case = false;               // JSON dialect of the target
  bool offline = false;                  // a recording answers: nobody is waited for
  std::size_t cache_bytes = 256u << 20;  // of answers kept for other cases that ask the same
  std::shared_ptr<Decoder> decoder = std::make_shared<Decoder>();
  /// Told of each answer once, with the path and query that were asked for; by several threads.
  std::function<void(std::string_view target, const Reading&)> learn{};
};

/// How the purpose of a request begins that was answered before, and is sent to see whether the
/// answer has changed: no earlier answer will do for it.
inline constexpr std::string_view asked_again = "again ";

/// Thread-safe.
class Reader {
 public:
  Reader(Transport transport, Logon& logon, ReaderOptions options, const std::atomic<bool>& stop);

  /// The answer; the same one for everybody who asks the same.
  ReadingPtr read(const Ask& ask);
  /// The answer to a new request of `reader`'s, whatever was read before.
  ReadingPtr read_again(const Ask& ask, const std::string& reader = {});

  /// What was found once under this name; nullptr if nothing was.
  PlacesPtr find_places(const std::string& name);
  /// Of several that found the same the first stays.
  void keep_places(const std::string& name, const PlacesPtr& places);

  /// How often the target asked to wait.
  std::size_t waits() const { return waits_; }
  /// The run's own logon session: among those that the target lists, the one that lasts.
  std::string session_id() const { return logon_.session_id(); }

 private:
  struct Entry {
    ReadingPtr reading{};  // null while it is being read
    std::size_t bytes = 0;
    std::uint64_t used = 0;  // the higher, the later
  };
  using Cache = std::map<std::string, Entry>;
  /// `purpose`: see Request.
  ReadingPtr exchange(Ask ask, const std::string& purpose);
  /// Logs on again after a refusal of `token`; `session_id` was the run's own then.
  bool renew(const std::string& token, const std::string& session_id);
  /// What asks of a session of the run's own that has ended asks of the one in its place.
  void ask_living_session(Ask& ask);
  /// `token` is the session's at the time of sending.
  Result<Response> send(const Ask& ask, const std::string& purpose, Request& request,
                        std::string& token);
  /// As send; a target that is busy and says until when (429, 503 with Retry-After) is waited for.
  Result<Response> send_patiently(const Ask& ask, const std::string& purpose, Request& request,
                                  std::string& token);
  void wait(std::chrono::seconds time) const;
  std::string curl_of(const Ask& ask, const Request& request) const;
  void keep(const std::string& key, const ReadingPtr& reading, bool is_asked_often);
  void drop_least_used();

  Transport transport_;
  Logon& logon_;
  ReaderOptions options_;
  const std::atomic<bool>& stop_;
  std::atomic<std::size_t> waits_{0};
  std::mutex mutex_{};
  std::condition_variable ready_{};
  Cache cache_{};
  std::size_t cached_bytes_ = 0;
  std::uint64_t uses_ = 0;
  std::map<std::string, PlacesPtr> places_{};
  std::vector<std::string> ended_{};  // ids of sessions of the run's own, guarded by mutex_
};

}  // namespace emconform
