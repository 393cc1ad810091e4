#include "support/responder.h"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include "support/sockets.h"

namespace emconform::test {
namespace {

/// A connection, with TLS or without.
struct Wire {
  int socket = -1;
  SSL* tls = nullptr;

  ssize_t receive(char* buffer, std::size_t size) const {
    if (tls != nullptr) return SSL_read(tls, buffer, static_cast<int>(size));
    return ::recv(socket, buffer, size, 0);
  }
  bool send_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = tls != nullptr
                               ? SSL_write(tls, bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
};

/// Reads one request or answer; `ahead` holds what was read beyond it. False at the end of the
/// connection.
bool read_message(const Wire& wire, std::string& ahead, std::string& message,
                  bool has_body = true) {
  std::array<char, 4096> buffer{};
  for (;;) {
    if (const auto end = ahead.find("\r\n\r\n"); end != std::string::npos) {
      const std::size_t size =
          end + 4 + (has_body ? content_length(std::string_view(ahead).substr(0, end + 2)) : 0);
      if (ahead.size() >= size) {
        message = ahead.substr(0, size);
        ahead.erase(0, size);
        return true;
      }
    }
    const ssize_t got = wire.receive(buffer.data(), buffer.size());
    if (got <= 0) return false;
    ahead.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::string answer_of(int port, const std::string& request) {
  const Wire wire{.socket = new_socket()};
  std::string ahead, answer;
  if (connect_to_loopback(wire.socket, port) && wire.send_all(request))
    read_message(wire, ahead, answer, !request.starts_with("HEAD "));
  ::close(wire.socket);
  return answer;
}

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

Context server_context(const Certificate& own) {
  Context context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  if (!context || SSL_CTX_use_certificate(context.get(), own.certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), own.key.get()) != 1)
    throw std::runtime_error("no TLS");
  return context;
}

}  // namespace

Step await_request() { return {.kind = Step::Kind::Await}; }
Step send(std::string bytes) { return {.kind = Step::Kind::Send, .bytes = std::move(bytes)}; }
Step send_forever(std::string bytes) {
  return {.kind = Step::Kind::SendForever, .bytes = std::move(bytes)};
}
Step drip(std::string bytes, std::chrono::milliseconds pause) {
  return {.kind = Step::Kind::Drip, .bytes = std::move(bytes), .pause = pause};
}
Step reset() { return {.kind = Step::Kind::Reset}; }
Step hold() { return {.kind = Step::Kind::Hold}; }
Step again() { return {.kind = Step::Kind::Again}; }
Step forward(int port, Alter alter) {
  return {.kind = Step::Kind::Forward, .port = port, .alter = std::move(alter)};
}

Script answer(std::string bytes) { return {await_request(), send(std::move(bytes))}; }
Script answer_each(std::string bytes) { return {await_request(), send(std::move(bytes)), again()}; }

struct Responder::State {
  std::vector<Script> scripts{};
  Context context{nullptr, &SSL_CTX_free};
  int listener = -1, port = 0;
  mutable std::mutex mutex{};
  mutable std::condition_variable changed{};
  bool released = false, stopping = false;
  std::vector<int> open{};  // sockets of the connections; -1 once ended
  std::size_t ended = 0;
  std::vector<std::string> requests{};
  std::vector<std::thread> threads{};
  std::thread acceptor{};

  /// Waits for the release; true if it came.
  bool wait_for_release(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, at_most, [&] { return released || stopping; });
  }

  std::optional<std::string> next_request(const Wire& wire, std::string& ahead) {
    std::string request;
    if (!read_message(wire, ahead, request)) return std::nullopt;
    const std::lock_guard lock(mutex);
    requests.push_back(request);
    return request;
  }

  /// Whether the connection goes on after all steps.
  bool follow_once(const Script& script, const Wire& wire, std::string& ahead) {
    return std::all_of(script.begin(), script.end(),
                       [&](const Step& step) { return follow(step, wire, ahead); }) &&
           !script.empty() && script.back().kind == Step::Kind::Again;
  }

  void forward_all(const Step& step, const Wire& wire, std::string& ahead) {
    while (const auto request = next_request(wire, ahead)) {
      const std::string answer = answer_of(step.port, *request);
      const auto script = step.alter(*request, answer);
      if (script ? !follow_once(*script, wire, ahead) : !wire.send_all(answer)) return;
    }
  }

