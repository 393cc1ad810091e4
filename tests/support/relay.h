#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A server on 127.0.0.1 between a client and another server: it writes down what is asked, and
// may change what is answered.
namespace emconform::test {

/// A request as it was received.
struct Asked {
  std::string method{}, target{};
  std::string bytes{};  // all of it

  /// "GET /api/jobs"
  std::string line() const { return method + " " + target; }
  /// The value of a header as emconform spells it; "" if it has none.
  std::string header(std::string_view name) const;
};

/// The whole of an answer, made of another: its Content-Length is put right. nullopt: the client
/// never gets one.
using AlterAnswer = std::function<std::optional<std::string>(const Asked&, std::string answer)>;

/// Thread-safe; `alter` is called by several threads at once.
class Relay {
 public:
  /// Passes requests on to a server of 127.0.0.1.
  explicit Relay(int upstream_port, AlterAnswer alter = {});
  ~Relay();  // ends all connections
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  int port() const;
  std::string base() const;  // "http://127.0.0.1:40123"
  std::vector<Asked> requests() const;
  /// Waits until `holds` of the requests received so far; false if that takes over `at_most`.
  bool wait_until(const std::function<bool(const std::vector<Asked>&)>& holds,
                  std::chrono::milliseconds at_most = std::chrono::seconds{20}) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Head and body of a message, without the empty line between them.
struct Message {
  std::string head{}, body{};
};
Message split_message(const std::string& bytes);
std::string to_bytes(const Message& message);

}  // namespace emconform::test
