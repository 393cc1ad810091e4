#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

// A mock Enterprise Manager: a second, independent reading of the specification.
// It shares no code with what judges it (load/, query/, checks/), so that the two cannot agree
// by sharing a mistake. It listens on 127.0.0.1 only.
namespace emconform::mock {

/// A point in time, UTC.
using Time = std::chrono::sys_time<std::chrono::microseconds>;

struct Options {
  int port = 0;                // 0: any free port
  bool tls = false;            // with a self-signed certificate for 127.0.0.1 and localhost
  std::size_t sessions = 240;  // backup job sessions in the data, of all ages
  std::uint64_t seed = 1;      // the same seed and clock give the same data
  std::optional<Time> now{};   // the mock's clock starts here and runs on; default: the real time
  bool clock_stands = false;   // it does not run on: what is a second old stays so
  /// Besides, a session of every job, with a task, and a system session of each of these ages.
  std::vector<std::chrono::microseconds> ages{};
  std::string username = "emconform";
  std::string password = "emconform";
  std::string defect{};   // id of one entry of defects(); empty: a healthy server
  std::string variant{};  // id of one entry of variants(); empty: the plain mock
};

/// One way in which the mock can be made to break the contract.
struct Defect {
  std::string_view id;       // "links.up_missing"
  std::string_view summary;  // what the server does wrong, one sentence
  std::string_view breaks;   // id of the check that must find it
};

/// The catalogue of defects, ordered by id.
std::span<const Defect> defects();

/// One way in which a healthy server may differ from the plain mock.
struct Variant {
  std::string_view id;       // "bom", "host.other"
  std::string_view summary;  // what is unusual, one sentence
  // Globs, set apart by blanks, over ids of rules and names of suites that such a server may leave
  // without a verdict (NotTestable or Inconclusive) though the plain mock does not.
  std::string_view open;
};

/// The catalogue of variants, ordered by id.
std::span<const Variant> variants();

struct Hooks;

/// A running mock. Stops when destroyed.
class Server {
 public:
  /// Starts to listen; returns when requests are answered. The error is a sentence for the user:
  /// an unknown defect or variant, both of them at once, a port in use.
  static tl::expected<std::unique_ptr<Server>, std::string> start(const Options& options);
  /// With a defect that is in no catalogue; options.defect counts for nothing. The hooks outlive
  /// the server.
  static tl::expected<std::unique_ptr<Server>, std::string> start(Options options,
                                                                  const Hooks& hooks);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const;
  /// "http://127.0.0.1:9398", without a path.
  std::string url() const;
  /// The certificate in PEM form; empty without TLS.
  const std::string& certificate() const;
  /// Logon sessions that are open now: a client that leaves none behind was tidy.
  std::size_t open_logon_sessions() const;

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace emconform::mock