  /// False when the connection is at its end.
  bool follow(const Step& step, const Wire& wire, std::string& ahead) {
    switch (step.kind) {
      case Step::Kind::Await:
        return next_request(wire, ahead).has_value();
      case Step::Kind::Forward:
        forward_all(step, wire, ahead);
        return false;
      case Step::Kind::Send:
        return wire.send_all(step.bytes);
      case Step::Kind::SendForever:
        while (wire.send_all(step.bytes)) {
        }
        return false;
      case Step::Kind::Drip:
        for (const char c : step.bytes)
          if (!wire.send_all({&c, 1}) || wait_for_release(step.pause)) return false;
        return true;
      case Step::Kind::Reset: {
        const linger at_once{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(wire.socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        return false;
      }
      case Step::Kind::Hold: {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return released || stopping; });
        return true;
      }
      case Step::Kind::Again:
        return true;
    }
    return false;
  }

  void follow_all(const Script& script, const Wire& wire) {
    std::string ahead;
    for (std::size_t i = 0; i < script.size();) {
      if (!follow(script[i], wire, ahead)) return;
      i = script[i].kind == Step::Kind::Again ? 0 : i + 1;
    }
  }

  void serve(std::size_t number, int socket) {
    const Script& script = scripts[std::min(number, scripts.size() - 1)];
    Wire wire{.socket = socket};
    if (context) {
      wire.tls = SSL_new(context.get());
      SSL_set_fd(wire.tls, socket);
    }
    if (wire.tls == nullptr || SSL_accept(wire.tls) == 1) follow_all(script, wire);
    SSL_free(wire.tls);
    const std::lock_guard lock(mutex);
    ::close(socket);
    open[number] = -1;
    ++ended;
    changed.notify_all();
  }

  void accept_all() {
    for (;;) {
      const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) return;
      const std::lock_guard lock(mutex);
      if (stopping) {
        ::close(socket);
        return;
      }
      open.push_back(socket);
      threads.emplace_back([this, number = open.size() - 1, socket] { serve(number, socket); });
    }
  }
};

Responder::Responder(std::vector<Script> scripts) : state_(std::make_unique<State>()) {
  state_->scripts = std::move(scripts);
  start();
}

Responder::Responder(Script script, const Certificate& own) : state_(std::make_unique<State>()) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  state_->scripts = {std::move(script)};
  state_->context = server_context(own);
  start();
}

void Responder::start() {
  state_->listener = new_socket();
  state_->port = bind_to_loopback(state_->listener);
  ::listen(state_->listener, 64);
  state_->acceptor = std::thread([state = state_.get()] { state->accept_all(); });
}

Responder::~Responder() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    for (const int socket : state_->open)
      if (socket >= 0) ::shutdown(socket, SHUT_RDWR);
    state_->changed.notify_all();
  }
  ::shutdown(state_->listener, SHUT_RDWR);  // ends accept()
  state_->acceptor.join();
  for (std::thread& thread : state_->threads) thread.join();
  ::close(state_->listener);
}

int Responder::port() const { return state_->port; }
std::string Responder::base() const {
  return fmt::format("{}://127.0.0.1:{}", state_->context ? "https" : "http", port());
}

std::size_t Responder::connections() const {
  const std::lock_guard lock(state_->mutex);
  return state_->open.size();
}

std::vector<std::string> Responder::requests() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requests;
}

void Responder::wait_until_ended(std::size_t connections) const {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait(lock, [&] { return state_->ended >= connections; });
}

void Responder::release() {
  const std::lock_guard lock(state_->mutex);
  state_->released = true;
  state_->changed.notify_all();
}

BlackHole::BlackHole() {
  sockets_.push_back(new_socket());
  port_ = bind_to_loopback(sockets_.front());
  ::listen(sockets_.front(), 0);
  // A queue of length 0 takes one connection, on some kernels two; the rest is never answered.
  for (int i = 0; i < 4; ++i) {
    sockets_.push_back(new_socket(SOCK_NONBLOCK));
    static_cast<void>(connect_to_loopback(sockets_.back(), port_));
  }
}

BlackHole::~BlackHole() {
  for (const int socket : sockets_) ::close(socket);
}

std::string BlackHole::base() const { return fmt::format("http://127.0.0.1:{}", port_); }

int unused_port() {
  const int socket = new_socket();
  const int port = bind_to_loopback(socket);
  ::close(socket);
  return port;
}

}  // namespace emconform::test
