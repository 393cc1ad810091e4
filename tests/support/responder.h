#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/certificates.h"

// A server on 127.0.0.1 that sends exactly the bytes a test gives, valid HTTP or not.
namespace emconform::test {

struct Step;
using Script = std::vector<Step>;

/// What is done instead of passing a server's answer on; nullopt: it is passed on as it is.
using Alter =
    std::function<std::optional<Script>(const std::string& request, const std::string& answer)>;

/// One step of what happens on a connection. A connection that came to the end of its steps is
/// closed; it also ends when the client closes it or the Responder goes away.
struct Step {
  enum class Kind { Await, Send, SendForever, Drip, Reset, Hold, Again, Forward };
  Kind kind = Kind::Await;
  std::string bytes{};
  std::chrono::milliseconds pause{};
  int port = 0;
  Alter alter{};
};

Step await_request();                  // one request with the body of its Content-Length, recorded
Step send(std::string bytes);          // all at once
Step send_forever(std::string bytes);  // over and over
Step drip(std::string bytes, std::chrono::milliseconds pause);  // a byte, a pause, a byte, ...
Step reset();                                                   // the connection ends with RST
Step hold();   // nothing, until Responder::release()
Step again();  // from the first step, on the same connection
/// Asks the server at a port of 127.0.0.1 what it is asked, request by request. It goes on after a
/// script of `alter` that ends with again(), and ends the connection after any other. The server's
/// answers must have a Content-Length.
Step forward(int port, Alter alter);

/// Takes a request, sends the bytes and closes.
Script answer(std::string bytes);
/// Answers every request on a connection with the bytes.
Script answer_each(std::string bytes);

/// A thread per connection. The n-th connection follows the n-th script, later ones the last.
class Responder {
 public:
  explicit Responder(Script script) : Responder(std::vector<Script>{std::move(script)}) {}
  explicit Responder(std::vector<Script> scripts);
  /// Over TLS. A connection whose handshake fails is closed; one that ends does so without the
  /// closing words of TLS (close_notify).
  Responder(Script script, const Certificate& own);
  ~Responder();  // ends all connections
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;

  int port() const;
  std::string base() const;                   // "http://127.0.0.1:40123", with TLS https
  std::size_t connections() const;            // accepted so far
  std::vector<std::string> requests() const;  // as received, in the order of their arrival
  void wait_until_ended(std::size_t connections) const;  // so many connections have come and gone
  void release();  // ends every hold() and drip(), also later ones

 private:
  struct State;
  void start();
  std::unique_ptr<State> state_;
};

/// A port of 127.0.0.1 that drops every attempt to connect: its queue is full.
class BlackHole {
 public:
  BlackHole();
  ~BlackHole();
  BlackHole(const BlackHole&) = delete;
  BlackHole& operator=(const BlackHole&) = delete;
  std::string base() const;

 private:
  int port_ = 0;
  std::vector<int> sockets_{};
};

/// A port of 127.0.0.1 on which nothing listens.
int unused_port();

}  // namespace emconform::test
